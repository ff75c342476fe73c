import Dispatch
import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A TCP connection to a server on loopback that sends bytes as told. Its blocking calls run on a thread of their own.
final class RawConnection: Sendable {
    private let descriptor: Int32

    /// Connects, which may have to wait for the server to accept.
    /// - Parameters:
    ///   - patience: seconds to wait for bytes, or for room to send; on a loaded machine much more is needed than it takes
    ///   - receiveBuffer: how much the system takes for us before we read; its own choice when nil
    init(port: Int, patience: Int = 120, receiveBuffer: Int32? = nil) async throws {
        #if canImport(Glibc)
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
        descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var timeout = timeval(tv_sec: patience, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        if var receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let status = await Self.aside { [descriptor, address] in
            withUnsafePointer(to: address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
        }
        guard status == 0 else { throw NotConnected() }
    }

    struct NotConnected: Error {}

    deinit { close(descriptor) }

    /// Sends all of it, or as much as the server takes; gives how much that was.
    @discardableResult
    func send(_ text: String) async -> Int { await send(bytes: Array(text.utf8)) }

    /// Sends all of it, or as much as the server takes; gives how much that was.
    @discardableResult
    func send(bytes: [UInt8]) async -> Int {
        await Self.aside { [descriptor] in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Self.send(descriptor, $0) }
                guard count > 0 else { break }
                rest = rest.dropFirst(count)
            }
            return bytes.count - rest.count
        }
    }

    private static func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
        Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        #else
        Musl.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
        #endif
    }

    /// Says that nothing more comes.
    func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// All that the server sends until it closes; nil when it does not close in time.
    func answer() async -> String? { await bytes().map { String(decoding: $0, as: UTF8.self) } }

    /// All that the server sends until it closes or `isDone`; nil when neither happens in time.
    func bytes(until isDone: @escaping @Sendable ([UInt8]) -> Bool = { _ in false }) async -> [UInt8]? {
        await Self.aside { [descriptor] in
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                if count < 0, errno == EAGAIN { return nil }
                guard count > 0 else { return bytes }
                bytes += buffer[..<count]
                if isDone(bytes) { return bytes }
            }
        }
    }

    private static func aside<T: Sendable>(_ work: @escaping @Sendable () -> T) async -> T {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "raw").async { continuation.resume(returning: work()) }
        }
    }
}

/// Waits until it is so, on any machine; false when it does not come in two minutes.
func becomesTrue(_ isSo: () async throws -> Bool) async throws -> Bool {
    let start = ContinuousClock.now
    repeat {
        if try await isSo() { return true }
        try await Task.sleep(for: .milliseconds(20))
    } while ContinuousClock.now - start < .seconds(120)
    return false
}

extension EdgeFixture {
    /// Runs `use` with the port of a listening server.
    func live(_ use: @escaping @Sendable (_ port: Int) async throws -> Void) async throws {
        try await application.test(.live) { client in try await use(#require(client.port)) }
    }
}
