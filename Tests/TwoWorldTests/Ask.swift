import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import SvarFHIR

@testable import SvarHTTP

/// One request, the same bytes in both worlds. `{{name}}` stands for an id that an earlier step was given.
struct Ask: Hashable, Sendable {
    var method: HTTPRequest.Method
    /// With its query.
    var path: String
    var fields: [Field]
    var body: [UInt8]

    struct Field: Hashable, Sendable {
        var name: String
        var value: String
    }

    init(_ method: HTTPRequest.Method, _ path: String, _ fields: [(String, String)] = [], body: String = "") {
        self.method = method
        self.path = path
        self.fields = fields.map { Field(name: $0.0, value: $0.1) }
        self.body = Array(body.utf8)
    }

    /// A posted form.
    static func form(_ path: String, _ items: [(String, String)], _ fields: [(String, String)] = []) -> Ask {
        let body = items.map { "\(Self.escaped($0.0))=\(Self.escaped($0.1))" }.joined(separator: "&")
        return Ask(.post, path, fields + [("content-type", "application/x-www-form-urlencoded")], body: body)
    }

    static func query(_ path: String, _ items: [(String, String)]) -> String {
        if items.isEmpty { return path }
        return path + "?" + items.map { "\(escaped($0.0))=\(escaped($0.1))" }.joined(separator: "&")
    }

    static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x3A, 0x2C, 0x2F, 0x24:
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = Array("0123456789ABCDEF")
                escaped += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return escaped
    }

    func with(_ name: String, _ value: String) -> Ask {
        var ask = self
        ask.fields.append(Field(name: name, value: value))
        return ask
    }

    /// The row of the route table that it reaches; nil for none.
    var route: String? {
        let bare = path.split(separator: "?", maxSplits: 1)
        let segments = bare[0].split(separator: "/").map(String.init)
        guard case .found(let row, _, _, _) = RouteTable.match(method, segments, hasQuery: bare.count > 1) else {
            return nil
        }
        return RouteTable.rows[row].label
    }

    /// Whether it is done to a setting that stands.
    var changesSetting: Bool { method != .get && path.hasPrefix("/v1/privacy/settings/") }

    func request(as actor: String) throws -> Request {
        var head = HTTPRequest(method: method, scheme: "http", authority: "svar.test", path: path)
        head.headerFields[Cast.field] = actor
        if !body.isEmpty { head.headerFields[.contentLength] = String(body.count) }
        for field in fields {
            guard let name = HTTPField.Name(field.name) else { throw WorldFault("no field name: \(field.name)") }
            head.headerFields.append(HTTPField(name: name, value: field.value))
        }
        return Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body)))
    }

    /// For the one who reads of a difference.
    var text: String {
        let fields = fields.map { "\n    \($0.name): \($0.value)" }.joined()
        return "\(method) \(path)\(fields)"
            + (body.isEmpty ? "" : "\n    \(String(decoding: body.prefix(800), as: UTF8.self))")
    }
}

extension Route {
    /// How the list of endpoints calls it.
    var label: String { "\(method) \(template)" + (needsQuery ? "?" : "") }
}

/// What the harness cannot go on from; never a difference.
struct WorldFault: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// An answer as it came.
struct Reply: Sendable {
    var status: Int
    var fields: [Ask.Field]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
    func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }

    init(_ response: Response) async throws {
        status = response.status.code
        fields = response.headers.map { Ask.Field(name: $0.name.canonicalName, value: $0.value) }
        let writer = Collector()
        do {
            try await response.body.write(CollectingWriter(collector: writer))
        } catch is ConnectionEnds {
            // The answer is whole; nothing comes after it on its connection, as its field says.
        }
        body = writer.bytes
    }
}

private final class Collector: @unchecked Sendable {
    // One writer at a time, and read when it is done.
    var bytes: [UInt8] = []
}

private struct CollectingWriter: ResponseBodyWriter {
    let collector: Collector
    mutating func write(_ buffer: ByteBuffer) async throws { collector.bytes += buffer.readableBytesView }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
