import SvarDomain
import Synchronization

/// The newest place in the log that is committed. The store's one writer moves it after a commit and before it tells any
/// of the commit's callers, so a reader who finds it unmoved knows that nothing acknowledged was written since.
final class PublishedHead: Sendable {
    private let value: Atomic<Int64>

    init(_ position: LogPosition) { value = Atomic(position.rawValue) }

    var position: LogPosition { LogPosition(value.load(ordering: .acquiring)) }

    func publish(_ position: LogPosition) { value.store(position.rawValue, ordering: .releasing) }
}
