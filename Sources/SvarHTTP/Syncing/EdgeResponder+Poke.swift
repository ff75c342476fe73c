import HTTPTypes
import HummingbirdCore
import NIOCore
import ServiceLifecycle
import SvarFHIR
import SvarServices

extension EdgeResponder {
    /// Says that there is something to fetch and nothing else: at once or after a while, or again and again to a client
    /// that takes events.
    func poke(_ call: Call, _ caller: Caller, _ replicas: ReplicaService) async throws -> Answer {
        let wait = try Self.number("wait", call, 0...60) ?? 30
        guard let token = try Self.value("token", call) else {
            throw HTTPRefusal(400, .required, "poke needs the token that changes are asked since")
        }
        if Negotiation.accepts(SyncMedia.events, accept: call.fields[.accept]) {
            return events(try await replicas.listen(call.id, token: token, caller: caller))
        }
        guard SyncMedia.accepts(SyncMedia.json, call.fields) else {
            throw HTTPRefusal.notAcceptable("application/json or text/event-stream")
        }
        let hasChanged = try await metrics.sync.listening {
            try await Self.unlessStopped {
                try await replicas.poke(call.id, token: token, atMost: .seconds(wait), caller: caller)
            }
        }
        return hasChanged == true ? .plain(#"{"changed":true}"#) : Answer(204)
    }

    /// Events as they come; comments between them keep the connection, and find out that nobody reads any more.
    private func events(_ listener: PokeListener) -> Answer {
        var answer = Answer(200)
        answer.contentType = SyncMedia.events
        let pause = Duration.seconds(settings.heartbeatSeconds)
        let end = ContinuousClock.now + .seconds(settings.listenSeconds)
        let metrics = metrics.sync
        answer.stream = { writer in
            try await writer.write(ByteBuffer(string: ":\n\n"))
            while !Task.isShuttingDownGracefully, ContinuousClock.now < end {
                let isPoked = try await metrics.listening {
                    try await Self.unlessStopped { try await listener.next(atMost: pause) }
                }
                guard let isPoked else { break }
                try await writer.write(ByteBuffer(string: isPoked ? "event: poke\ndata:\n\n" : ":\n\n"))
            }
        }
        return answer
    }

    /// Waits for something, but not longer than the server runs: nil when it is being stopped.
    private static func unlessStopped<T: Sendable>(_ wait: @escaping @Sendable () async throws -> T) async throws -> T?
    {
        let task = Task { try await wait() }
        do {
            return try await withTaskCancellationOrGracefulShutdownHandler {
                try await task.value
            } onCancelOrGracefulShutdown: {
                task.cancel()
            }
        } catch is CancellationError where Task.isShuttingDownGracefully {
            return nil
        }
    }
}
