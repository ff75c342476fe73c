import CCurl
import Glibc
import Synchronization

/// The replica's way to its server: libcurl over HTTP/1.1, on kept connections. A proxy is taken from the environment,
/// as curl does; redirects are refused, so that a token never goes to a server that was not named.
package final class CurlTransport: SyncTransport {
    package struct Options: Sendable {
        /// The server's root, such as `https://svar.example.org`, without a slash at the end.
        package var server: String
        /// PEM file with the authorities whose certificates are believed; nil: the system's.
        package var authorities: String?
        /// Seconds to connect in, TLS and proxy included.
        package var connectSeconds = 10
        /// What the program calls itself.
        package var agent = "svar"

        package init(server: String) { self.server = server }
    }

    /// Gives the access token of the next request; nil where none is needed. Asked for each request, so that it can be
    /// renewed.
    package typealias Token = @Sendable () async throws -> String?

    /// The professional for whom a scope is changed: their own access token, and on which ground they ask (`access-basis`).
    package struct User: Sendable {
        package var token: Token
        package var basis: String

        package init(basis: String, token: @escaping Token) {
            self.token = token
            self.basis = basis
        }
    }

    private let options: Options
    private let token: Token
    private let user: User?
    /// Handles with nothing under way; each keeps its connection.
    private let idle = Mutex<[CurlHandle]>([])

    package init(_ options: Options, user: User? = nil, token: @escaping Token) {
        self.options = options
        self.user = user
        self.token = token
    }

    package func send(
        _ request: SyncRequest,
        onHead: @escaping @Sendable (SyncResponseHead) -> Void,
        onBytes: @escaping @Sendable ([UInt8]) -> Bool
    ) async throws(TransportFault) {
        var request = request
        do {
            if let token = try await token() { request.headers["Authorization"] = "Bearer " + token }
            if request.showsUser, let user, let token = try await user.token() {
                request.headers["svar-user-token"] = token
                request.headers["access-basis"] = user.basis
            }
        } catch {
            throw TransportFault("there is no access token: \(error)")
        }
        let transfer = try CurlTransfer(request, options, onHead: onHead, onBytes: onBytes)
        try await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                Self.onOwnThread {
                    let handle = self.idle.withLock { $0.popLast() } ?? CurlHandle()
                    let result = handle.perform(transfer)
                    self.idle.withLock { $0.append(handle) }
                    continuation.resume(returning: result)
                }
            }
        } onCancel: {
            transfer.cancel()
        }.get()
    }

    /// libcurl blocks, and so does who takes the bytes: that must not be a thread of the task pool.
    private static func onOwnThread(_ work: @escaping @Sendable () -> Void) {
        final class Box {
            let work: @Sendable () -> Void
            init(_ work: @escaping @Sendable () -> Void) { self.work = work }
        }
        let box = Unmanaged.passRetained(Box(work))
        var thread = pthread_t()
        let code = pthread_create(
            &thread,
            nil,
            { argument in
                if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().work() }
                return nil
            },
            box.toOpaque()
        )
        if code == 0 {
            pthread_detach(thread)
        } else {
            // No thread to be had: then here.
            box.takeRetainedValue().work()
        }
    }
}
