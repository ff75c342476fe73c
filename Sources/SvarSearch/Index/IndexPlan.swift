import SvarDefinitions
import SvarFHIR

/// The elements of one type that are indexed, as a tree of member names: a resource is walked once for all parameters.
struct IndexPlan: Sendable {
    struct Node: Sendable {
        var children: [Child] = []
        var leaves: [Leaf] = []
    }

    struct Child: Sendable {
        let member: String
        let node: Int
        /// Composites pair by the repetition of this element.
        let isPart: Bool
    }

    /// A parameter whose values stand here.
    struct Leaf: Sendable {
        let number: Int
        let reader: Reader
        let system: String?
        let test: SearchParameterFact.Element.Test?
        let namesPerson: Bool
        /// The one type that the parameter which shares these rows takes references to.
        let narrowType: HostedType?
    }

    /// How a value is made into rows: the kind of the parameter and the data type.
    enum Reader: Sendable {
        case codeableConcept, coding, identifier, contactPoint, code
        case text, humanName, address
        case date, period, timing
        case number, quantity, money, range, sampledData
        case uri, canonical
        case reference, canonicalReference
    }

    /// A token that says whether one of these members is there and not false (`deceased`).
    struct Existence: Sendable {
        let number: Int
        let members: [String]
    }

    private(set) var nodes = [Node()]
    private(set) var existences: [Existence] = []

    /// The plan of everything but references.
    static func values(of type: HostedType) -> IndexPlan { plans[type]?.values ?? IndexPlan() }
    /// The plan of references.
    static func references(of type: HostedType) -> IndexPlan { plans[type]?.references ?? IndexPlan() }

    private static let plans: [HostedType: (values: IndexPlan, references: IndexPlan)] = {
        var plans: [HostedType: (values: IndexPlan, references: IndexPlan)] = [:]
        var narrowTypes: [HostedType: [String: HostedType]] = [:]
        for fact in SearchParameterFact.all {
            guard case .shared(let codes, let narrow?) = fact.source, let type = HostedType(rawValue: fact.base) else {
                continue
            }
            for code in codes { narrowTypes[type, default: [:]][code] = HostedType(rawValue: narrow) }
        }
        for fact in SearchParameterFact.all {
            guard let type = HostedType(rawValue: fact.base) else { continue }
            for element in fact.elements {
                if fact.kind == "reference" {
                    plans[type, default: (IndexPlan(), IndexPlan())].references
                        .add(element, of: fact, type, narrowType: narrowTypes[type]?[fact.code])
                } else {
                    plans[type, default: (IndexPlan(), IndexPlan())].values.add(element, of: fact, type)
                }
            }
        }
        return plans
    }()

    private mutating func add(
        _ element: SearchParameterFact.Element,
        of fact: SearchParameterFact,
        _ type: HostedType,
        narrowType: HostedType? = nil
    ) {
        if element.type == "exists" {
            let members = element.steps[0].member.split(separator: "+").map(String.init)
            existences.append(Existence(number: fact.number, members: members))
            return
        }
        guard let reader = Reader(kind: fact.kind, type: element.type) else { return }
        var at = 0
        for step in element.steps {
            if let child = nodes[at].children.first(where: { $0.member == step.member && $0.isPart == step.isPart }) {
                at = child.node
            } else {
                nodes[at].children.append(Child(member: step.member, node: nodes.count, isPart: step.isPart))
                at = nodes.count
                nodes.append(Node())
            }
        }
        nodes[at].leaves.append(
            Leaf(
                number: fact.number,
                reader: reader,
                system: element.system,
                test: element.steps.last?.test,
                namesPerson: element.namesPerson(of: type),
                narrowType: narrowType
            )
        )
    }
}

extension IndexPlan.Reader {
    /// Nil for a type that is not searched this way; the table has none.
    init?(kind: String, type: String) {
        switch (kind, type) {
        case ("token", "CodeableConcept"): self = .codeableConcept
        case ("token", "Coding"): self = .coding
        case ("token", "Identifier"): self = .identifier
        case ("token", "ContactPoint"): self = .contactPoint
        case ("token", _): self = .code
        case ("string", "HumanName"): self = .humanName
        case ("string", "Address"): self = .address
        case ("string", _): self = .text
        case ("date", "Period"): self = .period
        case ("date", "Timing"): self = .timing
        case ("date", _): self = .date
        case ("number", _): self = .number
        case ("quantity", "Money"): self = .money
        case ("quantity", "Range"): self = .range
        case ("quantity", "SampledData"): self = .sampledData
        case ("quantity", _): self = .quantity
        case ("uri", "canonical"): self = .canonical
        case ("uri", _): self = .uri
        case ("reference", "Reference"): self = .reference
        case ("reference", "canonical"): self = .canonicalReference
        default: return nil
        }
    }
}
