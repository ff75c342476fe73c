import SvarFHIR

/// What a row must hold for one value of a parameter, by the kind of the parameter. Nil: the value cannot be
/// understood. Each table stands in docs/api/search-semantics.md.
extension RowCondition {
    /// - Parameter now: microseconds since 1970, for approximate dates.
    static func value(_ text: String, _ parameter: SearchParameter, now: Int64) -> RowCondition? {
        switch parameter.kind {
        case .token: TokenText(text)?.condition
        case .string: string(SearchText.unescaped(text))
        case .date: date(SearchText.unescaped(text), now: now)
        case .number: number(SearchText.unescaped(text))
        case .quantity: quantity(text)
        case .uri: parameter.isCanonical ? canonical(SearchText.unescaped(text)) : whole(SearchText.unescaped(text))
        case .reference: reference(SearchText.unescaped(text), parameter)
        case .composite: nil
        }
    }

    // MARK: Strings and URIs

    /// Starts with the text, folded.
    static func string(_ text: String) -> RowCondition? {
        folded(text).map { .prefix(.value, $0) }
    }

    /// Contains the text, folded.
    static func containing(_ text: String) -> RowCondition? {
        folded(text).map { .contains(.value, $0) }
    }

    /// Is exactly the text.
    static func exactly(_ text: String) -> RowCondition {
        .all([
            .compare(.value, .equal, .text(IndexText.beginning(StringFolding.folded(text)))),
            .compare(.extra, .equal, .text(IndexText.whole(text))),
        ])
    }

    private static func folded(_ text: String) -> String? {
        let folded = StringFolding.folded(text)
        return folded.isEmpty || folded.utf8.count > IndexText.maximumLength ? nil : folded
    }

    static func whole(_ text: String) -> RowCondition {
        .compare(.value, .equal, .text(IndexText.whole(text)))
    }

    /// The address, and the version where one is asked for.
    static func canonical(_ text: String) -> RowCondition {
        let (url, version) = Canonical.parts(of: text)
        guard let version else { return whole(url) }
        return .all([whole(url), .compare(.extra, .equal, .text(IndexText.whole(version)))])
    }

    // MARK: Dates

    static func date(_ text: String, now: Int64) -> RowCondition? {
        let (prefix, date) = SearchPrefix.read(text)
        guard let interval = DateText.interval(date) else { return nil }
        return self.date(prefix, interval, now: now)
    }

    private static func date(_ prefix: SearchPrefix, _ interval: Range<Int64>, now: Int64) -> RowCondition {
        func start(_ relation: Relation, _ time: Int64) -> RowCondition { .compare(.value, relation, .integer(time)) }
        func end(_ relation: Relation, _ time: Int64) -> RowCondition { .compare(.extra, relation, .integer(time)) }
        let (low, high) = (interval.lowerBound, interval.upperBound)
        // The middle one follows from the others; it lets a store read a range of starts.
        let within: RowCondition = .all([
            start(.greaterOrEqual, low), start(.less, high), end(.lessOrEqual, high),
        ])
        switch prefix {
        case .equal: return within
        case .notEqual: return .any([start(.less, low), end(.greater, high)])
        case .greater: return end(.greater, high)
        case .less: return start(.less, low)
        case .greaterOrEqual: return .any([end(.greater, high), within])
        case .lessOrEqual: return .any([start(.less, low), within])
        case .startsAfter: return start(.greaterOrEqual, high)
        case .endsBefore: return end(.lessOrEqual, low)
        case .approximately:
            let wide = DateText.widened(interval, now: now)
            return .all([start(.less, wide.upperBound), end(.greater, wide.lowerBound)])
        }
    }

    // MARK: Numbers and quantities

    static func number(_ text: String) -> RowCondition? {
        let (prefix, number) = SearchPrefix.read(text)
        guard number.utf8.count <= 200, let decimal = FHIRDecimal(number) else { return nil }
        return self.number(prefix, decimal)
    }

    static func quantity(_ text: String) -> RowCondition? {
        let parts = SearchText.split(text, at: "|", most: 3).map { SearchText.unescaped($0) }
        guard let number = number(parts[0]) else { return nil }
        guard parts.count > 1 else { return number }
        guard parts.count == 3, !parts[2].isEmpty else { return nil }
        let unit: RowCondition =
            parts[1].isEmpty
            ? QuantityUnit.condition(codeOrUnit: parts[2])
            : QuantityUnit.condition(system: parts[1], code: parts[2])
        return .all([number, unit])
    }

    private static func number(_ prefix: SearchPrefix, _ decimal: FHIRDecimal) -> RowCondition? {
        func value(_ relation: Relation, _ decimal: FHIRDecimal) -> RowCondition {
            .compare(.value, relation, .bytes(DecimalKey.bytes(decimal)))
        }
        let (low, high) = decimal.impliedRange
        switch prefix {
        case .equal: return .all([value(.greaterOrEqual, low), value(.less, high)])
        case .notEqual: return .any([value(.less, low), value(.greaterOrEqual, high)])
        case .greater: return value(.greater, decimal)
        case .less: return value(.less, decimal)
        case .greaterOrEqual: return value(.greaterOrEqual, decimal)
        case .lessOrEqual: return value(.lessOrEqual, decimal)
        case .startsAfter: return value(.greaterOrEqual, high)
        case .endsBefore: return value(.less, low)
        case .approximately:
            guard let tenth = FHIRDecimal("0.1").flatMap({ (decimal.sign < 0 ? decimal.negated : decimal) * $0 }),
                let least = low - tenth, let most = high + tenth
            else { return nil }
            return .all([value(.greaterOrEqual, least), value(.less, most)])
        }
    }

    // MARK: References

    /// A reference by its text. Persons are dealt with before.
    static func reference(_ text: String, _ parameter: SearchParameter, type: String? = nil) -> RowCondition? {
        if parameter.isCanonical { return type == nil ? canonical(text) : nil }
        let condition: RowCondition
        if case .relative(let address) = ReferenceTarget(text) {
            guard address.versionId == nil, type == nil || type == address.type else { return nil }
            condition = relative(address.id, type: address.type)
        } else if FHIRID(text) != nil {
            condition =
                type.map { relative(text, type: $0) }
                ?? .all([whole(text), ofTypes(parameter.targets)])
        } else {
            guard type == nil else { return nil }
            condition = .all([whole(text), .compare(.extra, .equal, .text(""))])
        }
        guard let only = parameter.onlyType else { return condition }
        return .all([condition, ofType(only.rawValue)])
    }

    private static func relative(_ id: String, type: String) -> RowCondition {
        .all([whole(id), ofType(type)])
    }

    /// Rows of references to resources of these types, or of one that is not hosted.
    static func ofTypes(_ types: [HostedType]) -> RowCondition {
        if types == HostedType.allCases { return .not(.compare(.extra, .equal, .text(""))) }
        return .any(types.map { ofType($0.rawValue) } + [.compare(.extra, .greater, .text(""))])
    }

    /// Rows of references to resources of a type.
    static func ofType(_ type: String) -> RowCondition {
        let key: IndexKey =
            HostedType(rawValue: type).map { .integer(Int64($0.number)) } ?? .text(IndexText.whole(type))
        return .compare(.extra, .equal, key)
    }
}
