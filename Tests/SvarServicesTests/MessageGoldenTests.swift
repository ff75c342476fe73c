import Crypto
import Foundation
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages
import SvarSearch
import SvarServices
import SvarStore
import SvarTesting
import SvarValidation
import TestLane
import Testing

/// The 64 public messages through the whole intake, against a golden file a person can read. It is keyed by the first
/// twelve hexadecimal digits of each file's SHA-256 and holds no name and no content.
/// Run with SVAR_UPDATE_GOLDENS=1 to write it anew after a change that is meant.
@Suite(.enabled(if: PublicData.isPresent, "skipped: shared/data is absent"), .aside)
struct MessageGoldenTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Goldens/messages.txt")

    @Test func allMessagesGiveWhatTheGoldenFileSays() async throws {
        let messages = try PublicData.files("fhir/norway/svarrapport-xml")
            .map { (digest: Self.digest($0.bytes), bytes: $0.bytes) }.sorted { $0.digest < $1.digest }
        #expect(messages.count == 64)
        var text = "# Each message in a store of its own: digest, outcome, status, members, findings.\n"
        for message in messages {
            let store = makeStore()
            let service = makeService(store)
            let reply = try await service.submitMessage(message.bytes, caller: .sandbox)
            text += "\(message.digest) \(Self.line(reply.receipt))\n"
            text += try await Self.units(store)
        }
        text += "\n# All in the order of their digests in one store: outcomes, then the units.\n"
        let store = makeStore()
        let service = makeService(store)
        for message in messages {
            let reply = try await service.submitMessage(message.bytes, caller: .sandbox)
            text += "\(message.digest) \(Self.line(reply.receipt))\n"
        }
        text += try await Self.units(store)
        if ProcessInfo.processInfo.environment["SVAR_UPDATE_GOLDENS"] == "1" {
            try FileManager.default.createDirectory(
                at: Self.file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: Self.file)
        }
        let golden = try String(contentsOf: Self.file, encoding: .utf8)
        let differing = zip(golden.split(separator: "\n"), text.split(separator: "\n")).first { $0 != $1 }
        #expect(differing == nil)
        #expect(golden == text)
    }

    @Test func inTestModeOneIsRefusedAlone() async throws {
        var refused: [Receipt] = []
        for (_, bytes) in try PublicData.files("fhir/norway/svarrapport-xml") {
            let receipt = try await makeService().submitMessage(bytes, caller: .sandbox).receipt
            if receipt.outcome == .refused { refused.append(receipt) }
        }
        #expect(refused.count == 1)
        #expect(refused.first?.reports.first?.issues.map(\.code).contains(.patientID) == true)
    }

    @Test func whatIsStoredHasTheStructureOfR4AndNoNameOfTheSubject() async throws {
        for (name, bytes) in try PublicData.files("fhir/norway/svarrapport-xml") {
            let store = makeStore()
            _ = try await makeService(store).submitMessage(bytes, caller: .sandbox)
            for version in try await store.all(after: nil, limit: 10_000) {
                let root = try JSONDocument(version.body).root
                #expect(root["subject"]?["display"] == nil, "\(name)")
                #expect(StructureCheck.check(root).isEmpty, "\(name): \(version.type)")
            }
        }
    }

    private static func digest(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).prefix(6).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func line(_ receipt: Receipt) -> String {
        let reports = receipt.reports.map { "\($0.outcome.rawValue)\(findings($0.issues))" }
        return ([receipt.outcome.rawValue] + reports).joined(separator: " | ") + findings(receipt.issues)
    }

    private static func findings(_ issues: [IntakeIssue]) -> String {
        let counts = Dictionary(grouping: issues, by: \.code.rawValue).mapValues(\.count)
        return counts.sorted { $0.key < $1.key }.map { " \($0.key)x\($0.value)" }.joined()
    }

    /// A line a unit: status, versions of the report, and its members by type and status.
    private static func units(_ store: MemoryStore) async throws -> String {
        var text = ""
        let head = try await store.head()
        for report in try await store.search(
            SearchQuery(types: [.diagnosticReport]),
            at: head,
            after: nil,
            isReversed: false,
            limit: 1_000,
            in: .everything
        ) {
            let json = try JSONDocument(report.body).root
            let versions = try await store.history(
                HistoryQuery(.resource(.diagnosticReport, report.id)),
                at: head,
                before: nil,
                ascending: false,
                limit: 100,
                in: .everything
            )
            var members: [String: Int] = [:]
            for member in try await store.members(of: report.unit, in: .everything) where member.id != report.id {
                let status = try JSONDocument(member.body).root["status"]?.string
                members[([member.type.rawValue] + (status.map { [$0] } ?? [])).joined(separator: " "), default: 0] += 1
            }
            let listed = members.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
            let code = json["code"]?["coding"]?[0]?["code"]?.string ?? "-"
            text += "    \(code) \(json["status"]?.string ?? "-"), \(versions.count) version(s): \(listed)\n"
        }
        return text
    }
}
