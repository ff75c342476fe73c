import HTTPTypes
import SvarMessages
import SvarServices

extension RouteTable {
    /// The log of use.
    static var log: [Route] {
        let base: [Route.Segment] = [.literal("v1"), .literal("fhir")]
        let events = base + [.literal("AuditEvent")]
        let explain = base + [.literal("DiagnosticReport"), .id, .literal("$explain-access")]
        let operation = Route.Declared.operation(
            "DiagnosticReport",
            name: "explain-access",
            definition: "\(SvarCanonical.base)/OperationDefinition/DiagnosticReport-explain-access"
        )
        return [
            Route(.searchAuditEvents, .get, events, [.audit, .citizen], .served("AuditEvent", "search-type")),
            Route(.searchAuditEvents, .post, events + [.literal("_search")], [.audit, .citizen], .implied),
            Route(.readAuditEvent, .get, events + [.id], [.audit, .citizen], .served("AuditEvent", "read")),
            Route(.explainAccess, .get, explain, [.audit], operation),
            Route(.explainAccess, .post, explain, [.audit], .implied),
            Route(.readLog, .get, [.literal("v1"), .literal("log")], [.citizen]),
        ]
    }

    /// Search parameters of types that are served and not hosted: name, type, what it takes.
    static let servedParameters: [String: [(name: String, type: String, meaning: String)]] = [
        "AuditEvent": [
            ("patient", "reference", "Whom the row is about."),
            ("date", "date", "When. Prefixes: eq ge gt le lt sa eb."),
        ],
        "Consent": ConsentSearch.known,
    ]
}
