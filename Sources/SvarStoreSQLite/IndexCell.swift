import Foundation
import SvarDomain
import SvarSearch

/// A stored value where SQLite or a list of facts holds it: valid only while that stands still.
enum IndexCell {
    case integer(Int64)
    case text(UnsafeRawBufferPointer)
    case bytes(UnsafeRawBufferPointer)

    /// A copy that lasts.
    var key: IndexKey {
        switch self {
        case .integer(let value): .integer(value)
        case .text(let bytes): .text(String(decoding: bytes, as: UTF8.self))
        case .bytes(let bytes): .bytes([UInt8](bytes))
        }
    }
}

/// A condition on a row, made ready once for many rows.
indirect enum RowTest {
    /// What is looked for, as bytes that compare as SQLite compares.
    enum Wanted {
        case integer(Int64)
        case text([UInt8])
        case bytes([UInt8])

        init(_ key: IndexKey) {
            switch key {
            case .integer(let value): self = .integer(value)
            case .text(let text): self = .text(Array(text.utf8))
            case .bytes(let bytes): self = .bytes(bytes)
            }
        }

        /// Negative, zero or positive as the cell is before, at or after this; nil when the kinds differ.
        func order(of cell: IndexCell) -> Int? {
            switch (cell, self) {
            case (.integer(let x), .integer(let y)): x < y ? -1 : (x == y ? 0 : 1)
            case (.text(let x), .text(let y)), (.bytes(let x), .bytes(let y)): Self.order(x, y)
            default: nil
            }
        }

        private static func order(_ x: UnsafeRawBufferPointer, _ y: [UInt8]) -> Int {
            let common = min(x.count, y.count)
            let first = common == 0 ? 0 : y.withUnsafeBytes { memcmp(x.baseAddress!, $0.baseAddress!, common) }
            return first == 0 ? x.count - y.count : Int(first)
        }
    }

    case compare(RowCondition.Column, RowCondition.Relation, Wanted)
    case prefix(RowCondition.Column, [UInt8])
    case contains(RowCondition.Column, Pattern)
    case all([RowTest])
    case any([RowTest])
    case not(RowTest)

    init(_ condition: RowCondition) {
        switch condition {
        case .compare(let column, let relation, let key): self = .compare(column, relation, Wanted(key))
        case .prefix(let column, let text): self = .prefix(column, Array(text.utf8))
        case .contains(let column, let text): self = .contains(column, Pattern(text))
        case .all(let inner): self = .all(inner.map(Self.init))
        case .any(let inner): self = .any(inner.map(Self.init))
        case .not(let inner): self = .not(Self(inner))
        }
    }

    func holds(_ value: IndexCell, _ extra: IndexCell) -> Bool {
        switch self {
        case .compare(let column, let relation, let wanted):
            guard let order = wanted.order(of: column == .value ? value : extra) else { return false }
            return switch relation {
            case .equal: order == 0
            case .less: order < 0
            case .lessOrEqual: order <= 0
            case .greater: order > 0
            case .greaterOrEqual: order >= 0
            }
        case .prefix(let column, let wanted):
            guard case .text(let text) = column == .value ? value : extra, text.count >= wanted.count else {
                return false
            }
            return text.prefix(wanted.count).elementsEqual(wanted)
        case .contains(let column, let pattern):
            guard case .text(let text) = column == .value ? value : extra else { return false }
            return pattern.isFound(in: text)
        case .all(let inner): return inner.allSatisfy { $0.holds(value, extra) }
        case .any(let inner): return inner.contains { $0.holds(value, extra) }
        case .not(let inner): return !inner.holds(value, extra)
        }
    }

    /// A text to look for inside others, in time linear in both whatever they hold (Knuth, Morris and Pratt).
    struct Pattern {
        private let bytes: [UInt8]
        /// For each place, how much of the start stands right before it too.
        private var borders: [Int]

        init(_ text: String) {
            bytes = Array(text.utf8)
            borders = [0]
            for place in bytes.indices.dropFirst() {
                var border = borders[place - 1]
                while border > 0, bytes[border] != bytes[place] { border = borders[border - 1] }
                borders.append(bytes[border] == bytes[place] ? border + 1 : 0)
            }
        }

        func isFound(in text: UnsafeRawBufferPointer) -> Bool {
            guard !bytes.isEmpty else { return true }
            var matched = 0
            for byte in text {
                while matched > 0, bytes[matched] != byte { matched = borders[matched - 1] }
                if bytes[matched] == byte { matched += 1 }
                if matched == bytes.count { return true }
            }
            return false
        }
    }
}
