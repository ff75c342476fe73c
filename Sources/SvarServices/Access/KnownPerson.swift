import SvarAccess
import SvarDomain
import SvarFHIR
import SvarStore

/// What the rules are told of a person: made once from the store's record, asked for every actor.
struct KnownPerson: Sendable {
    let record: PersonRecord
    let person: SvarAccess.PersonFacts
    /// Units of clinical content.
    let units: [SvarAccess.UnitFacts]
    /// Units of resources that go with clinical content, such as Patient and Encounter (decision 2).
    private let bound: [UnitKey: UnitTies]
    /// When the first version of each of these was stamped.
    private let boundSince: [UnitKey: ServerTime]
    /// The unit with the Patient that the service itself made; nil when a producer gave the person one.
    private let ownPatient: UnitKey?
    /// Of each version of the other units; empty where nothing is bound.
    private let ties: [UnitKey: [UnitTies]]
    /// Units written over REST.
    let isOfREST: Set<UnitKey>
    /// Whether there ever was a setting.
    let hadSettings: Bool
    /// What marks or marked what health personnel are shown.
    let marks: SettingMarks
    /// The newest stamp among all this; the log may be ahead of the clock by a little.
    let newest: ServerTime

    /// - Parameter register: what the register says of somebody the store does not know yet
    init(_ record: PersonRecord, register: RegisterFacts?) {
        self.record = record
        let facts = record.accessFacts(register: register)
        person = facts.person
        units = facts.units
        let isBound = Set(record.units.lazy.filter { $0.typeClass == .personBound }.map(\.key))
        var bound: [UnitKey: UnitTies] = [:]
        var boundSince: [UnitKey: ServerTime] = [:]
        var ties: [UnitKey: [UnitTies]] = [:]
        if !isBound.isEmpty {
            for version in record.versions {
                let own = UnitVersionFacts.ties(encoded: version.facts)
                if isBound.contains(version.unit) {
                    bound[version.unit] = own
                    if boundSince[version.unit] == nil { boundSince[version.unit] = version.stamp.at }
                } else {
                    ties[version.unit, default: []].append(own)
                }
            }
        }
        (self.bound, self.boundSince, self.ties) = (bound, boundSince, ties)
        // Messages make nothing else that is bound.
        ownPatient = record.units.first { $0.typeClass == .personBound && $0.regime == .messages }?.key
        isOfREST = Set(record.units.lazy.filter { $0.regime == .rest }.map(\.key))
        let settings = record.entries.filter { $0.kind == .setting }
        hadSettings = !settings.isEmpty
        marks = SettingMarks(settings.compactMap(SettingCoding.decode))
        let stamps = [record.versions.lazy.map(\.stamp.at).max(), record.entries.lazy.map(\.stamp.at).max()]
        newest = stamps.compactMap(\.self).max() ?? .ever
    }

    /// What goes with these versions of units: what they refer to, and what refers to them (decision 2).
    func bound(to shown: [(unit: UnitKey, versions: ClosedRange<Int>)]) -> Set<UnitKey> {
        guard !bound.isEmpty, !shown.isEmpty else { return [] }
        var all = UnitTies()
        for (unit, versions) in shown {
            let own = ties[unit] ?? []
            for index in versions where own.indices.contains(index) {
                all.names += own[index].names
                all.references += own[index].references
            }
        }
        let (names, references) = (Set(all.names), Set(all.references))
        return Set(bound.lazy.filter { $0.value.isTied(to: names, references) }.map(\.key))
    }

    /// How the Patient that the service made is shown among these units, where that is not as it was written.
    ///
    /// It was made when the store first heard of the person's number, just before what named it was written. If that is not
    /// shown, it never came, and the first that is shown made the Patient.
    func patientWindow(among shown: Set<UnitKey>) -> (unit: UnitKey, window: UnitWindow)? {
        guard let ownPatient, shown.contains(ownPatient), let made = boundSince[ownPatient] else { return nil }
        var first = ServerTime.never
        for unit in units where shown.contains(unit.key) {
            if let version = unit.versions.first { first = min(first, version.received) }
        }
        for (unit, time) in boundSince where shown.contains(unit) && bound[unit]?.isPatient == false {
            first = min(first, time)
        }
        let since = ServerTime(microseconds: first.microseconds - 1)
        return first < .never && since > made ? (ownPatient, UnitWindow(since: since)) : nil
    }
}
