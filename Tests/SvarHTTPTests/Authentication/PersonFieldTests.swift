import HTTPTypes
import SvarDomain
import SvarFHIR
import SvarHTTP
import SvarSearch
import Testing

/// The fields that say about whom, and on which ground.
struct PersonFieldTests {
    private static func fields(_ name: String, _ values: [String]) -> HTTPFields {
        var fields = HTTPFields()
        for value in values { fields.append(HTTPField(name: HTTPField.Name(name)!, value: value)) }
        return fields
    }

    /// A number of a kind, by its first nine digits of the +80 series.
    private static func number(_ kind: PersonNumber.Kind, _ start: String) -> PersonNumber? {
        (0..<100).lazy.compactMap { PersonNumber(kind, start + ($0 < 10 ? "0\($0)" : "\($0)")) }.first
    }

    @Test(arguments: ["person-id", "Person-Id", "PERSON-ID"]) func namesThePerson(_ name: String) throws {
        let number = try #require(PersonNumber(.nationalIdentity, syntheticNumber))
        #expect(try PersonField.read(Self.fields(name, [syntheticNumber])) == .number(number))
    }

    @Test func theFirstDigitTellsTheKind() throws {
        let dNumber = try #require(Self.number(.dNumber, "538899100"))
        #expect(try PersonField.parse(dNumber.value) == .number(dNumber))
        let help = try #require(PersonNumber(.sharedHelp, "81888899100"))
        #expect(try PersonField.parse(help.value) == .number(help))
    }

    @Test func noFieldNamesNobody() throws {
        #expect(try PersonField.read(HTTPFields()) == nil)
        #expect(try AccessBasis.read(HTTPFields()) == "")
    }

    @Test(arguments: [
        "", " ", "1388991005", "138899100590", "13889910058", "1388991005a", "138899 10059", "１３８８９９１００５９",
        "urn:oid:2.16.578.1.12.4.1.4.1|13889910059", "13889910059,13889910059", "00000000001",
    ]) func whatIsNoNumberIsRefusedWithoutBeingToldBack(_ text: String) throws {
        let refusal = try #require(throws: HTTPRefusal.self) { try PersonField.parse(text) }
        #expect(refusal.status == 400)
        if text.utf8.count > 5 { #expect(!refusal.issues.contains { $0.text.contains(text) }) }
    }

    @Test func twoFieldsAreRefusedAlsoWhenTheyAgree() throws {
        for (name, value) in [("person-id", syntheticNumber), ("access-basis", "AKUTT")] {
            let fields = Self.fields(name, [value, value])
            let refusal = try #require(throws: HTTPRefusal.self) {
                _ = try PersonField.read(fields)
                _ = try AccessBasis.read(fields)
            }
            #expect(refusal.status == 400)
            #expect(!refusal.issues.contains { $0.text.contains(value) })
        }
    }

    @Test(arguments: ["UNNTAK", "SAMTYKKE", "AKUTT", "FORHOYET_SAMTYKKE", "FORHOYET_AKUTT"])
    func theValuesOfTheNationalReadAPIAreBases(_ text: String) throws {
        #expect(try AccessBasis.read(Self.fields("access-basis", [text])) == text)
    }

    @Test(arguments: ["", "akutt", "0", "AKUTT,UNNTAK", "FORHØYET_AKUTT", "BLAALYS"])
    func otherBasesAreRefused(_ text: String) throws {
        let refusal = try #require(throws: HTTPRefusal.self) { try AccessBasis.parse(text) }
        #expect(refusal.status == 400)
        #expect(refusal.issues.map(\.code) == [.codeInvalid])
    }

    @Test(arguments: ["LE", "SP", "FA1"]) func aRoleIsACode(_ text: String) throws {
        #expect(try RoleField.read(Self.fields("requester-hpr-role", [text])) == text)
    }

    @Test(arguments: ["", "le", "Nordmann", "L", syntheticNumber, "LE,SP"])
    func whatIsNoCodeOfARoleIsRefusedWithoutBeingToldBack(_ text: String) throws {
        let refusal = try #require(throws: HTTPRefusal.self) {
            try RoleField.read(Self.fields("requester-hpr-role", [text]))
        }
        #expect(refusal.status == 400)
        if text.utf8.count > 2 { #expect(!refusal.issues.contains { $0.text.contains(text) }) }
    }
}
