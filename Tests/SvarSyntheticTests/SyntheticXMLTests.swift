import Foundation
import FoundationXML
import SvarSynthetic
import Testing

/// The messages as any XML parser sees them, with the encoding they declare.
struct SyntheticXMLTests {
    let messages = Array(SyntheticData.demo.messages())

    @Test func everyMessageIsWellFormedXML() {
        for message in messages {
            #expect(Outline(message) != nil, "\(message.name)")
        }
    }

    @Test func everyMessageSaysItIsATest() {
        #expect(messages.allSatisfy { Outline($0)?.values["Message/Status"] == ["TEST"] })
    }

    @Test func bothVersionsAndThreeEncodingsOccur() {
        let starts = messages.map { String(decoding: $0.bytes.prefix(160), as: UTF8.self) }
        #expect(starts.contains { $0.contains("labsvar/2012-02-15") })
        #expect(starts.contains { $0.contains("labsvar/2008-12-01") })
        #expect(starts.contains { $0.contains("ISO-8859-1") })
        #expect(starts.contains { $0.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"") })
        #expect(messages.contains { $0.bytes.starts(with: [0xEF, 0xBB, 0xBF]) })
    }

    @Test func theMicroSignSurvivesEveryEncoding() throws {
        let units = messages.flatMap { Outline($0)?.units ?? [] }
        #expect(units.contains("µmol/L"))
        #expect(units.contains("umol/L"))
        #expect(!units.contains("mol/L"))
    }

    @Test func aCorrectionNamesOneItemAndAResendAll() {
        for message in messages where [.correction, .itemCancellation, .addition].contains(message.kind) {
            #expect(Outline(message)?.topItems == 1)
        }
        for message in messages where message.kind == .resend {
            let first = messages.first { $0.reportID == message.reportID && $0.kind == .new }
            #expect(first.flatMap { Outline($0)?.topItems } == Outline(message)?.topItems)
        }
    }

    @Test func aCancelledReportHasActionC() {
        for message in messages where message.kind == .cancellation {
            #expect(Outline(message)?.values["Message/ServReport/ServType"] == ["C"])
        }
    }

    @Test func susceptibilityIsNestedUnderItsFinding() {
        let outlines = messages.filter { $0.discipline == .microbiology }.compactMap { Outline($0) }
        let path = "Message/ServReport/Patient/ResultItem/ResultItem/ResultItem/TextResult/Heading"
        #expect(outlines.contains { $0.values[path]?.contains("RSB") == true })
    }

    @Test func embeddedDocumentsArePDF() throws {
        let attached = messages.filter(\.hasAttachment)
        #expect(attached.count > 10)
        for message in attached {
            let text = try #require(Outline(message)?.document)
            let data = try #require(Data(base64Encoded: text, options: .ignoreUnknownCharacters))
            #expect(data.starts(with: Array("%PDF-1.4".utf8)))
        }
    }
}

/// A flat view of a message: the `V` values by path.
private final class Outline: NSObject, XMLParserDelegate {
    var values: [String: [String]] = [:]
    var units: [String] = []
    var topItems = 0
    var document = ""
    private var path: [String] = []

    init?(_ message: SyntheticMessage) {
        super.init()
        let parser = XMLParser(data: Data(message.bytes))
        parser.delegate = self
        guard parser.parse() else { return nil }
    }

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        path.append(name)
        let key = path.joined(separator: "/")
        if key == "Message/ServReport/Patient/ResultItem" { topItems += 1 }
        if let value = attributes["V"] { values[key, default: []].append(value) }
        if let unit = attributes["U"] { units.append(unit) }
    }

    func parser(
        _ parser: XMLParser,
        didEndElement name: String,
        namespaceURI: String?,
        qualifiedName: String?
    ) {
        path.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        if path.last == "Base64Container" { document += string }
    }
}
