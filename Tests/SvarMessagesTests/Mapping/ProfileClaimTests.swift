import SvarFHIR
import SvarJSON
import SvarMessages
import Testing

/// Rule R33: the national profile is claimed where its required bindings are met, and only there.
struct ProfileClaimTests {
    private func claims(_ body: JSONValue?) -> Bool {
        let profiles = body?.at("meta.profile")?.elements.compactMap(\.string) ?? []
        #expect(profiles.first?.hasPrefix(SvarCanonical.base) == true)
        return profiles.contains { $0.hasPrefix("http://nhn.no/fhir/nilar/StructureDefinition/") }
    }

    private static let susceptible = "<TextCode V=\"S\" S=\"2.16.578.1.12.4.1.1.8271\"/>"
    private static let own = "<TextCode V=\"x\" S=\"2.16.578.1.12.4.1.1.9999\"/>"
    private static let deviation = "</Investigation><DevResultInd V=\"1\"/>"

    @Test(
        arguments: [
            ("a coded number", MessageText.number(), true),
            ("text under a heading", MessageText.text("Positiv"), true),
            ("text alone", MessageText.text("Positiv", heading: nil), false),
            ("a code of another list alone", MessageText.text("x", heading: nil, codes: own), false),
            ("no code, a heading", MessageText.text("Funn", heading: "FU", code: nil), false),
            ("no code, no heading", MessageText.number().replacing("<Id V=\"NPU03429\"", with: "<Id"), false),
            ("a deviation", MessageText.number().replacing("</Investigation>", with: deviation), true),
            ("susceptibility", MessageText.text("", heading: "RSB", codes: susceptible), false),
            ("withdrawn text", MessageText.text("Positiv", heading: nil, type: "C"), true),
        ] as [(String, String, Bool)]
    )
    func aResultClaimsTheProfileItMeets(name: String, item: String, isClaimed: Bool) throws {
        var message = MessageText()
        message.items = item
        #expect(try claims(message.observation()) == isClaimed, "\(name)")
    }

    @Test(
        arguments: [
            ("<Type>Serum</Type>", false),
            ("<TypeCoded V=\"S\" S=\"2.16.578.1.12.4.1.1.8351\"/>", true),
            ("<TypeCoded V=\"S\" S=\"2.16.578.1.12.4.1.1.9999\"/>", false),
        ] as [(String, Bool)]
    )
    func aSpecimenClaimsTheProfileByItsType(type: String, isClaimed: Bool) throws {
        var message = MessageText()
        message.subjects = Specimens.subject("s", collected: nil, type: type)
        #expect(try claims(message.unit().all(.specimen).first?.body) == isClaimed)
    }

    @Test func anUnknownKindOfReportIsToldAndClaimsNothing() throws {
        var message = MessageText()
        #expect(try claims(message.report()))
        #expect(try message.mapped().issues.isEmpty)
        message.msgDescr = "KJEMI"
        #expect(try !claims(message.report()))
        let issues = try message.mapped().issues
        #expect(issues.map(\.code) == [.schemaUnknown])
        #expect(issues.map(\.path) == ["ServReport[1]/MsgDescr"])
        #expect(try message.report().codes("category[0]").first == "8202#LAB")
    }

    @Test(arguments: [("8269", true), ("9999", false)])
    func aCodedCommentOfAnotherListIsNotTheProfiles(number: String, isClaimed: Bool) throws {
        var message = MessageText()
        message.head = "<CodedComment V=\"1\" S=\"2.16.578.1.12.4.1.1.\(number)\"/>"
        #expect(try claims(message.report()) == isClaimed)
    }
}
