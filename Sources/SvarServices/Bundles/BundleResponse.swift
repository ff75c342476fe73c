import SvarFHIR
import SvarJSON
import SvarSearch

/// What became of one entry.
enum BundleResult: Sendable {
    case pending
    case written(Written)
    case deleted
    case read(ServedResource)
    case searched(Page<ServedResource>)
    case refused(Refusal)

    var isWrite: Bool {
        switch self {
        case .written(let written): written.outcome != .unchanged
        case .deleted: true
        default: false
        }
    }
}

/// The response Bundle of a transaction or batch.
enum BundleResponse {
    static func body(_ type: String, _ results: [BundleResult], _ prefer: ReturnPreference) -> [UInt8] {
        var bytes = Array("{\"resourceType\":\"Bundle\",\"type\":\"\(type)\",\"entry\":[".utf8)
        for (index, result) in results.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(result, prefer, to: &bytes)
        }
        bytes += Array("]}".utf8)
        return bytes
    }

    private static func append(_ result: BundleResult, _ prefer: ReturnPreference, to bytes: inout [UInt8]) {
        switch result {
        case .written(let written):
            let served = written.served
            let status = written.outcome == .created ? "201 Created" : "200 OK"
            let resource = prefer == .representation ? served.bytes : nil
            entry(status, served, resource: resource, to: &bytes)
        case .deleted: entry("204 No Content", nil, resource: nil, to: &bytes)
        case .read(let served): entry("200 OK", served, resource: served.bytes, to: &bytes)
        case .searched(let page):
            entry("200 OK", nil, resource: SearchSet.body(page, links: []), to: &bytes)
        case .refused(let refusal):
            bytes += Array("{\"response\":{\"status\":\"\(refusal.kind.status)\",\"outcome\":".utf8)
            bytes += OperationOutcome(refusal.issues).bytes
            bytes += Array("}}".utf8)
        case .pending: entry("200 OK", nil, resource: nil, to: &bytes)
        }
    }

    private static func entry(_ status: String, _ served: ServedResource?, resource: [UInt8]?, to bytes: inout [UInt8])
    {
        bytes.append(UInt8(ascii: "{"))
        if let resource {
            bytes += Array("\"resource\":".utf8)
            bytes += resource
            bytes.append(UInt8(ascii: ","))
        }
        bytes += Array("\"response\":{\"status\":\"\(status)\"".utf8)
        if let served {
            bytes += Array(
                ",\"location\":\"\(served.type.rawValue)/\(served.id)/_history/\(served.versionID)\"".utf8
            )
            bytes += Array(",\"etag\":\"W/\\\"\(served.versionID)\\\"\"".utf8)
            bytes += Array(",\"lastModified\":\"".utf8)
            bytes += InstantFormat.utc(served.lastModified)
            bytes += Array("\"".utf8)
        }
        bytes += Array("}}".utf8)
    }
}

extension Refusal.Kind {
    /// The HTTP status line of the kind.
    package var status: String {
        switch self {
        case .invalid: "400 Bad Request"
        case .forbidden: "403 Forbidden"
        case .notFound: "404 Not Found"
        case .gone: "410 Gone"
        case .methodNotAllowed: "405 Method Not Allowed"
        case .conflict: "409 Conflict"
        case .preconditionFailed: "412 Precondition Failed"
        case .tooLarge: "413 Content Too Large"
        case .unprocessable: "422 Unprocessable Entity"
        }
    }

    /// The HTTP status code of the kind.
    package var statusCode: Int { Int(status.prefix(3))! }
}

/// Search results and histories as Bundles.
package enum SearchSet {
    /// A `searchset` of one page.
    /// - Parameter links: relation and URL.
    package static func body(_ page: Page<ServedResource>, links: [(relation: String, url: String)], base: String = "")
        -> [UInt8]
    {
        var bytes = head("searchset", page.total, links)
        for (index, resource) in page.elements.enumerated() {
            bytes += Array("\(index > 0 ? "," : ",\"entry\":[")".utf8)
            fullURL(resource.type, resource.id, base, to: &bytes)
            bytes += Array("\"resource\":".utf8)
            bytes += resource.bytes
            bytes += Array(",\"search\":{\"mode\":\"match\"}}".utf8)
        }
        return close(&bytes, page.elements.isEmpty)
    }

    /// A `history` of one page (http://hl7.org/fhir/R4/http.html#history).
    package static func history(_ page: Page<HistoryEntry>, links: [(relation: String, url: String)], base: String = "")
        -> [UInt8]
    {
        var bytes = head("history", page.total, links)
        for (index, entry) in page.elements.enumerated() {
            bytes += Array("\(index > 0 ? "," : ",\"entry\":[")".utf8)
            fullURL(entry.type, entry.id, base, to: &bytes)
            if let resource = entry.resource {
                bytes += Array("\"resource\":".utf8)
                bytes += resource.bytes
                bytes.append(UInt8(ascii: ","))
            }
            let method = entry.resource == nil ? "DELETE" : entry.isCreation ? "POST" : "PUT"
            let url = method == "POST" ? entry.type.rawValue : "\(entry.type.rawValue)/\(entry.id)"
            let status = method == "POST" ? "201 Created" : method == "PUT" ? "200 OK" : "204 No Content"
            bytes += Array("\"request\":{\"method\":\"\(method)\",\"url\":\"\(url)\"},".utf8)
            bytes += Array("\"response\":{\"status\":\"\(status)\",\"etag\":\"W/\\\"\(entry.versionID)\\\"\",".utf8)
            bytes += Array("\"lastModified\":\"".utf8)
            bytes += InstantFormat.utc(entry.lastModified)
            bytes += Array("\"}}".utf8)
        }
        return close(&bytes, page.elements.isEmpty)
    }

    private static func head(_ type: String, _ total: Int?, _ links: [(relation: String, url: String)]) -> [UInt8] {
        var bytes = Array("{\"resourceType\":\"Bundle\",\"type\":\"\(type)\"".utf8)
        if let total { bytes += Array(",\"total\":\(total)".utf8) }
        for (index, link) in links.enumerated() {
            bytes += Array("\(index > 0 ? "," : ",\"link\":["){\"relation\":\"\(link.relation)\",\"url\":".utf8)
            bytes += jsonQuoted(link.url)
            bytes.append(UInt8(ascii: "}"))
        }
        if !links.isEmpty { bytes.append(UInt8(ascii: "]")) }
        return bytes
    }

    private static func fullURL(_ type: HostedType, _ id: String, _ base: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        if !base.isEmpty {
            bytes += Array("\"fullUrl\":".utf8)
            bytes += jsonQuoted("\(base)/\(type.rawValue)/\(id)")
            bytes.append(UInt8(ascii: ","))
        }
    }

    private static func close(_ bytes: inout [UInt8], _ isEmpty: Bool) -> [UInt8] {
        bytes += Array((isEmpty ? "}" : "]}").utf8)
        return bytes
    }
}
