import SvarSearch

/// The order of results: by each sort key, resources without a value last, then by key.
struct ResultOrder {
    struct Place {
        /// One for each sort key.
        var values: [IndexKey?]
        var key: Int64
    }

    let sort: [SortKey]
    let isReversed: Bool

    init(_ sort: [SortKey], isReversed: Bool) {
        self.sort = sort
        self.isReversed = isReversed
    }

    func precedes(_ a: Place, _ b: Place) -> Bool { isReversed ? isBefore(b, a) : isBefore(a, b) }

    private func isBefore(_ a: Place, _ b: Place) -> Bool {
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
}
