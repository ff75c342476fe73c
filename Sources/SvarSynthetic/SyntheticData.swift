/// Persons who do not exist and the svarrapport messages about them: all eight disciplines, corrections, cancellations
/// and attachments. The same seed and counts give the same bytes, on any machine.
///
/// Messages are made one person at a time, so any number of persons streams in little memory; each person's messages
/// come in the order they were generated (GenDate).
package struct SyntheticData: Sendable {
    package let seed: UInt64
    package let persons: Int
    /// How many reports each person has; a report is one to two messages.
    package let reportsPerPerson: Int

    /// - Parameters:
    ///   - seed: chooses the data set.
    ///   - persons: how many persons.
    ///   - reportsPerPerson: every other one is clinical chemistry; the other disciplines take turns over the persons.
    package init(seed: UInt64, persons: Int, reportsPerPerson: Int = 9) {
        self.seed = seed
        self.persons = persons
        self.reportsPerPerson = reportsPerPerson
    }

    /// What `svar demo` loads: 40 persons and some 500 messages.
    package static let demo = SyntheticData(seed: 2026, persons: 40)

    /// The person at a place, from 0.
    package func person(_ index: Int) -> SyntheticPerson {
        SyntheticPerson(index: index, seed: seed)
    }

    /// All messages about one person, oldest first.
    package func messages(of index: Int) -> [SyntheticMessage] {
        var history = PersonHistory(person: person(index), seed: seed)
        return history.messages(reports: reportsPerPerson)
    }

    /// All messages, person by person, made as they are asked for.
    package func messages() -> some Sequence<SyntheticMessage> {
        (0..<persons).lazy.flatMap { messages(of: $0) }
    }
}
