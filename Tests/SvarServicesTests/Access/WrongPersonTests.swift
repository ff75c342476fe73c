import SvarDomain
import SvarFHIR
import SvarServices
import SvarStore
import SvarTesting
import Testing

/// A report that was said to be of a wrong person is shown to nobody but its producer and auditors (decision 8, row P30).
struct WrongPersonTests {
    private static func withdrawn(_ id: String) -> [UInt8] {
        Array(
            """
            {"resourceType":"DiagnosticReport","id":"\(id)","status":"entered-in-error","code":{"text":"x"},"extension":[
            {"url":"http://svar.example/fhir/StructureDefinition/withdrawn","valueCodeableConcept":{"coding":[
            {"system":"http://svar.example/fhir/CodeSystem/data-absent-reason","code":"wrong-person"}]}}],
            "subject":{"identifier":{"system":"\(LogFixture.child.kind.system)","value":"\(LogFixture.child.value)"}}}
            """.utf8
        )
    }

    @Test(arguments: StoreChoice.allCases)
    func staysSoWhenItIsDeleted(choice: StoreChoice) async throws {
        let world = try LogFixture(choice, hasGrown: true)
        let (report, laboratory) = (try await world.report(), LogFixture.laboratory)
        func isGone(_ caller: Caller) async throws -> Bool {
            try await refusal { _ = try await world.service.read(.diagnosticReport, report, caller: caller) }
                == .notFound
        }
        _ = try await world.service.update(.diagnosticReport, report, Self.withdrawn(report), caller: laboratory)
        for caller in [world.doctor(), LogFixture.citizen(LogFixture.child)] { #expect(try await isGone(caller)) }
        _ = try await world.service.delete(.diagnosticReport, report, caller: laboratory)
        for caller in [world.doctor(), LogFixture.citizen(LogFixture.child)] {
            #expect(try await isGone(caller))
            let history = HistoryInteraction(.type(.diagnosticReport), [])
            let all = try await world.service.history(history, base: LogFixture.base, caller: caller)
            #expect(!String(decoding: all, as: UTF8.self).contains(report))
        }
        try await world.close()
    }
}
