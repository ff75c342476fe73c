import SvarMessages
import Testing

struct EncodingTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var bytes: [UInt8]
    }

    /// One message, in every encoding that is read and with declarations that lie but are overruled.
    static let same: [Sample] = {
        typealias S = SyntheticMessage
        let bom: [UInt8] = [0xEF, 0xBB, 0xBF]
        return [
            Sample(testDescription: "UTF-8, nothing declared", bytes: S.utf8(S.message())),
            Sample(testDescription: "UTF-8, declared", bytes: S.utf8(S.declared("UTF-8"))),
            Sample(testDescription: "utf-8 in small letters", bytes: S.utf8(S.declared("utf-8"))),
            Sample(testDescription: "UTF-8 with mark", bytes: bom + S.utf8(S.declared("UTF-8"))),
            Sample(testDescription: "UTF-8 with mark, nothing declared", bytes: bom + S.utf8(S.message())),
            Sample(
                testDescription: "UTF-8 with mark, ISO-8859-1 declared",
                bytes: bom + S.utf8(S.declared("ISO-8859-1"))
            ),
            Sample(testDescription: "UTF-8, UTF-16 declared", bytes: S.utf8(S.declared("utf-16"))),
            Sample(testDescription: "ISO-8859-1", bytes: S.latin1(S.declared("ISO-8859-1"))),
            Sample(testDescription: "iso-8859-1 in small letters", bytes: S.latin1(S.declared("iso-8859-1"))),
            Sample(testDescription: "ISO-8859-15", bytes: S.latin1(S.declared("ISO-8859-15"))),
            Sample(testDescription: "windows-1252", bytes: S.latin1(S.declared("Windows-1252"))),
            Sample(
                testDescription: "UTF-16LE with mark, ISO-8859-1 declared",
                bytes: [0xFF, 0xFE] + S.utf16(S.declared("ISO-8859-1"), littleEndian: true)
            ),
            Sample(
                testDescription: "UTF-16BE with mark",
                bytes: [0xFE, 0xFF] + S.utf16(S.declared("UTF-16"), littleEndian: false)
            ),
            Sample(testDescription: "UTF-16LE, no mark", bytes: S.utf16(S.declared("UTF-16"), littleEndian: true)),
            Sample(testDescription: "UTF-16BE, no mark", bytes: S.utf16(S.message(), littleEndian: false)),
        ]
    }()

    @Test(arguments: same)
    func everyEncodingGivesTheSameMessage(_ sample: Sample) throws {
        var read = try MessageReader.read(sample.bytes).message
        var plain = try MessageReader.read(SyntheticMessage.utf8(SyntheticMessage.message())).message
        let item = try #require(read.serviceReports.first?.patient?.resultItems.first)
        #expect(item.value == .number(NumResult(value: SentQuantity(v: "62", u: "µmol/L"))))
        #expect(item.comment == "Blåbærsyltetøy på ærlig vis")
        // A declaration moves all by one line.
        #expect(
            [0, 1].contains((item.place.line ?? 0) - (plain.serviceReports[0].patient?.resultItems[0].place.line ?? 0))
        )
        read = withoutLines(read)
        plain = withoutLines(plain)
        #expect(read == plain)
    }

    /// Nothing here may be read: not with a character lost, not with one replaced.
    static let undecodable: [Sample] = {
        typealias S = SyntheticMessage
        let control = S.declared("ISO-8859-1").replacing("µ", with: "\u{9D}")
        return [
            Sample(testDescription: "ISO-8859-1 bytes, UTF-8 declared", bytes: S.latin1(S.declared("UTF-8"))),
            Sample(testDescription: "ISO-8859-1 bytes, nothing declared", bytes: S.latin1(S.message())),
            Sample(testDescription: "ISO-8859-1 bytes, UTF-8 mark", bytes: [0xEF, 0xBB, 0xBF] + S.latin1(S.message())),
            Sample(testDescription: "ISO-8859-1 bytes, UTF-16 declared", bytes: S.latin1(S.declared("UTF-16"))),
            Sample(testDescription: "ASCII declared", bytes: S.utf8(S.declared("US-ASCII"))),
            Sample(testDescription: "unknown encoding", bytes: S.utf8(S.declared("EBCDIC"))),
            Sample(testDescription: "UTF-32", bytes: [0xFF, 0xFE, 0, 0] + S.utf16(S.message(), littleEndian: true)),
            Sample(
                testDescription: "odd UTF-16",
                bytes: [0xFF, 0xFE] + S.utf16(S.message(), littleEndian: true) + [0x0A]
            ),
            Sample(
                testDescription: "lone surrogate",
                bytes: [0xFF, 0xFE] + S.utf16(S.message(), littleEndian: true) + [0x00, 0xD8]
            ),
            Sample(testDescription: "C1 under ISO-8859-1", bytes: S.latin1(control)),
            Sample(
                testDescription: "a hole of windows-1252",
                bytes: S.latin1(control.replacing("ISO-8859-1", with: "windows-1252"))
            ),
            Sample(testDescription: "NUL", bytes: S.utf8(S.message().replacing("µ", with: "\u{0}"))),
            Sample(testDescription: "control character", bytes: S.utf8(S.message().replacing("µ", with: "\u{1B}"))),
            Sample(testDescription: "DEL", bytes: S.utf8(S.message().replacing("µ", with: "\u{7F}"))),
            Sample(testDescription: "C1 in UTF-8", bytes: S.utf8(S.message().replacing("µ", with: "\u{85}"))),
            Sample(testDescription: "C1 as a reference", bytes: S.utf8(S.message().replacing("µ", with: "&#x85;"))),
            Sample(testDescription: "noncharacter", bytes: S.utf8(S.message().replacing("µ", with: "\u{FFFE}"))),
        ]
    }()

    @Test(arguments: undecodable)
    func whatCannotBeDecodedIsAnError(_ sample: Sample) {
        let refusal = #expect(throws: MessageRefusal.self) { try MessageReader.read(sample.bytes) }
        #expect(refusal?.status == .notSvarrapport)
        #expect(refusal?.issues.map(\.code) == [.encoding])
    }

    @Test func declarationRulesOverValidUTF8() throws {
        let read = try MessageReader.read(SyntheticMessage.utf8(SyntheticMessage.declared("ISO-8859-1", Self.onlyUnit)))
        let item = read.message.serviceReports.first?.patient?.resultItems.first
        #expect(item?.value == .number(NumResult(value: SentQuantity(v: "62", u: "Âµmol/L"))))
    }

    @Test func euroSignIsReadFromBothEncodingsThatHaveIt() throws {
        for (encoding, byte) in [("windows-1252", UInt8(0x80)), ("ISO-8859-15", 0xA4)] {
            let bytes = SyntheticMessage.latin1(SyntheticMessage.declared(encoding, Self.onlyUnit))
            let read = try MessageReader.read(bytes.map { $0 == 0xB5 ? byte : $0 })
            let item = read.message.serviceReports.first?.patient?.resultItems.first
            #expect(item?.value == .number(NumResult(value: SentQuantity(v: "62", u: "€mol/L"))))
        }
    }

    @Test func undecodableByteIsTracedToItsLine() {
        let bytes = SyntheticMessage.utf8("<?xml version=\"1.0\"?>\n<a>\n") + [0xE6]
        #expect(throws: TextDecoding.Failure(line: 3)) { try TextDecoding.decode(bytes) }
    }

    /// The message with no letter beyond ASCII but the unit's µ.
    private static let onlyUnit = SyntheticMessage.message(
        SyntheticMessage.report()
            .replacing("Blåbærsyltetøy på ærlig vis", with: "x").replacing("på Øya", with: "x").replacing(
                "Ås",
                with: "x"
            )
    )

    private func withoutLines(_ message: Svarrapport) -> Svarrapport {
        var message = message
        for index in message.serviceReports.indices {
            message.serviceReports[index].place.line = nil
            message.serviceReports[index].servProvider?.place.line = nil
            message.serviceReports[index].requester?.place.line = nil
            message.serviceReports[index].patient?.place.line = nil
            for item in message.serviceReports[index].patient?.resultItems.indices ?? 0..<0 {
                message.serviceReports[index].patient?.resultItems[item].place.line = nil
            }
        }
        return message
    }
}
