import SvarMessages
import TestLane
import Testing

@Suite(.aside)
struct HostileInputTests {
    private func refusal(_ xml: String, _ limits: IntakeLimits = IntakeLimits()) -> MessageRefusal? {
        #expect(throws: MessageRefusal.self) { try MessageReader.read(Array(xml.utf8), limits: limits) }
    }

    @Test(arguments: [
        #"<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><m>&b;</m>"#,
        #"<?xml version="1.0"?><!-- x --><!DOCTYPE m SYSTEM "file:///etc/passwd"><m/>"#,
        #"<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><m>&x;</m>"#,
        "<m>&unknown;</m>", "<m>", "<m></n>", "<m", "<", "", "text", #"<m a="1" a="2"/>"#, "<m>&#0;</m>", "<m/><m/>",
        "<m><![CDATA[ ]]</m>", "<!-- ", "<?x", "<m a=1/>", "<m><!ELEMENT x></m>",
    ])
    func malformedAndDoctypeAreRefused(_ xml: String) {
        let refusal = refusal(xml)
        #expect(refusal?.status == .notSvarrapport)
        #expect(refusal?.issues.map(\.code) == [.malformedXML])
    }

    @Test func sizesAreHeld() {
        let deep = String(repeating: "<a>", count: 10_000)
        let wide = "<m>" + String(repeating: "<a/>", count: 300_000) + "</m>"
        let many = "<m " + (0..<100_000).map { "a\($0)='' " }.joined() + "/>"
        let long = "<m a='" + String(repeating: "x", count: 19 << 20) + "'/>"
        let name = "<" + String(repeating: "x", count: 1 << 20) + "/>"
        let huge = "<m a='" + String(repeating: "x", count: 50 << 20) + "'/>"
        let text = SyntheticMessage.message(
            SyntheticMessage.report(
                patient: SyntheticMessage.patient(SyntheticMessage.text(String(repeating: "x", count: 2 << 20)))
            )
        )
        for xml in [deep, wide, many, long, name, huge, text] {
            let refusal = refusal(xml)
            #expect(refusal?.status == .tooLarge)
            #expect(refusal?.issues.map(\.code) == [.tooLarge])
        }
    }

    @Test func largeAttachmentIsReadWhole() throws {
        let content = String(repeating: "QUJD", count: 3 << 20)
        let document =
            "<RefDoc><MsgType V='A'/><Content><b:Base64Container xmlns:b='http://www.kith.no/xmlstds/base64container'>"
            + content + "</b:Base64Container></Content></RefDoc>"
        let report = SyntheticMessage.report().replacing("</ServProvId>", with: "</ServProvId>" + document)
        let read = try MessageReader.read(Array(SyntheticMessage.message(report).utf8))
        #expect(read.message.serviceReports.first?.refDocs.first?.content == .base64(content))
        #expect(read.reportIssues.isEmpty)
    }

    @Test func everyPrefixGivesAnAnswer() {
        let bytes = SyntheticMessage.utf8(SyntheticMessage.declared("UTF-8"))
        for length in 0..<bytes.count - 1 {
            #expect(throws: MessageRefusal.self) { try MessageReader.read(Array(bytes[..<length])) }
        }
    }

    /// Whatever the bytes, the answer is a message or a refusal with issues, in bounded numbers.
    @Test(arguments: 0..<4 as Range<UInt64>)
    func mutationsGiveAnAnswer(_ seed: UInt64) {
        var random = Random(seed: seed)
        let sources = [
            SyntheticMessage.utf8(SyntheticMessage.declared("UTF-8")),
            SyntheticMessage.latin1(SyntheticMessage.declared("ISO-8859-1")),
            [0xFF, 0xFE] + SyntheticMessage.utf16(SyntheticMessage.message(), littleEndian: true),
            SyntheticMessage.utf8(EnvelopeTests.envelope(inline: SyntheticMessage.message())),
        ]
        for _ in 0..<500 {
            var bytes = sources[Int(random.next() % UInt64(sources.count))]
            for _ in 0...random.next() % 8 {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 4 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: bytes[place..<min(place + 40, bytes.count)], at: place)
                default: bytes[place] = Array("<>&\"'/=[]!?;".utf8)[Int(random.next() % 12)]
                }
                if bytes.isEmpty { bytes = [0x3C] }
            }
            do throws(MessageRefusal) {
                let read = try MessageReader.read(bytes)
                #expect(read.issues.count <= 200)
            } catch {
                #expect(!error.issues.isEmpty && error.issues.count <= 300)
            }
        }
    }
}
