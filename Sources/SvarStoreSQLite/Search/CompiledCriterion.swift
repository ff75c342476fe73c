import SvarDomain
import SvarFHIR
import SvarSearch

/// A criterion made ready to be asked of many resources.
indirect enum CompiledCriterion {
    case ids(Set<String>)
    case updated(from: Int64?, to: Int64?)
    case person(Int64?, slots: SlotSet)
    case row(SlotSet, RowTest)
    case paired([(slots: SlotSet, test: RowTest)])
    /// The number names the node, so that what was found out about a resource is remembered for it.
    case refers(Int, SlotSet, types: Set<HostedType>, CompiledCriterion)
    case referred(Int, HostedType, SlotSet, CompiledCriterion)
    case not(CompiledCriterion)
    case all([CompiledCriterion])
    case any([CompiledCriterion])

    /// Bounds of one search: how deep conditions stand in each other, and how many there are.
    static let deepest = 32
    static let most = 20_000

    init(_ criterion: Criterion) throws {
        var count = 0
        self = try Self.make(criterion, depth: 0, &count)
    }

    private static func make(_ criterion: Criterion, depth: Int, _ count: inout Int) throws -> Self {
        count += 1
        guard depth <= deepest, count <= most else { throw Deadline.tooCostly }
        switch criterion {
        case .ids(let ids):
            count += ids.count
            return .ids(Set(ids))
        case .updated(let from, let to): return .updated(from: from, to: to)
        case .person(let person, let slots): return .person(person?.rawValue, slots: SlotSet(slots))
        case .row(let slots, let condition):
            return .row(SlotSet(slots), try test(condition, depth, &count))
        case .paired(let pairs):
            return .paired(try pairs.map { (SlotSet($0.slots), try test($0.condition, depth, &count)) })
        case .refers(let slots, let types, let inner):
            let node = count
            return .refers(node, SlotSet(slots), types: Set(types), try make(inner, depth: depth + 1, &count))
        case .referred(let type, let slots, let inner):
            let node = count
            return .referred(node, type, SlotSet(slots), try make(inner, depth: depth + 1, &count))
        case .not(let inner): return .not(try make(inner, depth: depth + 1, &count))
        case .all(let inner): return .all(try inner.map { try make($0, depth: depth + 1, &count) })
        case .any(let inner): return .any(try inner.map { try make($0, depth: depth + 1, &count) })
        }
    }

    private static func test(_ condition: RowCondition, _ depth: Int, _ count: inout Int) throws -> RowTest {
        try measure(condition, depth: depth, &count)
        return RowTest(condition)
    }

    private static func measure(_ condition: RowCondition, depth: Int, _ count: inout Int) throws {
        count += 1
        guard depth <= deepest, count <= most else { throw Deadline.tooCostly }
        switch condition {
        case .compare, .prefix, .contains: break
        case .all(let inner), .any(let inner):
            for condition in inner { try measure(condition, depth: depth + 1, &count) }
        case .not(let inner): try measure(inner, depth: depth + 1, &count)
        }
    }
}

/// A few slots, in order.
struct SlotSet {
    let slots: [Int]

    init(_ slots: [Slot]) { self.slots = Set(slots.map(\.rawValue)).sorted() }

    func contains(_ slot: Int) -> Bool {
        guard slots.count > 8 else { return slots.contains(slot) }
        var (low, high) = (0, slots.count)
        while low < high {
            let middle = (low + high) / 2
            if slots[middle] < slot { low = middle + 1 } else { high = middle }
        }
        return low < slots.count && slots[low] == slot
    }
}
