import Foundation
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarTesting
import Synchronization

/// Search without a store: index rows and criteria as SvarSearch makes them, compared one by one as the port says. What
/// differs here is SvarSearch's; what differs only with a store is the store's.
final class RowSearch: SearchUnderTest {
    private struct Indexed {
        var resource: ReferenceResource
        var rows: [IndexRow]
    }

    private let content = Mutex<[Indexed]>([])
    private let numbers = Mutex<[ReferenceSearch.Number]>([])

    func load(_ world: RandomResources) async throws -> [ReferenceResource] {
        let loaded = try world.resources.enumerated().map { place, random in
            let node = try JSONDocument(random.body.bytes).root
            return ReferenceResource(
                type: random.type,
                id: random.id,
                content: node,
                updated: Oracle.now - 86_400_000_000 + Int64(place) * 1_000,
                person: random.person,
                isDeleted: random.isDeleted
            )
        }
        content.withLock { content in
            content = loaded.filter { !$0.isDeleted }.map { resource in
                let values = SearchIndex.rows(of: resource.type, resource.content)
                let references = SearchIndex.referenceRows(of: resource.type, resource.content) { _ in nil }
                return Indexed(resource: resource, rows: values + references)
            }
        }
        numbers.withLock { $0 = Oracle.numbers(world) }
        return loaded
    }

    func search(_ query: RandomQuery, as scope: ReferenceSearch.Scope) async throws -> SearchFinding? {
        let now = ServerTime(microseconds: Oracle.now)
        let request: SearchRequest
        do {
            request = try SearchRequest(types: query.types, query.parameters, lenient: false, now: now)
        } catch {
            return nil
        }
        let criterion = request.criterion.resolved { key(of: $0) }
        let all = content.withLock { $0 }
        let found = all.filter { request.types.contains($0.resource.type) && lists($0, scope) }
            .filter { holds(criterion, $0, all, scope) }
        return SearchFinding(matches: ordered(found, request.sort).map(\.resource.address), included: nil)
    }

    private func key(of name: PersonName) -> PersonKey? {
        switch name {
        case .patient(let id):
            content.withLock { content in
                content.first { $0.resource.type == .patient && $0.resource.id == id }?.resource.person
            }
            .map { PersonKey(Int64($0)) }
        case .number(let number):
            numbers.withLock { numbers in
                numbers.first { $0.system == number.kind.system && $0.value == number.value }?.person
            }
            .map { PersonKey(Int64($0)) }
        }
    }

    // MARK: Scope

    private func lists(_ indexed: Indexed, _ scope: ReferenceSearch.Scope) -> Bool {
        guard case .person(let person) = scope else { return true }
        return indexed.resource.type.typeClass == .conformance || indexed.resource.person == person
    }

    private func shows(_ indexed: Indexed, _ scope: ReferenceSearch.Scope) -> Bool {
        indexed.resource.type.typeClass == .directory || lists(indexed, scope)
    }

    // MARK: Criteria

    private func holds(
        _ criterion: Criterion,
        _ indexed: Indexed,
        _ all: [Indexed],
        _ scope: ReferenceSearch.Scope
    ) -> Bool {
        switch criterion {
        case .ids(let ids): return ids.contains(indexed.resource.id)
        case .updated(let from, let to):
            return (from ?? .min) <= indexed.resource.updated && indexed.resource.updated < (to ?? .max)
        case .person(let key, let slots):
            guard let key, indexed.resource.person.map({ PersonKey(Int64($0)) }) == key else { return false }
            return slots.isEmpty || indexed.rows.contains { slots.contains($0.slot) }
        case .row(let slots, let condition):
            return indexed.rows.contains { slots.contains($0.slot) && meets(condition, $0) }
        case .paired(let pairs):
            return Set(indexed.rows.map(\.part)).contains { part in
                pairs.allSatisfy { pair in
                    indexed.rows.contains {
                        $0.part == part && pair.slots.contains($0.slot) && meets(pair.condition, $0)
                    }
                }
            }
        case .refers(let slots, let types, let inner):
            return all.contains { other in
                types.contains(other.resource.type) && shows(other, scope) && refers(indexed, slots, other)
                    && holds(inner, other, all, scope)
            }
        case .referred(let type, let slots, let inner):
            return all.contains { other in
                other.resource.type == type && shows(other, scope) && refers(other, slots, indexed)
                    && holds(inner, other, all, scope)
            }
        case .not(let inner): return !holds(inner, indexed, all, scope)
        case .all(let inner): return inner.allSatisfy { holds($0, indexed, all, scope) }
        case .any(let inner): return inner.contains { holds($0, indexed, all, scope) }
        }
    }

    private func refers(_ source: Indexed, _ slots: [Slot], _ target: Indexed) -> Bool {
        source.rows.contains { row in
            guard slots.contains(row.slot) else { return false }
            if row.slot.rawValue % 8 == Slot.Facet.person.rawValue {
                return target.resource.type == .patient && target.resource.person == source.resource.person
            }
            return row.value == .text(target.resource.id)
                && row.extra == .integer(Int64(target.resource.type.number))
        }
    }

    private func meets(_ condition: RowCondition, _ row: IndexRow) -> Bool {
        func value(_ column: RowCondition.Column) -> IndexKey { column == .value ? row.value : row.extra }
        func text(_ column: RowCondition.Column) -> [UInt8]? {
            if case .text(let text) = value(column) { Array(text.utf8) } else { nil }
        }
        switch condition {
        case .compare(let column, let relation, let key):
            switch (value(column), key) {
            case (.integer(let a), .integer(let b)): return compare(a == b, a < b, relation)
            case (.text(let a), .text(let b)):
                return compare(a.utf8.elementsEqual(b.utf8), a.utf8.lexicographicallyPrecedes(b.utf8), relation)
            case (.bytes(let a), .bytes(let b)): return compare(a == b, a.lexicographicallyPrecedes(b), relation)
            default: return false
            }
        case .prefix(let column, let start): return text(column)?.starts(with: Array(start.utf8)) ?? false
        case .contains(let column, let part): return text(column).map { contains($0, Array(part.utf8)) } ?? false
        case .all(let conditions): return conditions.allSatisfy { meets($0, row) }
        case .any(let conditions): return conditions.contains { meets($0, row) }
        case .not(let condition): return !meets(condition, row)
        }
    }

    private func compare(_ isEqual: Bool, _ isLess: Bool, _ relation: RowCondition.Relation) -> Bool {
        switch relation {
        case .equal: isEqual
        case .less: isLess
        case .lessOrEqual: isLess || isEqual
        case .greater: !isLess && !isEqual
        case .greaterOrEqual: !isLess
        }
    }

    private func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard part.count <= text.count else { return false }
        return (0...text.count - part.count).contains { text[$0...].starts(with: part) }
    }

    // MARK: Order

    private func ordered(_ found: [Indexed], _ keys: [SortKey]) -> [Indexed] {
        found.enumerated().sorted { a, b in
            for key in keys {
                switch (value(a.element, key), value(b.element, key)) {
                case (let x?, let y?) where x < y || y < x: return (x < y) != key.isDescending
                case (_?, nil): return true
                case (nil, _?): return false
                default: continue
                }
            }
            return a.offset < b.offset
        }
        .map(\.element)
    }

    private func value(_ indexed: Indexed, _ key: SortKey) -> IndexKey? {
        switch key.field {
        case .id: return .text(indexed.resource.id)
        case .updated: return .integer(indexed.resource.updated)
        case .slots(let slots, let usesExtra):
            let rows = indexed.rows.filter { slots.contains($0.slot) }
            return key.isDescending
                ? rows.map { usesExtra ? $0.extra : $0.value }.max() : rows.map(\.value).min()
        }
    }
}
