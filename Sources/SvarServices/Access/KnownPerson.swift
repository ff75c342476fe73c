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
    let bound: Set<UnitKey>
    /// Units written over REST.
    let isOfREST: Set<UnitKey>
    /// Whether there ever was a setting.
    let hadSettings: Bool
    /// The newest stamp among all this; the log may be ahead of the clock by a little.
    let newest: ServerTime

    /// - Parameter register: what the register says of somebody the store does not know yet
    init(_ record: PersonRecord, register: RegisterFacts?) {
        self.record = record
        let facts = record.accessFacts(register: register)
        person = facts.person
        units = facts.units
        bound = Set(record.units.lazy.filter { $0.typeClass == .personBound }.map(\.key))
        isOfREST = Set(record.units.lazy.filter { $0.regime == .rest }.map(\.key))
        hadSettings = record.entries.contains { $0.kind == .setting }
        let stamps = [record.versions.lazy.map(\.stamp.at).max(), record.entries.lazy.map(\.stamp.at).max()]
        newest = stamps.compactMap(\.self).max() ?? .ever
    }

    /// What goes with any of these units.
    func bound(toAnyOf units: Set<UnitKey>) -> Set<UnitKey> { units.isEmpty ? [] : bound }
}
