import Glibc
import Synchronization

/// A connected socket, read and written by one thread at a time.
final class SyncSocket: Sendable {
    let descriptor: Int32

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { Glibc.close(descriptor) }

    /// To a port of this machine.
    static func connect(port: Int) throws -> SyncSocket {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.loopback(port)
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else {
            let number = errno
            Glibc.close(descriptor)
            throw SystemFailure(code: number)
        }
        return SyncSocket(descriptor)
    }

    static func loopback(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    /// Some bytes; empty at the end.
    func read(_ most: Int = 64 << 10) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: most)
        let count = recv(descriptor, &bytes, most, 0)
        return count > 0 ? Array(bytes[..<count]) : []
    }

    /// Whether all of them were taken.
    @discardableResult
    func write(_ bytes: some Collection<UInt8>) -> Bool {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// No more in either direction; whoever reads it is woken.
    func shut() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}

/// Listens on a port of this machine and gives each connection a thread. Stops when it goes.
final class SyncListener: Sendable {
    let port: Int
    private let listening: SyncSocket

    init(_ onConnection: @escaping @Sendable (SyncSocket) -> Void) throws {
        let listening = SyncSocket(socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        var address = SyncSocket.loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listening.descriptor, $0, length) | listen(listening.descriptor, 64)
                    | getsockname(listening.descriptor, $0, &length)
            }
        }
        guard code == 0 else { throw SystemFailure(code: errno) }
        port = Int(in_port_t(bigEndian: address.sin_port))
        self.listening = listening
        onThread {
            while true {
                let descriptor = accept(listening.descriptor, nil, nil)
                guard descriptor >= 0 else { return }
                let connection = SyncSocket(descriptor)
                onThread { onConnection(connection) }
            }
        }
    }

    deinit { listening.shut() }
}

/// Blocking work on a thread of its own.
func onThread(_ work: @escaping @Sendable () -> Void) {
    final class Box {
        let work: @Sendable () -> Void
        init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }
    let box = Unmanaged.passRetained(Box(work)).toOpaque()
    var thread = pthread_t()
    let code = pthread_create(
        &thread,
        nil,
        { argument in
            if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().work() }
            return nil
        },
        box
    )
    precondition(code == 0)
    pthread_detach(thread)
}
