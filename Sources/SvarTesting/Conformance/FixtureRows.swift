import SvarDomain
import SvarFHIR
package import SvarSearch
package import SvarStore

/// Index rows as a member of a body of `Fixture`, so that a store can make them from the body again.
enum FixtureRows {
    private static let start = #","rows":""#

    static func member(_ rows: [IndexRow]) -> String {
        let texts = rows.map { row in
            "\(row.slot.rawValue),\(row.part),\(text(row.value)),\(text(row.extra))"
        }
        return start + texts.joined(separator: ";") + #"""#
    }

    /// The rows in a body; none when it has no such member.
    static func rows(in body: [UInt8]) throws -> [IndexRow] {
        let text = String(decoding: body, as: UTF8.self)
        guard let start = text.firstRange(of: start) else { return [] }
        return try text[start.upperBound...].prefix { $0 != "\"" }.split(separator: ";").map { row in
            let parts = row.split(separator: ",", omittingEmptySubsequences: false)
            guard parts.count == 4, let slot = Int(parts[0]), let part = Int(parts[1]) else { throw damaged }
            return IndexRow(Slot(rawValue: slot), try key(parts[2]), try key(parts[3]), part: part)
        }
    }

    private static let damaged = SvarError(.storeFailed, "not a body of a fixture")

    private static func text(_ key: IndexKey) -> String {
        switch key {
        case .integer(let number): "i\(number)"
        case .text(let text): "t" + hex(Array(text.utf8))
        case .bytes(let bytes): "b" + hex(bytes)
        }
    }

    private static func key(_ text: Substring) throws -> IndexKey {
        let rest = text.dropFirst()
        switch text.first {
        case "i": if let number = Int64(rest) { return .integer(number) }
        case "t": return .text(String(decoding: try bytes(rest), as: UTF8.self))
        case "b": return .bytes(try bytes(rest))
        default: break
        }
        throw damaged
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    private static func bytes(_ text: Substring) throws -> [UInt8] {
        let digits = try text.map { digit in
            guard let value = digit.hexDigitValue else { throw damaged }
            return UInt8(value)
        }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

extension StoreIndex {
    /// The slots of `Fixture`. Rows are made again from the bodies; facts of a unit name its resources' versions; of a
    /// report's metadata its codes are left, and nothing where it has none.
    package static func fixture(
        _ generation: Int = 1,
        rows: @escaping @Sendable (ResourceVersion) throws -> [IndexRow] = { try FixtureRows.rows(in: $0.body) }
    ) -> Self {
        Self(
            generation: generation,
            identifiers: [Fixture.identifierSlot],
            intervals: [Fixture.dateSlot],
            everywhere: [Fixture.codeSlot, Fixture.dateSlot],
            asked: [Fixture.numberSlot],
            facts: { Fixture.facts($0) },
            metadata: { try Fixture.metadata($0) },
            rows: rows
        )
    }
}

extension Fixture {
    /// What `StoreIndex.fixture` makes of a unit's members.
    package static func facts(_ members: [ResourceVersion]) -> [UInt8] {
        Array(members.map { "\($0.type.rawValue)/\($0.id) \($0.versionID)" }.joined(separator: ", ").utf8)
    }

    /// What `StoreIndex.fixture` leaves of a report of which only metadata are shown.
    package static func metadata(_ version: ResourceVersion) throws -> ResourceVersion? {
        let rows = try FixtureRows.rows(in: version.body).filter { $0.slot == codeSlot }
        guard !rows.isEmpty else { return nil }
        var version = version
        (version.body, version.stampOffset) = body(
            version.type,
            version.id,
            version.versionID,
            "metadata",
            rows: rows
        )
        return version
    }
}
