import SvarDomain
import SvarFHIR
import SvarSearch

/// A resource as it stood at a position, with all its index rows.
final class Probe {
    let key: Int64
    let type: HostedType
    let id: String
    let unit: UnitFacts
    /// Number of its version.
    let version: Int64
    /// When that was stamped, where it is shown otherwise than it was.
    let time: Int64?
    /// In the compact form of `IndexFacts`.
    private let facts: [UInt8]

    init(
        key: Int64,
        type: HostedType,
        id: String,
        unit: UnitFacts,
        version: Int64,
        time: Int64? = nil,
        facts: [UInt8]
    ) {
        self.key = key
        self.type = type
        self.id = id
        self.unit = unit
        self.version = version
        self.time = time
        self.facts = facts
    }

    /// Whether it has no rows at all.
    var isBare: Bool { facts.isEmpty }

    /// Calls `body` for each row in one of the slots, until it gives false.
    func rows(in slots: SlotSet, _ body: (FactsReader.Fact) throws -> Bool) throws {
        guard let last = slots.slots.last else { return }
        try facts.withUnsafeBytes { buffer in
            var reader = try FactsReader(buffer)
            while let fact = try reader.next(), fact.slot <= last {
                if slots.contains(fact.slot), try !body(fact) { return }
            }
        }
    }

    func hasRow(in slots: SlotSet, _ test: (FactsReader.Fact) throws -> Bool) throws -> Bool {
        var found = false
        try rows(in: slots) { fact in
            found = try test(fact)
            return !found
        }
        return found
    }

    /// What a sort key looks at; nil when the resource has nothing there.
    func value(_ key: SortKey, _ reading: SearchReading) throws -> IndexKey? {
        switch key.field {
        case .id: return .text(id)
        case .updated: return .integer(try reading.time(of: self))
        case .slots(let slots, let usesExtra):
            var best: IndexKey?
            try rows(in: SlotSet(slots)) { fact in
                key.choose((key.isDescending && usesExtra ? fact.extra : fact.value).key, &best)
                return true
            }
            return best
        }
    }
}

extension SortKey {
    /// Takes one more of a resource's values: the first in the order counts.
    func choose(_ value: IndexKey, _ best: inout IndexKey?) {
        if let known = best {
            if isDescending ? known < value : value < known { best = value }
        } else {
            best = value
        }
    }
}

/// What a scope asks of a unit.
struct UnitFacts {
    let key: UnitKey
    let person: PersonKey?
    let typeClass: HostedType.Class
    let isHeld: Bool
    let producer: Producer

    /// Where the rows of its resources lie.
    var cluster: Int64 { person?.rawValue ?? Cluster.nobody }
}
