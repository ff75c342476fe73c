import SvarJSON
import TestLane
import Testing

/// The parser and the slow reference say the same of every text.
@Suite(.aside)
struct FuzzTests {
    private func compare(_ bytes: [UInt8], _ note: Comment) {
        let expected = ReferenceParser.value(of: bytes)
        do {
            let document = try JSONDocument(bytes)
            #expect(expected == JSONValue(document.root), note)
            #expect(document.bytes == bytes)
        } catch {
            #expect(expected == nil, note)
            #expect((0...bytes.count).contains(error.offset))
            #expect(error.path.hasPrefix("$") || error.path.first?.isLetter == true)
        }
    }

    @Test(arguments: 0..<20)
    func readsWhatWasWrittenInAnySpelling(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for round in 0..<(20 * TestData.rounds) {
            let value = random.value()
            let compact = try JSONDocument(value.bytes)
            #expect(JSONValue(compact.root) == value, "seed \(seed) round \(round)")
            #expect(JSONValue(compact.root).bytes == value.bytes)
            let spelling = random.spelling(of: value)
            #expect(JSONValue(try JSONDocument(spelling).root) == value, "seed \(seed) round \(round)")
            compare(spelling, "seed \(seed) round \(round)")
        }
    }

    @Test(arguments: 0..<20)
    func agreesWithTheReferenceOnDamagedTexts(_ seed: UInt64) {
        var random = SeededGenerator(seed: 1_000 + seed)
        for round in 0..<(40 * TestData.rounds) {
            let value = random.value(depth: 3)
            var bytes = random.chance(1, in: 2) ? value.bytes : random.spelling(of: value)
            if bytes.count > 600 { bytes = JSONValue.string(random.text()).bytes }
            for _ in 0..<4 {
                random.damage(&bytes)
                compare(bytes, "seed \(seed) round \(round)")
            }
        }
    }

    @Test func agreesOnAllShortTexts() {
        let alphabet = Array("[]{},:\"\\ 0-.e1n".utf8)
        var texts: [[UInt8]] = [[]]
        for _ in 0..<3 {
            texts = texts.flatMap { text in alphabet.map { text + [$0] } }
            for text in texts { compare(text, "\(text)") }
        }
    }

    @Test func refusesEveryPrefix() throws {
        let text = Array(#"{"resourceType":"Bundle","entry":[{"a":"\ud83d\ude00æ€😀","b":[true,null,-1.5e3]},{}]}"#.utf8)
        _ = try JSONDocument(text)
        for end in 0..<text.count { #expect(throws: JSONError.self) { try JSONDocument(Array(text[..<end])) } }
    }
}

extension SeededGenerator {
    /// One small change of the kind that breaks parsers.
    mutating func damage(_ bytes: inout [UInt8]) {
        let tokens = [
            "[", "]", "{", "}", ",", ":", "\"", "\\", "\\u", "\\ud83d", "0", "-", ".", "e", "true", "null", " ", "\0",
            "\n", "\"a\":1,",
        ]
        let place = bytes.isEmpty ? 0 : below(bytes.count)
        switch below(7) {
        case 0 where !bytes.isEmpty: bytes[place] = UInt8(below(256))
        case 1 where !bytes.isEmpty: bytes[place] ^= 1 << UInt8(below(8))
        case 2 where !bytes.isEmpty: bytes.remove(at: place)
        case 3 where bytes.count > 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + below(6)))
        case 4 where bytes.count > 2:
            bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 1 + below(9))], at: place)
        case 5: bytes.insert(UInt8(below(256)), at: place)
        default: bytes.insert(contentsOf: pick(tokens).utf8, at: place)
        }
    }
}
