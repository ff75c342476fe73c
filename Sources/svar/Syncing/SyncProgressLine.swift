/// What `svar sync` shows while it works: how much is there, how fast it goes, how long it takes yet. Pure: the time comes
/// in.
package struct SyncProgressLine: Sendable {
    /// What is known of a round.
    package struct State: Hashable, Sendable {
        /// Reports that came.
        package var done: Int
        /// About how many come in all; nil: not known.
        package var expected: Int?
        package var bytes: Int
        package init(done: Int, expected: Int?, bytes: Int) {
            self.done = done
            self.expected = expected
            self.bytes = bytes
        }
    }

    /// Whether one line is rewritten; otherwise lines come seldom.
    package let isTerminal: Bool
    private var shown: Double
    private var isFirst = true
    private let start: Double
    /// What stands on the terminal's line.
    private var width = 0

    /// Seconds between two rewritings, and between two lines of their own.
    private static let rewriting = 0.1
    private static let between = 10.0

    /// - Parameter now: seconds of any clock that goes forward
    package init(isTerminal: Bool, now: Double) {
        self.isTerminal = isTerminal
        shown = now
        start = now
    }

    /// The text to put out now; nil while it is too early.
    package mutating func update(_ state: State, now: Double) -> String? {
        guard now - shown >= (isTerminal ? isFirst ? 0 : Self.rewriting : Self.between) else { return nil }
        shown = now
        isFirst = false
        let text = Self.text(state, seconds: now - start)
        guard isTerminal else { return text + "\n" }
        let line = "\r" + text + String(repeating: " ", count: max(0, width - text.count))
        width = text.count
        return line
    }

    /// What takes the line away again.
    package mutating func clear() -> String {
        defer { width = 0 }
        return width == 0 ? "" : "\r" + String(repeating: " ", count: width) + "\r"
    }

    package static func text(_ state: State, seconds: Double) -> String {
        var parts = [
            count(state.done) + (state.expected.map { " of about \(count(max($0, state.done)))" } ?? "") + " reports"
        ]
        let rate = seconds > 0 ? Double(state.done) / seconds : 0
        if seconds >= 0.5, state.done > 0 { parts.append("\(count(Int(rate.rounded())))/s") }
        parts.append(size(state.bytes))
        if let expected = state.expected, rate > 0, seconds >= 1, expected > state.done {
            parts.append(duration(Double(expected - state.done) / rate) + " left")
        }
        return parts.joined(separator: ", ")
    }

    /// A number with spaces between thousands.
    static func count(_ value: Int) -> String {
        let digits = Array(String(value))
        return String(
            digits.enumerated().flatMap { index, digit in
                index > 0 && (digits.count - index).isMultiple(of: 3) ? [" ", digit] : [digit]
            }
        )
    }

    static func size(_ bytes: Int) -> String {
        if bytes < 1_000 { return "\(bytes) B" }
        if bytes < 1_000_000 { return "\(bytes / 1_000) kB" }
        let tenths = bytes / 100_000
        return "\(tenths / 10).\(tenths % 10) MB"
    }

    static func duration(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        if whole < 60 { return "\(whole) s" }
        if whole < 3_600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3_600) h \(whole % 3_600 / 60) min"
    }
}
