import SvarDomain
import SvarJSON

/// Lines as bytes. A put's body goes in as it is, last.
extension SyncLine {
    /// The line with the line feed behind it.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(into: &bytes)
        return bytes
    }

    /// Appends the line and a line feed.
    package func write(into bytes: inout [UInt8]) {
        var line = LineWriter(bytes: bytes)
        bytes = []  // so that the writer is the only owner
        switch self {
        case .begin(let begin):
            line.open("begin")
            line.member("mode", begin.mode.rawValue)
            line.member("from", begin.from)
            line.member("to", begin.to)
            if let estimate = begin.estimate { line.member("est", Int64(estimate)) }
            line.member("round", begin.round)
        case .person(let person):
            line.open("person")
            line.member("p", person.person.bytes)
            line.member("kp", person.stamp)
            if let until = person.until { line.member("until", until) }
            line.member("patient", person.patient)
            if !person.blocked.isEmpty { line.member("blocked", person.blocked) }
        case .deny(let deny):
            line.open("deny")
            line.member("k", deny.unit.bytes)
            line.member("p", deny.person.bytes)
            line.member("kp", deny.stamp)
            line.member("c", deny.cause.rawValue)
        case .put(let put):
            line.bytes.reserveCapacity(line.bytes.count + put.body.count + 256)
            line.open("put")
            line.member("k", put.unit.bytes)
            line.member("p", put.person.bytes)
            line.member("kp", put.stamp)
            line.member("ver", put.version)
            line.member("h", put.hash)
            line.name("body")
            line.bytes.append(contentsOf: put.body)
        case .page(let number, let token):
            line.open("page")
            line.member("n", Int64(number))
            line.member("token", token)
        case .end(let end):
            line.open("end")
            line.member("token", end.token)
            line.member("count", Int64(end.count))
            line.member("digest", end.digest.bytes)
            line.name("more")
            line.bytes.append(contentsOf: end.more ? "true".utf8 : "false".utf8)
        }
        line.bytes.append(contentsOf: [UInt8(ascii: "}"), UInt8(ascii: "\n")])
        bytes = line.bytes
    }
}

/// Writes the members of one line.
private struct LineWriter {
    var bytes: [UInt8]

    mutating func open(_ type: StaticString) {
        bytes.append(contentsOf: "{\"t\":\"".utf8)
        append(type)
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func name(_ name: StaticString) {
        bytes.append(contentsOf: [UInt8(ascii: ","), UInt8(ascii: "\"")])
        append(name)
        bytes.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: ":")])
    }

    mutating func member(_ name: StaticString, _ text: String) {
        self.name(name)
        JSONValue.string(text).write(into: &bytes)
    }

    mutating func member(_ name: StaticString, _ data: [UInt8]) {
        self.name(name)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: Base64URL.encode(data).utf8)
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func member(_ name: StaticString, _ keys: [WireKey]) {
        self.name(name)
        JSONValue.array(keys.map { .string($0.text) }).write(into: &bytes)
    }

    mutating func member(_ name: StaticString, _ number: Int64) {
        self.name(name)
        bytes.append(contentsOf: String(number).utf8)
    }

    mutating func member(_ name: StaticString, _ stamp: SyncStamp) {
        self.name(name)
        bytes.append(UInt8(ascii: "["))
        bytes.append(contentsOf: String(stamp.milliseconds).utf8)
        bytes.append(UInt8(ascii: ","))
        bytes.append(contentsOf: String(stamp.number).utf8)
        bytes.append(UInt8(ascii: "]"))
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }
}
