package import HTTPTypes
import SvarDomain
package import SvarFHIR
import SvarSearch
package import SvarServices

/// An answer other than the one asked for: a status, the issues of its OperationOutcome, and fields that go with it.
package struct HTTPRefusal: Error, Sendable {
    package var status: Int
    package var issues: [OutcomeIssue]
    package var fields: HTTPFields
    /// Whether the connection cannot be used again (an unread rest of a body).
    package var closesConnection: Bool
    /// Who was refused, where a token was found right and yet not let through; the role is unknown.
    package var caller: Caller?
    /// Which of a closed list of reasons the refusal has, where it cannot be said who calls.
    package var reason = ""
    /// A use case was asked and has written its row of the log of use.
    var isRecorded = false

    package init(_ status: Int, _ issues: [OutcomeIssue], fields: HTTPFields = [:], closesConnection: Bool = false) {
        self.status = status
        self.issues = issues
        self.fields = fields
        self.closesConnection = closesConnection
    }

    package init(_ status: Int, _ code: IssueType, _ text: String) {
        self.init(status, [OutcomeIssue(code: code, text: text)])
    }
}

extension HTTPRefusal {
    static let unknownType = HTTPRefusal(404, .notSupported, "this server does not host that resource type")
    static let notFound = HTTPRefusal(404, .notFound, "nothing is found at this address")
    static let badTarget = HTTPRefusal(
        400,
        .structure,
        "the request target cannot be read: bad percent-encoding or no path"
    )
    static let dotSegment = HTTPRefusal(400, .value, "a path cannot have the parts \".\" and \"..\"")
    static let severalHosts = HTTPRefusal(400, .structure, "the request has more than one Host field")
    static let emptyBody = HTTPRefusal(400, .required, "the request has no body")
    static let notAcceptable = HTTPRefusal(
        406,
        .notSupported,
        "resources are served as application/fhir+json of FHIR version 4.0 only; FHIR XML is not supported"
    )
    static let unsupportedEncoding = HTTPRefusal(
        415,
        [OutcomeIssue(code: .notSupported, text: "a body can be compressed with gzip, once, and in no other way")],
        fields: [.acceptEncoding: "gzip"]
    )
    static let badCompression = HTTPRefusal(400, .structure, "the body says it is gzip and cannot be unpacked")
    static let queryMissing = HTTPRefusal(
        400,
        .required,
        "without an id in the path this needs search parameters that say which resource is meant"
    )
    static let badForm = HTTPRefusal(400, .structure, "the form cannot be read: bad percent-encoding")
    static let tooManyParameters = HTTPRefusal(
        400,
        .tooCostly,
        "more than \(Target.maximumItems) parameters are not taken"
    )
    static let severalPersons = HTTPRefusal(400, .value, "the request names more than one person")
    static let severalBases = HTTPRefusal(400, .value, "the request names more than one access basis")
    static let busy = HTTPRefusal(
        503,
        [OutcomeIssue(code: .throttled, text: "too many large answers are under way: ask again later")],
        fields: [.retryAfter: "5"]
    )
    static let foreignHost = HTTPRefusal(
        421,
        .security,
        "a sandbox answers only to loopback names (127.0.0.1, localhost, [::1]): the request names another"
    )

    static func methodNotAllowed(_ methods: [HTTPRequest.Method]) -> HTTPRefusal {
        let list = methods.map(\.rawValue).joined(separator: ", ")
        var fields = HTTPFields()
        fields[.allow] = list
        return HTTPRefusal(
            405,
            [OutcomeIssue(code: .notSupported, text: "this address answers to \(list)")],
            fields: fields
        )
    }

    static func tooLarge(limit: Int, closesConnection: Bool) -> HTTPRefusal {
        HTTPRefusal(
            413,
            [
                OutcomeIssue(
                    code: .tooLong,
                    text: "the body is larger than \(limit) bytes; send it in parts, or use svar import"
                )
            ],
            closesConnection: closesConnection
        )
    }

    /// The one place where a failure below the edge becomes a status.
    package static func from(_ error: any Error) -> HTTPRefusal {
        switch error {
        case let refusal as HTTPRefusal: return refusal
        case let refusal as Refusal: return HTTPRefusal(refusal.kind.statusCode, refusal.issues)
        case let fault as SearchFault: return HTTPRefusal(400, fault.issues)
        case let error as SvarError:
            switch error.code {
            case .storeFull:
                return HTTPRefusal(
                    507,
                    .noStore,
                    "\(error.code.rawValue): the disk is full; nothing of this was stored"
                )
            case .storeClosed:
                return HTTPRefusal(
                    503,
                    [OutcomeIssue(code: .transient, text: "\(error.code.rawValue): the service is closing")],
                    fields: later
                )
            default:
                return HTTPRefusal(
                    500,
                    .exception,
                    "\(error.code.rawValue): the store failed; the request was not carried out"
                )
            }
        case is CancellationError:
            return HTTPRefusal(503, [OutcomeIssue(code: .transient, text: "the service is closing")], fields: later)
        default:
            return HTTPRefusal(500, .exception, "the request failed for a reason inside the server")
        }
    }

    private static let later: HTTPFields = [.retryAfter: "1"]
}
