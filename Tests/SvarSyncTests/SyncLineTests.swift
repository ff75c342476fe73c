import SvarJSON
import SvarSync
import SvarSynthetic
import Testing

@Suite struct SyncLineTests {
    private static let texts = ["", "a", "æøå", "\"\\\n\u{7}", "round-1"]

    private static func line(_ random: inout SeededGenerator) -> SyncLine {
        let stamp =
            random.oneIn(5)
            ? SyncStamp.zero
            : SyncStamp(milliseconds: Int64(random.integer(0...1 << 45)), number: Int64(random.integer(0...99)))
        switch random.integer(0...5) {
        case 0:
            return .begin(
                SyncLine.Begin(
                    mode: random.pick(SyncMode.allCases),
                    from: stamp,
                    to: random.stamp(),
                    estimate: random.oneIn(2) ? nil : random.integer(0...1 << 40),
                    round: random.pick(texts)
                )
            )
        case 1:
            let until = random.oneIn(2) ? nil : Int64(random.integer(-1...1 << 45))
            return .person(
                SyncLine.PersonLine(person: random.key(), stamp: stamp, until: until, patient: random.pick(texts))
            )
        case 2:
            return .deny(
                SyncLine.DenyLine(
                    unit: random.key(),
                    person: random.key(),
                    stamp: stamp,
                    cause: random.pick([.withdrawn, .scope])
                )
            )
        case 3:
            let bodies = [
                "[]", #"[{"resourceType":"Observation"}]"#, "[ { \"x\" : 1.50 , \"y\":\"\\u00e6}\" } , [[]] ]",
                "[\"æ\",null]",
            ]
            return .put(
                SyncLine.PutLine(
                    unit: random.key(),
                    person: random.key(),
                    stamp: stamp,
                    version: Int64(bitPattern: random.next()),
                    hash: random.bytes(32),
                    body: Array(random.pick(bodies).utf8)
                )
            )
        case 4: return .page(number: random.integer(0...1 << 30), token: random.pick(texts))
        default:
            return .end(
                SyncLine.End(
                    token: random.pick(texts),
                    count: random.integer(0...1 << 40),
                    digest: SyncDigest(bytes: random.bytes(32))!,
                    more: random.oneIn(2)
                )
            )
        }
    }

    @Test func everyLineComesBackAndIsOneLine() throws {
        for seed in 0..<UInt64(1_000 * rounds) {
            var random = SeededGenerator(seed: seed)
            let line = Self.line(&random)
            let bytes = line.bytes
            #expect(bytes.last == 10 && bytes.dropLast().allSatisfy { $0 >= 32 }, "seed \(seed)")
            #expect(try SyncLine(line: bytes) == line, "seed \(seed)")
            #expect(try SyncLine(line: bytes.dropLast()) == line, "seed \(seed)")
        }
    }

    @Test func linesAreWrittenBehindEachOther() {
        var random = SeededGenerator(seed: 0)
        let lines = (0..<20).map { _ in Self.line(&random) }
        var bytes: [UInt8] = []
        for line in lines { line.write(into: &bytes) }
        #expect(bytes == lines.flatMap(\.bytes))
    }

    /// The names that `docs/api/sync.md` gives.
    @Test func textIsThatOfTheDescription() throws {
        let zero = try #require(WireKey(bytes: [UInt8](repeating: 0, count: 16)))
        let stamp = SyncStamp(milliseconds: 1_767_225_600_000, number: 2)
        let a22 = String(repeating: "A", count: 22)
        let a43 = String(repeating: "A", count: 43)
        let none = [UInt8](repeating: 0, count: 32)
        let lines: [(SyncLine, String)] = [
            (
                .begin(SyncLine.Begin(mode: .delta, from: .zero, to: stamp, estimate: 12, round: "r")),
                #"{"t":"begin","mode":"delta","from":[0,-1],"to":[1767225600000,2],"est":12,"round":"r"}"#
            ),
            (
                .person(SyncLine.PersonLine(person: zero, stamp: stamp, until: nil, patient: "")),
                #"{"t":"person","p":"\#(a22)","kp":[1767225600000,2],"patient":""}"#
            ),
            (
                .person(SyncLine.PersonLine(person: zero, stamp: stamp, until: 5, patient: "x")),
                #"{"t":"person","p":"\#(a22)","kp":[1767225600000,2],"until":5,"patient":"x"}"#
            ),
            (
                .deny(SyncLine.DenyLine(unit: zero, person: zero, stamp: stamp, cause: .scope)),
                #"{"t":"deny","k":"\#(a22)","p":"\#(a22)","kp":[1767225600000,2],"c":"scope"}"#
            ),
            (
                .put(
                    SyncLine.PutLine(
                        unit: zero,
                        person: zero,
                        stamp: stamp,
                        version: 7,
                        hash: none,
                        body: Array("[{}]".utf8)
                    )
                ),
                #"{"t":"put","k":"\#(a22)","p":"\#(a22)","kp":[1767225600000,2],"ver":7,"h":"\#(a43)","body":[{}]}"#
            ),
            (.page(number: 3, token: "t"), #"{"t":"page","n":3,"token":"t"}"#),
            (
                .end(SyncLine.End(token: "t", count: 0, digest: .zero, more: true)),
                #"{"t":"end","token":"t","count":0,"digest":"\#(a43)","more":true}"#
            ),
        ]
        for (line, text) in lines { #expect(String(decoding: line.bytes, as: UTF8.self) == text + "\n") }
    }

    @Test(arguments: [#"{"t":"lease","sig":"x"}"#, #"{"t":""}"#, #"{"n":1,"t":"Page"}"#])
    func linesOfOtherKindsMeanNothing(text: String) throws { #expect(try SyncLine(line: Array(text.utf8)) == nil) }

    @Test func membersThatAreNotKnownAreSkipped() throws {
        let text = #" {"lease":{"t":"end"},"token":"t","t":"page","n":1,"x":[null]} "#
        #expect(try SyncLine(line: Array(text.utf8)) == .page(number: 1, token: "t"))
    }

    @Test func missingMembersAreRefusedByName() throws {
        for seed in 0..<200 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let line = Self.line(&random)
            let whole = JSONValue(try JSONDocument(line.bytes).root)
            for member in whole.members where !["est", "until"].contains(member.key) {
                var part = whole
                part[member.key] = nil
                #expect(throws: SyncLineFault.member(member.key)) { try SyncLine(line: part.bytes) }
                part[member.key] = .null
                #expect(throws: SyncLineFault.member(member.key)) { try SyncLine(line: part.bytes) }
            }
        }
    }

    @Test(arguments: [
        (#"{"t":"page","n":-1,"token":"t"}"#, "n"), (#"{"t":"page","n":1.0,"token":"t"}"#, "n"),
        (#"{"t":"page","n":1e2,"token":"t"}"#, "n"), (#"{"t":"page","n":"1","token":"t"}"#, "n"),
        (#"{"t":"page","n":99999999999999999999,"token":"t"}"#, "n"), (#"{"t":1}"#, "t"), ("[]", "t"), ("{}", "t"),
        (#"{"t":"begin","mode":"all","from":[0,-1],"to":[0,-1],"round":""}"#, "mode"),
        (#"{"t":"begin","mode":"delta","from":[0],"to":[0,-1],"round":""}"#, "from"),
        (#"{"t":"begin","mode":"delta","from":[0,-2],"to":[0,-1],"round":""}"#, "from"),
        (#"{"t":"begin","mode":"delta","from":[-1,0],"to":[0,-1],"round":""}"#, "from"),
        (#"{"t":"begin","mode":"delta","from":[0,0,0],"to":[0,-1],"round":""}"#, "from"),
        (#"{"t":"begin","mode":"delta","from":[0,-1],"to":[0,-1],"est":null,"round":""}"#, "est"),
        (#"{"t":"person","p":"AAAAAAAAAAAAAAAAAAAAAB","kp":[0,0],"patient":""}"#, "p"),
        (#"{"t":"person","p":"AAAAAAAAAAAAAAAAAAAAAA","kp":[0,0],"until":null,"patient":""}"#, "until"),
        (#"{"t":"deny","k":"AAAAAAAAAAAAAAAAAAAAAA","p":"AAAAAAAAAAAAAAAAAAAAAA","kp":[0,0],"c":"age"}"#, "c"),
        (#"{"t":"put","body":{}}"#, "body"),
        (#"{"t":"end","token":"t","count":0,"digest":"AAAA","more":false}"#, "digest"),
    ])
    func wrongMembersAreRefusedByName(text: String, name: String) {
        #expect(throws: SyncLineFault.member(name)) { try SyncLine(line: Array(text.utf8)) }
    }

    /// P13 for lines: no byte that is changed, and no end that is cut off, makes a reader fall or take more than it may.
    @Test func damagedLinesAreRefusedOrRead() throws {
        for seed in 0..<UInt64(400 * rounds) {
            var random = SeededGenerator(seed: seed)
            var bytes = Self.line(&random).bytes
            if random.oneIn(2) {
                bytes.removeLast(random.integer(2...bytes.count))
                #expect(throws: SyncLineFault.self) { try SyncLine(line: bytes) }
            } else {
                bytes[random.integer(0...bytes.count - 1)] = UInt8(truncatingIfNeeded: random.next())
                do throws(SyncLineFault) { _ = try SyncLine(line: bytes) } catch {}
            }
        }
    }

    @Test func limitsHold() {
        let deep = #"{"t":"x","x":"# + String(repeating: "[", count: 100) + String(repeating: "]", count: 100) + "}"
        #expect(throws: SyncLineFault.self) { try SyncLine(line: Array(deep.utf8)) }
        let long = SyncLine.page(number: 1, token: String(repeating: "a", count: 100)).bytes
        #expect(throws: SyncLineFault.self) { try SyncLine(line: long, limits: JSONLimits(maximumBytes: 100)) }
    }
}

@Suite struct ManifestRowTests {
    private static func rows(_ count: Int) -> [ManifestRow] {
        var random = SeededGenerator(seed: UInt64(count))
        return (0..<count).map { _ in
            ManifestRow(
                person: random.key(),
                count: random.integer(0...Int(UInt32.max)),
                digest: SyncDigest(bytes: random.bytes(32))!
            )
        }.sorted { $0.person < $1.person }
    }

    @Test(arguments: [0, 1, 2, 300]) func rowsComeBack(count: Int) {
        let rows = Self.rows(count)
        let bytes = ManifestRow.bytes(of: rows)
        #expect(bytes.count == 52 * count)
        #expect(ManifestRow.rows(of: bytes) == rows)
    }

    @Test func countHasItsHighestByteFirst() {
        let row = ManifestRow(person: WireKey(bytes: [UInt8](1...16))!, count: 0x0102_0304, digest: .zero)
        #expect(ManifestRow.bytes(of: [row]) == [UInt8](1...16) + [1, 2, 3, 4] + [UInt8](repeating: 0, count: 32))
    }

    @Test func rowsOutOfOrderTwiceOrCutAreRefused() {
        let rows = Self.rows(3)
        #expect(ManifestRow.rows(of: ManifestRow.bytes(of: rows.reversed())) == nil)
        #expect(ManifestRow.rows(of: ManifestRow.bytes(of: [rows[0], rows[0]])) == nil)
        #expect(ManifestRow.rows(of: ManifestRow.bytes(of: rows).dropLast()) == nil)
    }
}
