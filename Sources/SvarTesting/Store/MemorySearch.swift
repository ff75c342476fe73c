import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// A search carried out as its words say: every resource, every row, one after the other.
struct MemorySearch {
    let state: MemoryState
    let position: LogPosition
    let scope: Scope
    let index: StoreIndex?
    /// Everything that was there, ascending by key.
    let candidates: [Candidate]

    /// A resource as it was.
    struct Candidate {
        var key: Int64
        var unit: UnitRecord
        var rows: [IndexRow]
        var version: ResourceVersion

        var type: HostedType { version.type }
        var id: String { version.id }
        var stamp: Stamp { version.stamp }
    }

    init(state: MemoryState, position: LogPosition, scope: Scope, index: StoreIndex?) throws {
        self.state = state
        self.position = position
        self.scope = scope
        self.index = index
        let time = state.time(at: position)
        candidates = try (0..<state.resources.count).compactMap { place in
            let key = Int64(place) + 1
            let resource = state.resources[place]
            guard let unit = state.unit(resource.unit) else { return nil }
            let window = scope.window(of: unit)?.onto(joinedAt: resource.joined)
            let last = resource.versions.lastIndex { version in
                version.stamp.position <= position && window.map { version.stamp.at <= $0.through } ?? true
            }
            if let window, window.since > time { return nil }
            guard let last, !resource.versions[last].new.isDeleted else { return nil }
            let whole = state.versions(of: key)[last]
            guard let version = try state.rendition(whole, in: window, index) else { return nil }
            let rows = window?.isMetadata == true ? try index?.rows(version) ?? [] : resource.versions[last].new.index
            return Candidate(key: key, unit: unit, rows: rows, version: version)
        }
    }

    /// The resource at the position; nil when it was not there or deleted.
    func candidate(_ key: Int64) -> Candidate? { candidates.first { $0.key == key } }

    // MARK: Conditions

    func meets(_ candidate: Candidate, _ criterion: Criterion) -> Bool {
        switch criterion {
        case .ids(let ids): return ids.contains(candidate.id)
        case .updated(let from, let to):
            let at = candidate.stamp.at.microseconds
            return at >= from ?? .min && (to.map { at < $0 } ?? true)
        case .person(let person, let slots):
            guard let person, candidate.unit.person == person else { return false }
            return slots.isEmpty || candidate.rows.contains { slots.contains($0.slot) }
        case .row(let slots, let condition):
            return candidate.rows.contains { slots.contains($0.slot) && Self.holds(condition, $0) }
        case .paired(let pairs):
            return candidate.rows.contains { first in
                pairs.allSatisfy { pair in
                    candidate.rows.contains { row in
                        row.part == first.part && pair.slots.contains(row.slot) && Self.holds(pair.condition, row)
                    }
                }
            }
        case .refers(let slots, let types, let inner):
            return named(by: candidate, slots).contains { target in
                types.contains(target.type) && scope.shows(target.unit) && meets(target, inner)
            }
        case .referred(let type, let slots, let inner):
            return naming(candidate, slots).contains { source in
                source.type == type && scope.lists(source.unit) && meets(source, inner)
            }
        case .not(let inner): return !meets(candidate, inner)
        case .all(let inner): return inner.allSatisfy { meets(candidate, $0) }
        case .any(let inner): return inner.contains { meets(candidate, $0) }
        }
    }

    static func holds(_ condition: RowCondition, _ row: IndexRow) -> Bool {
        func key(_ column: RowCondition.Column) -> IndexKey { column == .value ? row.value : row.extra }
        func text(_ column: RowCondition.Column) -> String? {
            if case .text(let text) = key(column) { text } else { nil }
        }
        switch condition {
        case .compare(let column, let relation, let wanted):
            let found = key(column)
            switch (found, wanted) {
            case (.integer, .integer), (.text, .text), (.bytes, .bytes): break
            default: return false
            }
            return switch relation {
            case .equal: !(found < wanted) && !(wanted < found)
            case .less: found < wanted
            case .lessOrEqual: !(wanted < found)
            case .greater: wanted < found
            case .greaterOrEqual: !(found < wanted)
            }
        case .prefix(let column, let start):
            return text(column).map { Array($0.utf8).starts(with: start.utf8) } ?? false
        case .contains(let column, let part):
            guard let found = text(column).map({ Array($0.utf8) }) else { return false }
            let part = Array(part.utf8)
            guard part.count <= found.count else { return false }
            return (0...found.count - part.count).contains { found[$0...].starts(with: part) }
        case .all(let inner): return inner.allSatisfy { holds($0, row) }
        case .any(let inner): return inner.contains { holds($0, row) }
        case .not(let inner): return !holds(inner, row)
        }
    }

    // MARK: References

    /// Whether a row of the source names the target: by type and id, or as the person the unit belongs to.
    private func names(_ row: IndexRow, of source: Candidate, _ target: Candidate) -> Bool {
        if row.slot.rawValue % 8 == Slot.Facet.person.rawValue {
            guard target.type == .patient, let person = source.unit.person else { return false }
            return state.persons[Int(person.rawValue) - 1].patients.contains(target.id)
        }
        return row.value == .text(target.id) && row.extra == .integer(Int64(target.type.number))
    }

    /// What the source's rows in these slots name.
    func named(by source: Candidate, _ slots: [Slot]) -> [Candidate] {
        candidates.filter { target in
            source.rows.contains { slots.contains($0.slot) && names($0, of: source, target) }
        }
    }

    /// What names the target in these slots. A person's resources are named from the person's own part of the store and
    /// from what is nobody's.
    func naming(_ target: Candidate, _ slots: [Slot]) -> [Candidate] {
        candidates.filter { source in
            if let person = target.unit.person, let other = source.unit.person, person != other { return false }
            if target.unit.person == nil, source.unit.person != nil, case .ownedBy = scope { return false }
            return source.rows.contains { slots.contains($0.slot) && names($0, of: source, target) }
        }
    }

    // MARK: Order

    /// A resource's place in an order: a value for each sort key, nil where it has none.
    struct Place {
        var values: [IndexKey?]
        var key: Int64
    }

    func place(_ key: Int64, _ sort: [SortKey]) -> Place {
        guard let candidate = candidate(key) else { return Place(values: sort.map { _ in nil }, key: key) }
        let values: [IndexKey?] = sort.map { sortKey in
            switch sortKey.field {
            case .id: return .text(candidate.id)
            case .updated: return .integer(candidate.stamp.at.microseconds)
            case .slots(let slots, let usesExtra):
                let rows = candidate.rows.filter { slots.contains($0.slot) }
                guard sortKey.isDescending else { return rows.map(\.value).min() }
                return rows.map { usesExtra ? $0.extra : $0.value }.max()
            }
        }
        return Place(values: values, key: key)
    }

    static func precedes(_ a: Place, _ b: Place, _ sort: [SortKey]) -> Bool {
        for (index, key) in sort.enumerated() {
            switch (a.values[index], b.values[index]) {
            case (nil, nil): continue
            case (nil, _): return false
            case (_, nil): return true
            case (let x?, let y?):
                if x == y { continue }
                return key.isDescending ? y < x : x < y
            }
        }
        return a.key < b.key
    }

    /// Everything that matches, in order.
    ///
    /// - Parameter addsDirectory: lists it too.
    func matching(_ query: SearchQuery, addsDirectory: Bool = false) -> [Candidate] {
        candidates.filter { candidate in
            let isListed = scope.lists(candidate.unit) || (addsDirectory && candidate.unit.typeClass == .directory)
            return query.types.contains(candidate.type) && isListed && meets(candidate, query.criterion)
        }.map { ($0, place($0.key, query.sort)) }
            .sorted { Self.precedes($0.1, $1.1, query.sort) }.map(\.0)
    }

    func page(_ query: SearchQuery, after key: Int64?, isReversed: Bool, limit: Int) -> [ResourceVersion] {
        var found = matching(query)
        if isReversed { found.reverse() }
        if let key {
            let start = place(key, query.sort)
            found = found.filter { candidate in
                let place = place(candidate.key, query.sort)
                return isReversed
                    ? Self.precedes(place, start, query.sort) : Self.precedes(start, place, query.sort)
            }
        }
        return found.prefix(limit).map(\.version)
    }

    func included(_ include: Include, from keys: [Int64], limit: Int) -> [ResourceVersion] {
        var found: [Int64: Candidate] = [:]
        for start in Set(keys).compactMap(candidate) {
            if include.isReverse {
                if let target = include.target, target != start.type { continue }
                for source in naming(start, include.slots)
                where source.type == include.source && scope.lists(source.unit) { found[source.key] = source }
            } else {
                guard start.type == include.source else { continue }
                for target in named(by: start, include.slots)
                where scope.shows(target.unit) && include.target.map({ $0 == target.type }) ?? true {
                    found[target.key] = target
                }
            }
        }
        return found.values.sorted { $0.key < $1.key }.prefix(limit + 1).map(\.version)
    }

    // MARK: History

    func history(_ query: HistoryQuery, before: Int64?, ascending: Bool, limit: Int) throws -> [ResourceVersion] {
        let time = state.time(at: position)
        var places: [Int64: (ServerTime, Int64)] = [:]
        let all = try (0..<state.resources.count).flatMap { index -> [ResourceVersion] in
            let resource = state.resources[index]
            guard let unit = state.unit(resource.unit) else { return [] }
            let window = scope.window(of: unit)?.onto(joinedAt: resource.joined)
            for version in state.versions(of: Int64(index) + 1) {
                places[version.number] = (version.dated(in: window).stamp.at, version.number)
            }
            switch query.level {
            case .resource(let type, let id):
                guard resource.type == type, resource.id == id, scope.shows(unit) else { return [] }
            case .type(let type): guard resource.type == type, scope.lists(unit) else { return [] }
            case .system: guard scope.lists(unit) else { return [] }
            }
            let shown = Set(try state.shown(Int64(index) + 1, in: scope, self.index).map(\.number))
            if let window, window.since > time { return [] }
            let known = state.versions(of: Int64(index) + 1).filter { version in
                version.stamp.position <= position && window.map { version.stamp.at <= $0.through } ?? true
            }.map { $0.dated(in: window) }
            return try known.enumerated().filter { place, version in
                guard shown.contains(version.number) else { return false }
                if let since = query.since, version.stamp.at < since { return false }
                guard let at = query.at else { return true }
                let end = place + 1 < known.count ? known[place + 1].stamp.at.microseconds : .max
                return version.stamp.at.microseconds < at.upperBound && end > at.lowerBound
            }.compactMap { try state.rendition($0.element, in: window, self.index) }
        }
        func place(_ version: ResourceVersion) -> (ServerTime, Int64) { (version.stamp.at, version.number) }
        let ordered = all.sorted { ascending ? place($0) < place($1) : place($0) > place($1) }
        return Array(
            ordered.filter { version in
                guard let before else { return true }
                // Of a version that is gone the number alone is known.
                guard let start = places[before] else {
                    return ascending ? version.number > before : version.number < before
                }
                return ascending ? place(version) > start : place(version) < start
            }.prefix(limit)
        )
    }
}
