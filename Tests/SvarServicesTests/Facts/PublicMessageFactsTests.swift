import SvarAccess
import SvarDomain
import SvarFHIR
import SvarMessages
import SvarServices
import SvarStore
import SvarTesting
import TestLane
import Testing

/// The public messages: what the rules are told of each.
@Suite(.enabled(if: PublicData.isPresent, "skipped: shared/data is absent"), .aside)
struct PublicMessageFactsTests {
    @Test func everyReportIsOfItsDisciplineAndKnownByWhatItHolds() async throws {
        var found: Disciplines = []
        var count = 0
        for (name, bytes) in try PublicData.files("fhir/norway/svarrapport-xml") {
            let read: ReadMessage
            do throws(MessageRefusal) {
                read = try MessageReader.read(bytes, limits: IntakeLimits())
            } catch {
                continue
            }
            let store = MemoryStore(index: IndexRows.store) { ManualClock().now }
            let service = makeService(store)
            let receipt = try await service.submitMessage(bytes, caller: .sandbox).receipt
            for (report, receipt) in zip(read.message.serviceReports, receipt.reports) {
                guard let id = receipt.report?.split(separator: "/").last.map(String.init) else { continue }
                let version = try #require(try await store.current(.diagnosticReport, id, in: .everything))
                let record = try await store.facts(of: try #require(version.person))
                let unit = try #require(record.accessFacts().units.first { $0.key == version.unit })
                let newest = try #require(unit.versions.last)
                let discipline = report.msgDescr.v ?? ""
                let expected = DisciplineCodes.report(discipline)
                #expect(newest.disciplines.isSuperset(of: expected) || expected == .other, "\(name) \(discipline)")
                found.formUnion(newest.disciplines)
                let items = report.patient?.resultItems.compactMap(\.idResultItem).filter { !$0.isEmpty } ?? []
                #expect(unit.items.isSuperset(of: items), "\(name)")
                #expect(unit.span != nil, "\(name)")
                let order = report.servReqs.first?.id.flatMap(OrderNumber.init)?.rawValue
                #expect(unit.order == order, "\(name)")
                #expect(
                    (unit.requester != nil) == hasIdentifier(report.patient?.responsibleHcp, report.requester),
                    "\(name)"
                )
                #expect(unit.performer != nil, "\(name)")
                let isFinal = report.status.v == "F" || report.status.v == "A"
                #expect((newest.state == .final) == (isFinal && report.servType.v != "C"), "\(name)")
                count += 1
            }
        }
        print("public reports whose facts were made: \(count)")
        #expect(count > 50)
        #expect(found.isSuperset(of: [.biochemistry, .microbiology, .immunology, .pathology, .radiology]))
    }

    private func hasIdentifier(_ parties: HealthCareParty?...) -> Bool {
        parties.contains { party in
            guard let inst = party?.inst else { return false }
            let ids = [inst.id].compactMap(\.self) + inst.additionalIds
            let parts = inst.departments.flatMap { [$0.id].compactMap(\.self) + $0.additionalIds }
            return (ids + parts).contains { !$0.id.isEmpty && $0.type?.v?.isEmpty == false }
        }
    }
}
