import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarServices
import SvarStore
import SvarTesting
import TestLane
import Testing

/// The same of plain resources.
@Suite(.aside)
struct RESTFactsTests {
    @Test(arguments: [
        ("final", VersionFacts.State.final), ("amended", .final), ("corrected", .final), ("appended", .final),
        ("registered", .notFinal), ("partial", .notFinal), ("preliminary", .notFinal), ("unknown", .notFinal),
        ("cancelled", .withdrawn), ("entered-in-error", .withdrawn),
    ])
    func theStatusOfTheReportIsThatOfTheUnit(status: String, state: VersionFacts.State) throws {
        let unit = try facts([
            #"{"resourceType":"DiagnosticReport","id":"d","status":"\#(status)","code":{}}"#,
            #"{"resourceType":"Observation","id":"o","status":"final","code":{}}"#,
        ])
        #expect(unit.versions.map(\.state) == [state])
        // A result that no report names stands for itself.
        let alone = try facts([#"{"resourceType":"Observation","id":"o","status":"\#(status)","code":{}}"#])
        #expect(alone.versions.map(\.state) == [state])
    }

    @Test func aReportInErrorForAWrongPersonSaysSo() throws {
        let reason =
            #"{"url":"http://svar.example/fhir/StructureDefinition/withdrawn","valueCodeableConcept":{"coding":[{"system":"http://svar.example/fhir/CodeSystem/data-absent-reason","code":"wrong-person"}]}}"#
        let report =
            #"{"resourceType":"DiagnosticReport","id":"d","status":"entered-in-error","extension":[\#(reason)]}"#
        #expect(try facts([report]).versions.map(\.state) == [.wrongPerson])
        // The reason alone withdraws nothing.
        let standing = report.replacing("entered-in-error", with: "final")
        #expect(try facts([standing]).versions.map(\.state) == [.final])
    }

    @Test func aUnitThatIsGoneIsWithdrawn() throws {
        #expect(try facts([]).versions.map(\.state) == [.withdrawn])
    }

    @Test(arguments: [
        (#"{"system":"http://terminology.hl7.org/CodeSystem/v2-0074","code":"GE"}"#, Disciplines.genetics),
        (#"{"system":"http://terminology.hl7.org/CodeSystem/v2-0074","code":"SP"}"#, .pathology),
        (#"{"system":"http://terminology.hl7.org/CodeSystem/v2-0074","code":"NMR"}"#, .radiology),
        (#"{"system":"http://terminology.hl7.org/CodeSystem/v2-0074","code":"NMS"}"#, .nuclearMedicine),
        (#"{"system":"http://terminology.hl7.org/CodeSystem/v2-0074","code":"CH"}"#, .biochemistry),
        (#"{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"imaging"}"#, .radiology),
        (#"{"system":"urn:oid:2.16.578.1.12.4.1.1.8202","code":"MGEN"}"#, .genetics),
        (#"{"system":"http://ehelse.no/fhir/CodeSystem/no-kodeverk-8202","code":"CYTO"}"#, .pathology),
        (#"{"system":"http://example.org/own","code":"GE"}"#, .other),
    ])
    func aCategoryOfTheReportIsADiscipline(coding: String, expected: Disciplines) throws {
        let report =
            #"{"resourceType":"DiagnosticReport","id":"d","status":"final","category":[{"coding":[\#(coding)]}]}"#
        #expect(try facts([report]).versions.map(\.disciplines) == [expected])
        let result = #"{"resourceType":"Observation","id":"o","status":"final","code":{"coding":[{"code":"x"}]}}"#
        #expect(try facts([report, result]).versions.map(\.disciplines) == [expected])
    }

    @Test(arguments: [
        "http://ehelse.no/fhir/CodeSystem/no-kodeverk-7280-nlk", "urn:oid:2.16.578.1.12.4.1.1.7280",
        "http://npu-terminology.org", "",
    ])
    func aGeneticAnalysisIsFoundUnderAnySystemAndInAComponent(system: String) throws {
        let code = #"{"coding":[{"system":"\#(system)","code":"NPU19111"}]}"#
        let own = #"{"resourceType":"Observation","id":"o","status":"final","code":\#(code)}"#
        #expect(try facts([own]).versions.map(\.disciplines) == [.genetics])
        let part =
            #"{"resourceType":"Observation","id":"o","status":"final","code":{},"component":[{"code":\#(code)}]}"#
        #expect(try facts([part]).versions.map(\.disciplines) == [.genetics])
        #expect(try facts([part]).codes == ["NPU19111"])
    }

    @Test func aStudyAloneIsImaging() throws {
        let study = #"{"resourceType":"ImagingStudy","id":"s","status":"available","started":"2026-03-01"}"#
        let unit = try facts([study])
        #expect(unit.versions.map(\.disciplines) == [.radiology])
        #expect(unit.span == ResultSpan(day(2026, 3, 1), day(2026, 3, 1)))
    }

    @Test(arguments: [
        (#""effectiveDateTime":"2026-03-01T23:30:00Z""#, 2), (#""effectiveDateTime":"2026-03-01T23:30:00+01:00""#, 1),
        (#""effectivePeriod":{"start":"2026-03-03","end":"2026-03-05"}"#, 3),
        (#""effectiveInstant":"2026-03-04T10:00:00Z""#, 4),
        (#""effectiveTiming":{"event":["2026-03-07","2026-03-06"]}"#, 6),
    ])
    func theSpanIsFromTheEarliestResultToTheFirstIssueInOslo(element: String, first: Int) throws {
        let report = #"{"resourceType":"DiagnosticReport","id":"d","status":"final","issued":"2026-03-09T22:59:00Z"}"#
        let result = #"{"resourceType":"Observation","id":"o","status":"final","code":{},\#(element)}"#
        #expect(try facts([report, result]).span == ResultSpan(day(2026, 3, first), day(2026, 3, 9)))
    }

    @Test func aLaterIssueDoesNotMoveTheSpanAndALaterResultWidensIt() throws {
        let report = #"{"resourceType":"DiagnosticReport","id":"d","status":"final","issued":"2026-03-09T12:00:00Z"}"#
        let result =
            #"{"resourceType":"Observation","id":"o","status":"final","code":{},"effectiveDateTime":"2026-03-05"}"#
        let second = [
            report.replacing("03-09", with: "04-20"), result.replacing("03-05", with: "03-02"),
        ]
        let unit = try facts([report, result], second)
        #expect(unit.span == ResultSpan(day(2026, 3, 2), day(2026, 3, 9)))
    }

    @Test func theRequesterIsFoundThroughItsRoleContainedOrNot() throws {
        let organisation = #"{"system":"urn:oid:2.16.578.1.12.4.1.4.101","value":"999999902"}"#
        let order =
            #""identifier":[{"system":"http://lab.example/own","value":"L9"},{"type":{"coding":[{"code":"PLAC"}]},"value":"A17"}]"#
        let requests = [
            #"{"resourceType":"ServiceRequest","id":"s","status":"completed",\#(order),"requester":{"identifier":\#(organisation)}}"#,
            #"{"resourceType":"ServiceRequest","id":"s","status":"completed",\#(order),"requester":{"reference":"PractitionerRole/r"}}"#,
            ##"{"resourceType":"ServiceRequest","id":"s","status":"completed",\##(order),"requester":{"reference":"#r"},"contained":[{"resourceType":"PractitionerRole","id":"r","organization":{"reference":"#o"}},{"resourceType":"Organization","id":"o","identifier":[\##(organisation)]}]}"##,
        ]
        let role = #"{"resourceType":"PractitionerRole","id":"r","organization":{"identifier":\#(organisation)}}"#
        for request in requests {
            let unit = try facts([#"{"resourceType":"DiagnosticReport","id":"d","status":"final"}"#, request, role])
            #expect(unit.requester == Department(Organisation("999999902")))
            #expect(unit.order == "A17")
            #expect(unit.referral == "s")
        }
    }

    @Test func withoutFactsAUnitIsItsProducersAlone() {
        let stamp = Stamp(position: LogPosition(3), at: ServerTime(microseconds: 1_767_225_600_000_000))
        let unit = Self.unit(stamp)
        for versions in [[], [UnitVersionRecord(unit: unit.key, stamp: stamp, facts: [77])]] {
            let facts = UnitFactsCoding.facts(of: unit, versions)
            #expect(facts.versions.map(\.state) == [.wrongPerson])
            #expect(facts.versions.map(\.received) == [stamp.at])
            let person = SvarAccess.PersonFacts(birthDate: day(1980, 1, 1))
            let actors: [AccessActor] = [
                .citizen, .replicaFeed,
                .personnel(Personnel(hpr: HPRNumber(9), organisation: Organisation("x"), basis: .exempt)),
            ]
            for actor in actors {
                let view = PersonView(actor: actor, person: person, policy: AccessPolicy(), at: stamp.at)
                #expect(view.decide(facts).verdict == .hide)
            }
            let own = PersonView(actor: .producer(unit.producer), person: person, policy: AccessPolicy(), at: stamp.at)
            #expect(own.decide(facts).verdict == .permit)
        }
    }

    @Test func metadataIsTheBareReportByteForByte() throws {
        let body =
            #"{"resourceType":"DiagnosticReport","id":"d1","meta":{"versionId":"v1","lastUpdated":"1970-01-01T00:00:00.000000Z","tag":[{"code":"secret"}],"profile":["http://p"]},"text":{"status":"generated"},"status":"final","category":[ {"text":"\u00e6"} ],"code":{"text":"HIV"},"subject":{"reference":"Patient/p"},"effectiveDateTime":"2026-03-01","issued":"2026-03-02T10:00:00.000Z","conclusion":"x"}"#
        let offset = try #require(body.firstRange(of: "1970")).lowerBound
        let version = ResourceVersion(
            key: 1,
            number: 1,
            type: .diagnosticReport,
            id: "d1",
            unit: UnitKey(1),
            person: PersonKey(1),
            versionID: "v1",
            stamp: Stamp(position: LogPosition(1), at: ServerTime(microseconds: 1)),
            isDeleted: false,
            body: body.bytes,
            stampOffset: body.utf8.distance(from: body.startIndex, to: offset)
        )
        let metadata = try #require(IndexRows.store.metadata)
        let bare = try #require(try metadata(version))
        #expect(
            String(decoding: bare.body, as: UTF8.self)
                == #"{"resourceType":"DiagnosticReport","id":"d1","meta":{"versionId":"v1","lastUpdated":"1970-01-01T00:00:00.000000Z","tag":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}]},"status":"final","category":[ {"text":"\u00e6"} ],"subject":{"reference":"Patient/p"},"effectiveDateTime":"2026-03-01","issued":"2026-03-02T10:00:00.000Z"}"#
        )
        #expect(bare.body[bare.stampOffset...].starts(with: "1970-01-01T00:00:00.000000Z".utf8))
        var other = version
        other.type = .observation
        #expect(try metadata(other) == nil)
    }

    private static func unit(_ stamp: Stamp) -> UnitRecord {
        UnitRecord(
            key: UnitKey(3),
            person: PersonKey(1),
            producer: Producer("p"),
            regime: .rest,
            typeClass: .member,
            report: nil,
            state: UnitState(),
            stamp: stamp
        )
    }

    /// The facts of a unit whose versions have these resources.
    private func facts(_ versions: [String]...) throws -> UnitFacts {
        let stamp = Stamp(position: LogPosition(3), at: ServerTime(microseconds: 9))
        let records = try versions.map { resources in
            let members = try resources.map { text in
                let node = try JSONDocument(text.bytes).root
                return (type: HostedType(rawValue: node["resourceType"]?.string ?? "")!, node: node)
            }
            let facts =
                try members.isEmpty ? UnitFactsCoding.encode([ResourceVersion]()) : UnitFactsCoding.encode(members)
            return UnitVersionRecord(unit: UnitKey(3), stamp: stamp, facts: facts)
        }
        return UnitFactsCoding.facts(of: Self.unit(stamp), records)
    }

    private func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        CivilDate(year: year, month: month, day: day)!
    }
}
