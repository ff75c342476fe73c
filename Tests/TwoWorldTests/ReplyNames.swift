import Crypto
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarStore
import SvarSync

/// What answers of one world are called in both: tokens, which hold places of the log, are named by their length; names
/// and sums toward replicas, which are made from surrogates, are checked against what was sent and named by it.
///
/// Ids of resources and versions need no names: the same step gives the same ones in both worlds (`StepRandom`), and
/// any other is a difference.
struct ReplyNames {
    /// What later requests of this world need: tokens, names of persons.
    private(set) var given: [String: String] = [:]
    private let key: SymmetricKey
    /// What a unit is called toward replicas → what it stands for.
    private var units: [WireKey: String] = [:]
    /// What a replica holds after the last whole round from nothing: sums by person and unit.
    private var held: [WireKey: [WireKey: SyncDigest]] = [:]
    private var untils: [WireKey: Int64] = [:]
    /// The tags that the last line of a person had.
    private var blocked: [WireKey: [WireKey]] = [:]

    init(_ world: World) async throws {
        key = try await world.store.integrityKey
        given = world.given
    }

    mutating func normalised(_ reply: Reply, _ ask: Ask) throws -> String {
        var fields = reply.fields.filter { !Self.unsaid.contains($0.name) }
        fields.sort { ($0.name, $0.value) < ($1.name, $1.value) }
        let isManifest = ask.path.hasSuffix("/manifest")
        noteValidators(reply)
        for index in fields.indices {
            switch fields[index].name {
            case "svar-token":
                if isManifest { given["manifest"] = fields[index].value }
                fields[index].value = Self.named(fields[index].value)
            // Tags and sums of a manifest are of its bytes, which are compared.
            case "etag" where isManifest, "svar-digest": fields[index].value = Self.named(fields[index].value)
            default: break
            }
        }
        let head = "\(reply.status)\n" + fields.map { "\($0.name): \($0.value)\n" }.joined()
        let type = reply.field("content-type") ?? ""
        if type.contains("svar.delta") { return try head + "\n" + lines(reply.text, ask) }
        if type.contains("svar.manifest") { return head + "\n" + manifest(reply.body) }
        var text = reply.text
        if ask.path.hasPrefix("/v1/privacy") || ask.path.contains("/Consent") {
            note(text, "id", as: "setting")
            noteSettings(text)
        }
        if ask.path.hasPrefix("/v1/log") || ask.path.contains("/AuditEvent") {
            note(text, "id", as: "event")
            text = Self.withoutRowIDs(text)
        }
        return head + "\n" + Self.withoutTokens(text)
    }

    /// What a cache would ask with next: `{{etag}}` and `{{modified}}`.
    private mutating func noteValidators(_ reply: Reply) {
        guard reply.status == 200 || reply.status >= 400 else { return }
        given["etag"] = reply.status == 200 ? reply.field("etag") : nil
        given["modified"] = reply.status == 200 ? reply.field("last-modified") : nil
    }

    /// Times of what requests of the comparison wrote, without the order within one write: a write that enters a person
    /// first has its other rows a microsecond later, which nobody with a clock of their own can tell.
    /// - Parameter start: when the comparison began; its requests are whole seconds later
    static func withoutTicks(_ text: String, since start: Int64) -> String {
        var bytes = Array(text.utf8)
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        for place in bytes.indices where bytes[place] == UInt8(ascii: ".") && place >= 19 && place + 7 < bytes.count {
            guard bytes[place + 7] == UInt8(ascii: "Z"), bytes[place + 1...place + 6].allSatisfy(digits.contains) else {
                continue
            }
            let range = place - 19..<place + 8
            guard let time = FHIRInstant(String(decoding: bytes[range], as: UTF8.self))?.microseconds else { continue }
            let ticks = (time - start) % 1_000_000
            guard time > start, (1..<8).contains(ticks) else { continue }
            let whole = Array(InstantFormat.utcText(time - ticks).utf8)
            if whole.count == range.count { bytes.replaceSubrange(range, with: whole) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Keeps the last id of an answer for later requests.
    private mutating func note(_ text: String, _ member: String, as name: String) {
        for part in text.split(separator: "\"\(member)\":\"").dropFirst() {
            given[name] = String(part.prefix { $0 != "\"" })
        }
    }

    /// Settings that wait: one that was asked for, and a delay.
    private mutating func noteSettings(_ text: String) {
        for part in text.split(separator: #""id":""#).dropFirst() {
            let (id, rest) = (String(part.prefix { $0 != "\"" }), part.prefix(120))
            if rest.contains(#""state":"requested""#) { given["requested"] = id }
            if rest.contains(#""kind":"delayed-view","state":"active""#) { given["delay"] = id }
        }
    }

    /// Ids of rows are made from their numbers, and have a length that no other id has.
    private static func withoutRowIDs(_ text: String) -> String {
        var (named, run) = ("", "")
        func flush() {
            named += run.utf8.count == 31 ? "<row>" : run
            run = ""
        }
        for character in text {
            if character.isASCII, character.isLowercase || ("2"..."7").contains(character) {
                run.append(character)
            } else {
                flush()
                named.append(character)
            }
        }
        flush()
        return named
    }

    /// When it was sent, and which connection.
    private static let unsaid: Set<String> = ["date", "x-request-id"]

    private static func named(_ token: String) -> String { "<\(token.utf8.count) of its own>" }

    /// Tokens stand behind these.
    private static func withoutTokens(_ text: String) -> String {
        var text = text
        for mark in ["_page=", "\"token\":\"", "\"round\":\"", "\"next\":\""] where text.contains(mark) {
            var parts = text.split(separator: mark, omittingEmptySubsequences: false).map(String.init)
            for index in parts.indices.dropFirst() {
                let token = parts[index].prefix { $0 != "\"" && $0 != "&" }
                parts[index] = named(String(token)) + parts[index].dropFirst(token.count)
            }
            text = parts.joined(separator: mark)
        }
        return text
    }

    // MARK: Replicas

    /// The lines of a round. Those of a page that have one stamp are ordered by names, so they are ordered anew.
    private mutating func lines(_ text: String, _ ask: Ask) throws -> String {
        let path = ask.path.split(separator: "?").first ?? ""
        let isDelta = path.hasSuffix("/delta")
        // Without a token all comes anew; with one what is held goes on.
        if isDelta, !ask.path.contains("token=") { held = [:] }
        var pages: [[String]] = [[]]
        for line in text.split(separator: "\n") {
            var line = String(line)
            switch try SyncLine(line: Array(line.utf8)) {
            case .person(let person):
                if isDelta, held[person.person] == nil { held[person.person] = [:] }
                untils[person.person] = person.until
                blocked[person.person] = person.blocked
                if given["p0"] == nil { given["p0"] = person.person.text }
            case .put(let put):
                let root = try JSONDocument(put.body).root
                let first = root.elements.first { _ in true }
                let name = "\(first?["resourceType"]?.string ?? "")/\(first?["id"]?.string ?? "")"
                units[put.unit] = name
                if isDelta {
                    held[put.person, default: [:]][put.unit] = .element(
                        of: put.unit,
                        version: put.version,
                        hash: put.hash,
                        key: key
                    )
                }
                line = line.replacing(put.unit.text, with: name)
            case .deny(let deny):
                if isDelta { for person in held.keys { held[person]?[deny.unit] = nil } }
                // What this world has never sent has no name, and stands out.
                if let name = units[deny.unit] { line = line.replacing(deny.unit.text, with: name) }
            case .end(let end):
                given["token"] = end.token
                let sum = Self.sum(held.values.flatMap(\.values))
                let count = held.values.reduce(0) { $0 + $1.count }
                if end.digest == sum, end.count == count {
                    line = line.replacing(Base64URL.encode(end.digest.bytes), with: "<sum>")
                }
                pages.append([])
            case .page: pages.append([])
            case .begin, nil: break
            }
            pages[pages.count - 1].append(Self.withoutTokens(line))
        }
        return pages.map { $0.sorted().joined(separator: "\n") }.joined(separator: "\n")
    }

    /// The rows of a manifest, with sums that are right named so.
    private func manifest(_ body: [UInt8]) -> String {
        guard let rows = ManifestRow.rows(of: body) else { return "no manifest" }
        return rows.map { row in
            var sum = Self.sum(held[row.person].map { Array($0.values) } ?? [])
            if let until = untils[row.person] {
                sum += .person(row.person, until: until, blocked: blocked[row.person] ?? [], key: key)
            }
            let digest = row.digest == sum ? "<sum>" : Base64URL.encode(row.digest.bytes)
            return "\(row.person.text) \(row.count) \(digest)"
        }.joined(separator: "\n")
    }

    private static func sum(_ parts: [SyncDigest]) -> SyncDigest {
        var sum = SyncDigest.zero
        for part in parts { sum += part }
        return sum
    }
}
