import Dispatch
import SvarDomain

/// When a search must be over. One search may not keep others from reading.
struct Deadline: Sendable {
    private let end: UInt64

    init(after time: Duration) {
        let (seconds, rest) = time.components
        end = DispatchTime.now().uptimeNanoseconds &+ UInt64(seconds) * 1_000_000_000 + UInt64(rest / 1_000_000_000)
    }

    var isOver: Bool { DispatchTime.now().uptimeNanoseconds > end }

    static let tooCostly = SvarError(.storeTooCostly, "the search takes longer than one search may")

    func check() throws {
        if isOver { throw Self.tooCostly }
    }
}
