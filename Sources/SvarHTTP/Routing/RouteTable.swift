package import HTTPTypes
package import SvarFHIR

/// The one table of routes.
package enum RouteTable {
    /// The service base as path segments.
    private static let base = ["v1", "fhir"]
    /// The service base as a path.
    package static let basePath = base.map { "/" + $0 }.joined()
    /// The base of the national read service's shape.
    package static let nationalPath = "/pps/v2"
    /// The base of what replicas ask.
    package static let syncPath = "/v1/sync"
    /// The base of privacy settings.
    package static let privacyPath = "/v1/privacy"

    /// Interactions that are searches, or answer as one.
    package static let searches: Set<Interaction> = [
        .searchType, .searchSystem, .searchCompartment, .everything, .lastn, .nationalSearch,
    ]

    /// Types that the national read service lets one search.
    package static let nationalTypes: [HostedType] = [
        .diagnosticReport, .observation, .specimen, .serviceRequest, .practitionerRole,
    ]

    package static let rows: [Route] = {
        let base: [Route.Segment] = Self.base.map { .literal($0) }
        let national: [Route.Segment] = [.literal("pps"), .literal("v2")]
        let history = Route.Segment.literal("_history")
        let search = Route.Segment.literal("_search")
        let patient: [Route.Segment] = base + [.literal("Patient"), .id]
        let everything = Route.Declared.operation(
            "Patient",
            name: "everything",
            definition: "http://hl7.org/fhir/OperationDefinition/Patient-everything"
        )
        let lastn = Route.Declared.operation(
            "Observation",
            name: "lastn",
            definition: "http://hl7.org/fhir/OperationDefinition/Observation-lastn"
        )
        // Replica, export, operator, guidance and auditor are refused content by the use case, which writes that down.
        let reader: [CallerScope] = [
            .read, .citizen, .produce, .replica, .export, .operate, .guidance, .audit,
        ]
        let writer: [CallerScope] = [.produce]
        let rows = [
            // What is asked most stands first.
            Route(.read, .get, base + [.type, .id], reader, .type("read")),
            Route(.update, .put, base + [.type, .id], writer, .type("update")),
            Route(.delete, .delete, base + [.type, .id], writer, .type("delete")),
            Route(.searchType, .get, base + [.type], reader, .type("search-type")),
            Route(.create, .post, base + [.type], writer, .type("create")),
            Route(
                .conditionalUpdate,
                .put,
                base + [.type],
                writer,
                .flag("conditionalUpdate", "true"),
                needsQuery: true
            ),
            Route(
                .conditionalDelete,
                .delete,
                base + [.type],
                writer,
                .flag("conditionalDelete", "single"),
                needsQuery: true
            ),
            Route(.searchType, .post, base + [.type, search], reader, .implied),
            Route(.versionRead, .get, base + [.type, .id, history, .version], reader, .type("vread")),
            Route(.history, .get, base + [.type, .id, history], reader, .type("history-instance")),
            Route(.typeHistory, .get, base + [.type, history], reader, .type("history-type")),
            Route(.systemHistory, .get, base + [history], reader, .system(["history-system"])),
            Route(.searchSystem, .get, base, reader, .system(["search-system"])),
            Route(.searchSystem, .post, base + [search], reader, .implied),
            Route(.submitBundle, .post, base, writer, .system(["transaction", "batch"])),
            Route(.searchCompartment, .get, patient + [.type], reader, .implied),
            Route(.searchCompartment, .get, patient + [.literal("*")], reader, .implied),
            Route(.searchCompartment, .post, patient + [.type, search], reader, .implied),
            Route(.searchCompartment, .post, patient + [.literal("*"), search], reader, .implied),
            Route(.everything, .get, patient + [.literal("$everything")], reader, everything),
            Route(.everything, .post, patient + [.literal("$everything")], reader, .implied),
            Route(.lastn, .get, base + [.literal("Observation"), .literal("$lastn")], reader, lastn),
            Route(.lastn, .post, base + [.literal("Observation"), .literal("$lastn")], reader, .implied),
            Route(.capabilities, .get, base + [.literal("metadata")], [], .implied),
            Route(.submitMessage, .post, [.literal("v1"), .literal("messages")], writer),
            Route(.live, .get, [.literal("health"), .literal("live")], []),
            Route(.ready, .get, [.literal("health"), .literal("ready")], []),
            Route(.metrics, .get, [.literal("metrics")], []),
            Route(.page, .get, [.literal("openapi.yaml")], []),
            Route(.page, .get, [.literal("docs")], []),
            Route(.page, .get, [.literal("docs"), .file], []),
            Route(.nationalCapabilities, .get, national + [.literal("metadata")], []),
            Route(.nationalCapabilities, .post, national + [.literal("metadata")], []),
        ]
        return rows + replicas + log + settings
            + nationalTypes.map { type in
                Route(
                    .nationalSearch,
                    .post,
                    national + [.literal(type.rawValue), search],
                    [.nationalRead] + reader.filter { $0 != .produce }
                )
            }
    }()

    /// What replicas ask.
    private static var replicas: [Route] {
        let all: [Route.Segment] = [.literal("v1"), .literal("sync"), .literal("replicas")]
        func of(_ name: String) -> [Route.Segment] { all + [.id, .literal(name)] }
        return [
            Route(.delta, .get, of("delta"), [.replica]),
            Route(.poke, .get, of("poke"), [.replica]),
            Route(.manifest, .get, of("manifest"), [.replica]),
            Route(.reconcile, .post, of("reconcile"), [.replica]),
            Route(.readScope, .get, of("scope"), [.replica]),
            Route(.setScope, .put, of("scope"), [.replica]),
            Route(.changeScope, .post, of("scope"), [.replica]),
            Route(.setProfessionals, .put, of("professionals"), [.replica]),
            Route(.enrolReplica, .post, all, [.replica]),
            Route(.readReplica, .get, all + [.id], [.replica]),
            Route(.endReplica, .delete, all + [.id], [.replica]),
        ]
    }

    /// What a path and method lead to.
    package enum Match: Hashable, Sendable {
        /// `row` is the index in `rows`.
        case found(row: Int, type: HostedType?, id: String, version: String)
        /// The path exists; these methods do.
        case methodNotAllowed([HTTPRequest.Method])
        /// A path of the FHIR base whose type is not hosted.
        case unknownType
        /// The method needs a query that says which resource is meant.
        case queryMissing
        /// A part of the path is `.` or `..`, which clients and proxies take out of addresses.
        case dotSegment
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

    /// Finds the row for decoded path segments. HEAD goes where GET goes.
    package static func match(_ method: HTTPRequest.Method, _ segments: [String], hasQuery: Bool = false) -> Match {
        if segments.contains(where: { $0 == "." || $0 == ".." }) { return .dotSegment }
        guard segments.count < byLength.count else {
            return isBase(segments) ? unknown(segments) : .notFound
        }
        let method = method == .head ? .get : method
        var allowed: [HTTPRequest.Method] = []
        var isQueryMissing = false
        for (index, route) in byLength[segments.count] {
            guard let variables = variables(route, segments) else { continue }
            if route.method == method, hasQuery || !route.needsQuery {
                return .found(row: index, type: variables.type, id: variables.id, version: variables.version)
            }
            isQueryMissing = isQueryMissing || route.method == method
            if !allowed.contains(route.method) { allowed.append(route.method) }
        }
        if isQueryMissing { return .queryMissing }
        if !allowed.isEmpty { return .methodNotAllowed(allowed.flatMap { $0 == .get ? [.get, .head] : [$0] }) }
        return unknown(segments)
    }

    /// The variable parts of a path that a row fits; nil when it does not.
    private static func variables(
        _ route: Route,
        _ segments: [String]
    ) -> (type: HostedType?, id: String, version: String)? {
        var type: HostedType?
        var id = ""
        var version = ""
        for (segment, text) in zip(route.path, segments) {
            switch segment {
            case .literal(let literal): if literal != text { return nil }
            case .type:
                guard let found = types[text] else { return nil }
                type = found
            case .id:
                guard FHIRID(text) != nil else { return nil }
                id = text
            case .version:
                guard FHIRID(text) != nil else { return nil }
                version = text
            case .file: id = text
            }
        }
        // The type of a row for one type stands in its path.
        if type == nil, route.interaction == .nationalSearch || route.interaction == .lastn {
            type = types[segments[2]]
        }
        return (type, id, version)
    }

    private static func isBase(_ segments: [String]) -> Bool {
        segments.count > 2 && segments[0] == base[0] && segments[1] == base[1]
    }

    private static func unknown(_ segments: [String]) -> Match {
        isBase(segments) && types[segments[2]] == nil ? .unknownType : .notFound
    }
}
