import HTTPTypes
import Hummingbird
import NIOCore
import SvarFHIR

/// Reads bodies within bounds: size, pace and the memory that bodies hold together.
package struct BodyReader: Sendable {
    package struct Limits: Sendable {
        /// Largest body in bytes; above it 413.
        package var maximumBytes = 20 << 20
        /// Seconds that any body may take; on top of it comes its length at `slowestBytesPerSecond`.
        package var patienceSeconds = 20
        package var slowestBytesPerSecond = 50_000
        /// Bytes that all bodies above 64 KiB may hold together; more wait their turn, unread.
        package var maximumBytesInFlight = 256 << 20
        package init() {}
    }

    package let limits: Limits
    private let budget: ByteBudget

    package init(limits: Limits) {
        self.limits = limits
        budget = ByteBudget(limits.maximumBytesInFlight)
    }

    /// Reads the whole body, then runs `use` with it while the memory is accounted for.
    func withBody<T: Sendable>(
        of request: Request,
        _ use: (sending [UInt8]) async throws -> T
    ) async throws -> T {
        let declared = request.headers[.contentLength].flatMap { Int($0) }
        if let declared, declared > limits.maximumBytes {
            if request.headers[.expect] == nil { try await drain(request.body) }
            throw HTTPRefusal.tooLarge(limit: limits.maximumBytes, closesConnection: declared > 2 * limits.maximumBytes)
        }
        let weight = declared ?? limits.maximumBytes
        guard weight > 64 << 10 else { return try await use(collect(request.body, expecting: weight)) }
        await budget.take(weight)
        do {
            let value = try await use(collect(request.body, expecting: declared ?? 0))
            budget.give(weight)
            return value
        } catch {
            budget.give(weight)
            throw error
        }
    }

    private func collect(_ body: RequestBody, expecting count: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        let read = try await forEachPiece(of: body) { piece, read in
            if read > 2 * limits.maximumBytes {
                throw HTTPRefusal.tooLarge(limit: limits.maximumBytes, closesConnection: true)
            }
            if read > limits.maximumBytes {
                bytes = []
            } else {
                bytes.append(contentsOf: piece.readableBytesView)
            }
            return true
        }
        if read > limits.maximumBytes {
            throw HTTPRefusal.tooLarge(limit: limits.maximumBytes, closesConnection: false)
        }
        return bytes
    }

    /// Reads and forgets what is left, up to twice the limit, so that the client has ended sending when it gets the
    /// answer.
    private func drain(_ body: RequestBody) async throws {
        _ = try await forEachPiece(of: body) { _, read in read <= 2 * limits.maximumBytes }
    }

    /// Hands on each piece with the bytes read so far, until `take` says no; gives the bytes read. A connection that
    /// ends within the body is the client's doing.
    private func forEachPiece(
        of body: RequestBody,
        _ take: (_ piece: ByteBuffer, _ read: Int) throws -> Bool
    ) async throws -> Int {
        let start = ContinuousClock.now
        var read = 0
        do {
            for try await piece in body {
                read += piece.readableBytes
                guard try take(piece, read) else { break }
                try checkPace(since: start, read: read)
            }
            return read
        } catch  where error is HTTPRefusal || error is CancellationError {
            throw error
        } catch {
            throw HTTPRefusal(
                400,
                [OutcomeIssue(code: .incomplete, text: "the body ended too soon")],
                closesConnection: true
            )
        }
    }

    private func checkPace(since start: ContinuousClock.Instant, read: Int) throws(HTTPRefusal) {
        let allowed = Duration.seconds(limits.patienceSeconds + read / limits.slowestBytesPerSecond)
        guard ContinuousClock.now - start > allowed else { return }
        throw HTTPRefusal(408, [OutcomeIssue(code: .timeout, text: "the body came too slowly")], closesConnection: true)
    }
}
