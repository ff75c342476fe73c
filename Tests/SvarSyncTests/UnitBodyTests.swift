import SvarFHIR
import SvarJSON
import SvarSync
import Testing

@Suite struct UnitBodyTests {
    private static let at: Int64 = 1_767_225_600_000_001
    private static let time = "2026-01-01T00:00:00.000001Z"

    /// As the store has it.
    private static func member(
        _ type: HostedType,
        _ id: String,
        _ rest: String = "",
        at: Int64 = UnitBodyTests.at,
        isDeleted: Bool = false,
        versionID: String? = nil
    ) throws -> UnitBody.Member {
        let text = #"{"resourceType":"\#(type.rawValue)"\#(rest)}"#
        let form = try #require(StoredForm(try JSONDocument(Array(text.utf8)).root, id: id, versionId: "v-\(id)"))
        return UnitBody.Member(
            type: type,
            body: form.body,
            stampOffset: form.stampOffset,
            at: at,
            isDeleted: isDeleted,
            versionID: versionID
        )
    }

    private static func text(_ members: [UnitBody.Member], isWithdrawn: Bool = false) throws -> String? {
        try UnitBody.bytes(of: members, isWithdrawn: isWithdrawn).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func meta(_ id: String, _ time: String = UnitBodyTests.time) -> String {
        #""id":"\#(id)","meta":{"versionId":"v-\#(id)","lastUpdated":"\#(time)"}"#
    }

    @Test func reportComesFirstAndTheOthersInTheirOrder() throws {
        let members = [
            try Self.member(.observation, "a", at: 0), try Self.member(.diagnosticReport, "b"),
            try Self.member(.specimen, "c"), try Self.member(.diagnosticReport, "d"),
        ]
        let start = "1970-01-01T00:00:00.000000Z"
        #expect(
            try Self.text(members) == """
                [{"resourceType":"DiagnosticReport",\(Self.meta("b"))},\
                {"resourceType":"Observation",\(Self.meta("a", start))},\
                {"resourceType":"Specimen",\(Self.meta("c"))},\
                {"resourceType":"DiagnosticReport",\(Self.meta("d"))}]
                """
        )
    }

    /// Every member is what a read of it gives.
    @Test func bytesAreThoseOfAReadButForLineEnds() throws {
        let rest = ",\r\n \"valueString\" : \"a\\nb \\u0063ancelled\" ,\n\t\"status\":\"final\""
        let member = try Self.member(.observation, "a", rest)
        let served = StoredForm.served(member.body, stampOffset: member.stampOffset, at: Self.at)
        let expected = served.map { $0 == 10 || $0 == 13 ? 32 : $0 }
        #expect(try UnitBody.bytes(of: [member], isWithdrawn: false) == [91] + expected + [93])
    }

    @Test func withdrawnMembersLoseWhatTheySaid() throws {
        let members = [
            try Self.member(
                .diagnosticReport,
                "r",
                #","status":"cancelled","conclusion":"x","presentedForm":[{"url":"Binary/b"}]"#
            ),
            try Self.member(.observation, "o", #","status":"final","valueString":"kept""#),
            try Self.member(.binary, "b", #","contentType":"text/plain","data":"eA==""#),
        ]
        let text = try #require(try Self.text(members, isWithdrawn: true))
        #expect(!text.contains("conclusion") && !text.contains("eA==") && text.contains("kept"))
        #expect(text.components("SUBSETTED") == 2 && text.components(Self.time) == 3)
    }

    /// Decision 48. What has no bytes of its own stays as it is.
    @Test func bytesOfAttachmentsDoNotMoveWithTheUnit() throws {
        let members = [
            try Self.member(
                .documentReference,
                "d",
                #","status":"current","content":[{"attachment":{"url":"Binary/b"}},{"attachment":{"url":"Binary/c"}}]"#
            ),
            try Self.member(.binary, "b", #","contentType":"text/plain","data":"eA==""#),
            try Self.member(.binary, "c", #","contentType":"text/plain""#),
        ]
        let text = try #require(try Self.text(members))
        #expect(!text.contains("data") && text.components("SUBSETTED") == 1 && text.components("text/plain") == 2)
    }

    /// A Binary is there while something that stands names it.
    @Test func binariesThatNothingStandingNamesAreNotThere() throws {
        func naming(_ id: String, _ binary: String, _ status: String) throws -> UnitBody.Member {
            let content = #""content":{"url":"Binary/\#(binary)"}"#
            return try Self.member(.media, id, #","status":"\#(status)",\#(content)"#)
        }
        let binaries = try ["one", "two", "three", "four"].map { try Self.member(.binary, $0) }
        let named = [
            try naming("a", "one", "entered-in-error"), try naming("b", "two", "entered-in-error"),
            try naming("c", "two", "completed"), try naming("d", "three", "completed"),
        ]
        let text = try #require(try Self.text(named + binaries))
        let ids = try JSONDocument(Array(text.utf8)).root.elements.compactMap { $0["id"]?.string }
        #expect(ids == ["a", "b", "c", "d", "two", "three"])
        // A unit that has no report begins with what is left.
        let alone = try #require(try Self.text([binaries[0], named[0]]))
        #expect(try JSONDocument(Array(alone.utf8)).root.elements.compactMap { $0["id"]?.string } == ["a"])
    }

    @Test func deletedReportIsAStub() throws {
        let rest = #","status":"final","code":{"text":"Hb"},"subject":{"reference":"Patient/p"},"conclusion":"x""#
        let members = [
            try Self.member(.observation, "o", #","status":"final""#),
            try Self.member(.diagnosticReport, "r", rest, isDeleted: true, versionID: "gone"),
            try Self.member(.specimen, "s", isDeleted: true),
        ]
        let tag = #"[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}]"#
        #expect(
            try Self.text(members) == """
                [{"resourceType":"DiagnosticReport","id":"r",\
                "meta":{"versionId":"gone","lastUpdated":"\(Self.time)","tag":\(tag)},\
                "status":"entered-in-error","code":{"text":"Hb"},"subject":{"reference":"Patient/p"}},\
                {"resourceType":"Observation",\(Self.meta("o")),"status":"final"}]
                """
        )
    }

    @Test func deletedSpecimenAloneIsAStubWithoutCode() throws {
        let text = try Self.text([
            try Self.member(
                .specimen,
                "s",
                #","status":"available","subject":{"reference":"Patient/p"}"#,
                isDeleted: true
            )
        ])
        #expect(try #require(text).hasSuffix(#""status":"entered-in-error","subject":{"reference":"Patient/p"}}]"#))
    }

    @Test func nothingIsLeftOfADeletedBinaryOrOfNoMembers() throws {
        #expect(try Self.text([try Self.member(.binary, "b", isDeleted: true)]) == nil)
        #expect(try Self.text([]) == nil)
    }

    /// A store that was damaged has odd offsets; the bytes go as they are.
    @Test(arguments: [-1, 3_000, Int.max]) func timeIsNotWrittenOutsideTheBody(offset: Int) throws {
        var member = try Self.member(.observation, "a")
        member.stampOffset = offset
        let plain = String(decoding: member.body, as: UTF8.self)
        #expect(try Self.text([member]) == "[\(plain)]")
    }

    @Test func hashIsSHA256() {
        // NIST's example for "abc".
        let hash = UnitBody.hash(Array("abc".utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(hash == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}

extension String {
    /// How often a text stands in it.
    fileprivate func components(_ text: String) -> Int {
        var count = 0
        var rest = self[...]
        while let found = rest.firstRange(of: text) {
            count += 1
            rest = rest[found.upperBound...]
        }
        return count
    }
}
