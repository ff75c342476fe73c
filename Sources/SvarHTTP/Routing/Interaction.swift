package import HTTPTypes
package import SvarFHIR

/// Everything the service answers to. One row of `RouteTable` each; the CapabilityStatement is made from the same rows.
package enum Interaction: String, CaseIterable, Hashable, Sendable {
    case live, ready, metrics
    case submitMessage
    case capabilities
    case submitBundle
    case search, searchByPost
    case create, read, update, delete
    case versionRead
    case history
}

/// One row of the route table: which method on which path is which interaction.
package struct Route: Hashable, Sendable {
    /// A part of a path.
    package enum Segment: Hashable, Sendable {
        case literal(String)
        /// A hosted type's name.
        case type
        /// A logical id.
        case id
        /// A version id.
        case version

        /// How it is written in a template, for logs and metrics.
        package var text: String {
            switch self {
            case .literal(let text): text
            case .type: "{type}"
            case .id: "{id}"
            case .version: "{vid}"
            }
        }
    }

    package let interaction: Interaction
    package let method: HTTPRequest.Method
    package let path: [Segment]
    /// Where the CapabilityStatement tells of it; nil for what is not FHIR.
    package let declared: Declared?
    /// The path with its variable parts named: the only form of a path that logs and metrics may hold.
    package let template: String

    /// The FHIR code of an interaction and the level it stands at.
    package enum Declared: Hashable, Sendable {
        /// `rest.interaction`
        case system([String])
        /// `rest.resource.interaction`
        case type(String)
        /// The CapabilityStatement itself, or another way to say what another row declares.
        case implied
    }

    package init(
        _ interaction: Interaction,
        _ method: HTTPRequest.Method,
        _ path: [Segment],
        _ declared: Declared? = nil
    ) {
        self.interaction = interaction
        self.method = method
        self.path = path
        self.declared = declared
        template = path.isEmpty ? "/" : path.map { "/" + $0.text }.joined()
    }
}

/// The one table of routes.
package enum RouteTable {
    /// The service base as path segments.
    private static let base = ["v1", "fhir"]
    /// The service base as a path.
    package static let basePath = base.map { "/" + $0 }.joined()

    package static let rows: [Route] = {
        let base: [Route.Segment] = Self.base.map { .literal($0) }
        return [
            Route(.live, .get, [.literal("health"), .literal("live")]),
            Route(.ready, .get, [.literal("health"), .literal("ready")]),
            Route(.metrics, .get, [.literal("metrics")]),
            Route(.submitMessage, .post, [.literal("v1"), .literal("messages")]),
            Route(.capabilities, .get, base + [.literal("metadata")], .implied),
            Route(.submitBundle, .post, base, .system(["transaction", "batch"])),
            Route(.search, .get, base + [.type], .type("search-type")),
            Route(.searchByPost, .post, base + [.type, .literal("_search")], .implied),
            Route(.create, .post, base + [.type], .type("create")),
            Route(.read, .get, base + [.type, .id], .type("read")),
            Route(.update, .put, base + [.type, .id], .type("update")),
            Route(.delete, .delete, base + [.type, .id], .type("delete")),
            Route(.versionRead, .get, base + [.type, .id, .literal("_history"), .version], .type("vread")),
            Route(.history, .get, base + [.type, .id, .literal("_history")], .type("history-instance")),
        ]
    }()

    /// What a path and method lead to.
    package enum Match: Hashable, Sendable {
        /// `row` is the index in `rows`.
        case found(row: Int, type: HostedType?, id: String, version: String)
        /// The path exists; these methods do.
        case methodNotAllowed([HTTPRequest.Method])
        /// A path of the FHIR base whose type is not hosted.
        case unknownType
        case notFound
    }

    /// Rows by number of segments, so that a look-up compares few.
    private static let byLength: [[(index: Int, route: Route)]] = {
        let longest = rows.map(\.path.count).max() ?? 0
        return (0...longest).map { length in
            rows.enumerated().filter { $0.element.path.count == length }.map { ($0.offset, $0.element) }
        }
    }()

    /// Hosted types by name.
    private static let types = Dictionary(uniqueKeysWithValues: HostedType.allCases.map { ($0.rawValue, $0) })

    /// Finds the row for decoded path segments. HEAD goes where GET goes. Literals win over variables.
    package static func match(_ method: HTTPRequest.Method, _ segments: [String]) -> Match {
        guard segments.count < byLength.count else {
            return isBase(segments) ? unknown(segments) : .notFound
        }
        let method = method == .head ? .get : method
        var allowed: [HTTPRequest.Method] = []
        for (index, route) in byLength[segments.count] {
            var type: HostedType?
            var id = ""
            var version = ""
            var matches = true
            for (segment, text) in zip(route.path, segments) {
                switch segment {
                case .literal(let literal): matches = literal == text
                case .type:
                    type = types[text]
                    matches = type != nil
                case .id:
                    id = text
                    matches = FHIRID(text) != nil
                case .version:
                    version = text
                    matches = FHIRID(text) != nil
                }
                if !matches { break }
            }
            guard matches else { continue }
            if route.method == method { return .found(row: index, type: type, id: id, version: version) }
            allowed.append(route.method)
        }
        if !allowed.isEmpty { return .methodNotAllowed(allowed.flatMap { $0 == .get ? [.get, .head] : [$0] }) }
        return unknown(segments)
    }

    private static func isBase(_ segments: [String]) -> Bool {
        segments.count > 2 && segments[0] == base[0] && segments[1] == base[1]
    }

    private static func unknown(_ segments: [String]) -> Match {
        isBase(segments) && types[segments[2]] == nil ? .unknownType : .notFound
    }
}
