import Foundation
import SvarDomain
import SvarSearch

/// The index rows of one version of a resource, in ascending order, each once, without those the store adds itself.
///
/// The resource's row keeps those of the current version in a compact form: the next version knows from it what to
/// close, and a search looks there for whatever else must hold of a resource it has found.
struct IndexFacts: Equatable {
    private(set) var rows: [IndexRow]

    static let none = Self(sorted: [])

    private init(sorted rows: [IndexRow]) { self.rows = rows }

    /// The rows of a version that is not deleted.
    init(_ rows: [IndexRow]) throws {
        guard rows.allSatisfy({ $0.slot.rawValue >= 8 }) else {
            throw SvarError(.storeFailed, "an index row has a number that is the store's own")
        }
        self.rows = []
        self.rows.reserveCapacity(rows.count)
        for row in rows.sorted(by: Self.precedes) where row != self.rows.last { self.rows.append(row) }
    }

    private static func precedes(_ a: IndexRow, _ b: IndexRow) -> Bool {
        if a.slot != b.slot { return a.slot < b.slot }
        if a.value != b.value { return a.value < b.value }
        if a.extra != b.extra { return a.extra < b.extra }
        return a.part < b.part
    }

    /// What is in these and not in others; both are in order.
    func subtracting(_ other: Self) -> [IndexRow] {
        guard !rows.isEmpty, !other.rows.isEmpty else { return rows }
        var rest = other.rows[...]
        return rows.filter { row in
            while let first = rest.first, Self.precedes(first, row) { rest.removeFirst() }
            return rest.first != row
        }
    }

    // MARK: Compact form

    /// A byte for the form, then each row: how far its slot is from the one before, a byte of kinds, the part unless it
    /// is 0, value and extra. Numbers are seven bits a byte; the end of an interval is its length; a text that stood
    /// before is its place.
    var encoded: [UInt8] {
        guard !rows.isEmpty else { return [] }
        var writer = FactsWriter(rows.count)
        var slot = 0
        for row in rows {
            writer.add(number: UInt64(row.slot.rawValue - slot))
            slot = row.slot.rawValue
            writer.add(row)
        }
        return writer.bytes
    }

    init(encoded bytes: [UInt8]) throws {
        rows = []
        try bytes.withUnsafeBytes { buffer in
            var reader = try FactsReader(buffer)
            while let fact = try reader.next() {
                rows.append(IndexRow(Slot(rawValue: fact.slot), fact.value.key, fact.extra.key, part: fact.part))
            }
        }
    }
}

private struct FactsWriter {
    /// The form's number comes first; schema 1 wrote 0 or 1 there.
    private(set) var bytes: [UInt8] = [2]
    private var places: [IndexKey: Int] = [:]

    init(_ rows: Int) {
        bytes.reserveCapacity(40 * rows)
        places.reserveCapacity(2 * rows)
    }

    mutating func add(number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private mutating func add(signed value: Int64) { add(number: UInt64(bitPattern: (value << 1) ^ (value >> 63))) }

    mutating func add(_ row: IndexRow) {
        let header = bytes.count
        bytes.append(0)
        if row.part != 0 { add(number: UInt64(bitPattern: Int64(row.part))) }
        var kinds = add(row.value) | (row.part != 0 ? 16 : 0)
        if case .integer(let start) = row.value, case .integer(let end) = row.extra {
            add(signed: end &- start)
        } else {
            kinds |= add(row.extra) << 2
        }
        bytes[header] = kinds
    }

    /// Writes a value and gives its kind: integer, text, bytes, or a text that stood before.
    private mutating func add(_ key: IndexKey) -> UInt8 {
        switch key {
        case .integer(let value):
            add(signed: value)
            return 0
        case .text(let text):
            let here = bytes.count
            let place = places[key, default: here]
            guard place == here else {
                add(number: UInt64(place))
                return 3
            }
            places[key] = here
            add(number: UInt64(text.utf8.count))
            bytes.append(contentsOf: text.utf8)
            return 1
        case .bytes(let content):
            add(number: UInt64(content.count))
            bytes.append(contentsOf: content)
            return 2
        }
    }
}

/// Walks the compact form where it lies.
struct FactsReader {
    struct Fact {
        let slot: Int
        let value: IndexCell
        let extra: IndexCell
        let part: Int
    }

    private let bytes: UnsafeRawBufferPointer
    private var place = 1
    private var slot = 0

    static let damaged = SvarError(.storeUnusable, "an index list is damaged")

    init(_ bytes: UnsafeRawBufferPointer) throws {
        guard bytes.isEmpty || bytes[0] == 2 else { throw Self.damaged }
        self.bytes = bytes
    }

    mutating func next() throws -> Fact? {
        guard place < bytes.count else { return nil }
        let step = try number()
        guard step <= 1 << 40 else { throw Self.damaged }
        slot += Int(step)
        guard place < bytes.count else { throw Self.damaged }
        let kinds = bytes[place]
        place += 1
        let part = kinds & 16 != 0 ? Int(truncatingIfNeeded: try number()) : 0
        let value = try cell(kinds & 3)
        var extra = try cell(kinds >> 2 & 3)
        if case .integer(let start) = value, case .integer(let length) = extra { extra = .integer(start &+ length) }
        return Fact(slot: slot, value: value, extra: extra, part: part)
    }

    private mutating func cell(_ kind: UInt8) throws -> IndexCell {
        switch kind {
        case 0:
            let number = try number()
            return .integer(Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1))
        case 1: return .text(try content())
        case 2: return .bytes(try content())
        default:
            let back = try number()
            guard back < place else { throw Self.damaged }
            let here = place
            place = Int(back)
            defer { place = here }
            return .text(try content())
        }
    }

    private mutating func content() throws -> UnsafeRawBufferPointer {
        let count = try number()
        guard count <= UInt64(bytes.count - place) else { throw Self.damaged }
        defer { place += Int(count) }
        return UnsafeRawBufferPointer(rebasing: bytes[place..<place + Int(count)])
    }

    private mutating func number() throws -> UInt64 {
        var (result, shift) = (UInt64(0), UInt64(0))
        while place < bytes.count, shift < 64 {
            let byte = bytes[place]
            place += 1
            result |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return result }
            shift += 7
        }
        throw Self.damaged
    }
}
