import Crypto
import Foundation
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore
import SvarStoreSQLite
import SvarSynthetic
import SvarTesting
import Testing

@testable import SvarServices

struct PageTokenTests {
    private let now = ServerTime(microseconds: 1_780_000_000_000_000)
    private let tokens = PageTokens(key: SymmetricKey(data: [UInt8](repeating: 7, count: 32)))

    private func place(_ random: inout SeededGenerator) -> PageTokens.Place {
        PageTokens.Place(
            position: LogPosition(Int64.random(in: 0 ... .max, using: &random)),
            query: (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) },
            context: (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) },
            begun: now,
            issued: now,
            direction: [.after, .before, .fromStart, .fromEnd].randomElement(using: &random)!,
            key: Int64.random(in: .min ... .max, using: &random)
        )
    }

    private func kind(_ token: String, at now: ServerTime? = nil, _ tokens: PageTokens? = nil) throws -> Refusal.Kind? {
        do {
            _ = try (tokens ?? self.tokens).open(token, now: now ?? self.now)
            return nil
        } catch let refusal as Refusal {
            return refusal.kind
        }
    }

    @Test func tokenGivesItsPlaceBackAndHasOneLength() throws {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            let place = place(&random)
            let token = try tokens.seal(place)
            #expect(token.utf8.count == 126)
            #expect(try tokens.open(token, now: now) == place)
            #expect(try tokens.seal(place) != token)
        }
    }

    @Test func anyChangedCharacterIsRefused() throws {
        var random = SeededGenerator(seed: 2)
        let token = Array(try tokens.seal(place(&random)).utf8)
        for index in token.indices {
            for other in [UInt8(ascii: "A"), UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "=")]
            where other != token[index] {
                var changed = token
                changed[index] = other
                #expect(try kind(String(decoding: changed, as: UTF8.self)) == .invalid)
            }
        }
    }

    @Test(arguments: ["", "x", "Ω", String(repeating: "A", count: 126), String(repeating: "A", count: 10_000)])
    func whatIsNoTokenIsRefused(_ token: String) throws { #expect(try kind(token) == .invalid) }

    @Test func tokenCutOrLengthenedIsRefused() throws {
        var random = SeededGenerator(seed: 3)
        let token = try tokens.seal(place(&random))
        #expect(try kind(String(token.dropLast())) == .invalid)
        #expect(try kind(token + "A") == .invalid)
        #expect(try kind(token + token) == .invalid)
    }

    @Test func tokenOfAnotherKeyIsRefusedAndAnOlderKeyStillOpensItsOwn() throws {
        var random = SeededGenerator(seed: 4)
        let old = SymmetricKey(data: [UInt8](repeating: 7, count: 32))
        let new = SymmetricKey(data: [UInt8](repeating: 8, count: 32))
        let place = place(&random)
        let token = try tokens.seal(place)
        #expect(try kind(token, PageTokens(key: new)) == .invalid)
        let both = PageTokens(keys: [1: old, 2: new], current: 2)
        #expect(try both.open(token, now: now) == place)
        #expect(try kind(both.seal(place), PageTokens(key: old)) == .invalid)
    }

    @Test func keyOfAStoreIsTheSameEachTimeAndOfItsOwn() throws {
        let directory = try TemporaryDirectory()
        let bytes = SeededBytes(seed: 1)
        let key = try PageKey.load(directory: directory.path) { bytes($0) }
        #expect(key.count == 32)
        #expect(try PageKey.load(directory: directory.path) { bytes($0) } == key)
        let other = try TemporaryDirectory()
        #expect(try PageKey.load(directory: other.path) { bytes($0) } != key)
        try Data([1]).write(to: URL(fileURLWithPath: directory.path + "/keys/page.key"))
        #expect(throws: SvarError(.storeUnusable, "")) { try PageKey.load(directory: directory.path) { bytes($0) } }
    }

    @Test func tokenLivesAnHourAndAWalkLessThanADay() throws {
        var random = SeededGenerator(seed: 5)
        var place = place(&random)
        let hour: Int64 = 3_600_000_000
        let token = try tokens.seal(place)
        #expect(try kind(token, at: ServerTime(microseconds: now.microseconds + hour)) == nil)
        #expect(try kind(token, at: ServerTime(microseconds: now.microseconds + hour + 1)) == .gone)
        place.begun = ServerTime(microseconds: now.microseconds - 23 * hour)
        #expect(try kind(tokens.seal(place)) == nil)
        place.begun = ServerTime(microseconds: now.microseconds - 23 * hour - 1)
        #expect(try kind(tokens.seal(place)) == .gone)
    }
}

struct KeptInteractionTests {
    @Test(arguments: [
        nil, PersonName.patient("abc"), PersonName.number(Made.number),
    ])
    func comesBackAsItWas(_ person: PersonName?) throws {
        let kept = KeptInteraction(
            path: "Observation",
            parameters: [NamedValue("code", "a\"|b\\,å"), NamedValue("code", ""), NamedValue("_count", "2")],
            isPosted: true,
            isLenient: false,
            person: person
        )
        #expect(try KeptInteraction(kept.bytes) == kept)
    }

    @Test(arguments: ["", "{}", #"{"path":"x","posted":true,"lenient":false,"query":["a"]}"#])
    func whatWasNotKeptSoIsRefused(_ text: String) {
        #expect(throws: SvarError.self) { try KeptInteraction(text.bytes) }
    }
}
