import SvarDomain
import SvarFHIR
import SvarJSON

/// One entry of a transaction or batch, understood (http://hl7.org/fhir/R4/http.html#transaction).
enum BundleEntry: Sendable {
    case write(Draft)
    case delete(HostedType, DeleteRules.Aim, ifMatch: String?)
    case read(HostedType, id: String)
    case vread(HostedType, id: String, versionID: String)
    case search(HostedType, [NamedValue])

    /// Whether it changes what is stored.
    var isWrite: Bool {
        switch self {
        case .write, .delete: true
        case .read, .vread, .search: false
        }
    }

    /// - Parameter now: when the interaction began.
    /// - Throws: `Refusal` that names the entry.
    init(_ node: JSONNode, index: Int, now: ServerTime) throws {
        let location = "Bundle.entry[\(index)]"
        guard let request = node["request"], let method = request["method"]?.string,
            let url = request["url"]?.string
        else {
            throw Refusal(.invalid, .required, "The entry has no request.", expression: ["\(location).request"])
        }
        let address = try Address(url, location)
        let ifMatch = request["ifMatch"]?.string.map(EntityTag.versionID)
        if address.versionID != nil, method != "GET" { throw Address.unusable(location) }
        switch method {
        case "POST":
            guard address.id == nil, address.query == nil else {
                throw Refusal(.invalid, .value, "POST names a type only.", expression: ["\(location).request.url"])
            }
            let condition = try request["ifNoneExist"]?.string.map {
                try Condition(
                    address.type,
                    query: $0.split(separator: "?").last.map(String.init) ?? "",
                    now: now,
                    expression: ["\(location).request.ifNoneExist"]
                )
            }
            self = .write(try Self.draft(address.type, .create(condition), node, location))
        case "PUT":
            let onlyNew = request["ifNoneMatch"]?.isString("*") ?? false
            if let id = address.id {
                let update = Draft.Method.update(.id(id), ifMatch: ifMatch, onlyNew: onlyNew)
                let draft = try Self.draft(address.type, update, node, location)
                guard !PersonNumber.looksLikeOne(id) else { throw Refusal.identityNumberAsID }
                guard draft.node["id"]?.string == id else {
                    throw Refusal(
                        .invalid,
                        .invalid,
                        "The resource's id must be the id of request.url.",
                        expression: ["\(location).resource.id"]
                    )
                }
                self = .write(draft)
            } else {
                let condition = try address.condition(now, location)
                let update = Draft.Method.update(.condition(condition), ifMatch: ifMatch, onlyNew: onlyNew)
                self = .write(try Self.draft(address.type, update, node, location))
            }
        case "DELETE":
            let aim = try address.id.map { DeleteRules.Aim.id($0) } ?? .condition(try address.condition(now, location))
            self = .delete(address.type, aim, ifMatch: ifMatch)
        case "GET":
            if let id = address.id {
                self =
                    address.versionID.map { .vread(address.type, id: id, versionID: $0) }
                    ?? .read(address.type, id: id)
            } else {
                let parameters = try FormCoding.parameters(address.query ?? "")
                self = .search(address.type, parameters.map { NamedValue($0.name, $0.value) })
            }
        default:
            throw Refusal(
                .invalid,
                .notSupported,
                "The method is not supported.",
                expression: ["\(location).request.method"]
            )
        }
    }

    private static func draft(_ type: HostedType, _ method: Draft.Method, _ node: JSONNode, _ location: String) throws
        -> Draft
    {
        guard let resource = node["resource"] else {
            throw Refusal(.invalid, .required, "The entry has no resource.", expression: ["\(location).resource"])
        }
        guard resource["resourceType"]?.string == type.rawValue else {
            throw Refusal(
                .invalid,
                .invalid,
                "The resource is not of the type of request.url.",
                expression: ["\(location).resource"]
            )
        }
        return try Draft(
            type,
            method,
            node: resource,
            name: try EntryName(node, resource, type, location: location),
            location: location
        )
    }

    /// `request.url` taken apart.
    private struct Address {
        let type: HostedType
        let id: String?
        let versionID: String?
        let query: String?

        init(_ url: String, _ location: String) throws {
            let parts = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            let path = parts[0].split(separator: "/")
            guard let first = path.first, [1, 2, 4].contains(path.count), path.count < 4 || path[2] == "_history" else {
                throw Self.unusable(location)
            }
            guard let type = HostedType(rawValue: String(first)) else {
                throw Refusal(
                    .invalid,
                    .notSupported,
                    "The resource type is not hosted here.",
                    expression: ["\(location).request.url"]
                )
            }
            for id in path.dropFirst() where id != "_history" && FHIRID(String(id)) == nil {
                throw Refusal(
                    .invalid,
                    .value,
                    "request.url holds no FHIR id.",
                    expression: ["\(location).request.url"]
                )
            }
            self.type = type
            id = path.count >= 2 ? String(path[1]) : nil
            versionID = path.count == 4 ? String(path[3]) : nil
            query = parts.count == 2 ? String(parts[1]) : nil
        }

        static func unusable(_ location: String) -> Refusal {
            Refusal(
                .invalid,
                .value,
                "request.url must be Type, Type/id, Type?query, or to read a version Type/id/_history/version.",
                expression: ["\(location).request.url"]
            )
        }

        /// What a conditional update or delete hangs on.
        func condition(_ now: ServerTime, _ location: String) throws -> Condition {
            let expression = ["\(location).request.url"]
            guard let query, !query.isEmpty else {
                throw Refusal(
                    .invalid,
                    .required,
                    "request.url must name a resource by its id or by a search.",
                    expression: expression
                )
            }
            return try Condition(type, query: query, now: now, expression: expression)
        }
    }
}

/// What the other entries of a Bundle may call an entry.
struct EntryName: Sendable, Hashable {
    /// Its fullUrl, when that is absolute or a urn.
    var fullURL: String?
    /// `Type/id` as its sender knows it; none for an entry with a urn.
    var short: String?
    /// What stands before `Type/id` in the fullUrl: the system it comes from.
    var base: String?

    init() {}

    /// - Throws: `Refusal` for a fullUrl that is neither absolute nor the entry's own `Type/id`.
    init(_ entry: JSONNode, _ resource: JSONNode, _ type: HostedType, location: String) throws {
        let own = resource["id"]?.string.map { "\(type.rawValue)/\($0)" }
        guard let url = entry["fullUrl"]?.string, url != own else {
            short = own
            return
        }
        guard url.contains(":") else {
            throw Refusal(
                .invalid,
                .value,
                "fullUrl must be absolute, a urn, or the entry's own Type/id.",
                expression: ["\(location).fullUrl"]
            )
        }
        fullURL = url
        if url.hasPrefix("urn:") { return }
        short = own
        if let own, url.hasSuffix("/" + own) { base = String(url.dropLast(own.count + 1)) }
    }
}

/// `W/"x"` and `"x"` → `x`.
package enum EntityTag {
    package static func versionID(_ tag: String) -> String {
        let bare = tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...]
        return bare.count >= 2 && bare.hasPrefix("\"") && bare.hasSuffix("\"")
            ? String(bare.dropFirst().dropLast()) : String(bare)
    }
}

/// `application/x-www-form-urlencoded` and query strings.
package enum FormCoding {
    /// Name and value pairs in order.
    /// - Throws: `Refusal` for bad percent encoding or more than 200 pairs.
    package static func parameters(_ text: String) throws -> [(name: String, value: String)] {
        let pairs = text.split(separator: "&")
        guard pairs.count <= 200 else { throw Refusal(.invalid, .tooCostly, "Too many parameters.") }
        return try pairs.map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decoded(String(parts[0])),
                let value = PercentCoding.decoded(parts.count == 2 ? String(parts[1]) : "")
            else {
                throw Refusal(.invalid, .value, "A parameter is not valid percent encoding of UTF-8.")
            }
            return (name, value)
        }
    }
}
