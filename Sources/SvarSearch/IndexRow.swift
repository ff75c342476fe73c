/// One searchable fact of one resource version, as the store keeps and compares it. What the numbers and texts mean is
/// known to SvarSearch alone: it makes rows from resources and conditions from parameters, and the store compares.
package struct IndexRow: Hashable, Sendable {
    /// Which fact: the number of a search parameter and one of its facets (`Slot`).
    package let slot: Slot
    /// What equality, order and prefix look at first.
    package let value: IndexKey
    /// What stands beside it: a system, the end of a period, the exact spelling. Empty text when there is nothing.
    package let extra: IndexKey
    /// Which repetition of an element it came from, so that composites pair what stands together; 0 where none can.
    package let part: Int

    package init(_ slot: Slot, _ value: IndexKey, _ extra: IndexKey = .text(""), part: Int = 0) {
        self.slot = slot
        self.value = value
        self.extra = extra
        self.part = part
    }
}

/// A parameter's number and facet in one stored number: `parameter * 8 + facet`. It never changes.
package struct Slot: Hashable, Sendable, Comparable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    package init(_ parameter: Int, _ facet: Facet = .value) { rawValue = parameter * 8 + facet.rawValue }
    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// What of an element a row holds.
    package enum Facet: Int, Hashable, Sendable {
        /// The value itself.
        case value = 0
        /// Token: display and text, folded, for `:text`.
        case text = 1
        /// Token of an Identifier: `type system|type code` as extra, its value as value, for `:of-type`.
        case ofType = 2
        /// Reference: its `identifier` (value, system), for `:identifier`; see `otherIdentifier`.
        case identifier = 3
        /// Reference to the person the unit belongs to, whichever way it is written; value is integer 0.
        case person = 4
        /// As `identifier`, of an element whose literal reference is of no interest to the parameter that shares these
        /// rows and takes one type only (`patient` of `subject`): it does not look here.
        case otherIdentifier = 5
    }

    /// The row every resource that is not deleted has: "this person has this resource of this type". The value is the
    /// type's number.
    package static let membership = Slot(rawValue: 0)
}

/// A stored value: integers before texts before bytes, texts by UTF-8, bytes by memcmp, as SQLite orders them.
package enum IndexKey: Hashable, Sendable, Comparable {
    case integer(Int64)
    case text(String)
    case bytes([UInt8])

    /// Texts by their bytes, as a database compares them, and not by canonical equivalence as String does.
    package static func == (a: Self, b: Self) -> Bool {
        switch (a, b) {
        case (.integer(let x), .integer(let y)): x == y
        case (.text(let x), .text(let y)):
            x.utf8.count == y.utf8.count && withBytes(x, y) { $0.elementsEqual($1) }
        case (.bytes(let x), .bytes(let y)): x == y
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .integer(let number): hasher.combine(number)
        case .text(var text): text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        case .bytes(let bytes): hasher.combine(bytes)
        }
    }

    package static func < (a: Self, b: Self) -> Bool {
        switch (a, b) {
        case (.integer(let x), .integer(let y)): x < y
        case (.text(let x), .text(let y)): withBytes(x, y) { $0.lexicographicallyPrecedes($1) }
        case (.bytes(let x), .bytes(let y)): x.lexicographicallyPrecedes(y)
        case (.integer, _), (.text, .bytes): true
        default: false
        }
    }

    private static func withBytes(
        _ x: String,
        _ y: String,
        _ compare: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool {
        var (x, y) = (x, y)
        return x.withUTF8 { x in y.withUTF8 { compare(x, $0) } }
    }
}
