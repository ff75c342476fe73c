import SvarDomain
import Testing

struct PersonNumberTests {
    /// Published synthetic numbers, control digits computed on the digits as written.
    @Test(arguments: ["13717404089", "02686525891", "05898597468"])
    func takesNumbersWithValidControlDigits(number: String) {
        #expect(PersonNumber(.nationalIdentity, number)?.value == number)
        #expect(PersonNumber(.nationalIdentity, number)?.isSynthetic == true)
        #expect(PersonNumber.looksLikeOne(number))
    }

    @Test(arguments: [
        "13717404080", "13717404079", "1371740408", "137174040890", "1371740408a", "", "\u{661}3717404089",
    ])
    func refusesWrongControlDigitsAndShapes(number: String) {
        #expect(PersonNumber(.nationalIdentity, number) == nil)
        #expect(!PersonNumber.looksLikeOne(number))
    }

    @Test func everyChangedDigitOfAValidNumberIsRefusedUnderTheRuleInForce() {
        // The wider rule from 2032 lets k1 remainders 1 to 3 through, but k2 then catches a single changed digit.
        let valid = Array("05898597468")
        for place in valid.indices {
            for digit in "0123456789" where digit != valid[place] {
                var changed = valid
                changed[place] = digit
                #expect(PersonNumber(.nationalIdentity, String(changed)) == nil)
            }
        }
    }

    @Test func aDNumberStartsWithFourToSeven() {
        #expect(PersonNumber(.dNumber, "05898597468") == nil)
    }

    @Test func aSharedHelpNumberNeedsElevenDigitsOnly() {
        #expect(PersonNumber(.sharedHelp, "81234567890") != nil)
        #expect(PersonNumber(.sharedHelp, "8123456789") == nil)
    }

    @Test func kindsAreFoundByTheirSystem() {
        for kind in PersonNumber.Kind.allCases {
            #expect(PersonNumber.Kind(system: kind.system) == kind)
        }
        #expect(PersonNumber.Kind(system: "urn:oid:2.16.578.1.12.4.1.2") == nil)
    }
}
