import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSync

/// Requests and small answers of the protocol (`docs/api/sync.md`).
enum SyncWords {
    static let delta = "application/vnd.svar.delta+ndjson"
    static let manifest = "application/vnd.svar.manifest"
    static let json = "application/json"
    /// What this program understands.
    static let schema = 1
    /// Most persons of one request to put right.
    static let reconciledPersons = 500
    private static let root = "/v1/sync/replicas"

    // MARK: Requests

    static func enrol() -> SyncRequest {
        sent("POST", root, ["schema": JSONValue(schema)])
    }

    static func facts(_ id: String) -> SyncRequest { asked("\(root)/\(id)", accept: json) }

    static func professionals(_ id: String, _ numbers: Set<Int>) -> SyncRequest {
        let list = numbers.sorted().map { JSONValue.string(String($0)) }
        return sent("PUT", "\(root)/\(id)/professionals", ["professionals": .array(list)])
    }

    static func scope(_ id: String, version: Int, _ change: ScopeChange) -> SyncRequest {
        let path = "\(root)/\(id)/scope"
        var request =
            switch change {
            case .whole(let lines): sent("PUT", path, ["persons": .array(lines.map(line))])
            case .change(let lines, let ended):
                sent(
                    "POST",
                    path,
                    ["set": .array(lines.map(line)), "end": .array(ended.map { .string($0.text) })]
                )
            }
        request.headers["If-Match"] = "W/\"\(version)\""
        request.showsUser = true
        return request
    }

    static func delta(_ id: String, token: String?, limit: Int?) -> SyncRequest {
        var request = asked("\(root)/\(id)/delta", accept: delta)
        if let token { request.query.append(("token", token)) }
        if let limit { request.query.append(("limit", String(limit))) }
        return request
    }

    static func manifest(_ id: String) -> SyncRequest { asked("\(root)/\(id)/manifest", accept: manifest) }

    static func reconcile(_ id: String, token: String, persons: [WireKey]) -> SyncRequest {
        var request = sent(
            "POST",
            "\(root)/\(id)/reconcile",
            ["token": .string(token), "persons": .array(persons.map { .string($0.text) })]
        )
        request.headers["Accept"] = delta
        return request
    }

    static func poke(_ id: String, token: String, seconds: Int) -> SyncRequest {
        var request = asked("\(root)/\(id)/poke", accept: json)
        request.query = [("token", token), ("wait", String(seconds))]
        // It is meant to say nothing for that long.
        request.silence += seconds
        return request
    }

    private static func asked(_ path: String, accept: String) -> SyncRequest {
        SyncRequest("GET", path, headers: ["Accept": accept])
    }

    private static func sent(_ method: String, _ path: String, _ body: JSONValue) -> SyncRequest {
        SyncRequest(method, path, headers: ["Accept": json, "Content-Type": json], body: body.bytes)
    }

    private static func line(_ line: ScopeLineRequest) -> JSONValue {
        [
            "person": .string(line.person), "basis": .string(line.basis), "responsible": .string(line.responsible),
            "until": .string(line.until),
        ]
    }

    // MARK: Answers

    static func enrolment(_ body: [UInt8], server: String) -> Enrolment? {
        guard let root = object(body), let id = root["replica"]?.string, FHIRID(id) != nil,
            let epoch = root["epoch"]?.string,
            let key = root["integrityKey"]?.string.flatMap({ Base64URL.decode($0.utf8) }), key.count == 32,
            let version = root["scopeVersion"]?.number.flatMap({ Int($0) }),
            let professionals = professionals(root["professionals"]), let stamp = stamp(root["stamp"]),
            let listVersion = root["professionalsVersion"].map({ $0.number.flatMap { Int($0) } }) ?? 0
        else { return nil }
        return Enrolment(
            server: server,
            id: id,
            epoch: epoch,
            integrityKey: key,
            schema: schema,
            scopeVersion: version,
            professionalsVersion: listVersion,
            professionals: professionals,
            stamp: stamp
        )
    }

    /// `.zero` where there is none; nil for what cannot be read.
    private static func stamp(_ node: JSONNode?) -> SyncStamp? {
        guard let node else { return .zero }
        guard node.count == 2, let milliseconds = node[0]?.number.flatMap({ Int64($0) }),
            let number = node[1]?.number.flatMap({ Int64($0) })
        else { return nil }
        return SyncStamp(milliseconds: milliseconds, number: number)
    }

    /// Nobody where there is no list; nil for what cannot be read.
    private static func professionals(_ node: JSONNode?) -> [EnrolledProfessional]? {
        guard let node else { return [] }
        let read = node.elements.compactMap { node -> EnrolledProfessional? in
            guard let number = node["hpr"]?.string.flatMap({ Int($0) }),
                let tag = node["tag"]?.string.flatMap({ WireKey(text: $0) })
            else { return nil }
            return EnrolledProfessional(number: number, tag: tag)
        }
        return node.kind == .array && read.count == node.count ? read : nil
    }

    static func scope(_ body: [UInt8]) -> (version: Int, entries: [ScopeEntry])? {
        guard let root = object(body), let version = root["scopeVersion"]?.number.flatMap({ Int($0) }),
            let list = root["persons"], list.kind == .array
        else { return nil }
        let entries = list.elements.map { node -> ScopeEntry? in
            guard let person = node["p"]?.string.flatMap({ WireKey(text: $0) }),
                let until = node["until"]?.string.flatMap({ FHIRInstant($0) })
            else { return nil }
            return ScopeEntry(person: person, until: until.microseconds)
        }
        let known = entries.compactMap { $0 }
        return known.count == entries.count ? (version, known) : nil
    }

    /// The code that an OperationOutcome's text begins with, and the text; it tells nothing of persons.
    static func fault(_ body: [UInt8]) -> (SyncFault?, String) {
        let issue = object(body)?["issue"]?[0]
        guard let text = issue?["diagnostics"]?.string ?? issue?["details"]?["text"]?.string else { return (nil, "") }
        return (text.split(separator: ":").first.flatMap { SyncFault(rawValue: String($0)) }, String(text.prefix(200)))
    }

    /// Seconds of `Retry-After`; dates are left out.
    static func retryAfter(_ head: SyncResponseHead) -> Int? {
        head.headers["retry-after"].flatMap { Int($0) }.flatMap { $0 >= 0 ? min($0, 3_600) : nil }
    }

    private static func object(_ body: [UInt8]) -> JSONNode? {
        do {
            let root = try JSONDocument(body).root
            return root.kind == .object ? root : nil
        } catch {
            return nil
        }
    }
}
