package import SvarFHIR
package import SvarJSON

/// Makes the index rows of resources. Pure: the same resource always has the same rows.
package enum SearchIndex {
    /// Most rows of a resource. A result of this many means that some are missing: whoever writes refuses such a
    /// resource (`too-costly`), so that nothing is stored that cannot be found.
    package static let maximumRows = 50_000

    /// All rows except those of references, each once.
    ///
    /// - Complexity: linear in the size of the resource.
    package static func rows(of type: HostedType, _ resource: JSONNode) -> [IndexRow] {
        var walk = IndexWalk(plan: IndexPlan.values(of: type))
        walk.run(resource)
        return walk.sink.rows
    }

    /// The rows of reference parameters.
    ///
    /// - Parameter text: the text that the `reference` string at a byte range is replaced by; nil: as it stands.
    package static func referenceRows(
        of type: HostedType,
        _ resource: JSONNode,
        text: (Range<Int>) -> String?
    ) -> [IndexRow] {
        withoutActuallyEscaping(text) { text in
            var walk = IndexWalk(plan: IndexPlan.references(of: type), replaced: text)
            walk.run(resource)
            return walk.sink.rows
        }
    }
}

/// Collects rows: bounded, each once.
struct RowSink {
    private(set) var rows: [IndexRow] = []
    /// The rows again, once there are many.
    private var known: Set<IndexRow> = []

    init() { rows.reserveCapacity(24) }

    /// Below this many rows, comparing with each is quicker than hashing.
    private static let fewRows = 48

    mutating func add(_ row: IndexRow) {
        guard rows.count < SearchIndex.maximumRows else { return }
        if rows.count < Self.fewRows {
            guard !rows.contains(row) else { return }
        } else {
            if known.isEmpty { known = Set(rows) }
            guard known.insert(row).inserted else { return }
        }
        rows.append(row)
    }
}
