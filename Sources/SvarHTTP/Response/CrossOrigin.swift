import HTTPTypes
import Hummingbird
import SvarDomain

/// Lets the pages of origins that the configuration names read our answers (CORS, https://fetch.spec.whatwg.org). No
/// origin is let in by default, a sandbox has none (decision 33), and none may send cookies: a caller is its token.
enum CrossOrigin {
    private static let maximumAgeSeconds = "600"
    /// What a page may send besides what it may always send.
    private static let requestFields = """
        Authorization, DPoP, Content-Type, If-Match, If-None-Match, If-Modified-Since, If-None-Exist, Prefer, X-Request-Id, \
        \(PersonField.name), \(AccessBasis.name), \(RoleField.name)
        """
    /// What a page may read besides what it may always read.
    private static let responseFields =
        "ETag, Location, Last-Modified, Retry-After, WWW-Authenticate, DPoP-Nonce, X-Request-Id"

    /// The answer to a browser that asks whether a page may send a request; nil for any other.
    static func preflight(
        _ request: Request,
        methods: [HTTPRequest.Method],
        _ settings: EdgeSettings
    ) -> Answer? {
        guard request.method == .options, isAllowed(request, settings),
            request.headers[.accessControlRequestMethod] != nil
        else { return nil }
        var answer = Answer(204)
        answer.fields[.accessControlAllowMethods] = methods.map(\.rawValue).joined(separator: ", ")
        answer.fields[.accessControlAllowHeaders] = requestFields
        answer.fields[.accessControlMaxAge] = maximumAgeSeconds
        return answer
    }

    /// Adds what makes a browser hand the answer to the page that asked.
    static func allow(_ request: Request, _ settings: EdgeSettings, _ fields: inout HTTPFields) {
        fields[.vary] = fields[.vary].map { $0 + ", Origin" } ?? "Origin"
        guard isAllowed(request, settings) else { return }
        fields[.accessControlAllowOrigin] = request.headers[.origin]
        fields[.accessControlExposeHeaders] = responseFields
    }

    private static func isAllowed(_ request: Request, _ settings: EdgeSettings) -> Bool {
        guard !settings.isSandbox, let origin = request.headers[.origin] else { return false }
        return settings.allowedOrigins.contains(origin)
    }
}
