import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// Carries out one search.
///
/// A few conditions can be looked up in the index, each as a stretch of rows; all can be asked of a resource once it is
/// found. So the shortest stretch gives the candidates, stretches that are not much longer are cut with it, and the rest
/// is asked of each candidate. When even the shortest is long, candidates come in the order of the results instead, until
/// a page is full. `docs/decisions/store-search.md` has the reasons and measurements.
struct SearchRun {
    let reading: SearchReading
    let query: SearchQuery
    let criterion: CompiledCriterion
    /// Lists the directory too.
    let addsDirectory: Bool
    /// Conditions that must all hold.
    private let conjuncts: [Criterion]
    private let parts: [(part: SearchLeaf.Part, types: [HostedType])]

    init(_ query: SearchQuery, _ reading: SearchReading, addsDirectory: Bool = false) throws {
        self.reading = reading
        self.query = query
        self.addsDirectory = addsDirectory
        criterion = try CompiledCriterion(query.criterion)
        var conjuncts: [Criterion] = []
        Self.flatten(query.criterion, into: &conjuncts)
        self.conjuncts = conjuncts
        parts = Self.parts(query.types, conjuncts, reading.scope)
    }

    private static func flatten(_ criterion: Criterion, into conjuncts: inout [Criterion]) {
        if case .all(let inner) = criterion {
            for criterion in inner { flatten(criterion, into: &conjuncts) }
        } else {
            conjuncts.append(criterion)
        }
    }

    /// Where results can lie. An allowed set gives its person's, and conformance resources, which are nobody's.
    private static func parts(_ types: [HostedType], _ conjuncts: [Criterion], _ scope: Scope) -> [(
        SearchLeaf.Part, [HostedType]
    )] {
        var persons: Set<Int64> = []
        for case .person(let person, _) in conjuncts {
            guard let person else { return [] }
            persons.insert(person.rawValue)
        }
        guard persons.count <= 1 else { return [] }
        guard case .units(let allowed) = scope else {
            return [(persons.first.map(SearchLeaf.Part.cluster) ?? .store, types)]
        }
        if let person = persons.first, person != allowed.person.rawValue { return [] }
        // What is nobody's lies in its own part alone: looked for in both, it would be found twice.
        let own = types.filter { $0.typeClass != .conformance }
        let open = persons.isEmpty ? types.filter { $0.typeClass == .conformance } : []
        let parts = [(SearchLeaf.Part.cluster(allowed.person.rawValue), own), (.cluster(Cluster.nobody), open)]
        return parts.filter { !$0.1.isEmpty }
    }

    func lists(_ unit: UnitFacts) -> Bool {
        reading.scope.lists(unit) || (addsDirectory && unit.typeClass == .directory)
    }

    /// Whether a resource is among the results, whatever page.
    func accepts(_ probe: Probe) throws -> Bool {
        try query.types.contains(probe.type) && lists(probe.unit) && reading.meets(probe, criterion)
    }

    // MARK: Results

    func count() throws -> Int {
        try parts.reduce(0) { try $0 + matches(in: $1.part, $1.types).count }
    }

    /// Ends early once the bodies have `bytes`.
    func page(after key: Int64?, isReversed: Bool, limit: Int, bytes: Int = .max) throws -> [ResourceVersion] {
        guard limit > 0 else { return [] }
        var versions: [ResourceVersion] = []
        var room = bytes
        for key in try keys(after: key, isReversed: isReversed, limit: limit) where room > 0 {
            guard let version = try reading.version(key) else { continue }
            room -= version.body.count
            versions.append(version)
        }
        return versions
    }

    private func keys(after key: Int64?, isReversed: Bool, limit: Int) throws -> [Int64] {
        guard parts.count == 1, SearchStream.canSort(query), reading.capped == nil else {
            return try sorted(after: key, isReversed: isReversed, limit: limit)
        }
        let (part, types) = parts[0]
        let plan = try plan(part, types, bound: part == .store ? 64 * reading.longestList : reading.longestList)
        if plan.isLong {
            var stream = try SearchStream(self, part, types, after: key, isReversed: isReversed)
            if let keys = try stream?.page(limit) { return keys }
            return try sorted(after: key, isReversed: isReversed, limit: limit)
        }
        return try sorted(after: key, isReversed: isReversed, limit: limit, plan)
    }

    /// All matches, then their order.
    private func sorted(after key: Int64?, isReversed: Bool, limit: Int, _ plan: Plan? = nil) throws -> [Int64] {
        let order = ResultOrder(query.sort, isReversed: isReversed)
        let start = try key.map { try place($0) }
        var places: [ResultOrder.Place] = []
        for (part, types) in parts {
            let keys = try matches(in: part, types, plan)
            let values = try sortValues(of: keys, in: part)
            for key in keys {
                if let known = values?[key], reading.capped?.contains(key) != true {
                    places.append(ResultOrder.Place(values: known, key: key))
                } else {
                    places.append(try place(key))
                }
            }
        }
        if let start { places.removeAll { !order.precedes(start, $0) } }
        return places.sorted(by: order.precedes).prefix(limit).map(\.key)
    }

    /// A resource's place in the order, also when it is no result.
    func place(_ key: Int64) throws -> ResultOrder.Place {
        guard !query.sort.isEmpty else { return ResultOrder.Place(values: [], key: key) }
        return try place(try reading.probe(key), key)
    }

    func place(_ probe: Probe?, _ key: Int64) throws -> ResultOrder.Place {
        ResultOrder.Place(values: try query.sort.map { try probe?.value($0, reading) }, key: key)
    }

    /// What the sort keys look at in each of many resources, from the rows of the sort keys' slots where these are not
    /// many more than the resources; nil where asking each resource is cheaper. A resource without any such row is left
    /// out.
    private func sortValues(of keys: [Int64], in part: SearchLeaf.Part) throws -> [Int64: [IndexKey?]]? {
        guard !query.sort.isEmpty, keys.count >= 16, case .cluster(let cluster) = part else { return nil }
        let most = 4 * keys.count
        var values: [Int64: [IndexKey?]] = [:]
        let none = [IndexKey?](repeating: nil, count: query.sort.count)
        for (index, key) in query.sort.enumerated() {
            guard case .slots(let slots, let usesExtra) = key.field else { return nil }
            for slot in Set(slots) {
                guard try SearchLeaf.clusters(of: slot, in: part, reading) != nil else { return nil }
                let scan = IndexScan(cluster, Int64(slot.rawValue), .all)
                guard try scan.size(most, in: reading.database) < most else { return nil }
                try scan.each(at: reading.position, in: reading.database, until: reading.deadline) { row in
                    let value = row.cell(key.isDescending && usesExtra ? 2 : 1).key
                    key.choose(value, &values[row.integer(0), default: none][index])
                }
            }
        }
        return values
    }

    // MARK: Candidates

    private struct Step {
        var leaf: SearchLeaf
        /// The condition it stands for; nil: the type.
        var conjunct: Int?
        var size: Int
    }

    /// Ways to find candidates.
    private struct Plan {
        var steps: [Step]
        /// The shortest; nil when there is none.
        var best: Int?
        /// Even the shortest has as many rows as was asked about, or more.
        var isLong: Bool
    }

    private func plan(_ part: SearchLeaf.Part, _ types: [HostedType], bound: Int) throws -> Plan {
        var steps: [Step] = []
        for (index, conjunct) in conjuncts.enumerated() {
            for column in [RowCondition.Column.value, .extra] {
                guard let leaf = try SearchLeaf(conjunct, in: part, by: column, reading) else { continue }
                steps.append(Step(leaf: leaf, conjunct: index, size: 0))
            }
        }
        if let leaf = try SearchLeaf(types: types, in: part, reading) {
            steps.append(Step(leaf: leaf, conjunct: nil, size: 0))
        }
        guard !steps.isEmpty else { return Plan(steps: [], best: nil, isLong: true) }
        var (step, best) = (min(64, bound), 0)
        while true {
            // No longer than the shortest so far: more need not be known of the others.
            var smallest = step
            for index in steps.indices where smallest > 0 {
                steps[index].size = try size(steps[index].leaf, smallest)
                if steps[index].size < smallest { (smallest, best) = (steps[index].size, index) }
            }
            if smallest < step || step >= bound { return Plan(steps: steps, best: best, isLong: smallest >= bound) }
            step = min(step * 4, bound)
        }
    }

    private func size(_ leaf: SearchLeaf, _ bound: Int) throws -> Int {
        var size = leaf.ids.count
        for scan in leaf.scans where size < bound {
            try reading.deadline.check()
            size += try scan.size(bound - size, in: reading.database)
        }
        return min(size, bound)
    }

    /// Keys of all results in one part, in no order.
    private func matches(in part: SearchLeaf.Part, _ types: [HostedType], _ known: Plan? = nil) throws -> [Int64] {
        let keys = try indexedMatches(in: part, types, known)
        guard let capped = reading.capped, case .units(let allowed) = reading.scope,
            part == .cluster(allowed.person.rawValue)
        else { return keys }
        let others = try capped.keys.filter { key in
            try reading.probe(key).map { try types.contains($0.type) && accepts($0) } ?? false
        }
        return keys.filter { !capped.contains($0) } + others
    }

    private func indexedMatches(in part: SearchLeaf.Part, _ types: [HostedType], _ known: Plan?) throws -> [Int64] {
        let plan = try known ?? self.plan(part, types, bound: 1 << 20)
        guard let best = plan.best else { return try everyMatch(types) }
        var keys = try self.keys(plan.steps[best].leaf, types)
        var open = Set(conjuncts.indices)
        // Whose part it is says the person; slots are asked of each.
        for case (let index, .person(_, let slots)) in conjuncts.enumerated() where slots.isEmpty && part != .store {
            open.remove(index)
        }
        var isTypeOpen = true
        func isOpen(_ step: Step) -> Bool { step.conjunct.map(open.contains) ?? isTypeOpen }
        func settle(_ step: Step) {
            if let conjunct = step.conjunct { open.remove(conjunct) } else { isTypeOpen = false }
        }
        if plan.steps[best].leaf.settles { settle(plan.steps[best]) }
        // A stretch a few times as long costs less than asking each candidate, when then nothing is left to ask.
        var others: [Step] = []
        let bound = 6 * keys.count + 1
        for (index, var step) in plan.steps.enumerated() where index != best && step.leaf.settles && isOpen(step) {
            step.size = try size(step.leaf, bound)
            if step.size < bound { others.append(step) }
        }
        let settled = Set(others.compactMap(\.conjunct))
        if open.isSubset(of: settled), !isTypeOpen || others.contains(where: { $0.conjunct == nil }) {
            for step in others.sorted(by: { $0.size < $1.size }) where isOpen(step) {
                keys = Self.common(keys, try self.keys(step.leaf, types))
                settle(step)
            }
            if case .everything = reading.scope { return keys }
            if case .cluster(let cluster) = part,
                let hidden = try reading.hidden(in: cluster, addsDirectory: addsDirectory)
            {
                return hidden.isEmpty ? keys : keys.filter { !hidden.contains($0) }
            }
        }
        return try keys.filter { key in try reading.probe(key).map(accepts) ?? false }
    }

    private func keys(_ leaf: SearchLeaf, _ types: [HostedType]) throws -> [Int64] {
        var keys: [Int64] = []
        for scan in leaf.scans { try reading.scan(scan, &keys) }
        for id in leaf.ids {
            for type in types {
                if let key = try reading.key(type, id) { keys.append(key) }
            }
        }
        keys.sort()
        return keys.reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }

    /// What is in both; both ascend.
    private static func common(_ a: [Int64], _ b: [Int64]) -> [Int64] {
        var (result, i, j) = ([Int64](), 0, 0)
        while i < a.count, j < b.count {
            if a[i] < b[j] {
                i += 1
            } else if b[j] < a[i] {
                j += 1
            } else {
                result.append(a[i])
                i += 1
                j += 1
            }
        }
        return result
    }

    /// The slow way, where no index helps: every resource of the store.
    private func everyMatch(_ types: [HostedType]) throws -> [Int64] {
        let statement = try RawStatement.own("SELECT key, type FROM resource ORDER BY key", in: reading.database)
        let numbers = Set(types.map { Int64($0.number) })
        var keys: [Int64] = []
        try statement.forEach { row in
            guard numbers.contains(row.integer(1)) else { return true }
            if try reading.probe(row.integer(0)).map(accepts) ?? false { keys.append(row.integer(0)) }
            return true
        }
        return keys
    }
}
