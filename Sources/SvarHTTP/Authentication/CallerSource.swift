import HTTPTypes
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

    /// The professional whose own token a request shows beside its system's, in `svar-user-token`; nil when it shows none.
    /// - Throws: `HTTPRefusal` (403, 503) when it is not one that makes its bearer health personnel
    func user(of request: Request, by schemes: TokenSchemes, requestID: String) async throws -> Caller?
}

extension CallerSource {
    /// Nobody's.
    package func user(of request: Request, by schemes: TokenSchemes, requestID: String) async throws -> Caller? { nil }
}

/// The field with the token of the professional for whom a system asks.
package enum UserTokenField {
    package static let name = "svar-user-token"

    /// The token; nil without the field.
    static func read(_ fields: HTTPFields) throws -> Substring.UTF8View? {
        guard let name = HTTPField.Name(name), let text = fields[values: name].first else { return nil }
        guard fields[values: name].count == 1 else { throw TokenFault.severalFields }
        guard text.utf8.count <= AccessToken.maximumBytes else { throw TokenFault.tooLong }
        return text[...].utf8
    }
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
