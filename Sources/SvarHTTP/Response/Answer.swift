import HTTPTypes
import HummingbirdCore
import SvarFHIR
import SvarServices

/// Writes a body. What is written waits until the reader takes it.
typealias BodyStream = @concurrent @Sendable (inout any ResponseBodyWriter) async throws -> Void

/// An answer before it becomes a response.
struct Answer: Sendable {
    var status: Int
    var fields: HTTPFields = [:]
    var contentType = Negotiation.Format.fhirJSON.contentType
    var body: [UInt8] = []
    var closesConnection = false
    /// Writes the body piece by piece, as it is made, in place of `body`.
    var stream: BodyStream?
    /// Memory that the body holds, until it is sent.
    var share: ByteBudget.Share?

    init(_ status: Int) { self.status = status }

    init(_ refusal: HTTPRefusal) {
        status = refusal.status
        fields = refusal.fields
        body = OperationOutcome(refusal.issues).bytes
        closesConnection = refusal.closesConnection
    }

    /// A body of plain JSON that is no resource.
    static func plain(_ json: String) -> Answer {
        var answer = Answer(200)
        answer.contentType = Negotiation.Format.json.contentType
        answer.body = Array(json.utf8)
        return answer
    }

    /// The answer to a read, a search or a delete.
    init(_ reply: InteractionReply) {
        self.init(reply.status)
        if let resource = reply.resource, reply.status < 400 {
            body = resource
        } else if reply.status != 204, reply.status >= 400 || !reply.issues.isEmpty {
            body = OperationOutcome(reply.issues).bytes
        }
        if let version = reply.version {
            fields.append(HTTPField(name: .eTag, value: "W/\"" + version.versionID + "\""))
            fields.append(HTTPField(name: .lastModified, value: HTTPDate.format(version.at)))
        }
    }

    /// The answer to a read whose caller may have the version already.
    init(reading reply: InteractionReply, _ conditions: HTTPFields) {
        if reply.status == 200, let version = reply.version, Preconditions.isUnchanged(version, conditions) {
            self.init(InteractionReply(status: 304, version: version))
        } else {
            self.init(reply)
        }
    }

    /// The answer to a create or update, shaped as the caller prefers.
    init(writing reply: InteractionReply, base: String, _ preference: ReturnPreference?) {
        self.init(reply)
        guard reply.status < 300, reply.status != 202, let version = reply.version else { return }
        fields[.location] = "\(base)/\(version.type.rawValue)/\(version.id)/_history/\(version.versionID)"
        switch preference {
        case .minimal: body = []
        case .operationOutcome: body = OperationOutcome(reply.issues).bytes
        case .representation, nil: break
        }
    }
}
