import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch

/// One entry of a transaction or batch, understood (http://hl7.org/fhir/R4/http.html#transaction).
enum BundleEntry: Sendable {
    case write(Draft)
    case delete(HostedType, id: String, ifMatch: String?)
    case read(HostedType, id: String)
    case search(SearchRequest)

    /// - Throws: `Refusal` that names the entry.
    init(_ node: JSONNode, index: Int) throws {
        let location = "Bundle.entry[\(index)]"
        guard let request = node["request"], let method = request["method"]?.string,
            let url = request["url"]?.string
        else {
            throw Refusal(.invalid, .required, "The entry has no request.", expression: ["\(location).request"])
        }
        let address = try Address(url, location)
        switch method {
        case "POST":
            guard address.id == nil, address.query == nil else {
                throw Refusal(.invalid, .value, "POST names a type only.", expression: ["\(location).request.url"])
            }
            let tokens = try request["ifNoneExist"]?.string.map {
                try Self.tokens($0, "\(location).request.ifNoneExist")
            }
            self = .write(try Self.draft(address.type, .create(ifNoneExist: tokens), node, location))
        case "PUT":
            guard let id = address.id else {
                throw Refusal(
                    .invalid,
                    .notSupported,
                    "PUT must name a resource by its id.",
                    expression: ["\(location).request.url"]
                )
            }
            let ifMatch = request["ifMatch"]?.string.map(EntityTag.versionID)
            let draft = try Self.draft(address.type, .update(id: id, ifMatch: ifMatch), node, location)
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
        case "DELETE":
            guard let id = address.id else {
                throw Refusal(
                    .invalid,
                    .notSupported,
                    "DELETE must name a resource by its id.",
                    expression: ["\(location).request.url"]
                )
            }
            self = .delete(address.type, id: id, ifMatch: request["ifMatch"]?.string.map(EntityTag.versionID))
        case "GET":
            if let id = address.id {
                self = .read(address.type, id: id)
            } else {
                let parameters = try FormCoding.parameters(address.query ?? "")
                do {
                    self = .search(try SearchRequest(address.type, parameters))
                } catch {
                    throw Refusal(error)
                }
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
        return Draft(
            type,
            method,
            node: resource,
            name: try EntryName(node, resource, type, location: location),
            location: location
        )
    }

    private static func tokens(_ query: String, _ expression: String) throws -> [SearchQuery.Token] {
        let trimmed = query.hasPrefix("?") ? String(query.dropFirst()) : query
        let text = trimmed.split(separator: "?").last.map(String.init) ?? trimmed
        guard let tokens = ConditionalQuery.identifier(text) else {
            throw Refusal(
                .invalid,
                .notSupported,
                "ifNoneExist supports the parameter identifier only.",
                expression: [expression]
            )
        }
        return tokens
    }

    /// `request.url` taken apart.
    private struct Address {
        let type: HostedType
        let id: String?
        let query: String?

        init(_ url: String, _ location: String) throws {
            let parts = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
            let path = parts[0].split(separator: "/")
            let expression = ["\(location).request.url"]
            guard let first = path.first, path.count <= 2 else {
                throw Refusal(.invalid, .value, "request.url must be Type or Type/id.", expression: expression)
            }
            guard let type = HostedType(rawValue: String(first)) else {
                throw Refusal(
                    .invalid,
                    .notSupported,
                    "The resource type is not hosted here.",
                    expression: expression
                )
            }
            if path.count == 2, FHIRID(String(path[1])) == nil {
                throw Refusal(.invalid, .value, "request.url holds no FHIR id.", expression: expression)
            }
            self.type = type
            id = path.count == 2 ? String(path[1]) : nil
            query = parts.count == 2 ? String(parts[1]) : nil
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
