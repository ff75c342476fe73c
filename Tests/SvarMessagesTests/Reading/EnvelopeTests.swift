import SvarMessages
import Testing

struct EnvelopeTests {
    @Test func inlineAndBase64AreReadAsBare() throws {
        let message = SyntheticMessage.message()
        let bare = try MessageReader.read(Array(message.utf8))
        #expect(bare.envelope == nil)
        let coded = try MessageReader.read(Array(Self.envelope(base64: Array(message.utf8)).utf8))
        #expect(coded.message == bare.message)
        // Inline and on the envelope's line 1, so the lines agree too.
        let inline = try MessageReader.read(Array(Self.envelope(inline: message).utf8))
        #expect(inline.message == bare.message)
        #expect(inline.issues == bare.issues)
    }

    @Test func base64OfLatin1IsDecodedByItsOwnDeclaration() throws {
        let bytes = SyntheticMessage.latin1(SyntheticMessage.declared("ISO-8859-1"))
        let read = try MessageReader.read(Array(Self.envelope(base64: bytes).utf8))
        let item = read.message.serviceReports.first?.patient?.resultItems.first
        #expect(item?.value == .number(NumResult(value: SentQuantity(v: "62", u: "µmol/L"))))
    }

    @Test func senderAndReceiverAreFacts() throws {
        let envelope = try MessageReader.read(Array(Self.envelope(inline: SyntheticMessage.message()).utf8)).envelope
        #expect(envelope?.sender.herIds == ["222", "111"])
        #expect(envelope?.receiver.herIds == ["333"])
        #expect(envelope?.msgId == "hode-1")
    }

    @Test func otherDocumentsAreAttachmentsOfTheOnlyReport() throws {
        let other = Self.document("<b:Base64Container xmlns:b='\(Self.base64Namespace)'>JVBERg==</b:Base64Container>")
        let xml = Self.envelope(inline: SyntheticMessage.message(), other: other)
        let report = try #require(try MessageReader.read(Array(xml.utf8)).message.serviceReports.first)
        #expect(report.refDocs.map(\.content) == [.base64("JVBERg==")])
        #expect(report.refDocs.map(\.place.path) == ["MsgHead/Document[2]/RefDoc"])
    }

    @Test func secondMessageIsWarnedOf() throws {
        let xml = Self.envelope(inline: SyntheticMessage.message(), other: Self.document(SyntheticMessage.message()))
        let read = try MessageReader.read(Array(xml.utf8))
        #expect(read.message.serviceReports.count == 1)
        #expect(read.issues.map(\.code) == [.schemaOrder])
    }

    @Test func envelopeWithoutMessageIsNoSvarrapport() {
        let refusal = #expect(throws: MessageRefusal.self) {
            try MessageReader.read(Array(Self.envelope(inline: "<x xmlns='urn:x'/>").utf8))
        }
        #expect(refusal?.issues.map(\.code) == [.notSvarrapport])
        #expect(refusal?.envelope?.msgId == "hode-1")
    }

    @Test func undecodableMessageInEnvelopeSaysSo() {
        let bytes = SyntheticMessage.latin1(SyntheticMessage.declared("UTF-8"))
        let refusal = #expect(throws: MessageRefusal.self) {
            try MessageReader.read(Array(Self.envelope(base64: bytes).utf8))
        }
        #expect(refusal?.issues.map(\.code) == [.encoding])
    }

    static let base64Namespace = "http://www.kith.no/xmlstds/base64container"

    static func envelope(inline message: String, other: String = "") -> String {
        let parties = ["Sender": ["111", "222"], "Receiver": ["333"]].sorted { $0.key > $1.key }.map { name, ids in
            let open = ids.map { "<Organisation><Ident><Id>\($0)</Id><TypeId V='HER'/></Ident>" }.joined()
            return "<\(name)>\(open)\(String(repeating: "</Organisation>", count: ids.count))</\(name)>"
        }
        return "<MsgHead xmlns='http://www.kith.no/xmlstds/msghead/2006-05-24'><MsgInfo><Type V='SVAR_LAB'/>"
            + "<GenDate>2026-01-02T03:04:05</GenDate><MsgId>hode-1</MsgId>\(parties.joined())</MsgInfo>"
            + "\(document(message))\(other)</MsgHead>"
    }

    static func envelope(base64 bytes: [UInt8]) -> String {
        envelope(inline: "<b:Base64Container xmlns:b='\(base64Namespace)'>\(encode(bytes))</b:Base64Container>")
    }

    static func document(_ content: String) -> String {
        "<Document><RefDoc><MsgType V='XML'/><Content>\(content)</Content></RefDoc></Document>"
    }

    /// Base64 with a line break every 76 characters.
    private static func encode(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 { text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : "=") }
            if start % 57 == 54 { text += "\n" }
        }
        return text
    }
}
