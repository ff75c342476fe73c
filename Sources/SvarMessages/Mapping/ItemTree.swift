/// The results of a report laid flat, each with its key (rule R3) and its place among the others (rule R19).
struct ItemTree {
    struct Node {
        var item: ResultItem
        var key: String
        /// Index of the result it is nested in.
        var parent: Int?
        /// What tells it from its siblings; nil where it has an id.
        var codeKey: String?
        /// Keys of results it belongs to by RefIdResultItem.
        var memberOf: [String] = []
    }

    private(set) var nodes: [Node] = []
    /// Results whose reference leads nowhere in the message, to itself or in a circle.
    private(set) var unresolved: [SentPlace] = []

    init(_ items: [ResultItem]) {
        var keys: [String: Int] = [:]
        add(items, parent: nil, keys: &keys)
        link()
    }

    /// Indices of the top-level results, each with its subtree's, parents first.
    var tops: [[Int]] {
        var result: [[Int]] = []
        for index in nodes.indices {
            if nodes[index].parent == nil { result.append([index]) } else { result[result.count - 1].append(index) }
        }
        return result
    }

    private mutating func add(_ items: [ResultItem], parent: Int?, keys: inout [String: Int]) {
        var codes: [String: Int] = [:]
        for item in items {
            var key: String
            var codeKey: String?
            if let id = item.idResultItem?.trimmedOrNil {
                key = LocalResource.key("item", id)
            } else {
                // A susceptibility beside its finding is told from another finding's by what it refers to.
                let finding = parent == nil ? item.refIdResultItem?.trimmedOrNil : nil
                let code = finding.map { "\($0) \(ItemCode.key(item))" } ?? ItemCode.key(item)
                codes[code, default: 0] += 1
                codeKey = code
                let own =
                    finding.map { LocalResource.key("of", $0, ItemCode.key(item), "\(codes[code]!)") }
                    ?? LocalResource.key("code", code, "\(codes[code]!)")
                key = parent.map { "\(nodes[$0].key)/\(own)" } ?? own
            }
            keys[key, default: 0] += 1
            if keys[key]! > 1 { key += "/\(keys[key]!)" }
            nodes.append(Node(item: item, key: key, parent: parent, codeKey: codeKey))
            add(item.resultItems, parent: nodes.count - 1, keys: &keys)
        }
    }

    private mutating func link() {
        var byID: [String: Int] = [:]
        for (index, node) in nodes.enumerated() {
            guard let id = node.item.idResultItem?.trimmedOrNil, byID[id] == nil else { continue }
            byID[id] = index
        }
        let targets = nodes.map { $0.item.refIdResultItem?.trimmedOrNil.flatMap { byID[$0] } }
        let open = Circles.open(
            targets.map { $0.map { [$0] } ?? [] },
            beside: nodes.map { $0.parent.map { [$0] } ?? [] }
        )
        for index in nodes.indices {
            guard let id = nodes[index].item.refIdResultItem?.trimmedOrNil else { continue }
            if let target = open[index].first {
                if target != nodes[index].parent { nodes[index].memberOf.append(nodes[target].key) }
                continue
            }
            unresolved.append(nodes[index].item.place)
            // Perhaps a result of an earlier message: the fold looks again.
            if targets[index] == nil { nodes[index].memberOf.append(LocalResource.key("item", id)) }
        }
    }
}
