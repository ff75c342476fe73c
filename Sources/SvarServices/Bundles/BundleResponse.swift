import SvarFHIR

/// What became of one entry.
enum BundleResult: Sendable {
    case pending
    case written(Written)
    case deleted
    case notStored
    case read(ServedResource)
    /// A searchset.
    case searched([UInt8])
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
        case .notStored:
            bytes += Array("{\"response\":{\"status\":\"202 Accepted\",\"outcome\":".utf8)
            bytes += OperationOutcome([.notStored]).bytes
            bytes += Array("}}".utf8)
        case .deleted: entry("204 No Content", nil, resource: nil, to: &bytes)
        case .read(let served): entry("200 OK", served, resource: served.bytes, to: &bytes)
        case .searched(let set): entry("200 OK", nil, resource: set, to: &bytes)
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
