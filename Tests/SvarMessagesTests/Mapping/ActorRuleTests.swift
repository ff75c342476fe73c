import SvarFHIR
import SvarJSON
import SvarMessages
import Testing

/// Rule R24: parties as PractitionerRoles.
struct ActorRuleTests {
    /// The roles that the report names as performers.
    private func performers(_ message: MessageText) throws -> [JSONValue] {
        let unit = try message.unit()
        let references = unit.body("report")?.at("performer")?.elements.compactMap { $0["reference"]?.string } ?? []
        return references.compactMap { unit.body(String($0.dropFirst("urn:svar:".count))) }
    }

    private func requester(_ message: MessageText) throws -> JSONValue? {
        let unit = try message.unit()
        let reference = unit.all(.serviceRequest).first?.body.text("requester.reference")
        return reference.flatMap { unit.body(String($0.dropFirst("urn:svar:".count))) }
    }

    private func department(_ id: String, additional: String = "") -> MessageText {
        var message = MessageText()
        message.servProvider = MessageText.party(
            "<Name>Sykehus</Name><Id>987</Id><TypeId V=\"ENH\"/><Dept><Name>Lab</Name>\(id)\(additional)</Dept>"
        )
        return message
    }

    @Test(arguments: ["HER", "ENH", "RSH", "AKO"])
    func aDepartmentsNationalIdentifierStandsForTheInstitutions(kind: String) throws {
        let role = try #require(performers(department("<Id>55</Id><TypeId V=\"\(kind)\"/>")).first)
        #expect(role.text("organization.display") == "Sykehus, Lab")
        #expect(role.text("organization.identifier.value") == "55")
    }

    @Test func elseItsFirstNationalAdditionalIdElseTheInstitutions() throws {
        let local = "<Id>R</Id><TypeId V=\"LAV\"/>"
        let additional = """
            <AdditionalId><Id>U</Id><Type V="LAV"/></AdditionalId><AdditionalId><Id>77</Id><Type V="HER"/></AdditionalId>
            """
        let first = try #require(performers(department(local, additional: additional)).first)
        #expect(first.text("organization.identifier.system") == "urn:oid:2.16.578.1.12.4.1.2")
        #expect(first.text("organization.identifier.value") == "77")
        let second = try #require(performers(department(local)).first)
        #expect(second.text("organization.identifier.system") == "urn:oid:2.16.578.1.12.4.1.4.101")
    }

    private func person(_ id: String, _ kind: String, name: String = "Kari Lege", type: String = "") -> String {
        "<HCPerson>\(type)<Name>\(name)</Name><Id>\(id)</Id><TypeId V=\"\(kind)\"/></HCPerson>"
    }

    @Test func thereIsOneRoleForEachPerson() throws {
        var message = MessageText()
        message.servProvider = MessageText.party("<Name>Lab</Name>\(person("1", "HPR"))\(person("2", "HPR"))")
        let roles = try performers(message)
        #expect(roles.map { $0.text("practitioner.identifier.value") } == ["1", "2"])
        #expect(roles.allSatisfy { $0.text("organization.display") == "Lab" })
    }

    @Test(arguments: [("HPR", true), ("HER", true), ("DUF", true), ("LOP", false), ("XXX", false)])
    func onlyNationalNumbersNameAPerson(kind: String, isIdentifier: Bool) throws {
        var message = MessageText()
        message.servProvider = MessageText.party("<Name>Lab</Name>\(person("42", kind))")
        let practitioner = try #require(performers(message).first).at("practitioner")
        #expect((practitioner?["identifier"] != nil) == isIdentifier)
        #expect(practitioner?.text("display") == "Kari Lege")
    }

    @Test func kindSpecialtyAndTelephoneAreKept() throws {
        var message = MessageText()
        message.relServProv = """
            <RelServProv><Relation V="AHP" DN="Ansvarlig helsepersonell"/><HCP><HCProf><Type V="LE" DN="Lege"/>\
            <Name>Kari</Name><Id>9</Id><TypeId V="HPR"/></HCProf><Address><Type V="WP"/>\
            <TeleAddress V="tel:73000000"/><TeleAddress V="mailto:lab@example.org"/></Address></HCP></RelServProv>
            """
        let role = try #require(performers(message).first)
        #expect(role.codes("code[0]").first == "9060#LE")
        #expect(role.at("telecom")?.elements.map { $0["value"]?.string } == ["73000000", "lab@example.org"])
        #expect(role.text("organization.display") == "Lab", "without Inst it takes the ServProvider's")
        let performer = try message.report().at("performer[0]")
        #expect(performer?.ext("relation")?.text("valueCodeableConcept.coding[0].code") == "AHP")
    }

    @Test func aResultsPerformerIsItsOwnElseItsParentsElseTheReports() throws {
        var message = MessageText()
        let own = "<RelServProv><HCP><HCProf><Name>Nils</Name></HCProf></HCP></RelServProv>"
        message.items =
            MessageText.number(id: "a", after: own + MessageText.number(id: "b")) + MessageText.number(id: "c")
        let unit = try message.unit()
        let names = unit.all(.observation).map { observation -> String? in
            let reference = observation.body.text("performer[0].reference") ?? ""
            let role = unit.body(String(reference.dropFirst("urn:svar:".count)))
            return role?.text("practitioner.display") ?? role?.text("organization.display")
        }
        #expect(names == ["Nils", "Nils", "Lab"])
    }

    private func responsible(_ inst: String) -> String {
        "<ResponsibleHcp><Relation V=\"REK\"/><HCP><Inst>\(inst)</Inst></HCP></ResponsibleHcp>"
    }

    @Test func theRequesterIsResponsibleHcpElseRequester() throws {
        var message = MessageText()
        #expect(try requester(message)?.text("organization.display") == "Legekontor")
        message.responsible = responsible("<Name>Klinikk</Name><Id>3</Id><TypeId V=\"HER\"/>\(person("9", "HPR"))")
        let role = try requester(message)
        #expect(role?.text("practitioner.identifier.value") == "9")
        #expect(role?.text("organization.identifier.value") == "3")
    }

    @Test func withoutIdentifierItTakesTheRequestersUnlessItNamesAnother() throws {
        var message = MessageText()
        message.responsible = responsible(person("9", "HPR"))
        #expect(try requester(message)?.text("organization.identifier.value") == "200002")
        message.responsible = responsible("<Name>Legekontor</Name>\(person("9", "HPR"))")
        #expect(try requester(message)?.text("organization.identifier.value") == "200002")
        message.responsible = responsible("<Name>Annet kontor</Name>\(person("9", "HPR"))")
        #expect(try requester(message)?.text("organization.display") == "Annet kontor")
        #expect(try requester(message)?.at("organization.identifier") == nil)
    }
}
