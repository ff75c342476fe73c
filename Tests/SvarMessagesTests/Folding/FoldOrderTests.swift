import SvarFHIR
import SvarJSON
import SvarMessages
import Testing

/// Decisions 5 and 6: order, lateness, conflict, copies.
struct FoldOrderTests {
    private func number(_ id: String, _ value: String = "1", type: String? = "N") -> String {
        MessageText.number(value, id: id, type: type)
    }

    private func effects(_ contributions: [Contribution]) -> [IntakeCode] {
        Fold.effects(of: contributions.count, in: MappingSupport.arrived(contributions)).map(\.code)
    }

    @Test func atTheSameTimeTheHigherStatusIsLater() throws {
        let final = try FoldTests.contribution(1, "N", number("A"))
        let cancelled = try FoldTests.contribution(1, "C")
        for order in [[final, cancelled], [cancelled, final]] {
            let unit = try MappingSupport.fold(order)
            #expect(unit.isWithdrawn)
            #expect(!unit.tags.contains(.conflict))
        }
    }

    @Test func theSameTimeAndStatusWithOtherContentIsAConflictWhereTheLaterArrivalWins() throws {
        let one = try FoldTests.contribution(1, "M", number("A", "1"))
        let other = try FoldTests.contribution(1, "M", number("A", "2"))
        let unit = try MappingSupport.fold([one, other])
        #expect(unit.body("item.A")?.at("valueQuantity.value") == .number("2"))
        #expect(unit.tags == [.conflict])
        #expect(unit.body("report")?.text("meta.tag[0].code") == "conflict")
        #expect(effects([one, other]) == [.conflict])
    }

    @Test func aLaterNewReportEndsTheConflict() throws {
        let unit = try MappingSupport.fold([
            try FoldTests.contribution(1, "M", number("A", "1")), try FoldTests.contribution(1, "M", number("A", "2")),
            try FoldTests.contribution(2, "N", number("A", "3")),
        ])
        #expect(unit.tags.isEmpty)
    }

    @Test func aCopyToAnotherReceiverSaysTheSame() throws {
        let first = try FoldTests.contribution(1, "N", number("A"))
        let copy = try FoldTests.contribution(1, "N", number("A")) {
            $0.msgId = "other"
            $0.requester = MessageText.party("<Name>Sykehjem</Name><Id>5</Id><TypeId V=\"HER\"/>")
        }
        #expect(first != copy)
        #expect(Fold.sameContent(first, copy))
        let unit = try MappingSupport.fold([first, copy])
        #expect(unit.tags.isEmpty)
        #expect(unit.resources == (try MappingSupport.fold([first])).resources)
    }

    @Test func otherContentIsNotTheSame() throws {
        let first = try FoldTests.contribution(1, "N", number("A"))
        let changes: [(inout MessageText) -> Void] = [
            { $0.items = MessageText.number("2", id: "A") },
            { $0.genDate = "2024-03-01T10:01:01" },
            { $0.servProvider = MessageText.party("<Name>Lab</Name><Id>100009</Id><TypeId V=\"HER\"/>") },
            { $0.offId = "02686525891" },
        ]
        for change in changes {
            let other = try FoldTests.contribution(1, "N", number("A"), change: change)
            #expect(!Fold.sameContent(first, other))
        }
    }

    @Test func whatArrivesLateTakesItsPlaceAndIsTold() throws {
        let newer = try FoldTests.contribution(2, "M", number("A", "2"))
        let older = try FoldTests.contribution(1, "N", number("A", "1") + number("B"))
        #expect(effects([newer, older]) == [.lateContribution])
        let unit = try MappingSupport.fold([newer, older])
        #expect(unit.body("item.A")?.at("valueQuantity.value") == .number("2"))
        #expect(unit.tags.isEmpty)
        #expect(effects([older, newer]) == [])
    }

    @Test func aLateCancellationMarksTheUnit() throws {
        let first = try FoldTests.contribution(1, "N", number("A") + number("B"))
        let cancellation = try FoldTests.contribution(2, "M", number("B", type: "C"))
        let newer = try FoldTests.contribution(3, "M", number("A", "2"))
        let unit = try MappingSupport.fold([first, newer, cancellation])
        #expect(unit.tags == [.lateCancellation])
        #expect(unit.body("item.B")?.text("status") == "cancelled")
        #expect(effects([first, newer, cancellation]) == [.lateContribution])
        #expect(try MappingSupport.fold([first, cancellation, newer]).tags.isEmpty)
    }

    @Test func cancellingWhatIsNotKnownIsWarnedOf() throws {
        #expect(effects([try FoldTests.contribution(1, "C")]) == [.referenceUnresolved])
        #expect(effects([try FoldTests.contribution(1, "M", number("A", type: "C"))]) == [.referenceUnresolved])
        let first = try FoldTests.contribution(1, "N", number("A"))
        #expect(effects([first, try FoldTests.contribution(2, "M", number("A", type: "C"))]) == [])
        #expect(effects([first, try FoldTests.contribution(2, "M", number("B", type: "C"))]) == [.referenceUnresolved])
        #expect(effects([first, try FoldTests.contribution(2, "C")]) == [])
    }

    private func unnamed(_ code: String, _ value: String, type: String = "N") -> String {
        MessageText.number(value, code: code, type: type)
    }

    @Test func withoutIdsTheKeyIsCodeAndOccurrence() throws {
        let first = try FoldTests.contribution(1, "N", unnamed("X", "1") + unnamed("Y", "2"))
        let unit = try MappingSupport.fold([first, try FoldTests.contribution(2, "M", unnamed("Y", "3", type: "M"))])
        let values = unit.all(.observation).map { $0.body.at("valueQuantity.value") }
        #expect(values == [.number("1"), .number("3")])
        #expect(unit.tags.isEmpty)
    }

    @Test func aPartialChangeOfACodeThatOccursTwiceIsAConflict() throws {
        let first = try FoldTests.contribution(1, "N", unnamed("X", "1") + unnamed("X", "2"))
        let partial = try FoldTests.contribution(2, "M", unnamed("X", "3", type: "M"))
        #expect(try MappingSupport.fold([first, partial]).tags == [.conflict])
        #expect(effects([first, partial]) == [.conflict])
        let full = try FoldTests.contribution(2, "M", unnamed("X", "3", type: "M") + unnamed("X", "4", type: "M"))
        #expect(try MappingSupport.fold([first, full]).tags.isEmpty)
        let whole = try FoldTests.contribution(2, "N", unnamed("X", "3"))
        #expect(try MappingSupport.fold([first, whole]).tags.isEmpty)
    }

    @Test func aFullResendAndAChangeOfOneItemGiveTheSameShapeInBothOrders() throws {
        let many = (1...35).map { number("I\($0)", "\($0)") }.joined()
        let full = try FoldTests.contribution(1, "N", status: "P", many)
        let change = try FoldTests.contribution(2, "M", status: "P", number("I7", type: "C"))
        #expect(try MappingSupport.fold([full, change]).counts == [34, 1])
        #expect(try MappingSupport.fold([change, full]).counts == [34, 1])
        #expect(try MappingSupport.fold([full, change]).resources == MappingSupport.fold([change, full]).resources)
    }

    @Test func aContributionSurvivesItsEncoding() throws {
        var contribution = try FoldTests.contribution(1, "N", number("A") + unnamed("X", "2")) {
            $0.head = """
                <RefDoc><MsgType V="A"/><MimeType>application/pdf</MimeType><Content><Base64Container \
                xmlns="http://www.kith.no/xmlstds/base64container">JVBERi0xLjQ=</Base64Container></Content></RefDoc>
                """
            $0.subjects = Specimens.subject("s", collected: nil)
        }
        contribution.attachments[0].store = 42
        var expected = contribution
        expected.attachments[0].bytes = []
        #expect(Contribution(encoded: contribution.encoded) == expected)
        #expect(Fold.sameContent(contribution, expected))
        #expect(Contribution(encoded: Array("{}".utf8)) == nil)
        #expect(Contribution(encoded: Array(contribution.encoded.dropLast())) == nil)
        #expect(try MappingSupport.fold([expected]).attachments.map(\.store) == [42])
    }
}
