import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages
import SvarSearch
import SvarServices
import SvarStore
import SvarSynthetic
import SvarTesting
import SvarValidation
import TestLane
import Testing

/// Messages of our own making through the whole intake (decisions 4–6, 8, 9, 11).
@Suite(.aside)
struct MessageIntakeTests {
    let store = makeStore()

    @Test func everySyntheticMessageIsTakenAndWhatIsStoredHasTheStructureOfR4() async throws {
        let service = makeService(store)
        for message in SyntheticData(seed: 7, persons: 12).messages() {
            let receipt = try await service.submitMessage(message.bytes, caller: .sandbox).receipt
            #expect(receipt.outcome != .refused, "\(message.name)")
        }
        let stored = try await store.all(after: nil, limit: 100_000)
        #expect(stored.count > 100)
        for version in stored where !version.isDeleted {
            let issues = StructureCheck.check(try JSONDocument(version.body).root)
            #expect(issues.isEmpty, "\(version.type): \(issues.first.map(\.expression) ?? [])")
        }
    }

    @Test func theSameMessagesInAnotherOrderGiveTheSameUnits() async throws {
        let messages = SyntheticData(seed: 11, persons: 6).messages().map(\.bytes)
        var states: [[String]] = []
        var generator = SeededGenerator(seed: 42)
        for order in [Array(messages), messages.reversed(), messages.shuffled(using: &generator)] {
            let store = makeStore()
            let service = makeService(store)
            for bytes in order { _ = try await service.submitMessage(bytes, caller: .sandbox) }
            states.append(try await Self.state(store))
        }
        #expect(states[0] == states[1])
        #expect(states[0] == states[2])
    }

    @Test func resubmittedBytesChangeNothing() async throws {
        let service = makeService(store)
        let messages = SyntheticData(seed: 3, persons: 3).messages().map(\.bytes)
        for bytes in messages { _ = try await service.submitMessage(bytes, caller: .sandbox) }
        let before = try await store.statistics()
        for bytes in messages {
            let receipt = try await service.submitMessage(bytes, caller: .sandbox).receipt
            #expect(receipt.outcome == .duplicate)
            #expect(receipt.httpStatus == 200)
            #expect(receipt.reports.allSatisfy { $0.report != nil && $0.version != nil })
        }
        #expect(try await store.statistics() == before)
    }

    @Test func aMessageUnitIsOwnedByMessages() async throws {
        let service = makeService(store)
        let message = SyntheticData(seed: 3, persons: 1).messages().first { _ in true }!
        let receipt = try await service.submitMessage(message.bytes, caller: .sandbox).receipt
        let id = try #require(receipt.reports.first?.report?.split(separator: "/").last.map(String.init))
        let body = Sample.report().replacing(#""resourceType""#, with: #""id":"\#(id)","resourceType""#)
        let update = try await refusal {
            _ = try await service.update(.diagnosticReport, id, body.bytes, caller: .sandbox)
        }
        #expect(update?.kind == .conflict)
        let delete = try await refusal { _ = try await service.delete(.diagnosticReport, id, caller: .sandbox) }
        #expect(delete?.kind == .methodNotAllowed)
    }

    @Test func thePatientServedHoldsTheIdentifierOnlyAndItsResultsAreFoundByIt() async throws {
        let service = makeService(store)
        for message in SyntheticData(seed: 3, persons: 1).messages() {
            _ = try await service.submitMessage(message.bytes, caller: .sandbox)
        }
        let patients = try await service.resources(.patient)
        #expect(patients.count == 1)
        let patient = patients[0]
        #expect(patient.members.map(\.key) == ["resourceType", "id", "meta", "identifier"])
        let number = try #require(patient["identifier"]?[0]?["value"]?.string)
        let system = try #require(patient["identifier"]?[0]?["system"]?.string)
        let byID = try await service.total(
            .diagnosticReport,
            [NamedValue("patient", try #require(patient["id"]?.string))]
        )
        let byNumber = try await service.total(
            .diagnosticReport,
            [NamedValue("patient:identifier", "\(system)|\(number)")]
        )
        #expect(byID! > 0)
        #expect(byNumber == byID)
    }

    @Test func attachmentsAreServedWithTheirBytes() async throws {
        let service = makeService(store)
        for message in SyntheticData(seed: 5, persons: 20).messages() {
            _ = try await service.submitMessage(message.bytes, caller: .sandbox)
        }
        let binaries = try await service.resources(.binary)
        #expect(!binaries.isEmpty)
        for binary in binaries {
            let json = binary
            let data = try #require(json["data"]?.string.flatMap { FHIRBase64($0) })
            #expect(StructureCheck.check(json).isEmpty)
            let id = try #require(json["id"]?.string)
            let content = try #require(try await service.content(id, caller: .sandbox))
            #expect(content.bytes == data.bytes)
            #expect(content.contentType == json["contentType"]?.string)
        }
    }

    @Test func aClosedRegisterRefusesOrganisationsItDoesNotList() async throws {
        let service = makeService(store, participants: ParticipantRegister(participants: [], isOpen: false))
        let message = SyntheticData(seed: 3, persons: 1).messages().first { _ in true }!
        let receipt = try await service.submitMessage(message.bytes, caller: .sandbox).receipt
        #expect(receipt.httpStatus == 422)
        #expect(receipt.reports.first?.issues.map(\.code) == [.notYourOrganisation])
        #expect(try await store.statistics().resources == 0)
    }

    @Test func whatIsNoMessageIsRefusedWithItsStatus() async throws {
        let service = makeService(store)
        for (bytes, status) in [
            ("hello".bytes, 400), ("<a/>".bytes, 400), ([], 400),
            (#"<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>"#.bytes, 400),
            ([UInt8](repeating: 0x20, count: 21 << 20), 413),
        ] {
            #expect(try await service.submitMessage(bytes, caller: .sandbox).receipt.httpStatus == status)
        }
    }

    /// Every unit's current bodies with the ids taken out, sorted.
    private static func state(_ store: MemoryStore) async throws -> [String] {
        let all = try await store.all(after: nil, limit: 100_000)
        let ids = Set(all.map { Array($0.id.utf8)[...] })
        return all.map { version in
            var value = try! JSONValue(JSONDocument(version.body).root)
            value["id"] = nil
            var meta = value["meta"]!
            meta["versionId"] = nil
            value["meta"] = meta
            return Self.without(ids, in: value.bytes)
        }.sorted()
    }

    /// Ids stand as whole words.
    private static func without(_ ids: Set<ArraySlice<UInt8>>, in bytes: [UInt8]) -> String {
        var named: [UInt8] = []
        for word in bytes.split(omittingEmptySubsequences: false, whereSeparator: { !wordBytes.contains($0) }) {
            named += ids.contains(word) ? [UInt8(ascii: "*")] : word
            named += bytes[word.endIndex...].prefix(1)
        }
        return String(decoding: named, as: UTF8.self)
    }

    private static let wordBytes = Set("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
}

/// Decision 35: an order's reservation that is not classified holds the unit back from all but its producer.
struct ReservationTests {
    @Test func aReservedUnitIsSeenByItsProducerOnly() async throws {
        let store = makeStore()
        let service = makeService(store)
        let message = SyntheticData(seed: 3, persons: 1).messages().first {
            $0.bytes.starts(with: Array("<?xml version=\"1.0\" encoding=\"UTF-8\"".utf8))
        }!
        let text = String(decoding: message.bytes, as: UTF8.self)
        let reserved = text.replacing(
            "</ServReq>",
            with: #"<Reservation V="1" S="2.16.578.1.12.4.1.1.3108" DN="x"/></ServReq>"#
        )
        #expect(reserved != text)
        let receipt = try await service.submitMessage(Array(reserved.utf8), caller: .sandbox).receipt
        let id = try #require(receipt.reports.first?.report?.split(separator: "/").last.map(String.init))
        let report = try #require(try await store.current(.diagnosticReport, id, in: .everything))
        let unit = try await store.write { try $0.unit(report.unit) }
        let producer = try #require(unit?.producer)
        #expect(unit?.state.isHeld == true)
        #expect(try await store.current(.diagnosticReport, id, in: .ownedBy(producer)) != nil)
        #expect(try await store.current(.diagnosticReport, id, in: .ownedBy(Producer("another"))) == nil)
        #expect(
            try await store.current(
                .diagnosticReport,
                id,
                in: .units(AllowedSet(person: unit!.person!, units: [report.unit]))
            ) == nil
        )
        let request = try await store.members(of: report.unit, in: .everything).first { $0.type == .serviceRequest }
        let extensions = try JSONDocument(try #require(request).body).root["extension"]!.elements.compactMap {
            $0["url"]?.string
        }
        #expect(extensions.contains { $0.hasSuffix("nilar-reservation") })
    }
}
