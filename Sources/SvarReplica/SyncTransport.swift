/// A request of the replica to its server.
package struct SyncRequest: Sendable, Hashable {
    package var method: String
    /// Below the server's address, such as `/v1/sync/replicas`.
    package var path: String
    /// Names and values, not yet encoded.
    package var query: [(name: String, value: String)]
    package var headers: [String: String]
    package var body: [UInt8]
    /// Seconds that the server may say nothing before it is given up. More than `wait` for a poke.
    package var silence: Int
    /// Whether a professional's own token goes with it, where there is one.
    package var showsUser = false

    package init(
        _ method: String,
        _ path: String,
        query: [(name: String, value: String)] = [],
        headers: [String: String] = [:],
        body: [UInt8] = [],
        silence: Int = 30
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.silence = silence
    }

    package static func == (a: Self, b: Self) -> Bool {
        a.method == b.method && a.path == b.path && a.headers == b.headers && a.body == b.body
            && a.silence == b.silence && a.showsUser == b.showsUser && a.query.elementsEqual(b.query) { $0 == $1 }
    }
    package func hash(into hasher: inout Hasher) {
        hasher.combine(method)
        hasher.combine(path)
    }
}

/// The beginning of an answer: its status and its fields, names in small letters.
package struct SyncResponseHead: Sendable, Hashable {
    package var status: Int
    package var headers: [String: String]
    package init(status: Int, headers: [String: String]) {
        self.status = status
        self.headers = headers
    }
}

/// The network failed: no answer, or one that broke off.
package struct TransportFault: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}

/// How a replica reaches its server; replaceable, so that tests can lose, repeat and cut what is sent.
package protocol SyncTransport: Sendable {
    /// Sends a request and hands over the answer as it arrives, the head first. Returns at the answer's end; ends early
    /// without a fault when `onBytes` gives false. While `onBytes` runs nothing more is taken from the network, so that
    /// who is slow is waited for by the server. A task that is cancelled gets a fault.
    func send(
        _ request: SyncRequest,
        onHead: @escaping @Sendable (SyncResponseHead) -> Void,
        onBytes: @escaping @Sendable ([UInt8]) -> Bool
    ) async throws(TransportFault)
}
