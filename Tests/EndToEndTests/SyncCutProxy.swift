import Synchronization

/// Stands between a replica and its server, passes on what they say in clear, and cuts where it is told to.
final class SyncCutProxy: Sendable {
    /// Where to cut the answers.
    enum Place: Sendable, Hashable {
        /// Behind this many lines that end a page, counted from when it was set.
        case pages(Int)
        /// Behind this many bytes.
        case bytes(Int)
    }

    private struct State {
        var place: Place?
        var then: (@Sendable () -> Void)?
        var pages = 0
        var bytes = 0
        var server: Int
    }

    /// What its connections share.
    private final class Shared: Sendable {
        let state: Mutex<State>
        init(_ server: Int) { state = Mutex(State(server: server)) }
    }

    private let shared: Shared
    private let listener: SyncListener
    var port: Int { listener.port }
    var address: String { "http://127.0.0.1:\(port)" }

    init(to server: Int) throws {
        let shared = Shared(server)
        self.shared = shared
        listener = try SyncListener { client in
            guard let server = try? SyncSocket.connect(port: shared.state.withLock { $0.server }) else {
                client.shut()
                return
            }
            onThread {
                while true {
                    let bytes = client.read()
                    if bytes.isEmpty { break }
                    server.write(Self.uncompressed(bytes))
                }
                server.shut()
            }
            Self.passOn(from: server, to: client, shared)
            client.shut()
            server.shut()
        }
    }

    /// The server is at another port now.
    func moved(to server: Int) { shared.state.withLock { $0.server = server } }

    /// From now on: cut there once, then call `then`.
    func cut(at place: Place, then: @escaping @Sendable () -> Void = {}) {
        shared.state.withLock { state in
            state.place = place
            state.then = then
            state.pages = 0
            state.bytes = 0
        }
    }

    /// Pages and bytes that were passed on since the last cut was set.
    var passed: (pages: Int, bytes: Int) { shared.state.withLock { ($0.pages, $0.bytes) } }

    /// Lines are counted, so answers must come unpacked.
    private static func uncompressed(_ bytes: [UInt8]) -> [UInt8] {
        Array(String(decoding: bytes, as: UTF8.self).replacing("Accept-Encoding: gzip\r\n", with: "").utf8)
    }

    private static let mark = Array(#"{"t":"page""#.utf8)

    private static func passOn(from server: SyncSocket, to client: SyncSocket, _ shared: Shared) {
        // The end of what was looked at, which may hold the beginning of a mark; and whether a page's line is open.
        var tail: [UInt8] = []
        var isInPageLine = false
        while true {
            let bytes = server.read(4_096)
            if bytes.isEmpty { return }
            let (count, then) = shared.state.withLock { state -> (Int, (@Sendable () -> Void)?) in
                for (index, byte) in bytes.enumerated() {
                    state.bytes += 1
                    if isInPageLine, byte == 0x0A {
                        isInPageLine = false
                        state.pages += 1
                    }
                    tail.append(byte)
                    if tail.count > mark.count { tail.removeFirst() }
                    if tail == mark { isInPageLine = true }
                    let isThere: Bool =
                        switch state.place {
                        case .pages(let pages): state.pages >= pages && byte == 0x0A
                        case .bytes(let bytes): state.bytes >= bytes
                        case nil: false
                        }
                    if isThere {
                        state.place = nil
                        return (index + 1, state.then ?? {})
                    }
                }
                return (bytes.count, nil)
            }
            let isTaken = client.write(bytes[..<count])
            if let then {
                then()
                return
            }
            if !isTaken { return }
        }
    }
}
