import SvarFHIR
import SvarJSON
import SvarMessages
import Testing

/// Rule R26: what documents are called, and what is told of their content.
struct DocumentRuleTests {
    private func document(_ inside: String) -> MessageText {
        var message = MessageText()
        message.head = "<RefDoc><IssueDate V=\"2024-03-01T09:00:00\"/><MsgType V=\"A\"/>\(inside)</RefDoc>"
        return message
    }

    private func container(_ text: String) -> String {
        "<Content><Base64Container xmlns=\"http://www.kith.no/xmlstds/base64container\">\(text)</Base64Container></Content>"
    }

    private let pdf = "JVBERi0xLjQ="

    /// What reading and mapping tell of documents, together.
    private func told(_ message: MessageText) throws -> [IntakeIssue] {
        let read = try MessageReader.read(Array(message.xml.utf8))
        let issues = try read.issues + read.reportIssues.values.flatMap { $0 } + message.mapped().issues
        return issues.filter { $0.path.contains("RefDoc") }
    }

    @Test(
        arguments: [
            ("<Description>Svar</Description><FileReference>a.pdf</FileReference>", "Svar"),
            ("<Id>7</Id><FileReference>file://server\\deling\\svar_1.pdf</FileReference>", "svar_1.pdf"),
            ("<FileReference>file:svar_2.pdf</FileReference>", "svar_2.pdf"),
            ("<FileReference>FILE:///C:/mappe/svar_3.pdf</FileReference>", "svar_3.pdf"),
            ("<FileReference>\\\\server\\deling\\svar 4.pdf</FileReference>", "svar 4.pdf"),
            ("<Id>C:\\brukere\\arkiv\\svar_5.pdf</Id>", "svar_5.pdf"),
            ("<Id>D7</Id><FileReference>//server/mappe/</FileReference>", "D7"),
            ("<Id>D8</Id>", "D8"),
        ] as [(String, String)]
    )
    func theTitleIsTheDescriptionElseABareName(inside: String, title: String) throws {
        let unit = try document(inside).unit()
        #expect(unit.body("report")?.at("presentedForm") == [["title": .string(title)]])
        #expect(unit.all(.binary).isEmpty)
    }

    @Test func aDocumentWithoutContentOrNameIsNoForm() throws {
        #expect(try document("").report()["presentedForm"] == nil)
        #expect(try document("<FileReference>file:///mappe/</FileReference>").report()["presentedForm"] == nil)
    }

    @Test func aDocumentWithoutNameHasNoTitle() throws {
        let form = try document(container(pdf)).report().at("presentedForm[0]")
        #expect(form?["title"] == nil)
        #expect(form?.text("contentType") == "application/pdf")
        #expect(form?.text("creation") == "2024-03-01T09:00:00+01:00")
    }

    @Test func bareBase64IsTakenAndToldOnce() throws {
        let message = document("<Content>\(pdf)</Content>")
        #expect(try message.contribution().attachments.map(\.bytes) == [Array("%PDF-1.4".utf8)])
        let issues = try told(message)
        #expect(issues.map(\.code) == [.base64Bare])
        #expect(issues.map(\.path) == ["ServReport[1]/RefDoc[1]/Content"])
    }

    @Test func contentThatIsNoBase64IsUnknownAndToldOnce() throws {
        let contents = [
            "<Content>Vedlegget er fjernet fra meldingen</Content>", container("ikke base64!"),
            "<Content><Annet xmlns=\"urn:x\">a</Annet></Content>",
        ]
        for content in contents {
            let message = document("<Description>Svar</Description>\(content)")
            #expect(try told(message).map(\.code) == [.schemaUnknown], "\(content)")
            #expect(try message.report().at("presentedForm") == [["title": "Svar"]])
            #expect(try message.contribution().attachments.isEmpty)
        }
    }
}
