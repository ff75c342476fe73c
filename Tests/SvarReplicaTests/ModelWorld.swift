import Crypto
import SvarDomain
import SvarSync
import SvarSynthetic

/// What one replica may hold, as a list of events: the slow, obvious form of a server, seen from one replica. Positions
/// are 1, 2, 3…; the intervals of `Presence` say what is there at each.
struct ModelWorld {
    struct Unit {
        var person: Int
        var key: WireKey
        var versions: [(position: Int64, body: [UInt8])]
        var visible: [Interval]
    }

    struct Held: Hashable {
        var person: WireKey
        var stamp: SyncStamp
        var version: Int64
        var body: [UInt8]
    }

    /// Ends of scope lie far away unless a test says otherwise.
    static let until: Int64 = 4_000_000_000_000

    var epoch = "epoch-1"
    var integrityKey = [UInt8](repeating: 7, count: 32)
    var scopeVersion = 0
    private(set) var head: Int64 = 0
    private(set) var units: [Unit] = []
    private(set) var scope: [[Interval]]
    /// Places where this replica's state changed.
    private var changes: [Int64] = []
    private let wireKey = SymmetricKey(data: [UInt8](repeating: 1, count: 32))

    init(persons: Int) { scope = Array(repeating: [], count: persons) }

    func personKey(_ person: Int) -> WireKey { WireKey(patient: "patient-\(person)", key: wireKey) }

    // MARK: Events

    /// Something happens.
    mutating func step(_ generator: inout SeededGenerator) {
        let person = Int.random(in: 0..<scope.count, using: &generator)
        switch Int.random(in: 0..<20, using: &generator) {
        case 0..<2: setScope(person, !isInScope(person))
        case 2..<10: add(to: person, &generator)
        case 10..<15:
            guard !units.isEmpty else { return add(to: person, &generator) }
            change(Int.random(in: units.indices, using: &generator), &generator)
        default:
            guard !units.isEmpty else { return add(to: person, &generator) }
            let unit = Int.random(in: units.indices, using: &generator)
            setVisible(unit, units[unit].visible.last?.to != nil)
        }
    }

    func isInScope(_ person: Int) -> Bool { scope[person].last.map { $0.to == nil } ?? false }

    mutating func setScope(_ person: Int, _ isInside: Bool) {
        let place = next()
        if isInside {
            guard !isInScope(person) else { return }
            scope[person].append(Interval(from: place))
        } else if let last = scope[person].popLast() {
            scope[person].append(Interval(from: last.from, to: last.to ?? place))
        }
    }

    mutating func add(to person: Int, _ generator: inout SeededGenerator) {
        let place = next()
        let key = WireKey(UnitKey(Int64(units.count)), of: personKey(person), key: wireKey)
        let body = Self.body(person, units.count, 1, &generator)
        units.append(Unit(person: person, key: key, versions: [(head, body)], visible: [Interval(from: place)]))
    }

    mutating func change(_ unit: Int, _ generator: inout SeededGenerator) {
        _ = next()
        let body = Self.body(units[unit].person, unit, units[unit].versions.count + 1, &generator)
        units[unit].versions.append((head, body))
    }

    mutating func setVisible(_ unit: Int, _ isVisible: Bool) {
        let place = next()
        guard let last = units[unit].visible.last, (last.to != nil) == isVisible else { return }
        if isVisible {
            units[unit].visible.append(Interval(from: place))
        } else {
            units[unit].visible[units[unit].visible.count - 1] = Interval(from: last.from, to: place)
        }
    }

    /// Everything after a place is as if it had never been: the store was restored.
    mutating func restore(to place: Int64) {
        func cut(_ intervals: [Interval]) -> [Interval] {
            intervals.filter { $0.from.rawValue <= place }.map { interval in
                let to = interval.to.flatMap { $0.rawValue <= place ? $0 : nil }
                return Interval(from: interval.from, to: to)
            }
        }
        head = place
        units = units.filter { ($0.versions.first?.position ?? 0) <= place }.map { unit in
            var unit = unit
            unit.versions = unit.versions.filter { $0.position <= place }
            unit.visible = cut(unit.visible)
            return unit
        }
        scope = scope.map(cut)
        epoch += "'"
        integrityKey = integrityKey.map { $0 &+ 1 }
        // What comes then has later times than what was lost.
        lost += 1_000
    }

    private var lost: Int64 = 0

    private mutating func next() -> LogPosition {
        head += 1
        return LogPosition(head)
    }

    private static func body(_ person: Int, _ unit: Int, _ version: Int, _ generator: inout SeededGenerator) -> [UInt8]
    {
        let value = Int.random(in: 10...99, using: &generator)
        let corrected = version > 1 ? "corrected" : "final"
        return ModelReports.body(
            patient: "patient-\(person)",
            id: "u\(unit)",
            status: corrected,
            values: [(code: "NPU\(unit % 5)", value: "\(value).\(version)"), (code: "NPU9", value: "\(unit)")],
            day: 1 + unit % 28
        )
    }

    // MARK: What is there

    func stamp(_ position: Int64) -> SyncStamp {
        position == 0
            ? .zero : SyncStamp(milliseconds: 1_000_000 + (position + lost) / 2, number: (position + lost) % 2)
    }

    private func presence(_ unit: Unit) -> Presence { Presence(scope: scope[unit.person], visible: unit.visible) }

    /// The stamp of the last change at or before a place.
    func mark(at place: Int64) -> SyncStamp {
        var last: Int64 = 0
        for unit in units {
            switch change(unit, after: 0, through: place) {
            case .put(let position), .deny(let position): last = max(last, position.rawValue)
            case nil: break
            }
        }
        for lines in scope {
            for line in lines where line.from.rawValue <= place {
                last = max(last, line.from.rawValue, line.to.map { $0.rawValue <= place ? $0.rawValue : 0 } ?? 0)
            }
        }
        return stamp(last)
    }

    func change(_ unit: Unit, after from: Int64, through to: Int64) -> Presence.Change? {
        presence(unit).change(
            after: LogPosition(from),
            through: LogPosition(to),
            versions: unit.versions.map { LogPosition($0.position) }
        )
    }

    /// Every unit that is there at a place.
    func state(at place: Int64) -> [WireKey: Held] {
        var state: [WireKey: Held] = [:]
        for unit in units {
            guard case .put(let position) = change(unit, after: 0, through: place),
                let version = unit.versions.last(where: { $0.position <= place })
            else { continue }
            state[unit.key] = Held(
                person: personKey(unit.person),
                stamp: stamp(position.rawValue),
                version: (version.position + lost) * 1_000,
                body: version.body
            )
        }
        return state
    }

    func put(_ unit: Unit, _ held: Held) -> SyncLine {
        .put(
            SyncLine.PutLine(
                unit: unit.key,
                person: held.person,
                stamp: held.stamp,
                version: held.version,
                hash: UnitBody.hash(held.body),
                body: held.body
            )
        )
    }

    func deny(_ unit: Unit, _ position: LogPosition) -> SyncLine {
        .deny(
            SyncLine.DenyLine(
                unit: unit.key,
                person: personKey(unit.person),
                stamp: stamp(position.rawValue),
                cause: .withdrawn
            )
        )
    }

    func person(_ person: Int, at place: Int64) -> SyncLine? {
        guard let last = scope[person].last(where: { $0.from.rawValue <= place }) else { return nil }
        let isOpen = last.contains(LogPosition(place))
        return .person(
            SyncLine.PersonLine(
                person: personKey(person),
                stamp: stamp(isOpen ? last.from.rawValue : last.to?.rawValue ?? 0),
                until: isOpen ? Self.until : nil,
                patient: isOpen ? "patient-\(person)" : ""
            )
        )
    }

    /// When a person's line in the scope last changed, at or before a place; 0: never.
    func scopeChange(_ person: Int, at place: Int64) -> Int64 {
        scope[person].flatMap { [$0.from.rawValue, $0.to?.rawValue ?? 0] }.filter { $0 <= place }.max() ?? 0
    }

    func total(at place: Int64, persons: Set<WireKey>? = nil) -> (count: Int, digest: SyncDigest) {
        var (count, digest) = (0, SyncDigest.zero)
        let key = SymmetricKey(data: integrityKey)
        for (unit, held) in state(at: place) where persons?.contains(held.person) ?? true {
            count += 1
            digest += SyncDigest.element(
                of: unit,
                version: held.version,
                hash: UnitBody.hash(held.body),
                key: key
            )
        }
        return (count, digest)
    }

    func manifest(at place: Int64) -> [ManifestRow] {
        scope.indices.filter { scope[$0].contains { $0.contains(LogPosition(place)) } }.map { person in
            let key = personKey(person)
            var total = total(at: place, persons: [key])
            total.digest += .person(key, until: Self.until, blocked: [], key: SymmetricKey(data: integrityKey))
            return ManifestRow(person: key, count: total.count, digest: total.digest)
        }.sorted { $0.person < $1.person }
    }
}

/// Bodies of reports.
enum ModelReports {
    static func body(
        patient: String,
        id: String,
        status: String = "final",
        values: [(code: String, value: String)],
        day: Int = 1,
        category: String = "CLIN"
    ) -> [UInt8] {
        let date = "2026-03-\(day < 10 ? "0" : "")\(day)T08:00:00+01:00"
        let results = values.indices.map { #"{"reference":"Observation/\#(id)-\#($0)"}"# }.joined(separator: ",")
        let observations = values.enumerated().map { index, value in
            """
            {"resourceType":"Observation","id":"\(id)-\(index)","status":"\(status)","code":{"coding":[{"system":"nlk",\
            "code":"\(value.code)","display":"Analysis \(value.code)"}]},"subject":{"reference":"Patient/\(patient)"},\
            "effectiveDateTime":"\(date)","valueQuantity":{"value":\(value.value),"unit":"mmol/L"},"referenceRange":\
            [{"low":{"value":1.0},"high":{"value":50.0}}]}
            """
        }
        let report = """
            {"resourceType":"DiagnosticReport","id":"\(id)","status":"\(status)","category":[{"coding":[{"system":"8202",\
            "code":"\(category)"}]}],"code":{"text":"Blood"},"subject":{"reference":"Patient/\(patient)"},\
            "effectiveDateTime":"\(date)","result":[\(results)],"conclusion":"As expected"}
            """
        return Array(("[" + ([report] + observations).joined(separator: ",") + "]").utf8)
    }
}
