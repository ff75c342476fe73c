package import HTTPTypes
import SvarDomain

/// An answer other than the one asked for: a status, the issues of its OperationOutcome, and fields that go with it.
package struct Refusal: Error, Sendable {
    package var status: Int
    package var issues: [Issue]
    package var fields: HTTPFields
    /// Whether the connection cannot be used again (an unread rest of a body).
    package var closesConnection: Bool

    package init(_ status: Int, _ issues: [Issue], fields: HTTPFields = [:], closesConnection: Bool = false) {
        self.status = status
        self.issues = issues
        self.fields = fields
        self.closesConnection = closesConnection
    }

    package init(_ status: Int, _ code: String, _ text: String) {
        self.init(status, [Issue(code, text)])
    }
}

extension Refusal {
    static let unknownType = Refusal(404, "not-supported", "this server does not host that resource type")
    static let notFound = Refusal(404, "not-found", "nothing is found at this address")
    static let badTarget = Refusal(
        400,
        "structure",
        "the request target cannot be read: bad percent-encoding or no path"
    )
    static let emptyBody = Refusal(400, "required", "the request has no body")
    static let notAcceptableXML = Refusal(
        406,
        "not-supported",
        "resources are served as application/fhir+json only; FHIR XML is not supported"
    )
    static let unsupportedEncoding = Refusal(415, "not-supported", "a compressed body is not supported")
    static let foreignHost = Refusal(
        421,
        "security",
        "a sandbox answers only to 127.0.0.1, localhost and [::1]: the Host field names another"
    )

    static func methodNotAllowed(_ methods: [HTTPRequest.Method]) -> Refusal {
        let list = methods.map(\.rawValue).joined(separator: ", ")
        var fields = HTTPFields()
        fields[.allow] = list
        return Refusal(405, [Issue("not-supported", "this address answers to \(list)")], fields: fields)
    }

    static func tooLarge(limit: Int, closesConnection: Bool) -> Refusal {
        Refusal(
            413,
            [Issue("too-long", "the body is larger than \(limit) bytes; send it in parts, or use svar import")],
            closesConnection: closesConnection
        )
    }

    /// The one place where a failure below the edge becomes a status.
    static func from(_ error: any Error) -> Refusal {
        switch error {
        case let refusal as Refusal: return refusal
        case let error as SvarError:
            switch error.code {
            case .storeFull:
                return Refusal(507, "no-store", "\(error.code.rawValue): the disk is full; nothing of this was stored")
            case .storeClosed:
                return Refusal(
                    503,
                    [Issue("transient", "\(error.code.rawValue): the service is closing")],
                    fields: later
                )
            case .storeUnusable, .storeKind, .closuresMissing, .storeFailed:
                return Refusal(
                    500,
                    "exception",
                    "\(error.code.rawValue): the store failed; the request was not carried out"
                )
            }
        case is CancellationError:
            return Refusal(503, [Issue("transient", "the service is closing")], fields: later)
        default:
            return Refusal(500, "exception", "the request failed for a reason inside the server")
        }
    }

    private static let later: HTTPFields = [.retryAfter: "1"]
}
