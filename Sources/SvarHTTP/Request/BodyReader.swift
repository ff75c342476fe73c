import HTTPTypes
import Hummingbird
import NIOCore
import SvarFHIR

/// Reads bodies within bounds: size, pace and the memory that bodies hold together.
package struct BodyReader: Sendable {
    package struct Limits: Sendable {
        /// Largest body in bytes; above it 413.
        package var maximumBytes = 20 << 20
        /// Seconds that any body may take; on top of it comes its length at `slowestBytesPerSecond`. Also the longest
        /// time without any progress, and the longest wait for memory.
        package var patienceSeconds = 20
        package var slowestBytesPerSecond = 50_000
        /// Bytes that all bodies above 64 KiB may hold together, one body more apart; more wait their turn, unread.
        package var maximumBytesInFlight = 256 << 20
        package init() {}
    }

    package let limits: Limits
    private let budget: ByteBudget
    private let watch: BodyWatch

    package init(limits: Limits) {
        self.limits = limits
        budget = ByteBudget(limits.maximumBytesInFlight)
        watch = BodyWatch(patience: .seconds(limits.patienceSeconds))
    }

    /// Reads the whole body and unpacks it, then runs `use` with it while the memory is accounted for.
    /// - Parameter maximumBytes: another limit than that of resources and messages
    func withBody<T: Sendable>(
        of request: Request,
        maximumBytes: Int? = nil,
        _ use: (sending [UInt8]) async throws -> T
    ) async throws -> T {
        let limit = min(maximumBytes ?? limits.maximumBytes, limits.maximumBytes)
        let isPacked = try Self.isPacked(request.headers)
        let declared = request.headers[.contentLength].flatMap { Int($0) }
        if declared == 0 { return try await use([]) }
        let share = ByteBudget.Share(budget)
        defer { share.giveBack() }
        let body = request.body
        if let declared, declared > limit {
            if request.headers[.expect] == nil { try await watched { try await drain(body, limit, $0) } }
            throw HTTPRefusal.tooLarge(limit: limit, closesConnection: declared > 2 * limit)
        }
        guard isPacked else {
            return try await use(watched { try await collect(body, declared: declared, limit, share, $0) })
        }
        return try await use(
            watched { reading in
                let packed = try await collect(body, declared: declared, limit, share, reading)
                return try await Self.unpack(packed, limit, share, reading)
            }
        )
    }

    /// Whether the body is gzip; another coding is refused.
    private static func isPacked(_ fields: HTTPFields) throws(HTTPRefusal) -> Bool {
        guard let coding = fields[.contentEncoding] else { return false }
        switch coding.lowercased() {
        case "identity": return false
        case "gzip", "x-gzip": return true
        default: throw .unsupportedEncoding
        }
    }

    /// Unpacks a body, taking memory for it piece by piece.
    private static func unpack(
        _ packed: [UInt8],
        _ limit: Int,
        _ share: ByteBudget.Share,
        _ reading: BodyWatch.Reading
    ) async throws -> [UInt8] {
        let inflater = try Inflater(packed, maximumBytes: limit)
        while try inflater.step() {
            let needed = packed.count + inflater.output.count + Inflater.stepBytes
            if share.lacks(needed) { try await reading.waiting { try await share.cover(needed) } }
            await Task.yield()
            try Task.checkCancellation()
        }
        return inflater.output
    }

    /// Reads under watch: a reading that is late is cancelled, and the connection with it.
    private func watched<T: Sendable>(
        _ read: @escaping @Sendable (BodyWatch.Reading) async throws -> T
    ) async throws -> T {
        let reading = BodyWatch.Reading(
            patience: .seconds(limits.patienceSeconds),
            slowestBytesPerSecond: limits.slowestBytesPerSecond
        )
        let task = Task { try await read(reading) }
        reading.onLate { task.cancel() }
        watch.watch(reading)
        defer { watch.leave(reading) }
        do {
            return try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
        } catch is CancellationError {
            switch reading.verdict {
            case .tooSlow: throw HTTPRefusal.bodyTooSlow
            case .noMemory: throw HTTPRefusal.noMemoryForBody
            case nil: throw CancellationError()
            }
        }
    }

    private func collect(
        _ body: RequestBody,
        declared: Int?,
        _ limit: Int,
        _ share: ByteBudget.Share,
        _ reading: BodyWatch.Reading
    ) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(declared ?? 0, ByteBudget.Share.free))
        let read = try await forEachPiece(of: body, reading) { piece, read in
            if read > 2 * limit {
                throw HTTPRefusal.tooLarge(limit: limit, closesConnection: true)
            }
            if read > limit {
                bytes = []
                share.giveBack()
                return true
            }
            if share.lacks(read) {
                try await reading.waiting { try await share.cover(read) }
                reading.move(read: read)
                if let declared, read > 1 << 20 { bytes.reserveCapacity(declared) }
            }
            bytes.append(contentsOf: piece.readableBytesView)
            return true
        }
        if read > limit {
            throw HTTPRefusal.tooLarge(limit: limit, closesConnection: false)
        }
        if let declared, read < declared { throw HTTPRefusal.bodyEndedTooSoon }
        return bytes
    }

    /// Reads and forgets what is left, up to twice the limit, so that the client has ended sending when it gets the
    /// answer.
    private func drain(_ body: RequestBody, _ limit: Int, _ reading: BodyWatch.Reading) async throws {
        _ = try await forEachPiece(of: body, reading) { _, read in read <= 2 * limit }
    }

    /// Hands on each piece with the bytes read so far, until `take` says no; gives the bytes read. A connection that
    /// ends within the body is the client's doing.
    private func forEachPiece(
        of body: RequestBody,
        _ reading: BodyWatch.Reading,
        _ take: (_ piece: ByteBuffer, _ read: Int) async throws -> Bool
    ) async throws -> Int {
        var read = 0
        do {
            for try await piece in body {
                read += piece.readableBytes
                reading.move(read: read)
                guard try await take(piece, read) else { break }
            }
            // A stream that is cancelled may end without saying so.
            try Task.checkCancellation()
            return read
        } catch  where error is HTTPRefusal || error is CancellationError {
            throw error
        } catch {
            throw HTTPRefusal.bodyEndedTooSoon
        }
    }
}

extension HTTPRefusal {
    fileprivate static let bodyEndedTooSoon = HTTPRefusal(
        400,
        [OutcomeIssue(code: .incomplete, text: "the body ended too soon or its framing is broken")],
        closesConnection: true
    )
    fileprivate static let bodyTooSlow = HTTPRefusal(
        408,
        [OutcomeIssue(code: .timeout, text: "the body came too slowly")],
        closesConnection: true
    )
    fileprivate static let noMemoryForBody = HTTPRefusal(
        503,
        [OutcomeIssue(code: .transient, text: "too many large bodies are under way: send it again later")],
        fields: [.retryAfter: "5"],
        closesConnection: true
    )
}
