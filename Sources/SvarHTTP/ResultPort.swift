package import SvarFHIR
package import SvarSearch
package import SvarServices

/// What the edge asks of the use cases: bytes and values in, bytes and values out; nothing of HTTP in it.
///
/// An expected answer (not found, conflict, refused) is an `InteractionReply` or `ReceiptReply` with its status and
/// issues; only a failing store throws (`SvarError`).
package protocol ResultPort: Sendable {
    /// A svarrapport message. `wantsXML` asks for the XML application receipt.
    func submitMessage(_ bytes: [UInt8], wantsXML: Bool) async throws -> ReceiptReply
    /// A transaction, batch or document Bundle. `isOnce`: the same bytes again change nothing.
    func submitBundle(_ bytes: [UInt8], preference: ReturnPreference?, isOnce: Bool, base: String) async throws
        -> InteractionReply
    func create(_ type: HostedType, _ bytes: [UInt8], ifNoneExist: String?) async throws -> InteractionReply
    func update(_ type: HostedType, _ id: String, _ bytes: [UInt8], ifMatch: String?) async throws -> InteractionReply
    func delete(_ type: HostedType, _ id: String, ifMatch: String?) async throws -> InteractionReply
    func read(_ type: HostedType, _ id: String) async throws -> InteractionReply
    /// The content of a Binary itself; nil when there is none.
    func content(_ id: String) async throws -> (contentType: String, bytes: [UInt8])?
    func versionRead(_ type: HostedType, _ id: String, _ versionID: String) async throws -> InteractionReply
    /// The history Bundle of one resource. `base` is the service base that its links and full URLs start with.
    func history(_ type: HostedType, _ id: String, count: Int, token: String?, base: String) async throws
        -> InteractionReply
    /// The searchset Bundle. `isPosted`: the parameters came in a form, so links must not hold them.
    func search(_ request: SearchRequest, isPosted: Bool, base: String) async throws -> InteractionReply
    /// Throws when the store cannot answer.
    func checkReady() async throws
    /// Figures for the metrics page, by Prometheus name.
    func gauges() async -> [(name: String, help: String, value: Double)]
}

/// One decoded name and value of a query or form.
package struct QueryItem: Hashable, Sendable {
    package var name: String
    package var value: String
    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
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
        package init(type: HostedType, id: String, versionID: String, at: Int64) {
            self.type = type
            self.id = id
            self.versionID = versionID
            self.at = at
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
