/// Where a change of a replica's state stands, as it leaves the server: the millisecond, and how many earlier changes of
/// this replica's state fell into the same one (decision 14). Never changes once given, and tells nothing about changes
/// that other replicas saw. On the wire `[milliseconds,number]`.
package struct SyncStamp: Hashable, Sendable, Comparable {
    /// Server time in milliseconds since 1970.
    package let milliseconds: Int64
    /// From 0.
    package let number: Int64

    package init(milliseconds: Int64, number: Int64) {
        self.milliseconds = milliseconds
        self.number = number
    }

    /// Before every change.
    package static let zero = SyncStamp(milliseconds: 0, number: -1)

    /// As it stands in a header: the same as on the wire.
    package var text: String { "[\(milliseconds),\(number)]" }

    /// Nil when the text is none.
    package init?(text: String) {
        let numbers = text.dropFirst().dropLast().split(separator: ",").compactMap { Int64($0) }
        guard numbers.count == 2 else { return nil }
        self.init(milliseconds: numbers[0], number: numbers[1])
        guard self.text == text else { return nil }
    }

    package static func < (a: Self, b: Self) -> Bool { (a.milliseconds, a.number) < (b.milliseconds, b.number) }
}
