import Foundation
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarServices
import SvarStore
import SvarStoreSQLite
import SvarTesting
import TestLane
import Testing

/// Real instances and Bundles go in and come back. Skipped with one line where the data folder is absent.
@Suite(.enabled(if: PublicData.isPresent, "skipped: shared/data is absent"), .aside)
struct PublicDataTests {
    @Test func everyOfficialInstanceOfAHostedTypeComesBackAsItCame() async throws {
        let service = makeService()
        var count = 0
        for (name, bytes) in try PublicData.files("fhir/r4-examples") {
            let document = try JSONDocument(bytes)
            guard let type = document.root["resourceType"]?.string.flatMap(HostedType.init(rawValue:)),
                let id = document.root["id"]?.string
            else { continue }
            _ = try await service.update(type, id, bytes, caller: .sandbox)
            let served = try await service.read(type, id, caller: .sandbox)
            #expect(try Self.rest(served.bytes) == Self.rest(bytes), "\(name)")
            count += 1
        }
        print("r4-examples of hosted types through the store: \(count)")
        #expect(count > 100)
    }

    @Test func everyOtherOfficialInstanceGoesThroughParserAndWriter() throws {
        for (name, bytes) in try PublicData.files("fhir/r4-examples") {
            let root = try JSONDocument(bytes).root
            #expect(try JSONValue(JSONDocument(JSONValue(root).bytes).root) == JSONValue(root), "\(name)")
        }
    }

    @Test func allSyntheaBundlesLoad() async throws {
        let directory = try TemporaryDirectory()
        let clock = ManualClock()
        let random = SeededBytes(seed: 1)
        let store = try SQLiteStore.open(
            directory: directory.path,
            kind: .sandbox,
            create: true,
            index: IndexRows.store,
            environment: StoreEnvironment(clock: { clock.now }, randomBytes: { random($0) })
        )
        let service = makeService(store)
        var written = 0
        for folder in ["fhir/synthea/infrastructure", "fhir/synthea/patients"] {
            for (_, bytes) in try PublicData.files(folder) {
                let reply = try await service.submitBundle(bytes, once: true, caller: .sandbox)
                #expect(reply.outcome == .done)
                #expect(!String(decoding: reply.body, as: UTF8.self).contains(#""status":"4"#))
                written += reply.written
            }
        }
        print("Synthea resources written: \(written)")
        #expect(try await store.statistics().resources == written)
        for (type, number) in [
            (HostedType.encounter, 1931), (.diagnosticReport, 3362), (.observation, 17106), (.patient, 49),
        ] {
            #expect(try await service.total(type, [NamedValue("_summary", "count")]) == number)
        }
    }

    @Test func thirtyEightOfFortyBelgianDocumentsLoadAndTwoAreRefusedForEmptyStrings() async throws {
        let service = makeService()
        var refused: [Refusal] = []
        var stored = 0
        for (_, bytes) in try PublicData.files("fhir/be-lab") {
            if let refusal = try await refusal({ _ = try await service.submitBundle(bytes, caller: .sandbox) }) {
                refused.append(refusal)
            } else {
                stored += 1
            }
        }
        #expect(stored == 38)
        #expect(refused.count == 2)
        #expect(refused.allSatisfy { !$0.issues.isEmpty && $0.issues.allSatisfy { !$0.expression.isEmpty } })
    }

    /// The bytes of each member but `id` and `meta`, in order, and the meta members that are not the server's.
    private static func rest(_ bytes: [UInt8]) throws -> [[UInt8]] {
        let root = try JSONDocument(bytes).root
        var parts: [[UInt8]] = []
        for member in root.members where member.key != "id" && member.key != "meta" {
            parts.append(Array(member.key.utf8) + Array(member.value.bytes))
        }
        if let meta = root["meta"] {
            for member in meta.members where member.key != "versionId" && member.key != "lastUpdated" {
                parts.append(Array(member.key.utf8) + Array(member.value.bytes))
            }
        }
        return parts
    }
}
