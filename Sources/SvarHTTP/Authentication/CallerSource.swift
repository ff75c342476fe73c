package import Hummingbird
package import SvarServices

/// Says who sends a request.
package protocol CallerSource: Sendable {
    /// The caller of a request. Its person and access basis are read by the edge (`PersonField`, `AccessBasis`), since
    /// they may come in a form.
    /// - Parameters:
    ///   - scopes: what the route takes (`Route.scopes`); of several that a token has, the first listed decides the role
    ///   - schemes: how the route lets a token be shown (`Route.schemes`)
    /// - Throws: `HTTPRefusal` (401, 403, 503) when it cannot be said.
    func caller(
        of request: Request,
        taking scopes: [CallerScope],
        by schemes: TokenSchemes,
        requestID: String
    ) async throws -> Caller
}

/// The callers of a sandbox: everybody is the one all-seeing caller (decision 33).
package struct SandboxCallers: CallerSource {
    package init() {}

    package func caller(
        of request: Request,
        taking scopes: [CallerScope],
        by schemes: TokenSchemes,
        requestID: String
    ) async throws -> Caller {
        var caller = Caller.sandbox
        caller.request = requestID
        return caller
    }
}
