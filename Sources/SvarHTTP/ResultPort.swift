package import SvarFHIR
package import SvarSearch
package import SvarServices

/// What the edge asks of the use cases: bytes and values in, bytes and values out; nothing of HTTP in it.
///
/// An expected answer (not found, conflict, refused) is an `InteractionReply` or `ReceiptReply` with its status and
/// issues; only a failing store throws (`SvarError`).
package protocol ResultPort: Sendable {
    /// A svarrapport message. `wantsXML` asks for the XML application receipt.
    func submitMessage(_ bytes: [UInt8], wantsXML: Bool, caller: Caller) async throws -> ReceiptReply
    /// A transaction, batch or document Bundle. `isOnce`: the same bytes again change nothing.
    func submitBundle(_ bytes: [UInt8], preference: ReturnPreference?, isOnce: Bool, base: String, caller: Caller)
        async throws -> InteractionReply
    /// `condition`: the query of `If-None-Exist`.
    func create(_ type: HostedType, _ bytes: [UInt8], condition: [NamedValue]?, caller: Caller) async throws
        -> InteractionReply
    func update(_ target: WriteTarget, _ bytes: [UInt8], caller: Caller) async throws -> InteractionReply
    func delete(_ target: WriteTarget, caller: Caller) async throws -> InteractionReply
    func read(_ type: HostedType, _ id: String, shape: ReadShape?, caller: Caller) async throws -> InteractionReply
    /// The content of a Binary itself; nil when there is none of a type that is taken.
    func content(_ id: String, taking: (_ contentType: String) -> Bool, caller: Caller) async throws
        -> (contentType: String, bytes: [UInt8])?
    func versionRead(_ type: HostedType, _ id: String, _ versionID: String, shape: ReadShape?, caller: Caller)
        async throws -> InteractionReply
    /// A history Bundle.
    func history(_ request: HistoryInteraction, base: String, caller: Caller) async throws -> InteractionReply
    /// A searchset Bundle, whatever asked for it.
    func search(_ request: SearchInteraction, base: String, caller: Caller) async throws -> InteractionReply
    /// Privacy settings and presets.
    func privacy(_ action: PrivacyAction, caller: Caller) async throws -> PrivacyReply
    /// A setting as a Consent, and its version.
    func consent(_ id: String, caller: Caller) async throws -> (bytes: [UInt8], version: Int)
    /// A searchset Bundle of settings as Consents.
    func consents(_ search: ConsentSearch, base: String, caller: Caller) async throws -> [UInt8]
    /// A page of the log of use, in one of its forms.
    func log(_ parameters: [NamedValue], as form: LogQuery.Form, base: String, caller: Caller) async throws
        -> InteractionReply
    /// A row of the log of use as an AuditEvent.
    func auditEvent(_ id: String, caller: Caller) async throws -> InteractionReply
    /// Why somebody gets a DiagnosticReport or not, as Parameters.
    func explainAccess(to report: String, _ parameters: [NamedValue], caller: Caller) async throws -> InteractionReply
    /// Writes down an interaction that the edge refused without asking for any of the above.
    func recordRefusal(of interaction: Interaction, status: Int, caller: Caller) async throws
    /// Throws when the store cannot answer.
    func checkReady() async throws
    /// Figures for the metrics page, by Prometheus name.
    func gauges() async -> [(name: String, help: String, value: Double)]
}

/// Which part of a resource a read asks for.
package struct ReadShape: Hashable, Sendable {
    package var summary: SearchRequest.Summary?
    /// `_elements`: top-level element names to keep; empty for all.
    package var elements: [String]
    package init(summary: SearchRequest.Summary? = nil, elements: [String] = []) {
        self.summary = summary
        self.elements = elements
    }
}

/// What an update or delete aims at: a resource by id, or the one that a search finds.
package struct WriteTarget: Sendable, Hashable {
    package var type: HostedType
    package var aim: WriteAim
    /// The version id of `If-Match`.
    package var ifMatch: String?
    /// `If-None-Match: *`: only if there is none yet.
    package var onlyNew: Bool
    package init(_ type: HostedType, _ aim: WriteAim, ifMatch: String? = nil, onlyNew: Bool = false) {
        self.type = type
        self.aim = aim
        self.ifMatch = ifMatch
        self.onlyNew = onlyNew
    }
}

/// The answer to an interaction on the FHIR base.
package struct InteractionReply: Sendable {
    /// The HTTP status the use case means.
    package var status: Int
    /// The resource or Bundle, ready to send.
    package var resource: [UInt8]?
    /// Names the version that the reply is about; becomes `ETag` and the end of `Location`.
    package var version: Version?
    /// What an OperationOutcome should say.
    package var issues: [OutcomeIssue]

    /// Which version of which resource, and when it was written.
    package struct Version: Hashable, Sendable {
        package var type: HostedType
        package var id: String
        package var versionID: String
        /// Microseconds since 1970.
        package var at: Int64
        /// Whether the answer is the same until there is another version; else "not modified" is never said.
        package var isSteady: Bool
        package init(type: HostedType, id: String, versionID: String, at: Int64, isSteady: Bool = true) {
            self.type = type
            self.id = id
            self.versionID = versionID
            self.at = at
            self.isSteady = isSteady
        }
    }

    package init(
        status: Int,
        resource: [UInt8]? = nil,
        version: Version? = nil,
        issues: [OutcomeIssue] = []
    ) {
        self.status = status
        self.resource = resource
        self.version = version
        self.issues = issues
    }
}

/// The answer to a message: its receipt.
package struct ReceiptReply: Sendable {
    package var status: Int
    package var receipt: [UInt8]
    package var isXML: Bool
    package init(status: Int, receipt: [UInt8], isXML: Bool) {
        self.status = status
        self.receipt = receipt
        self.isXML = isXML
    }
}
