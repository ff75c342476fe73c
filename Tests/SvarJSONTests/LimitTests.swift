import SvarJSON
import TestLane
import Testing

/// Hostile input costs little and is refused where it goes too far.
@Suite(.aside)
struct LimitTests {
    private func nested(_ depth: Int) -> [UInt8] {
        Array(String(repeating: "[", count: depth).utf8) + Array(String(repeating: "]", count: depth).utf8)
    }

    @Test func readsSixtyFourLevelsAndNoMore() throws {
        #expect(try JSONDocument(nested(64)).root.count == 1)
        let path = "$" + String(repeating: "[0]", count: 64)
        #expect(throws: JSONError(reason: .tooDeep, offset: 64, path: path)) { try JSONDocument(nested(65)) }
        let objects = String(repeating: #"{"a":"#, count: 64)
        #expect(try JSONDocument(Array((objects + "1" + String(repeating: "}", count: 64)).utf8)).root.count == 1)
        let deeper = JSONError(reason: .tooDeep, offset: 320, path: "$" + String(repeating: ".a", count: 64))
        #expect(throws: deeper) { try JSONDocument(Array((objects + "{").utf8)) }
    }

    @Test func refusesAMillionOpenBracketsAtOnce() {
        for opener in ["[", #"{"a":"#, "[{\"a\":"] {
            let bytes = Array(String(repeating: opener, count: 1_000_000).utf8)
            let error = #expect(throws: JSONError.self) { try JSONDocument(bytes) }
            #expect(error?.reason == .tooDeep)
        }
    }

    @Test func keepsToTheLimitsGiven() throws {
        let bytes = Array("[1,[2]]".utf8)
        #expect(
            try JSONDocument(bytes, limits: JSONLimits(maximumBytes: 7, maximumDepth: 2, maximumNodes: 4)).root.count
                == 2
        )
        #expect(throws: JSONError(reason: .tooLarge, offset: 6, path: "$")) {
            try JSONDocument(bytes, limits: JSONLimits(maximumBytes: 6))
        }
        #expect(throws: JSONError(reason: .tooDeep, offset: 3, path: "$[1]")) {
            try JSONDocument(bytes, limits: JSONLimits(maximumDepth: 1))
        }
        #expect(throws: JSONError(reason: .tooManyNodes, offset: 4, path: "$[1][0]")) {
            try JSONDocument(bytes, limits: JSONLimits(maximumNodes: 3))
        }
        #expect(throws: JSONError(reason: .tooDeep, offset: 0, path: "$")) {
            try JSONDocument(bytes, limits: JSONLimits(maximumDepth: 0))
        }
    }

    @Test func neverGoesAboveWhatTheIndexCanHold() {
        var limits = JSONLimits(maximumBytes: .max, maximumDepth: .max)
        #expect(limits.maximumBytes == (1 << 28) - 1)
        #expect(limits.maximumDepth == 512)
        limits.maximumDepth = .max
        #expect(throws: JSONError.self) { try JSONDocument(nested(513), limits: limits) }
    }

    @Test(arguments: [2, 31, 32, 33, 34, 100, 1_000])
    func findsTheFirstDuplicateAmongSoManyKeys(_ count: Int) throws {
        var random = SeededGenerator(seed: UInt64(count))
        let keys = (0..<count).map { #"key\#($0)"# }
        let unique = Array(("{" + keys.map { "\"\($0)\":0" }.joined(separator: ",") + "}").utf8)
        #expect(try JSONDocument(unique).root.count == count)
        for _ in 0..<10 {
            let place = 1 + random.below(count - 1)
            var doubled = keys
            doubled[place] = keys[random.below(place)]
            // A second duplicate behind it, which must not be the one told.
            if place + 1 < count { doubled[place + 1 + random.below(count - place - 1)] = keys[0] }
            let head = "{" + doubled[..<place].map { "\"\($0)\":0," }.joined()
            let text = head + doubled[place...].map { "\"\($0)\":0" }.joined(separator: ",") + "}"
            let error = JSONError(reason: .duplicateKey, offset: head.utf8.count, path: "$.\(doubled[place])")
            #expect(throws: error) { try JSONDocument(Array(text.utf8)) }
        }
    }

    /// Equal first and last eight bytes and equal length: all keys fall together in the cheap mix.
    @Test(arguments: ["", #"\n"#])
    func staysNearLinearForKeysThatLookAlike(_ escape: String) throws {
        func text(_ numbers: Range<Int>) -> [UInt8] {
            let members = numbers.map { #""samefirst-\#(escape)\#(String($0 + 1_000_000))-samelast":0"# }
            return Array(("{" + members.joined(separator: ",") + "}").utf8)
        }
        func time(_ count: Int) throws -> Duration {
            let bytes = text(0..<count)
            var found = 0
            let time = try ProcessorTime.of { found = try JSONDocument(bytes).root.count }
            #expect(found == count)
            return time
        }
        // The best of a few, so that a busy machine does not look like a slow algorithm.
        var (few, many) = (Duration.seconds(600), Duration.seconds(600))
        // Ten times as many cost ten to thirty times; quadratic would be a hundred.
        for round in 0..<8 where round < 2 || many >= few * 50 {
            few = try min(few, time(5_000))
            many = try min(many, time(50_000))
        }
        #expect(many < few * 50, "\(few) for 5 000, \(many) for 50 000")
    }

    @Test func readsAHundredThousandKeys() throws {
        let members = (0..<100_000).map { #""k\#($0)":\#($0)"# }
        let bytes = Array(("{" + members.joined(separator: ",") + "}").utf8)
        let root = try JSONDocument(bytes).root
        #expect(root.count == 100_000)
        #expect(root["k99999"]?.number == "99999")
        let last = Array(("{" + members.joined(separator: ",") + #","k77":0}"#).utf8)
        let error = JSONError(reason: .duplicateKey, offset: bytes.count, path: "$.k77")
        #expect(throws: error) { try JSONDocument(last) }
    }
}
