import SvarDefinitions
import SvarJSON

/// One walk over a resource along a plan.
struct IndexWalk {
    let plan: IndexPlan
    /// What the `reference` string at a byte range is replaced by.
    let replaced: (Range<Int>) -> String?
    var sink = RowSink()
    /// Without escapes, a key of another length is another key.
    private var hasEscapes = true

    init(plan: IndexPlan, replaced: @escaping (Range<Int>) -> String? = { _ in nil }) {
        self.plan = plan
        self.replaced = replaced
    }

    mutating func run(_ resource: JSONNode) {
        hasEscapes = resource.bytes.contains(UInt8(ascii: "\\"))
        visit(resource, 0, part: 0)
        for existence in plan.existences {
            let isThere = existence.members.contains { name in
                resource[name].map { $0.bool != false && !$0.isNull } ?? false
            }
            add(existence.number, .value, .text(isThere ? "true" : "false"), part: 0)
        }
    }

    /// A member's value: itself, or each element of an array.
    private mutating func follow(_ value: JSONNode, _ child: IndexPlan.Child, part: Int) {
        guard value.kind == .array else { return visit(value, child.node, part: child.isPart ? 1 : part) }
        var place = 0
        for element in value.elements {
            place += 1
            visit(element, child.node, part: child.isPart ? place : part)
        }
    }

    private mutating func visit(_ value: JSONNode, _ index: Int, part: Int) {
        let node = plan.nodes[index]
        for leaf in node.leaves {
            if let test = leaf.test, !(value[test.member]?.isString(test.text) ?? false) { continue }
            read(value, leaf, part: part)
        }
        guard !node.children.isEmpty else { return }
        for member in value.members {
            let length = member.keyRange.count - 2
            for child in node.children
            where (child.member.utf8.count == length || hasEscapes) && member.hasKey(child.member) {
                follow(member.value, child, part: part)
            }
        }
    }

    private mutating func read(_ value: JSONNode, _ leaf: IndexPlan.Leaf, part: Int) {
        switch leaf.reader {
        case .codeableConcept: codeableConcept(value, leaf, part)
        case .coding: coding(value, leaf, part)
        case .identifier: identifier(value, leaf, part)
        case .contactPoint: contactPoint(value, leaf, part)
        case .code: code(value, leaf, part)
        case .text: text(value, leaf, part)
        case .humanName: texts(value, of: ["text", "family", "given", "prefix", "suffix"], leaf, part)
        case .address:
            texts(value, of: ["text", "line", "city", "district", "state", "postalCode", "country"], leaf, part)
        case .date, .period, .timing:
            guard let interval = TimeInterval(value, leaf.reader) else { return }
            add(leaf.number, .value, .integer(interval.start), .integer(interval.end), part: part)
        case .number: number(value, leaf, part)
        case .quantity: quantity(value, leaf, part)
        case .money: money(value, leaf, part)
        case .range: range(value, leaf, part)
        case .sampledData: sampledData(value, leaf, part)
        case .uri: uri(value, leaf, part)
        case .canonical, .canonicalReference: canonical(value, leaf, part)
        case .reference: reference(value, leaf, part)
        }
    }

    mutating func add(
        _ number: Int,
        _ facet: Slot.Facet,
        _ value: IndexKey,
        _ extra: IndexKey = .text(""),
        part: Int
    ) {
        sink.add(IndexRow(Slot(number, facet), value, extra, part: part))
    }
}

extension JSONNode {
    /// The elements of an array, or the value itself where it is none.
    func forEachElement(_ body: (JSONNode) -> Void) {
        guard kind == .array else { return body(self) }
        for element in elements { body(element) }
    }

    /// The text of a member that is a string; nil where there is none.
    func text(_ member: String) -> String? { self[member]?.string }
}
