import SvarFHIR
import SvarSearch
import Testing

/// http://hl7.org/fhir/R4/search.html#chaining, #has
struct ChainTests {
    static func slots(_ type: HostedType, _ code: String, _ facet: Slot.Facet = .value) throws -> [Slot] {
        [Slot(try #require(SearchParameters.named(type, code)).number, facet)]
    }
    static func plain(_ type: HostedType, _ name: String, _ value: String) throws -> RequestCriterion {
        try Searching.request([type], [(name, value)]).criterion
    }

    @Test func followsAReferenceToTheTypesThatHaveTheParameter() throws {
        let inner = try Self.plain(.organization, "name", "x")
        let own = try Self.slots(.diagnosticReport, "performer")
        #expect(
            try Self.plain(.diagnosticReport, "performer:Organization.name", "x")
                == .refers(own, to: [.organization], inner)
        )
        let any = try Self.plain(.diagnosticReport, "performer.name", "x")
        let practitioner = try Self.plain(.practitioner, "name", "x")
        #expect(
            any
                == .any([
                    .refers(own, to: [.practitioner], practitioner), .refers(own, to: [.organization], inner),
                ])
        )
    }

    /// `location` refers to a Location in three types, is a URI in DocumentReference and nothing in the others.
    @Test func asksTheTypesThatCanAnswerAndNoOthers() throws {
        let able = try ["Encounter", "PractitionerRole", "Provenance"].map {
            try Self.plain(.documentReference, "related:\($0).location._id", "x")
        }
        #expect(try Self.plain(.documentReference, "related.location._id", "x") == .any(able))
    }

    /// `relationship` is a token in RelatedPerson and a composite in DocumentReference.
    @Test func aValueThatOneTypeCannotReadIsAskedOfTheOthers() throws {
        #expect(
            try Self.plain(.documentReference, "related.relationship", "x")
                == Self.plain(.documentReference, "related:RelatedPerson.relationship", "x")
        )
        // No type can read it.
        #expect(throws: SearchFault.self) { try Self.plain(.documentReference, "related.relationship", "x$y$z,|") }
        #expect(throws: SearchFault.self) { try Self.plain(.documentReference, "related.location.nothing", "x") }
    }

    @Test func followsThreeLinks() throws {
        let third = try Self.plain(.organization, "identifier", "urn:o|1")
        let second = RequestCriterion.refers(
            try Self.slots(.practitionerRole, "organization"),
            to: [.organization],
            third
        )
        let first = RequestCriterion.refers(
            try Self.slots(.serviceRequest, "requester"),
            to: [.practitionerRole],
            second
        )
        let whole = RequestCriterion.refers(
            try Self.slots(.diagnosticReport, "based-on"),
            to: [.serviceRequest],
            first
        )
        let name = "based-on:ServiceRequest.requester:PractitionerRole.organization.identifier"
        #expect(try Self.plain(.diagnosticReport, name, "urn:o|1") == whole)
    }

    @Test func hasLooksTheOtherWay() throws {
        let inner = try Self.plain(.observation, "code", "x")
        // Whoever is named by number is named too.
        let subject = try Self.slots(.observation, "subject") + Self.slots(.observation, "subject", .person)
        let has = RequestCriterion.referred(from: .observation, subject, inner)
        #expect(try Self.plain(.patient, "_has:Observation:patient:code", "x") == has)
        let nested = RequestCriterion.referred(
            from: .observation,
            try Self.slots(.observation, "specimen"),
            .referred(
                from: .diagnosticReport,
                try Self.slots(.diagnosticReport, "result"),
                try Self.plain(.diagnosticReport, "status", "final")
            )
        )
        #expect(
            try Self.plain(.specimen, "_has:Observation:specimen:_has:DiagnosticReport:result:status", "final")
                == nested
        )
    }

    @Test func aChainMayLeadToHas() throws {
        let criterion = try Self.plain(.observation, "subject:Patient._has:Observation:patient:code", "x")
        guard case .refers(_, to: [.patient], .referred(from: .observation, _, _)) = criterion else {
            Issue.record("\(criterion)")
            return
        }
    }

    @Test(arguments: [
        "code.name", "subject:Organization.name", "subject.nothing", "performer:Patient.nothing",
        "_has:Observation:code:status",
        "_has:Nothing:subject:status", "_has:Observation:subject", "_has", "based-on.based-on.based-on.based-on.status",
        "subject:.name", "subject.", ".", "_has:Observation:patient:",
    ])
    func refusesChainsThatLeadNowhere(name: String) {
        let fault = #expect(throws: SearchFault.self) { try Searching.request([.observation], [(name, "x")]) }
        #expect(fault?.issues.count == 1)
    }

    @Test func boundsTheWholeCriterion() {
        let values = (0..<100).map(String.init).joined(separator: ",")
        #expect(throws: SearchFault.self) {
            try Searching.request([.observation], (0..<30).map { _ in ("focus.focus.focus._tag", values) })
        }
    }
}
