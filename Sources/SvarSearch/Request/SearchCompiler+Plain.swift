import SvarDomain
import SvarFHIR

/// Parameters without a chain.
extension SearchCompiler {
    /// - Parameter isFirst: not behind a chain or `_has`; only then a Patient search names its person.
    mutating func plain(
        _ set: ParameterSet,
        _ modifier: String?,
        _ value: String,
        _ name: String,
        isFirst: Bool
    ) throws(SearchProblem) -> RequestCriterion {
        let values = try alternatives(value, name)
        if modifier == "missing" { return .plain(try missing(set, values, name)) }
        switch set.code {
        case "_id":
            let ids = try self.ids(set, modifier, values, name)
            guard isFirst, modifier == nil, set.parameters.allSatisfy({ $0.base == .patient }) else {
                return .plain(modifier == "not" ? .not(.ids(ids)) : .ids(ids))
            }
            // A search for a Patient by id names that person.
            return .any(ids.map { .all([.person(.patient($0), slots: []), .plain(.ids([$0]))]) })
        case "_lastUpdated": return .plain(try updated(set, modifier, values, name))
        default: break
        }
        if set.kind == .composite {
            guard modifier == nil else { throw Self.badModifier(name, set) }
            return .plain(try composite(set, values, name))
        }
        if set.kind == .reference { return try reference(set, modifier, values, name) }
        if isFirst, set.code == "identifier", modifier == nil, set.parameters.allSatisfy({ $0.base == .patient }) {
            return try patientIdentifier(set, values, name)
        }
        let conditions = try self.conditions(set, modifier, values, name)
        let criterion = conditions.count == 1 ? conditions[0] : .any(conditions)
        return .plain(modifier == "not" ? .not(criterion) : criterion)
    }

    /// One criterion of rows for all values of a parameter, by its modifier.
    private func conditions(
        _ set: ParameterSet,
        _ modifier: String?,
        _ values: [String],
        _ name: String
    ) throws(SearchProblem) -> [Criterion] {
        if let modifier, !set.has(modifier) { throw Self.badModifier(name, set) }
        var facet = Slot.Facet.value
        let read: (String, SearchParameter) -> RowCondition?
        switch modifier {
        case nil, "not": read = { [now] in .value($0, $1, now: now) }
        case "text":
            facet = .text
            read = { value, _ in .string(SearchText.unescaped(value)) }
        case "exact": read = { value, _ in .exactly(SearchText.unescaped(value)) }
        case "contains": read = { value, _ in .containing(SearchText.unescaped(value)) }
        case "of-type":
            facet = .ofType
            read = { value, _ in Self.ofType(value) }
        default: throw Self.badModifier(name, set)
        }
        var all: [Slot: [RowCondition]] = [:]
        var order: [Slot] = []
        for parameter in set.parameters {
            var own: [RowCondition] = []
            for value in values {
                guard let condition = read(value, parameter) else { throw Self.badValue(name, set.kind) }
                own.append(condition)
            }
            for slot in parameter.slots(facet) where all[slot] == nil {
                all[slot] = own
                order.append(slot)
            }
        }
        return Self.rows(order.map { ($0, all[$0] ?? []) })
    }

    /// Slots with the same conditions stand together.
    private static func rows(_ found: [(slot: Slot, conditions: [RowCondition])]) -> [Criterion] {
        var groups: [(slots: [Slot], conditions: [RowCondition])] = []
        for (slot, conditions) in found {
            if let same = groups.firstIndex(where: { $0.conditions == conditions }) {
                groups[same].slots.append(slot)
            } else {
                groups.append(([slot], conditions))
            }
        }
        return groups.map { .row($0.slots.sorted(), $0.conditions.count == 1 ? $0.conditions[0] : .any($0.conditions)) }
    }

    /// `system|code|value`, all three.
    private static func ofType(_ value: String) -> RowCondition? {
        let parts = SearchText.split(value, at: "|", most: 3).map { SearchText.unescaped($0) }
        guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        return .all([
            .compare(.value, .equal, .text(IndexText.whole(parts[2]))),
            .compare(.extra, .equal, .text(IndexText.whole("\(parts[0])|\(parts[1])"))),
        ])
    }

    static func badModifier(_ name: String, _ set: ParameterSet) -> SearchProblem {
        let modifier = name.split(separator: ":").last ?? ""
        if ["in", "not-in", "above", "below"].contains(modifier) {
            return .unsupported("The modifier of \"\(SearchProblem.shown(name))\" is not supported yet.")
        }
        let known = set.parameters[0].modifiers.map { ":\($0)" } + (set.kind == .reference ? [":[type]"] : [])
        return .unsupported(
            "The modifier of \"\(SearchProblem.shown(name))\" is not supported; \(set.code) has "
                + known.joined(separator: " ") + "."
        )
    }

    // MARK: The other kinds

    private func missing(_ set: ParameterSet, _ values: [String], _ name: String) throws(SearchProblem) -> Criterion {
        guard values == ["true"] || values == ["false"] else {
            throw .value("The value of \"\(SearchProblem.shown(name))\" must be true or false.")
        }
        let isMissing = values == ["true"]
        if set.code == "_id" || set.code == "_lastUpdated" { return isMissing ? .any([]) : .all([]) }
        let present: Criterion
        if set.kind == .composite {
            let parts = try components(of: set, name)
            present = .paired(parts.map { Criterion.PairedRow($0.valueSlots, .always) })
        } else {
            present = set.present
        }
        return isMissing ? .not(present) : present
    }

    private func ids(
        _ set: ParameterSet,
        _ modifier: String?,
        _ values: [String],
        _ name: String
    ) throws(SearchProblem) -> [String] {
        guard modifier == nil || modifier == "not" else { throw Self.badModifier(name, set) }
        var ids: [String] = []
        for value in values {
            guard let token = TokenText(value) else { throw Self.badValue(name, .token) }
            if let id = token.code, token.system?.isEmpty ?? true { ids.append(id) }
        }
        return ids
    }

    /// `_lastUpdated`: the value is one microsecond.
    private func updated(
        _ set: ParameterSet,
        _ modifier: String?,
        _ values: [String],
        _ name: String
    ) throws(SearchProblem) -> Criterion {
        guard modifier == nil else { throw Self.badModifier(name, set) }
        var found: [Criterion] = []
        for value in values {
            let (prefix, text) = SearchPrefix.read(SearchText.unescaped(value))
            guard let interval = DateText.interval(text) else { throw Self.badValue(name, .date) }
            let (low, high) = (interval.lowerBound, interval.upperBound)
            switch prefix {
            case .equal: found.append(.updated(from: low, to: high))
            case .notEqual: found += [.updated(from: nil, to: low), .updated(from: high, to: nil)]
            case .greater, .startsAfter: found.append(.updated(from: high, to: nil))
            case .less, .endsBefore: found.append(.updated(from: nil, to: low))
            case .greaterOrEqual: found.append(.updated(from: low, to: nil))
            case .lessOrEqual: found.append(.updated(from: nil, to: high))
            case .approximately:
                let wide = DateText.widened(interval, now: now)
                found.append(.updated(from: wide.lowerBound, to: wide.upperBound))
            }
        }
        return found.count == 1 ? found[0] : .any(found)
    }

    /// The parameters of a composite, each with the rows of every type searched.
    private func components(of set: ParameterSet, _ name: String) throws(SearchProblem) -> [ParameterSet] {
        var found: [ParameterSet] = []
        let types = set.parameters.map(\.base)
        for code in set.parameters[0].components { found.append(try ParameterSet(code, of: types, name: name)) }
        return found
    }

    private func composite(
        _ set: ParameterSet,
        _ values: [String],
        _ name: String
    ) throws(SearchProblem) -> Criterion {
        let parts = try components(of: set, name)
        var found: [Criterion] = []
        for value in values {
            let texts = SearchText.split(value, at: "$")
            guard texts.count == parts.count else { throw Self.badValue(name, .composite) }
            var rows: [Criterion.PairedRow] = []
            for (part, text) in zip(parts, texts) {
                guard let condition = RowCondition.value(text, part.parameters[0], now: now) else {
                    throw Self.badValue(name, .composite)
                }
                rows.append(Criterion.PairedRow(part.valueSlots, condition))
            }
            found.append(.paired(rows))
        }
        return found.count == 1 ? found[0] : .any(found)
    }
}
