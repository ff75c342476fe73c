import SvarDomain
package import SvarJSON

/// Why a line of an answer was refused. The replica drops what came since the last `page` line and asks again.
package enum SyncLineFault: Error, Hashable, Sendable {
    /// No JSON, or more than the limits allow.
    case json(JSONError)
    /// This member is missing or is not what it has to be.
    case member(String)
}

extension SyncLine {
    /// A line may be as long as the largest unit.
    package static let limits = JSONLimits(maximumBytes: 64 << 20, maximumDepth: 72)

    /// One line, with or without the line feed. A body is taken as its bytes; whether they are those of the hash is for
    /// the replica to check.
    /// - Returns: nil for a line whose `t` is not known: newer servers may send such, and they mean nothing here. Members
    ///   that are not known are skipped for the same reason.
    package init?(line: [UInt8], limits: JSONLimits = Self.limits) throws(SyncLineFault) {
        let root: JSONNode
        do { root = try JSONDocument(line, limits: limits).root } catch { throw .json(error) }
        let members = LineMembers(root: root)
        switch try members.text("t") {
        case "begin":
            guard let mode = SyncMode(rawValue: try members.text("mode")) else { throw .member("mode") }
            self = .begin(
                Begin(
                    mode: mode,
                    from: try members.stamp("from"),
                    to: try members.stamp("to"),
                    estimate: try members.optional("est", Self.count),
                    round: try members.text("round")
                )
            )
        case "person":
            let until = try members.optional("until") { node in node.number.flatMap { Int64($0) } }
            self = .person(
                PersonLine(
                    person: try members.key("p"),
                    stamp: try members.stamp("kp"),
                    until: until,
                    patient: try members.text("patient"),
                    blocked: try members.optional("blocked", Self.keys) ?? []
                )
            )
        case "deny":
            guard let cause = DenyLine.Cause(rawValue: try members.text("c")) else { throw .member("c") }
            self = .deny(
                DenyLine(
                    unit: try members.key("k"),
                    person: try members.key("p"),
                    stamp: try members.stamp("kp"),
                    cause: cause
                )
            )
        case "put":
            let body = try members.value("body") { node in node.kind == .array ? Array(node.bytes) : nil }
            self = .put(
                PutLine(
                    unit: try members.key("k"),
                    person: try members.key("p"),
                    stamp: try members.stamp("kp"),
                    version: try members.value("ver") { node in node.number.flatMap { Int64($0) } },
                    hash: try members.data("h", count: 32),
                    body: body
                )
            )
        case "page":
            self = .page(number: try members.value("n", Self.count), token: try members.text("token"))
        case "end":
            guard let digest = SyncDigest(bytes: try members.data("digest", count: 32)) else { throw .member("digest") }
            self = .end(
                End(
                    token: try members.text("token"),
                    count: try members.value("count", Self.count),
                    digest: digest,
                    more: try members.value("more", \.bool)
                )
            )
        default: return nil
        }
    }

    /// A text that is no key is no list either: whom it would have closed the person from is not known.
    private static func keys(_ node: JSONNode) -> [WireKey]? {
        guard node.kind == .array else { return nil }
        let keys = node.elements.compactMap { $0.string.flatMap { WireKey(text: $0) } }
        return keys.count == node.count ? keys : nil
    }

    private static func count(_ node: JSONNode) -> Int? {
        node.number.flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
    }
}

/// The members of a line by name, each as what it has to be.
private struct LineMembers {
    let root: JSONNode

    func value<Value>(_ name: String, _ read: (JSONNode) -> Value?) throws(SyncLineFault) -> Value {
        guard let value = root[name].flatMap(read) else { throw .member(name) }
        return value
    }

    func optional<Value>(_ name: String, _ read: (JSONNode) -> Value?) throws(SyncLineFault) -> Value? {
        root[name] == nil ? nil : try value(name, read)
    }

    func text(_ name: String) throws(SyncLineFault) -> String { try value(name, \.string) }

    func data(_ name: String, count: Int) throws(SyncLineFault) -> [UInt8] {
        try value(name) { node in
            node.string.flatMap { Base64URL.decode($0.utf8) }.flatMap { $0.count == count ? $0 : nil }
        }
    }

    func key(_ name: String) throws(SyncLineFault) -> WireKey {
        try value(name) { node in node.string.flatMap { WireKey(text: $0) } }
    }

    func stamp(_ name: String) throws(SyncLineFault) -> SyncStamp {
        try value(name) { node in
            guard node.count == 2, let milliseconds = node[0]?.number.flatMap({ Int64($0) }), milliseconds >= 0,
                let number = node[1]?.number.flatMap({ Int64($0) }), number >= -1
            else { return nil }
            return SyncStamp(milliseconds: milliseconds, number: number)
        }
    }
}
