import SvarDomain
import SvarFHIR
import SvarStore

extension StoreConformance {
    static let persons: [Case] = [
        Case("a person is found by any number and by the Patient's id") { store, _ in
            let numbers = Fixture.numbers
            let person = try await store.addPerson("p", [numbers[0], numbers[1]])
            let other = try await store.addPerson("q", [numbers[2]])
            try expect(person != other)
            try expect(await store.person(number: numbers[1]), is: person)
            try expect(await store.person(number: numbers[2]), is: other)
            try expect(await store.person(number: numbers[3]), is: nil)
            try expect(await store.person(patient: "p"), is: person)
            try expect(await store.person(patient: "r"), is: nil)
            try await store.write { transaction in
                try expect(transaction.patientID(of: person), is: "p")
                try expect(Set(transaction.numbers(of: person)), is: [numbers[0], numbers[1]])
                try expect(transaction.person(number: numbers[2]), is: other)
                try transaction.addNumber(numbers[3], to: person)
                try transaction.addNumber(numbers[3], to: person)
                try expect(transaction.numbers(of: person).count, is: 3)
            }
            try expect(await store.person(number: numbers[3]), is: person)
        },
        Case("a person may have several Patient resources; the first stands for it") { store, _ in
            let person = try await store.addPerson("p")
            let other = try await store.addPerson("q")
            try await store.write { transaction in
                try transaction.addPatient("p2", to: person)
                try transaction.addPatient("p2", to: person)
                try expect(transaction.person(patient: "p2"), is: person)
                try expect(transaction.patientID(of: person), is: "p")
            }
            try expect(await store.person(patient: "p2"), is: person)
            try await expectError(.storeFailed) { try await store.write { try $0.addPatient("p2", to: other) } }
            try await expectError(.storeFailed) { try await store.write { try $0.addPatient("p", to: other) } }
        },
        Case("a number or a Patient id belongs to one person") { store, _ in
            let numbers = Fixture.numbers
            _ = try await store.addPerson("p", [numbers[0]])
            let other = try await store.addPerson("q")
            try await expectError(.storeFailed) { _ = try await store.addPerson("p") }
            try await expectError(.storeFailed) { _ = try await store.addPerson("r", [numbers[0]]) }
            try await expectError(.storeFailed) { try await store.write { try $0.addNumber(numbers[0], to: other) } }
            try expect(await store.person(patient: "r"), is: nil)
            try await expectError(.storeFailed) { _ = try await store.write { try $0.patientID(of: PersonKey(99)) } }
        },
    ]

    static let submissions: [Case] = [
        Case("a resubmission is known by its sender and its exact bytes") { store, _ in
            let bytes = Array("<Message/>".utf8)
            let number = try await store.write { transaction in
                let number = try transaction.addSubmission(
                    producer: Fixture.laboratory,
                    messageID: "m",
                    bytes: bytes,
                    keepsRaw: true
                )
                try expect(transaction.submission(producer: Fixture.laboratory, bytes: bytes)?.number, is: number)
                try transaction.setReceipt([7], of: number)
                return number
            }
            try await store.write { transaction in
                let wanted = SubmissionRecord(
                    number: number,
                    producer: Fixture.laboratory,
                    messageID: "m",
                    receipt: [7]
                )
                try expect(transaction.submission(producer: Fixture.laboratory, bytes: bytes), is: wanted)
                try expect(transaction.submission(producer: Fixture.hospital, bytes: bytes), is: nil)
                try expect(transaction.submission(producer: Fixture.laboratory, bytes: bytes + [10]), is: nil)
                try expect(transaction.submissions(producer: Fixture.laboratory, messageID: "m"), is: [wanted])
                try expect(transaction.submissions(producer: Fixture.hospital, messageID: "m"), is: [])
                try expect(transaction.submissions(producer: Fixture.laboratory, messageID: "n"), is: [])
            }
        },
        Case("submissions of one message id are told in order, and of none are apart") { store, _ in
            try await store.write { transaction in
                for (id, byte) in [("m", 1), (nil, 2), ("m", 3), ("n", 4)] as [(String?, UInt8)] {
                    _ = try transaction.addSubmission(
                        producer: Fixture.laboratory,
                        messageID: id,
                        bytes: [byte],
                        keepsRaw: byte % 2 == 0
                    )
                }
                let found = try transaction.submissions(producer: Fixture.laboratory, messageID: "m").map(\.number)
                try expect(found.count, is: 2)
                try expect(found.sorted(), is: found)
                let unnamed = try require(transaction.submission(producer: Fixture.laboratory, bytes: [2]))
                try expect(unnamed.messageID, is: nil)
                try expect(unnamed.receipt, is: [])
            }
        },
        Case("contributions of a unit come back in arrival order") { store, _ in
            try await store.write { transaction in
                let unit = try Fixture.unit([Fixture.version(.diagnosticReport, "r")], in: transaction)
                let other = try Fixture.unit([Fixture.version(.diagnosticReport, "s")], in: transaction)
                let submission = try transaction.addSubmission(
                    producer: Fixture.laboratory,
                    messageID: nil,
                    bytes: [1],
                    keepsRaw: true
                )
                try transaction.addContribution([1], to: unit, submission: submission)
                try transaction.addContribution([9], to: other, submission: submission)
                try transaction.addContribution([2], to: unit, submission: submission)
                try expect(
                    transaction.contributions(of: unit),
                    is: [
                        ContributionRecord(arrival: 1, submission: submission, body: [1]),
                        ContributionRecord(arrival: 2, submission: submission, body: [2]),
                    ]
                )
                try expect(transaction.contributions(of: other).map(\.arrival), is: [1])
                try expect(transaction.contributions(of: UnitKey(99)), is: [])
            }
            try await expectError(.storeFailed) {
                try await store.write { try $0.addContribution([1], to: UnitKey(1), submission: 99) }
            }
        },
    ]
}
