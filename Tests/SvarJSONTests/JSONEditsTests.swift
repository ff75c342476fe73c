import SvarJSON
import Testing

struct JSONEditsTests {
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func changesOnlyThePlacesNamed() {
        var edits = JSONEdits()
        #expect(edits.applied(to: bytes("abc")) == bytes("abc"))
        #expect(edits.isEmpty)
        edits.replace(6..<7, with: bytes("SEVEN"))
        edits.insert(bytes("<"), at: 2)
        edits.insert(bytes("-"), at: 2)
        edits.replace(2..<4, with: bytes("C"))
        edits.insert(bytes("end"), at: 10)
        edits.remove(0..<1)
        #expect(edits.applied(to: bytes("0123456789")) == bytes("1<-C45SEVEN789end"))
        #expect(!edits.hasOverlaps)
        let places = [0: 0, 1: 0, 2: 3, 3: 3, 4: 4, 5: 5, 6: 6, 7: 11, 9: 13, 10: 17]
        for (original, result) in places { #expect(edits.offset(ofOriginal: original) == result, "\(original)") }
    }

    @Test func keepsTheLaterOfTwoForTheSameRangeAndTheOuterOfOverlapping() {
        var edits = JSONEdits()
        edits.replace(1..<3, with: bytes("x"))
        edits.replace(1..<3, with: bytes("y"))
        #expect(!edits.hasOverlaps)
        edits.replace(2..<5, with: bytes("lost"))
        edits.insert(bytes("lost"), at: 2)
        #expect(edits.hasOverlaps)
        edits.insert(bytes("+"), at: 3)
        edits.replace(5..<99, with: bytes("!"))
        edits.insert(bytes("?"), at: 120)
        #expect(edits.applied(to: bytes("0123456")) == bytes("0y+34!?"))
    }

    @Test(arguments: 0..<10)
    func agreesWithCuttingByHand(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let original = (0..<60).map { _ in UInt8(0x61 + random.below(26)) }
        var pieces: [(range: Range<Int>, bytes: [UInt8])] = []
        var at = 0
        while at < original.count {
            let end = min(original.count, at + 1 + random.below(6))
            if random.chance(1, in: 2) { pieces.append((at..<end, (0..<random.below(5)).map { _ in 0x2A })) }
            at = end
        }
        var expected: [UInt8] = []
        var done = 0
        for piece in pieces {
            expected += original[done..<piece.range.lowerBound] + piece.bytes
            done = piece.range.upperBound
        }
        expected += original[done...]
        var edits = JSONEdits()
        for piece in pieces.shuffled(using: &random) { edits.replace(piece.range, with: piece.bytes) }
        let result = edits.applied(to: original)
        #expect(result == expected)
        for place in original.indices where !pieces.contains(where: { $0.range.contains(place) }) {
            #expect(result[edits.offset(ofOriginal: place)] == original[place])
        }
    }
}
