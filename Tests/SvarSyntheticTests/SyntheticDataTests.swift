import SvarDomain
import SvarSynthetic
import Testing

struct SyntheticDataTests {
    let data = SyntheticData(seed: 7, persons: 60)

    @Test func theSameSeedGivesTheSameBytes() {
        let again = SyntheticData(seed: 7, persons: 60)
        #expect(Array(data.messages()) == Array(again.messages()))
    }

    @Test func anotherSeedGivesOtherBytes() {
        let other = SyntheticData(seed: 8, persons: 60)
        #expect(data.messages(of: 3).map(\.bytes) != other.messages(of: 3).map(\.bytes))
    }

    @Test func aPersonIsTheSameInALargerSet() {
        #expect(SyntheticData(seed: 7, persons: 5).messages(of: 4) == data.messages(of: 4))
    }

    @Test func theDemoHasSomeHundredsOfMessages() {
        let count = Array(SyntheticData.demo.messages()).count
        #expect((300...900).contains(count))
    }

    @Test func everyDisciplineKindAndAnAttachmentOccurInTheDemo() {
        let messages = Array(SyntheticData.demo.messages())
        #expect(Set(messages.map(\.discipline)) == Set(SyntheticMessage.Discipline.allCases))
        #expect(Set(messages.map(\.kind)) == Set(SyntheticMessage.Kind.allCases))
        #expect(messages.contains { $0.hasAttachment })
    }

    @Test func everyMessageHasAnIdAndANameOfItsOwn() {
        let messages = Array(data.messages())
        #expect(Set(messages.map(\.messageID)).count == messages.count)
        #expect(Set(messages.map(\.name)).count == messages.count)
    }

    @Test func versionsOfAReportShareItsIdAndComeInOrder() {
        for message in data.messages() where ![.new, .preliminary].contains(message.kind) {
            let siblings = data.messages(of: Int(message.name.prefix(5))! - 1)
                .filter { $0.reportID == message.reportID }
            #expect(siblings.count == 2)
            #expect(siblings.first.map { [.new, .preliminary].contains($0.kind) } == true)
            #expect(siblings.last == message)
        }
    }

    @Test func aPersonHasTrends() {
        let chemistry = data.messages(of: 0).filter { $0.discipline == .clinicalChemistry && $0.kind == .new }
        #expect(chemistry.count >= 3)
    }
}

struct SyntheticPersonTests {
    @Test func numbersAreSyntheticAndTheirOwn() {
        // 29 000 birth dates: the second range meets the dates of the first again.
        let persons = (Array(0..<6000) + Array(29_000..<35_000)).map { SyntheticPerson(index: $0, seed: 1) }
        #expect(persons.allSatisfy { $0.number.isSynthetic })
        #expect(Set(persons.map(\.number)).count == persons.count)
    }

    @Test func someHaveDNumbers() {
        let kinds = Set((0..<40).map { SyntheticPerson(index: $0, seed: 1).number.kind })
        #expect(kinds == [.nationalIdentity, .dNumber])
    }

    @Test func theNumberTellsTheBirthDate() {
        let person = SyntheticPerson(index: 0, seed: 0)
        #expect(person.birthDate.dateText == "1941-01-01")
        #expect(person.number.value.hasPrefix("018141"))
    }
}

struct LaboratoryTests {
    @Test func organisationNumbersHaveValidControlDigits() {
        for laboratory in Laboratory.all {
            let digits = laboratory.organisationNumber.utf8.map { Int($0) - 48 }
            let sum = zip([3, 2, 7, 6, 5, 4, 3, 2, 1], digits).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(digits.count == 9)
            #expect(digits.starts(with: [3, 1]))
            #expect(sum % 11 == 0)
        }
    }

    @Test func everyDisciplineHasALaboratory() {
        #expect(Set(Laboratory.all.flatMap(\.disciplines)) == Set(SyntheticMessage.Discipline.allCases))
    }
}

struct LocalTimeTests {
    @Test(arguments: [
        (0, "1970-01-01"), (11_016, "2000-02-29"), (20_089, "2025-01-01"), (20_634, "2026-06-30"),
    ])
    func daysBecomeDates(day: Int, text: String) {
        #expect(LocalTime(day: day, secondOfDay: 0).dateText == text)
    }

    /// 2026: summer time from 29 March to 25 October.
    @Test(arguments: [(20_540, "+01:00"), (20_541, "+02:00"), (20_750, "+02:00"), (20_751, "+01:00")])
    func summerTimeIsFromTheLastSundayOfMarchToThatOfOctober(day: Int, offset: String) {
        #expect(LocalTime(day: day, secondOfDay: 43_200).offsetText == offset)
    }

    @Test func timesHaveTwoDigitsEach() {
        #expect(LocalTime(day: 0, secondOfDay: 3_723).text == "1970-01-01T01:02:03")
    }
}
