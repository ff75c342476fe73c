import SvarAccess
import SvarDomain
import SvarFHIR
import SvarMessages

/// What one version of a unit says to the rules, as it is kept beside the version.
struct UnitVersionFacts: Sendable, Hashable {
    /// A result with what it is found by and what it is about.
    struct Item: Sendable, Hashable {
        /// IdResultItem, else the id of its resource; empty for a report without results.
        var key: String
        var disciplines: Disciplines
    }

    /// Days since 1970 of Oslo.
    struct Days: Sendable, Hashable {
        var first: Int
        var last: Int

        /// Both together.
        static func joining(_ one: Days?, _ other: Days?) -> Days? {
            guard let one, let other else { return one ?? other }
            return Days(first: min(one.first, other.first), last: max(one.last, other.last))
        }
    }

    var state: VersionFacts.State
    /// GenDate of a load marked `historic`.
    var historic: ServerTime?
    /// When its results are of.
    var effective: Days?
    /// The day it was issued.
    var issued: Int?
    /// Every identifier of who ordered, the narrowest first.
    var requester: [OrganisationID] = []
    /// Of who answers for it.
    var performer: [OrganisationID] = []
    var order: String?
    var referral: String?
    var items: [Item] = []
    /// Each once.
    var codes: [String] = []
    /// What it is called by others and what it refers to, as far as one decides whether the other is shown (decision 2).
    var ties = UnitTies()
}

extension UnitVersionFacts {
    private static let form: UInt8 = 1
    private static let states = FactTable<VersionFacts.State>([
        (1, .notFinal), (2, .final), (3, .withdrawn), (4, .wrongPerson),
    ])
    /// Kinds of organisation identifiers (8116 and 8268) that need no text.
    private static let kinds = ["", "ENH", "HER", "RSH", "AKO"]

    var encoded: [UInt8] {
        var writer = FactWriter(form: Self.form)
        Self.states.write(state, to: &writer)
        writer.optional(historic) { $0.time($1) }
        writer.optional(effective) {
            $0.signed(Int64($1.first))
            $0.signed(Int64($1.last))
        }
        writer.optional(issued) { $0.signed(Int64($1)) }
        for list in [requester, performer] {
            writer.count(list.count)
            for id in list {
                let kind = Self.kinds.firstIndex(of: id.kind) ?? 0
                writer.byte(UInt8(kind))
                if kind == 0 { writer.text(id.kind) }
                writer.text(id.value)
            }
        }
        writer.optional(order) { $0.text($1) }
        writer.optional(referral) { $0.text($1) }
        writer.count(items.count)
        for item in items {
            writer.text(item.key)
            writer.number(UInt64(item.disciplines.rawValue))
        }
        writer.count(codes.count)
        for code in codes { writer.text(code) }
        for list in [ties.names, ties.references] {
            writer.count(list.count)
            for name in list { writer.number(name) }
        }
        return writer.bytes
    }

    init(encoded bytes: [UInt8]) throws(FactError) {
        var reader = FactReader(bytes)
        try reader.form(Self.form)
        state = try Self.states.read(&reader)
        historic = try reader.optional { reader throws(FactError) in try reader.time() }
        effective = try reader.optional { reader throws(FactError) in
            Days(first: try reader.dayNumber(), last: try reader.dayNumber())
        }
        issued = try reader.optional { reader throws(FactError) in try reader.dayNumber() }
        requester = try Self.identifiers(&reader)
        performer = try Self.identifiers(&reader)
        order = try reader.optional { reader throws(FactError) in try reader.text() }
        referral = try reader.optional { reader throws(FactError) in try reader.text() }
        let count = try reader.count()
        items.reserveCapacity(count)
        for _ in 0..<count {
            let key = try reader.text()
            guard let bits = UInt16(exactly: try reader.number()) else { throw .unknownForm }
            items.append(Item(key: key, disciplines: Disciplines(rawValue: bits)))
        }
        let codeCount = try reader.count()
        codes.reserveCapacity(codeCount)
        for _ in 0..<codeCount { codes.append(try reader.text()) }
        for _ in 0..<(try reader.count()) { ties.names.append(try reader.number()) }
        for _ in 0..<(try reader.count()) { ties.references.append(try reader.number()) }
        try reader.end()
    }

    /// The ties alone; none of what cannot be read.
    static func ties(encoded bytes: [UInt8]) -> UnitTies {
        do throws(FactError) {
            return try UnitVersionFacts(encoded: bytes).ties
        } catch {
            return UnitTies()
        }
    }

    private static func identifiers(_ reader: inout FactReader) throws(FactError) -> [OrganisationID] {
        let count = try reader.count()
        var result: [OrganisationID] = []
        for _ in 0..<count {
            let kind = Int(try reader.byte())
            guard kind < kinds.count else { throw .unknownForm }
            let name = kind == 0 ? try reader.text() : kinds[kind]
            result.append(OrganisationID(kind: name, value: try reader.text()))
        }
        return result
    }
}

extension FactReader {
    fileprivate mutating func dayNumber() throws(FactError) -> Int {
        guard let days = Int32(exactly: try signed()) else { throw .damaged }
        return Int(days)
    }
}
