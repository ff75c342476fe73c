import SvarFHIR

extension ReferenceSearch {
    /// What resources are ordered by: exact numbers by value, texts by their bytes.
    private enum SortValue: Comparable {
        case integer(Int64)
        case decimal(LongDecimal)
        case text(String)

        static func < (a: Self, b: Self) -> Bool {
            switch (a, b) {
            case (.integer(let x), .integer(let y)): x < y
            case (.decimal(let x), .decimal(let y)): x < y
            case (.text(let x), .text(let y)): x.utf8.lexicographicallyPrecedes(y.utf8)
            default: false
            }
        }

        static func == (a: Self, b: Self) -> Bool { !(a < b) && !(b < a) }
    }

    /// By the keys of `_sort` in turn; what is equal by all of them stays in the order of creation.
    func sorted(_ found: [ReferenceResource], _ types: [HostedType], _ keys: String) throws -> [ReferenceResource] {
        let keys = keys.split(separator: ",").map { key in
            (code: String(key.drop { $0 == "-" }), isDescending: key.hasPrefix("-"))
        }
        for key in keys where key.code != "_id" && key.code != "_lastUpdated" {
            for type in types {
                guard let parameter = ReferenceParameter.named(type, key.code), parameter.kind != .composite else {
                    throw ReferenceRefusal("sort \(key.code)")
                }
            }
        }
        let ranked = found.enumerated().map { place, resource in
            (place, resource, keys.map { sortValue(resource, $0.code, $0.isDescending) })
        }
        let ordered = ranked.sorted { a, b in
            for (place, key) in keys.enumerated() {
                switch (a.2[place], b.2[place]) {
                case (let x?, let y?) where x != y: return key.isDescending ? y < x : x < y
                // What has no value comes last either way.
                case (_?, nil): return true
                case (nil, _?): return false
                default: continue
                }
            }
            return a.0 < b.0
        }
        return ordered.map(\.1)
    }

    /// The smallest value of a resource when ascending, the largest when descending.
    private func sortValue(_ resource: ReferenceResource, _ code: String, _ isDescending: Bool) -> SortValue? {
        if code == "_id" { return .text(resource.id) }
        if code == "_lastUpdated" { return .integer(resource.updated) }
        guard let parameter = ReferenceParameter.named(resource.type, code) else { return nil }
        let values: [SortValue]
        switch parameter.kind {
        case .token: values = tokens(of: parameter, in: resource).map { .text($0.code ?? "") }
        case .date: values = spans(of: parameter, in: resource).map { .integer(isDescending ? $0.high : $0.low) }
        case .quantity, .number: values = quantities(of: parameter, in: resource).map { .decimal($0.value) }
        case .string: values = strings(of: parameter, in: resource).map { .text(ReferenceText.folded($0)) }
        case .uri: values = strings(of: parameter, in: resource).map { .text($0) }
        case .reference:
            values = references(resource, parameter).compactMap { reference in
                (reference.local?.id ?? reference.text).map { .text($0) }
            }
        case .composite: values = []
        }
        return isDescending ? values.max() : values.min()
    }
}
