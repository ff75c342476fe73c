import Crypto
import SvarDomain
import SvarSync
import SvarSynthetic
import Testing

@Suite struct WireKeyTests {
    private let key = SymmetricKey(data: [UInt8](repeating: 7, count: 32))

    @Test func personsAndUnitsNeverShareAName() {
        var names: Set<WireKey> = []
        for number in 0..<200 {
            let person = WireKey(patient: "p\(number)", key: key)
            names.insert(person)
            for unit in 0..<10 { names.insert(WireKey(UnitKey(Int64(unit)), of: person, key: key)) }
        }
        #expect(names.count == 200 * 11)
    }

    /// A restored store may give the number of a unit again, to another person's.
    @Test func nameOfAUnitDependsOnItsPersonAndOnTheKey() {
        let other = SymmetricKey(data: [UInt8](repeating: 8, count: 32))
        let (one, two) = (WireKey(patient: "a", key: key), WireKey(patient: "b", key: key))
        #expect(WireKey(UnitKey(5), of: one, key: key) != WireKey(UnitKey(5), of: two, key: key))
        #expect(WireKey(UnitKey(5), of: one, key: key) != WireKey(UnitKey(5), of: one, key: other))
        #expect(one != WireKey(patient: "a", key: other))
        #expect(one == WireKey(patient: "a", key: key))
    }

    @Test func textHas22SignsAndComesBack() throws {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<100 {
            let name = random.key()
            #expect(name.text.utf8.count == 22)
            #expect(WireKey(text: name.text) == name)
        }
    }

    @Test(arguments: [
        "", "AAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAB", "AAAAAAAAAAAAAAAAAAAAAA==", "AAAAAAAAAAAAAAAAAAAAAAA",
    ])
    func otherTextsAreNoNames(text: String) { #expect(WireKey(text: text) == nil) }

    @Test func orderIsThatOfTheBytes() {
        var random = SeededGenerator(seed: 5)
        let names = (0..<100).map { _ in random.key() }
        let texts = names.sorted().map {
            $0.bytes.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()
        }
        #expect(texts == texts.sorted())
    }
}
