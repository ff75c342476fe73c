import HTTPTypes
import Hummingbird
import NIOCore
import SvarFHIR

/// Makes answers responses: the fields that all have, compression, and the memory that large bodies hold until their
/// readers have taken them.
struct AnswerSender: Sendable {
    /// What a page may come to before its size is known.
    static let pageBytes = 8 << 20
    /// What an answer that is written as it is made holds until its end.
    static let streamBytes = 2 << 20
    /// The pieces that a large body is written in, each when the one before is on its way.
    private static let pieceBytes = 64 << 10

    private static let noStore = HTTPField(name: .cacheControl, value: "no-store")

    private let settings: EdgeSettings
    private let budget: ByteBudget

    init(_ settings: EdgeSettings) {
        self.settings = settings
        budget = ByteBudget(settings.maximumAnswerBytesInFlight)
    }

    /// Makes an answer that may be a large page, once there is memory for one.
    func page(upTo bytes: Int = pageBytes, _ make: () async throws -> Answer) async throws -> Answer {
        let share = ByteBudget.Share(budget)
        if !share.coverNow(bytes) { try await wait(for: bytes, share) }
        var answer = try await make()
        share.shrink(to: answer.stream == nil ? answer.body.count : bytes)
        answer.share = share
        return answer
    }

    /// Waits for memory as long as a body may keep us waiting.
    private func wait(for bytes: Int, _ share: ByteBudget.Share) async throws {
        let patience = Duration.seconds(settings.body.patienceSeconds)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await share.cover(bytes) }
            group.addTask {
                try await Task.sleep(for: patience)
                throw HTTPRefusal.busy
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    func response(_ answer: Answer, to request: Request, requestID: String) async -> Response {
        var answer = answer
        if answer.body.count > ByteBudget.Share.free {
            let share = answer.share ?? ByteBudget.Share(budget)
            answer.share = share
            if !share.coverNow(answer.body.count) {
                do { try await wait(for: answer.body.count, share) } catch { answer = Answer(HTTPRefusal.busy) }
            }
        }
        if answer.body.count >= settings.compressedFromBytes, Compression.isWorthwhile(answer.contentType) {
            answer.fields[.vary] = "Accept-Encoding"
            if let wanted = request.headers[.acceptEncoding], let coding = Compression.Coding(accepted: wanted) {
                await compress(&answer, coding)
            }
        }
        var fields = answer.fields
        // Appended, as nothing before names them: a set would look for others to take out.
        fields.append(Self.noStore)
        fields.append(HTTPField(name: .requestID, value: requestID))
        if settings.isSandbox { fields[.sandbox] = "true" }
        if !settings.allowedOrigins.isEmpty { CrossOrigin.allow(request, settings, &fields) }
        let status = HTTPResponse.Status(code: answer.status)
        if answer.status == 204 || answer.status == 304 {
            var response = Response(status: status, headers: fields)
            response.headers[.contentLength] = nil
            return response
        }
        if let stream = answer.stream {
            fields[.contentType] = answer.contentType
            guard request.method != .head else { return Response(status: status, headers: fields) }
            let share = answer.share
            let body = ResponseBody { writer in
                defer { share?.giveBack() }
                try await stream(&writer)
                try await writer.finish(nil)
            }
            return Response(status: status, headers: fields, body: body)
        }
        // Rows of nobody are a manifest too.
        if !answer.body.isEmpty || answer.contentType == SyncMedia.manifest {
            fields.append(HTTPField(name: .contentType, value: answer.contentType))
        }
        if request.method == .head {
            fields[.contentLength] = String(answer.body.count)
            return Response(status: status, headers: fields)
        }
        if answer.closesConnection { fields[.connection] = "close" }
        let buffer = ByteBuffer(bytes: answer.body)
        guard answer.closesConnection || buffer.readableBytes > ByteBudget.Share.free else {
            return Response(status: status, headers: fields, body: ResponseBody(byteBuffer: buffer))
        }
        let body = Self.body(buffer, answer.share, closesConnection: answer.closesConnection)
        return Response(status: status, headers: fields, body: body)
    }

    private func compress(_ answer: inout Answer, _ coding: Compression.Coding) async {
        guard let bytes = await Compression.compressed(answer.body, coding), bytes.count < answer.body.count else {
            return
        }
        answer.body = bytes
        answer.fields[.contentEncoding] = coding.rawValue
        answer.share?.shrink(to: bytes.count)
    }

    /// Writes in pieces, each when the one before is on its way.
    @concurrent static func write(_ buffer: ByteBuffer, to writer: inout any ResponseBodyWriter) async throws {
        var rest = buffer
        while let piece = rest.readSlice(length: min(pieceBytes, rest.readableBytes)), piece.readableBytes > 0 {
            try await writer.write(piece)
        }
    }

    /// A body that is written piece by piece; its memory is given back at the end, whichever end that is.
    private static func body(_ buffer: ByteBuffer, _ share: ByteBudget.Share?, closesConnection: Bool) -> ResponseBody {
        ResponseBody(contentLength: buffer.readableBytes) { writer in
            defer { share?.giveBack() }
            try await write(buffer, to: &writer)
            try await writer.finish(nil)
            if closesConnection { throw ConnectionEnds() }
        }
    }
}

/// Thrown after an answer was written on a connection that cannot be used again.
struct ConnectionEnds: Error {}
