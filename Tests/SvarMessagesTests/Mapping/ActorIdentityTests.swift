import SvarFHIR
import SvarJSON
import SvarMessages
import Testing

/// Rule R24: what tells one role from another, in a message and across the messages of a unit.
struct ActorIdentityTests {
    /// A department without a national identifier of its own, in a hospital that has one.
    private func department(_ name: String, phone: String? = nil) -> String {
        let address = phone.map { "<Address><Type V=\"WP\"/><TeleAddress V=\"tel:\($0)\"/></Address>" } ?? ""
        return """
            <HCP><Inst><Name>Sykehus</Name><Id>43</Id><TypeId V="HER"/><Dept><Name>\(name)</Name><Id>X</Id>\
            <TypeId V="LAV"/></Dept></Inst>\(address)</HCP>
            """
    }

    private func message(laboratory: String, ward: String) -> MessageText {
        var message = MessageText()
        message.servProvider = department(laboratory, phone: "1")
        message.requester = department(ward, phone: "2")
        message.items = MessageText.number(id: "A")
        return message
    }

    private func role(_ unit: FoldedUnit, _ from: String, _ path: String) throws -> JSONValue {
        let reference = try #require(unit.body(from)?.text(path))
        return try #require(unit.body(String(reference.dropFirst("urn:svar:".count))))
    }

    @Test func departmentsThatShareTheHospitalsIdentifierAreRolesOfTheirOwn() throws {
        let unit = try message(laboratory: "Mikrobiologi", ward: "Post 6").unit()
        #expect(unit.all(.practitionerRole).count == 2)
        let performer = try role(unit, "report", "performer[0].reference")
        let requester = try role(unit, unit.all(.serviceRequest)[0].key, "requester.reference")
        #expect(performer.text("organization.display") == "Sykehus, Mikrobiologi")
        #expect(requester.text("organization.display") == "Sykehus, Post 6")
        #expect(performer.text("organization.identifier.value") == "43")
        #expect(performer.at("telecom")?.elements.map { $0["value"]?.string } == ["1"])
        #expect(requester.at("telecom")?.elements.map { $0["value"]?.string } == ["2"])
    }

    @Test func aRoleKeepsItsKeyAcrossMessagesAndAnotherDepartmentDoesNotReplaceIt() throws {
        let first = try FoldTests.contribution(1, "N", MessageText.number(id: "A")) {
            $0.servProvider = self.department("Mikrobiologi", phone: "1")
        }
        let same = try FoldTests.contribution(2, "M", MessageText.number(id: "A")) {
            $0.servProvider = self.department("Mikrobiologi", phone: "3")
        }
        let other = try FoldTests.contribution(3, "M", MessageText.number(id: "B")) {
            $0.servProvider = self.department("Immunologi")
        }
        let keys = { (contribution: Contribution) in
            contribution.report.filter { $0.type == .practitionerRole }.map(\.key)
        }
        #expect(keys(first) == keys(same))
        for order in [[first, same, other], [other, same, first]] {
            let unit = try MappingSupport.fold(order)
            let old = try role(unit, "item.A", "performer[0].reference")
            #expect(old.text("organization.display") == "Sykehus, Mikrobiologi")
            #expect(old.at("telecom")?.elements.map { $0["value"]?.string } == ["3"])
            #expect(
                try role(unit, "item.B", "performer[0].reference").text("organization.display") == "Sykehus, Immunologi"
            )
        }
    }

    @Test func aPersonInTwoDepartmentsHasTwoRoles() throws {
        var message = MessageText()
        let own = { (name: String) in
            """
            <RelServProv><HCP><Inst><Name>Sykehus</Name><Id>43</Id><TypeId V="HER"/><Dept><Name>\(name)</Name></Dept>\
            <HCPerson><Name>Kari</Name><Id>9</Id><TypeId V="HPR"/></HCPerson></Inst></HCP></RelServProv>
            """
        }
        message.items = MessageText.number(id: "A", after: own("En")) + MessageText.number(id: "B", after: own("To"))
        let unit = try message.unit()
        #expect(try role(unit, "item.A", "performer[0].reference").text("organization.display") == "Sykehus, En")
        #expect(try role(unit, "item.B", "performer[0].reference").text("organization.display") == "Sykehus, To")
    }
}
