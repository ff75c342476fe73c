import SvarFHIR
import SvarJSON
import SvarMessages
import Testing

/// Rules R2, R7, R23, R25, R26, R31 and R33: report, request, attachments, remarks.
struct ReportRuleTests {
    private let source = "http://nhn.no/fhir/nilar/CodeSystem/identifier-source-cs"

    @Test func identifiersNameTheirSourceAndTheirSender() throws {
        var message = MessageText()
        message.items = MessageText.number(id: "I1")
        let report = try message.report()
        #expect(report.text("identifier[0].system") == "\(source)/ServReportId")
        #expect(report.text("identifier[0].value") == "R1")
        #expect(report.text("identifier[0].type.coding[0].code") == "ServReportId")
        #expect(report.text("identifier[0].assigner.identifier.value") == "100001")
        #expect(report.text("identifier[1].use") == "secondary")
        #expect(report.text("identifier[1].system") == "\(source)/MsgId")
        #expect(report.text("identifier[1].value") == "M1")
        #expect(try message.observation().text("identifier[0].system") == "\(source)/ResultItemId")
    }

    @Test func theSubjectIsALogicalReferenceWithoutName() throws {
        var message = MessageText()
        message.subjects = Specimens.subject("s", collected: nil)
        message.items = MessageText.number()
        let subject: JSONValue = [
            "reference": "urn:svar:patient", "type": "Patient",
            "identifier": ["system": "urn:oid:2.16.578.1.12.4.1.4.1", "value": "05898597468"],
        ]
        for resource in try message.unit().resources where resource.type != .practitionerRole {
            #expect(resource.body["subject"] == subject, "\(resource.key)")
        }
    }

    @Test func nothingOfThePersonIsInAnyResource() throws {
        var message = MessageText()
        message.items = MessageText.number()
        let bytes = try message.unit().resources.flatMap(\.body.bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        for secret in ["Ola", "Fiktivus", "Diktveien", "99887766"] { #expect(!text.contains(secret)) }
    }

    @Test(arguments: [
        ("F", "N", "completed"), ("F", "M", "completed"), ("A", "M", "completed"), ("P", "N", "active"),
        ("S", "N", "active"), ("F", "C", "revoked"),
    ])
    func theRequestFollowsTheReport(sent: String, action: String, status: String) throws {
        var message = MessageText()
        (message.reportStatus, message.servType) = (sent, action)
        let unit = try message.unit()
        let request = try #require(unit.all(.serviceRequest).first)
        #expect(request.body.text("status") == status)
        #expect(request.body.text("intent") == "order")
        #expect(unit.body("report")?.text("basedOn[0].reference") == "urn:svar:\(request.key)")
    }

    @Test(arguments: [("REQ1", "REQ1"), ("NULL", nil), ("0", nil), ("", nil)] as [(String, String?)])
    func anOrderNumberThatIsNoneIsLeftOut(sent: String, value: String?) throws {
        var message = MessageText()
        message.servReq = "<ServReq><Id>\(sent)</Id></ServReq>"
        let request = try #require(message.unit().all(.serviceRequest).first).body
        #expect(request.text("identifier[0].value") == value)
    }

    @Test func theOrderKeepsAllThatWasSaid() throws {
        var message = MessageText()
        message.servReq = """
            <ServReq><IssueDate V="2024-02-28T08:00:00"/><PaymentCat V="99" DN="Error: Ukjent kode"/>\
            <ReqComment>haster</ReqComment><Id>Q</Id><RequestedPrioReport V="NORM" DN="Normal"/>\
            <ReceiptDate V="2024-02-28T09:00:00"/><IdByServProvider>L</IdByServProvider>\
            <ReasonAsText><Heading V="PROB" DN="Problemstilling"/><TextResultValue>Feber</TextResultValue>\
            </ReasonAsText></ServReq>
            """
        let request = try #require(message.unit().all(.serviceRequest).first).body
        #expect(request.text("authoredOn") == "2024-02-28T08:00:00+01:00")
        #expect(request.ext("nilar-payment-category")?.text("valueCodeableConcept.coding[0].code") == "99")
        #expect(request.text("note[0].text") == "haster")
        #expect(request.text("priority") == "routine")
        #expect(request.ext("nilar-receipt-date")?.text("valueDateTime") == "2024-02-28T09:00:00+01:00")
        #expect(request.codes("reasonCode[0]").first == "8231#PROB")
        #expect(request.text("reasonCode[0].text") == "Feber")
        let systems = request.at("identifier")?.elements.compactMap { $0["system"]?.string }
        #expect(systems == ["\(source)/ServReqId", "\(source)/ServReqIdByServProvider"])
    }

    @Test func aReservationIsKeptWithItsCode() throws {
        var message = MessageText()
        message.servReq = "<ServReq><Id>Q</Id><Reservation V=\"1\" S=\"2.16.578.1.12.4.1.1.3108\"/></ServReq>"
        let unit = try message.unit()
        #expect(unit.reservations == ["1"])
        let reservation = unit.all(.serviceRequest).first?.body.ext("nilar-reservation")
        #expect(reservation?.text("valueCodeableConcept.coding[0].system") == "urn:oid:2.16.578.1.12.4.1.1.3108")
        #expect(try MessageText().unit().reservations.isEmpty)
    }

    @Test func clinicalInformationIsAnExtension() throws {
        var message = MessageText()
        message.infItems = """
            <InfItem><Observation><Description>Feber</Description><Comment>siden mandag</Comment></Observation>\
            <Type V="OPPL" DN="Klinisk opplysning"/><StartDateTime V="2024-02-26"/></InfItem>
            """
        let item = try message.report().ext("nilar-inf-item")
        #expect(item?.ext("nilar-inf-item-type")?.codes("valueCodeableConcept").first == "8233#OPPL")
        #expect(item?.ext("nilar-inf-item-descr")?.text("valueString") == "Feber")
        #expect(item?.ext("nilar-comment")?.text("valueAnnotation.text") == "siden mandag")
        #expect(item?.ext("nilar-inf-item-start")?.text("valueDateTime") == "2024-02-26")
    }

    private let pdf = "JVBERi0xLjQ="

    private func document(_ content: String, type: String = "application/pdf") -> String {
        """
        <RefDoc><IssueDate V="2024-03-01T09:00:00"/><MsgType V="A"/><MimeType>\(type)</MimeType>\
        <Description>Svar</Description>\(content)</RefDoc>
        """
    }

    private func container(_ text: String) -> String {
        "<Content><Base64Container xmlns=\"http://www.kith.no/xmlstds/base64container\">\(text)</Base64Container></Content>"
    }

    @Test func aDocumentsBytesAreABinary() throws {
        var message = MessageText()
        message.head = document(container(pdf))
        let contribution = try message.contribution()
        let unit = try MappingSupport.fold([contribution])
        let form = try #require(unit.body("report")?.at("presentedForm[0]"))
        let bytes = Array("%PDF-1.4".utf8)
        #expect(contribution.attachments.map(\.bytes) == [bytes])
        #expect(form.text("contentType") == "application/pdf")
        #expect(form.text("title") == "Svar")
        #expect(form.text("creation") == "2024-03-01T09:00:00+01:00")
        #expect(form.at("size") == 8)
        #expect(form.text("hash") == String(decoding: FHIRBase64.encode(fakeHash(bytes)), as: UTF8.self))
        let binary = try #require(unit.all(.binary).first)
        #expect(form.text("url") == "urn:svar:\(binary.key)")
        #expect(binary.body == ["resourceType": "Binary", "contentType": "application/pdf"])
        #expect(unit.attachments.map(\.key) == [binary.key])
    }

    @Test(arguments: [
        ("JVBERi0xLjQ=", "application/pdf"), ("iVBORw0KGgo=", "image/png"), ("SUkqAAgAAAA=", "image/tiff"),
        ("AAECAw==", "application/octet-stream"),
    ])
    func aTypeThatWasNotSentIsReadFromTheFirstBytes(content: String, type: String) throws {
        var message = MessageText()
        message.head = document(container(content), type: "")
        #expect(try message.report().text("presentedForm[0].contentType") == type)
    }

    @Test(arguments: [
        ("H4sIAAAAAAA=", "application/gzip"), ("UEsDBBQAAAA=", "application/zip"), ("JVBERi0xLjQ=", "application/pdf"),
    ])
    func compressedBytesAreNotServedAsWhatTheyHold(content: String, type: String) throws {
        var message = MessageText()
        let compression = "<Compression V=\"X\" DN=\"X\"/>"
        message.head = document(compression + container(content))
        #expect(try message.report().text("presentedForm[0].contentType") == type)
        message.head = document(container(content))
        #expect(try message.report().text("presentedForm[0].contentType") == "application/pdf")
    }

    @Test func remarksOfReportAndResult() throws {
        var message = MessageText()
        message.head = """
            <Comment>samlet vurdering</Comment><CodedComment V="1" S="2.16.578.1.12.4.1.1.8269" DN="Se vedlegg"/>
            """
        message.items = MessageText.number()
            .replacing("</Investigation>", with: "<Comment>metode</Comment></Investigation><Comment>lav</Comment>")
        let comments = try message.report()["extension"]?.elements.filter {
            $0["url"]?.string?.hasSuffix("nilar-comment") == true
        }
        #expect(comments?.count == 2)
        #expect(comments?.first?.text("valueAnnotation.text") == "samlet vurdering")
        #expect(comments?.last?.codes("valueCodeableConcept").first == "8269#1")
        #expect(try message.observation().at("note")?.elements.map { $0["text"]?.string } == ["lav", "metode"])
    }

    @Test func structuredInformationIsComponents() throws {
        var message = MessageText()
        message.items = MessageText.number(
            after: """
                <StructuredInfo><Type V="1911.1" S="2.16.578.1.12.4.1.1.9999" DN="pT"/>\
                <CodedInfo><Code V="T3" S="2.16.578.1.12.4.1.1.9998" DN="pT3"/></CodedInfo></StructuredInfo>
                """
        )
        let component = try message.observation().at("component[0]")
        #expect(component?.codes("code").first == "9999#1911.1")
        #expect(component?.codes("valueCodeableConcept").first == "9998#T3")
    }

    @Test func profilesAreOursThenTheNationalOne() throws {
        var message = MessageText()
        message.items = MessageText.number()
        message.subjects = Specimens.subject(
            "s",
            collected: nil,
            type: "<TypeCoded V=\"S\" S=\"2.16.578.1.12.4.1.1.8351\"/>"
        )
        for resource in try message.unit().resources {
            let profiles = resource.body.at("meta.profile")?.elements.compactMap(\.string) ?? []
            #expect(profiles.count == 2, "\(resource.key)")
            #expect(profiles.first?.hasPrefix(SvarCanonical.base) == true)
            #expect(profiles.last?.hasPrefix("http://nhn.no/fhir/nilar/StructureDefinition/nilar-") == true)
        }
        #expect(try message.unit().resources.allSatisfy { $0.body.at("meta.security") == nil })
    }
}
