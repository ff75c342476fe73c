import SvarDomain
import Testing

@Suite struct Base64URLTests {
    @Test func everyLengthComesBack() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: ($0 &+ 7) &* 149 &+ count) }
            let text = Base64URL.encode(bytes)
            #expect(text.utf8.count == (count * 4 + 2) / 3)
            #expect(Base64URL.decode(text.utf8) == bytes)
        }
    }

    /// RFC 4648 §10, in the alphabet of §5 and without padding.
    @Test(arguments: [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE")])
    func textIsThatOfTheStandard(plain: String, text: String) {
        #expect(Base64URL.encode(plain.utf8) == text)
        #expect(Base64URL.decode(text.utf8) == Array(plain.utf8))
    }

    @Test func signsOfURLsStandForPlusAndSlash() { #expect(Base64URL.encode([0xFB, 0xEF, 0xFF]) == "--__") }

    /// One byte leaves four bits over: they must be zero, so that bytes have one spelling.
    @Test(arguments: ["AB", "A", "AA=", "AAAAA", "A A", "+A", "/A", "Å", "AAB"])
    func otherSpellingsAreRefused(text: String) { #expect(Base64URL.decode(text.utf8) == nil) }
}
