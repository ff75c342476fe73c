import SvarAccess
import SvarDomain
import SvarFHIR
import SvarServices
import SvarSynthetic
import Testing

@testable import svar

/// The file of the population register (docs/operations/population.md).
struct PersonFileTests {
    private static let one = SyntheticPerson(index: 1, seed: 5).number
    private static let two = SyntheticPerson(index: 2, seed: 5).number
    private static let three = SyntheticPerson(index: 3, seed: 5).number

    private static func parse(_ person: String) throws -> [PopulationTable.Person] {
        try PersonFileFormat.parse(Array(#"{"persons":[\#(person)]}"#.utf8))
    }

    @Test func everyMemberIsRead() throws {
        let persons = try Self.parse(
            """
            {"number":"\(Self.one.value)","earlierNumbers":["\(Self.two.value)"],"birthDate":"2018-12-02",
             "deceased":true,"protectedAddress":true,"sharesAddressWithParent":true,"mandates":[
              {"kind":"FORELDREREPRESENTASJON","holder":"\(Self.three.value)","scopes":["results"],
               "from":"2020-07-01","until":"2034-12-02T12:00:00+01:00"},
              {"kind":"VERGEMAL","holder":"\(Self.three.value)","scopes":["settings","results"]},
              {"kind":"FULLMAKT","holder":"\(Self.three.value)","scopes":["settings"]}]},
            {"number":"\(Self.three.value)"}
            """
        )
        var expected = PopulationTable.Person(Self.one, Self.two, birthDate: CivilDate(year: 2018, month: 12, day: 2))
        expected.isDeceased = true
        expected.hasProtectedAddress = true
        expected.sharesAddressWithParent = true
        expected.mandates = [
            .init(
                .parent,
                holder: Self.three,
                scope: .results,
                // Midnight in Oslo, in summer; and an instant as it is.
                valid: .init(
                    from: ServerTime(microseconds: 1_593_554_400_000_000),
                    until: ServerTime(microseconds: 2_048_670_000_000_000)
                )
            ),
            .init(.guardian, holder: Self.three), .init(.proxy, holder: Self.three, scope: .settings),
        ]
        #expect(persons == [expected, PopulationTable.Person(Self.three)])
    }

    /// Nothing is guessed: what is misspelt or of another form is refused, with its place and never its content.
    @Test(arguments: [
        #""#, #"{}"#, #"{"persons":{}}"#, #"{"persons":[],"x":1}"#, #"{"persons":[1]}"#, #"{"persons":[{}]}"#,
        #"{"persons":[{"number":"12345678901"}]}"#, #"{"persons":[{"number":"NUMBER","decesed":true}]}"#,
        #"{"persons":[{"number":"NUMBER","deceased":"false"}]}"#,
        #"{"persons":[{"number":"NUMBER","birthDate":"2018"}]}"#,
        #"{"persons":[{"number":"NUMBER","birthDate":"2018-02-30"}]}"#,
        #"{"persons":[{"number":"NUMBER","birthDate":null}]}"#,
        #"{"persons":[{"number":"NUMBER","earlierNumbers":["1"]}]}"#,
        #"{"persons":[{"number":"NUMBER","mandates":{}}]}"#,
        #"{"persons":[{"number":"NUMBER","mandates":[{"kind":"parent","holder":"NUMBER","scopes":["results"]}]}]}"#,
        #"{"persons":[{"number":"NUMBER","mandates":[{"kind":"FULLMAKT","holder":"1","scopes":["results"]}]}]}"#,
        #"{"persons":[{"number":"NUMBER","mandates":[{"kind":"FULLMAKT","holder":"NUMBER"}]}]}"#,
        #"{"persons":[{"number":"NUMBER","mandates":[{"kind":"FULLMAKT","holder":"NUMBER","scopes":["all"]}]}]}"#,
        #"{"persons":[{"number":"NUMBER","mandates":[{"kind":"FULLMAKT","holder":"NUMBER","scopes":["results"],"until":"2030-01-01T00:00:00"}]}]}"#,
        #"{"persons":[{"number":"NUMBER","mandates":[{"kind":"FULLMAKT","holder":"NUMBER","scopes":["results"],"til":"2030-01-01"}]}]}"#,
    ]) func whatIsNotUnderstoodIsRefused(_ text: String) throws {
        let bytes = Array(text.replacing("NUMBER", with: Self.one.value).utf8)
        let failure = try #require(throws: Failure.self) { try PersonFileFormat.parse(bytes) }
        #expect(!"\(failure)".contains(Self.one.value))
        #expect("\(failure)".contains("population register"))
    }

    /// The demo's register is one that can be read, about every person of the demo.
    @Test func theDemosRegisterIsRight() throws {
        let persons = try PersonFileFormat.parse(DevelopmentPersons.register)
        #expect(persons.count == SyntheticData.demo.persons)
        let table = try #require(
            PopulationTable(persons, holders: MandateHolders(secret: [UInt8](repeating: 1, count: 32)))
        )
        let child = try #require(table.answer(about: [DevelopmentPersons.child.number]))
        #expect(child.mandates.map(\.holder) == [table.holder(DevelopmentPersons.parent.number)])
        #expect(child.birthDate?.year == 2018)
        #expect(table.answer(about: [DevelopmentPersons.youth.number])?.birthDate?.year == 2011)
        for index in 0..<SyntheticData.demo.persons {
            #expect(table.answer(about: [SyntheticData.demo.person(index).number])?.birthDate != nil)
        }
    }
}
