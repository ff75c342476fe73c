import SvarFHIR
import SvarJSON

/// A link of a Bundle.
struct BundleLink: Hashable, Sendable {
    var relation: String
    var url: String

    /// Percent-encodes all but unreserved characters and the comma, slash, colon and dollar.
    static func url(_ base: String, _ path: String, _ query: [(name: String, value: String)]) -> String {
        let items = query.map { "\(encoded($0.name))=\(encoded($0.value))" }
        let place = path.isEmpty ? base : "\(base)/\(path)"
        return items.isEmpty ? place : "\(place)?\(items.joined(separator: "&"))"
    }

    private static func encoded(_ text: String) -> String {
        var result: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x24, 0x2C...0x2F, 0x3A, 0x5F, 0x7E: result.append(byte)
            default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

/// Writes Bundles of search results and histories (http://hl7.org/fhir/R4/bundle.html).
struct SearchSet {
    enum Mode: String {
        case match
        case include
        case outcome
    }

    /// The start of every `fullUrl`, as it stands in the Bundle.
    private let opening: [UInt8]
    private var bytes: [UInt8]
    private var isEmpty = true

    /// - Parameters:
    ///   - type: `searchset` or `history`.
    ///   - base: what stands before `Type/id` in `fullUrl`.
    ///   - expected: how many bytes the Bundle will have, as far as is known.
    init(_ type: String, base: String, total: Int?, links: [BundleLink], expected: Int = 0) {
        opening = Array("\"fullUrl\":".utf8) + jsonQuoted("\(base)/").dropLast()
        bytes = []
        bytes.reserveCapacity(expected)
        bytes += Array("{\"resourceType\":\"Bundle\",\"type\":\"\(type)\"".utf8)
        if let total { bytes += Array(",\"total\":\(total)".utf8) }
        for (index, link) in links.enumerated() {
            bytes += Array("\(index > 0 ? "," : ",\"link\":["){\"relation\":\"\(link.relation)\",\"url\":".utf8)
            bytes += jsonQuoted(link.url)
            bytes.append(UInt8(ascii: "}"))
        }
        if !links.isEmpty { bytes.append(UInt8(ascii: "]")) }
    }

    /// A resource that was found or included.
    mutating func append(_ resource: ServedResource, _ mode: Mode) {
        open(resource.type, resource.id)
        bytes.append(contentsOf: "\"resource\":".utf8)
        bytes += resource.bytes
        bytes.append(contentsOf: ",\"search\":{\"mode\":\"".utf8)
        bytes.append(contentsOf: mode.rawValue.utf8)
        bytes.append(contentsOf: "\"}}".utf8)
    }

    /// What is to be told of the search itself.
    mutating func append(_ issues: [OutcomeIssue]) {
        if issues.isEmpty { return }
        begin()
        bytes += Array("\"resource\":".utf8)
        bytes += OperationOutcome(issues).bytes
        bytes += Array(",\"search\":{\"mode\":\"outcome\"}}".utf8)
    }

    /// A version (http://hl7.org/fhir/R4/http.html#history).
    mutating func append(_ entry: HistoryEntry) {
        open(entry.type, entry.id)
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

    /// The whole Bundle.
    consuming func ended() -> [UInt8] {
        bytes.append(contentsOf: (isEmpty ? "}" : "]}").utf8)
        return bytes
    }

    private mutating func open(_ type: HostedType, _ id: String) {
        begin()
        bytes += opening
        bytes.append(contentsOf: type.rawValue.utf8)
        bytes.append(UInt8(ascii: "/"))
        // A FHIR id has nothing that JSON escapes.
        bytes.append(contentsOf: id.utf8)
        bytes.append(contentsOf: "\",".utf8)
    }

    private mutating func begin() {
        bytes.append(contentsOf: (isEmpty ? ",\"entry\":[{" : ",{").utf8)
        isEmpty = false
    }
}
