import SvarMessages
import TestLane
import Testing

@Suite(.enabled(if: PublicMessages.isPresent, "skipped: shared/data is absent"), .aside)
struct PublicMessagesTests {
    @Test func allAreReadAndCountedByDisciplineAndVersion() throws {
        let messages = try PublicMessages.all.map { try MessageReader.read($0.bytes) }
        #expect(messages.count == 64)
        #expect(messages.allSatisfy { $0.message.serviceReports.count == 1 && $0.refusedReports.isEmpty })
        let disciplines = messages.reduce(into: [:]) {
            $0[$1.message.serviceReports[0].msgDescr.v ?? "", default: 0] += 1
        }
        #expect(disciplines == ["CLIN": 33, "MBIO": 15, "CYTO": 7, "HIST": 5, "RTG": 2, "UL": 2])
        let versions = messages.reduce(into: [:]) { $0[$1.message.version, default: 0] += 1 }
        #expect(versions == [.v13: 21, .v14: 43])
    }

    @Test(arguments: PublicMessages.all)
    func resultItemsAreAsManyAsStartTags(_ file: PublicMessages.File) throws {
        let patient = try #require(try MessageReader.read(file.bytes).message.serviceReports.first?.patient)
        #expect(Self.count(patient.resultItems) == Self.startTags(of: "ResultItem", in: file.bytes))
        #expect(patient.analysedSubjects.count == Self.startTags(of: "AnalysedSubject", in: file.bytes))
    }

    @Test func resultItemsAre565() throws {
        let total = try PublicMessages.all.reduce(0) { sum, file in
            let reports = try MessageReader.read(file.bytes).message.serviceReports
            return sum + reports.reduce(0) { $0 + Self.count($1.patient?.resultItems ?? []) }
        }
        #expect(total == 565)
    }

    @Test func warningsAreCounted() throws {
        var counts: [IntakeCode: Int] = [:]
        var warned = 0
        for file in PublicMessages.all {
            let read = try MessageReader.read(file.bytes)
            let issues = read.issues + read.reportIssues.values.flatMap { $0 }
            if !issues.isEmpty { warned += 1 }
            for issue in issues { counts[issue.code, default: 0] += 1 }
        }
        #expect(warned == 10)
        #expect(counts == [.schemaOrder: 15, .schemaUnknown: 6])
    }

    private static func count(_ items: [ResultItem]) -> Int {
        items.reduce(items.count) { $0 + count($1.resultItems) }
    }

    /// Start tags in the bytes as they are: NULs of UTF-16 are passed over, comments are not.
    private static func startTags(of name: String, in bytes: [UInt8]) -> Int {
        let text = String(decoding: bytes.filter { $0 != 0 && $0 < 0x80 }, as: UTF8.self)
        return text.split(separator: "<").filter { tag in
            tag.split(whereSeparator: { " >/\r\n\t".contains($0) }).first?.split(separator: ":").last == name[...]
                && !tag.hasPrefix("/")
        }.count
    }
}
