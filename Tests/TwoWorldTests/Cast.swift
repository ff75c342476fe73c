import HTTPTypes
import Hummingbird
import SvarAccess
import SvarDomain
import SvarFHIR
import SvarHTTP
import SvarServices
import SvarStore
import SvarSynthetic

/// Who calls, by the name in a field: the worlds are about what callers see, and their tokens have tests of their own.
struct Cast: CallerSource {
    static let field = HTTPField.Name("x-actor")!

    static let personnel = "personnel"
    /// Somebody else, who sets settings.
    static let otherPersonnel = "other personnel"
    static func citizen(_ place: Int) -> String { "citizen \(place)" }

    static let hpr = HPRNumber(9_144_889)
    static let otherHPR = HPRNumber(9_144_900)

    private var callers: [String: Caller] = [:]
    private let now: @Sendable () -> ServerTime

    init(_ history: WorldHistory, now: @escaping @Sendable () -> ServerTime) {
        self.now = now
        for organisation in WorldHistory.organisations {
            callers[WorldHistory.producer(organisation)] = Caller(
                role: .producer(Producer("ENH|\(organisation)")),
                id: "",
                client: "lab",
                organisation: organisation,
                request: ""
            )
        }
        callers[Self.personnel] = Caller(
            role: .personnel,
            id: "9144889",
            client: "journal",
            organisation: WorldHistory.organisations[3],
            request: ""
        )
        callers[Self.otherPersonnel] = Caller(
            role: .personnel,
            id: "9144911",
            client: "journal",
            organisation: WorldHistory.organisations[2],
            request: ""
        )
        for (place, person) in history.persons.enumerated() {
            callers[Self.citizen(place)] = Caller(
                role: .citizen(person.number),
                id: "",
                client: "portal",
                organisation: "",
                request: ""
            )
        }
        callers[Self.replica] = Caller(
            role: .replica,
            id: "",
            client: "replica",
            organisation: WorldHistory.organisations[3],
            request: ""
        )
    }

    static let replica = "replica"

    /// What a token says of somebody who passes the gate, as new as can be.
    private func credentials(of caller: Caller) -> CallerCredentials {
        var facts = CallerCredentials.Facts(issuer: "https://issuer.test")
        facts.isBound = true
        facts.securityLevel = 4
        facts.authenticatedAt = now().microseconds
        facts.issuedAt = now().microseconds
        facts.organisationParent = caller.actor.organisation
        if case .citizen(let number) = caller.role { facts.person = number }
        guard caller.role == .personnel else { return CallerCredentials(facts) }
        facts.personnelNumber = caller.actor.id
        facts.professions = ["LE"]
        var attestation = Attestation()
        attestation.attestedAt = now().microseconds
        var care = Attestation.CareRelationship()
        care.purpose = .treatment
        care.service = Attestation.Code(system: nil, code: "S01", text: nil)
        attestation.care = care
        facts.attestation = attestation
        return CallerCredentials(facts)
    }

    func caller(
        of request: Request,
        taking scopes: [CallerScope],
        by schemes: TokenSchemes,
        requestID: String
    ) async throws -> Caller {
        guard let name = request.headers[Self.field], var caller = callers[name] else {
            throw HTTPRefusal(401, .login, "nobody")
        }
        guard let scope = CallerScope(of: caller), scopes.contains(scope) else {
            throw HTTPRefusal(403, .forbidden, "forbidden")
        }
        caller.request = requestID
        caller.credentials = credentials(of: caller)
        return caller
    }
}

extension CallerScope {
    /// What a token of this caller says.
    fileprivate init?(of caller: Caller) {
        switch caller.role {
        case .producer: self = .produce
        case .personnel: self = .read
        case .citizen: self = .citizen
        case .replica: self = .replica
        case .systemOperator: self = .operate
        case .export: self = .export
        case .guidance: self = .guidance
        case .auditor: self = .audit
        case .sandbox, .unknown: return nil
        }
    }
}
