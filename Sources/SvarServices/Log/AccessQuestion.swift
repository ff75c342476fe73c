import SvarAccess
import SvarDomain
import SvarFHIR

/// For whom, and as of when, an auditor wants a decision explained.
struct AccessQuestion: Sendable, Hashable {
    enum Who: String, Sendable, CaseIterable {
        case personnel, citizen, parent, guardian, proxy, producer, guidance, auditor, caseworker, verification, foreign
        case replicaFeed = "replica-feed"
        case systemOperator = "operator"
    }

    var who: Who
    var personnel: Personnel?
    /// Organisation of a producer.
    var producer: Producer?
    /// Number of the parent, guardian or proxy; nil: whoever holds such a mandate.
    var holder: PersonNumber?
    /// Nil: now.
    var at: ServerTime?

    static let names = ["actor", "hpr", "role", "organisation", "basis", "holder", "at"]

    /// - Throws: `Refusal` invalid.
    init(_ parameters: [NamedValue]) throws(Refusal) {
        var values: [String: String] = [:]
        for item in parameters {
            guard Self.names.contains(item.name) else {
                throw Self.wrong(
                    SearchPlan.safe(item.name),
                    "unknown. Supported: \(Self.names.joined(separator: ", "))"
                )
            }
            guard values.updateValue(item.value, forKey: item.name) == nil else {
                throw Self.wrong(item.name, "give it once")
            }
        }
        guard let text = values["actor"], let who = Who(rawValue: text) else {
            let all = Who.allCases.map(\.rawValue).joined(separator: ", ")
            throw Self.wrong("actor", "needed, one of \(all)")
        }
        self.who = who
        var taken: Set<String> = ["actor", "at"]
        switch who {
        case .personnel:
            taken.formUnion(["hpr", "role", "organisation", "basis"])
            guard let hpr = values["hpr"].flatMap({ HPRNumber($0) }) else {
                throw Self.wrong("hpr", "the HPR number is needed for personnel")
            }
            guard let basis = values["basis"].flatMap({ AccessBasis(rawValue: $0) }) else {
                let all = AccessBasis.allCases.map(\.rawValue).joined(separator: ", ")
                throw Self.wrong("basis", "needed for personnel, one of \(all)")
            }
            personnel = Personnel(
                hpr: hpr,
                role: values["role"] ?? "LE",
                organisation: Organisation(try Self.organisation(values["organisation"] ?? "")),
                basis: basis
            )
        case .producer:
            taken.insert("organisation")
            producer = Producer(try Self.organisation(values["organisation"] ?? ""))
        case .parent, .guardian, .proxy:
            taken.insert("holder")
            if let text = values["holder"] {
                guard let number = PersonNumber(text) else {
                    throw Self.wrong("holder", "an identity number, in the body of a POST")
                }
                holder = number
            }
        default: break
        }
        if let extra = values.keys.filter({ !taken.contains($0) }).min() {
            throw Self.wrong(extra, "does not go with this actor")
        }
        if let text = values["at"] {
            guard let range = FHIRDateTime(text)?.range else {
                throw Self.wrong("at", "not an instant; in an address + is written %2B")
            }
            at = ServerTime(microseconds: range.lowerBound)
        }
    }

    private static func organisation(_ text: String) throws(Refusal) -> String {
        guard (1...40).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw wrong("organisation", "the organisation number is needed for this actor")
        }
        return text
    }

    private static func wrong(_ name: String, _ text: String) -> Refusal {
        Refusal(.invalid, .value, "\(name): \(text).")
    }

    /// Who that is toward a person.
    /// - Parameter holder: how mandates name the holder that was given.
    func actor(toward person: SvarAccess.PersonFacts, holder: PersonKey?, at: ServerTime) -> AccessActor {
        func held(_ kind: Mandate.Kind) -> PersonKey {
            if let holder { return holder }
            let mandates = person.mandates.filter { $0.kind == kind }
            // One in force before one that is over; nobody when there is none.
            return (mandates.first { $0.valid.contains(at) } ?? mandates.first)?.holder ?? .nobody
        }
        switch who {
        case .personnel: return personnel.map(AccessActor.personnel) ?? .foreign
        case .citizen: return .citizen
        case .parent: return .parent(held(.parent))
        case .guardian: return .guardian(held(.guardian))
        case .proxy: return .proxy(held(.proxy))
        case .producer: return producer.map(AccessActor.producer) ?? .foreign
        case .guidance: return .guidance
        case .auditor: return .auditor
        case .caseworker: return .caseworker
        case .verification: return .verification
        case .foreign: return .foreign
        case .replicaFeed: return .replicaFeed
        case .systemOperator: return .systemOperator
        }
    }
}
