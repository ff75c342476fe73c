import Foundation
import SvarReplica
import SvarSync
import SvarSynthetic
import SvarTesting
import Testing

/// Queries without a network.
struct QueryTests {
    private static let person = WireKey(bytes: [UInt8](repeating: 1, count: 16))!
    private static let other = WireKey(bytes: [UInt8](repeating: 2, count: 16))!
    private static let until: Int64 = 1_900_000_000_000
    private let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func unit(_ number: UInt8) -> WireKey { WireKey(bytes: [number] + [UInt8](repeating: 9, count: 15))! }

    private func put(_ number: UInt8, _ person: WireKey, stamp: Int64, _ body: [UInt8]) -> SyncLine.PutLine {
        SyncLine.PutLine(
            unit: unit(number),
            person: person,
            stamp: SyncStamp(milliseconds: stamp, number: 0),
            version: stamp * 1_000_000,
            hash: UnitBody.hash(body),
            body: body
        )
    }

    private func page(_ puts: [SyncLine.PutLine], denies: [SyncLine.DenyLine] = []) -> SyncPage {
        var page = SyncPage(
            round: ReplicaState.Round(
                mode: .delta,
                from: .zero,
                to: SyncStamp(milliseconds: 9_000, number: 0),
                page: 1
            )
        )
        page.puts = puts
        page.denies = denies
        page.persons = [Self.person, Self.other].map {
            SyncLine.PersonLine(
                person: $0,
                stamp: SyncStamp(milliseconds: 1, number: 0),
                until: Self.until,
                patient: "pat-\($0.bytes[0])"
            )
        }
        return page
    }

    /// Three reports of one person, one of another.
    private func replica() throws -> (Fixture, ReplicaReader) {
        let fixture = try Fixture()
        let enrolment = Enrolment(
            server: "http://server",
            id: "r1",
            epoch: "e",
            integrityKey: [UInt8](repeating: 7, count: 32),
            schema: 1,
            scopeVersion: 0,
            professionals: [Fixture.professional]
        )
        try fixture.store.enrol(enrolment)
        try fixture.store.renew(enrolment, isAppointing: true)
        try fixture.store.confirm(now: 1)
        let puts = [
            put(
                1,
                Self.person,
                stamp: 10,
                ModelReports.body(patient: "pat-1", id: "a", values: [("HB", "13.20")], day: 1)
            ),
            put(
                2,
                Self.person,
                stamp: 11,
                ModelReports.body(patient: "pat-1", id: "b", values: [("HB", "12.1"), ("CRP", "5")], day: 9)
            ),
            put(
                3,
                Self.person,
                stamp: 12,
                ModelReports.body(patient: "pat-1", id: "c", status: "preliminary", values: [], day: 5, category: "RAD")
            ),
            put(4, Self.other, stamp: 13, ModelReports.body(patient: "pat-2", id: "d", values: [("HB", "15")], day: 3)),
        ]
        #expect(try fixture.store.keep(page(puts), now: 1_000) == .kept(matches: nil))
        return (fixture, try fixture.reader(now))
    }

    @Test func personsAreThoseOfTheScope() throws {
        let (fixture, replica) = try replica()
        try Replica(fixture.store).setLabel("room 4", of: Self.person.text)
        let persons = try replica.persons(now: now)
        #expect(persons.map(\.patient) == ["pat-1", "pat-2"])
        #expect(persons.map(\.reports) == [3, 1])
        #expect(persons.map(\.label) == ["room 4", nil])
        #expect(try Replica(fixture.store).status(now: now).reports == 4)
    }

    /// Deny early: no network is needed for a scope to end.
    @Test func aPersonWhoseScopeHasEndedIsNotShownFromThatMomentOn() throws {
        let (fixture, replica) = try replica()
        let key = try #require(try replica.reports(of: Self.person.text, now: now).reports.first?.key)
        let last = Date(timeIntervalSince1970: Double(Self.until) / 1_000 - 0.001)
        let end = Date(timeIntervalSince1970: Double(Self.until) / 1_000)
        #expect(try replica.persons(now: last).count == 2)
        #expect(try replica.report(key, now: last) != nil)
        #expect(try replica.persons(now: end).isEmpty)
        #expect(try replica.reports(of: Self.person.text, now: end).reports.isEmpty)
        #expect(try replica.report(key, now: end) == nil)
        #expect(
            try replica.trend(of: ReportCode(system: "nlk", code: "HB"), person: Self.person.text, now: end).isEmpty
        )
        #expect(try replica.analyses(of: Self.person.text, now: end).isEmpty)
        #expect(try replica.changes(since: nil, now: end).reports.isEmpty)
        #expect(try Replica(fixture.store).status(now: end).persons == 0)
    }

    @Test func reportsComeNewestFirstInPages() throws {
        let (_, replica) = try replica()
        let all = try replica.reports(of: Self.person.text, now: now)
        #expect(all.reports.map(\.id) == ["b", "c", "a"])
        #expect(all.next == nil)
        var paged: [String] = []
        var next: String?
        repeat {
            let page = try replica.reports(of: Self.person.text, limit: 1, page: next, now: now)
            paged += page.reports.map(\.id)
            next = page.next
        } while next != nil
        #expect(paged == ["b", "c", "a"])
        #expect(try replica.reports(of: Self.person.text, page: "?", now: now).reports.isEmpty)
        #expect(try replica.reports(of: "nobody", now: now).reports.isEmpty)
    }

    @Test(arguments: [
        ("category", "RAD", ["c"]), ("category", "8202|CLIN", ["b", "a"]), ("category", "x|CLIN", []),
        ("code", "HB", ["b", "a"]), ("code", "nlk|CRP", ["b"]), ("status", "preliminary", ["c"]),
        ("status", "final", ["b", "a"]),
        ("from", "2026-03-05T00:00:00Z", ["b", "c"]), ("to", "2026-03-05T00:00:00Z", ["a"]),
    ])
    func filtersHold(_ name: String, _ value: String, _ expected: [String]) throws {
        let (_, replica) = try replica()
        var filter = ReportFilter()
        switch name {
        case "category": filter.category = value
        case "code": filter.code = value
        case "status": filter.status = value
        case "from": filter.from = ISO8601DateFormatter().date(from: value)
        default: filter.to = ISO8601DateFormatter().date(from: value)
        }
        #expect(try replica.reports(of: Self.person.text, matching: filter, now: now).reports.map(\.id) == expected)
    }

    @Test func aReportIsGivenInFullAndSaysWhatWasCorrected() throws {
        let (fixture, replica) = try replica()
        let corrected = ModelReports.body(
            patient: "pat-1",
            id: "a",
            status: "corrected",
            values: [("HB", "14.0")],
            day: 1
        )
        _ = try fixture.store.keep(page([put(1, Self.person, stamp: 20, corrected)]), now: 5_000_000)
        let report = try #require(try replica.report(unit(1).text, now: now))
        #expect(report.summary.isCorrected)
        #expect(report.conclusion == "As expected")
        #expect(report.results.map(\.value?.text) == ["14.0 mmol/L"])
        #expect(report.results.first?.ranges.first?.text == "1.0–50.0")
        #expect(report.corrections.map(\.id) == ["a-0"])
        #expect(report.revisions.map(\.status) == ["final"])
        #expect(report.revisions.first?.changed.map(\.text) == ["13.20 mmol/L"])
        #expect(report.revisions.first?.changed.map(\.id) == ["a-0"])
        #expect(report.revisions.map(\.replaced) == [Date(timeIntervalSince1970: 5)])
        #expect(report.resources.count == 2)
        #expect(Array("[".utf8) + report.resources.joined(separator: Array(",".utf8)) + Array("]".utf8) == corrected)
    }

    /// Decision 8: what was withdrawn is not to be read any more, in no version.
    @Test(arguments: ["cancelled", "entered-in-error"])
    func whatAReportSaidBeforeItWasWithdrawnIsForgotten(status: String) throws {
        let (fixture, replica) = try replica()
        for (stamp, status, value) in [(20, "corrected", "14.0"), (21, status, "15.0"), (22, "corrected", "16.0")] {
            let body = ModelReports.body(patient: "pat-1", id: "a", status: status, values: [("HB", value)], day: 1)
            _ = try fixture.store.keep(page([put(1, Self.person, stamp: Int64(stamp), body)]), now: 5_000_000)
            let report = try #require(try replica.report(unit(1).text, now: now))
            let changed = report.revisions.flatMap(\.changed).map(\.text)
            #expect(changed == [20: ["13.20 mmol/L"], 21: [], 22: []][stamp], "\(stamp)")
        }
        #expect(try !fixture.rows("SELECT was FROM revision").contains { $0.bytes(0).count > 2 })
    }

    /// Decision 8: the earlier version may have been of somebody else. Whoever was in step has none of it either.
    @Test func whatWasTakenAwayMeanwhileLeavesNoEarlierValues() throws {
        for mode in [SyncMode.delta, .snapshot] {
            let (fixture, replica) = try replica()
            let body = ModelReports.body(patient: "pat-1", id: "a", status: "final", values: [("HB", "14.0")], day: 1)
            var page = page([put(1, Self.person, stamp: 21, body)])
            page.round.mode = mode
            if mode == .delta {
                page.denies = [
                    SyncLine.DenyLine(
                        unit: unit(1),
                        person: Self.person,
                        stamp: SyncStamp(milliseconds: 20, number: 0),
                        cause: .withdrawn
                    )
                ]
            }
            _ = try fixture.store.keep(page, now: 5_000_000)
            let report = try #require(try replica.report(unit(1).text, now: now))
            #expect(report.results.map(\.value?.text) == ["14.0 mmol/L"])
            #expect(report.revisions.isEmpty)
            #expect(try fixture.rows("SELECT was FROM revision").isEmpty)
        }
    }

    @Test func membersStandInTheirGroupsInOrder() throws {
        let fixture = try replica().0
        func observation(_ id: String, _ members: [String]) -> String {
            let references = members.map { #"{"reference":"Observation/\#($0)"}"# }.joined(separator: ",")
            return
                #"{"resourceType":"Observation","id":"\#(id)","status":"final","code":{"text":"\#(id)"},"hasMember":[\#(references)]}"#
        }
        let body = Array(
            """
            [{"resourceType":"DiagnosticReport","id":"r","status":"final","code":{"text":"R"},\
            "result":[{"reference":"Observation/g"},{"reference":"Observation/x"}]},\
            \(observation("y", [])),\(observation("x", ["g"])),\(observation("m1", [])),\(observation("g", ["m2", "m1"])),\
            \(observation("m2", ["n"])),\(observation("n", ["g"]))]
            """.utf8
        )
        _ = try fixture.store.keep(page([put(7, Self.person, stamp: 30, body)]), now: 0)
        let report = try #require(try fixture.reader(now).report(unit(7).text, now: now))
        func shape(_ results: [ReportResult]) -> String {
            results.map { $0.id + ($0.members.isEmpty ? "" : "(\(shape($0.members)))") }.joined(separator: " ")
        }
        #expect(shape(report.results) == "g(m2(n) m1) x y")
        #expect(report.summary.results == 6)
    }

    @Test func aTrendHasEveryValueOfOneAnalysisOfOnePerson() throws {
        let (_, replica) = try replica()
        let trend = try replica.trend(of: ReportCode(system: "nlk", code: "HB"), person: Self.person.text, now: now)
        #expect(trend.map(\.value?.number) == ["12.1", "13.20"])
        #expect(trend.map(\.report) == [unit(2).text, unit(1).text])
        #expect(
            try replica.trend(of: ReportCode(system: "loinc", code: "HB"), person: Self.person.text, now: now).isEmpty
        )
        let analyses = try replica.analyses(of: Self.person.text, now: now)
        #expect(analyses.map(\.code.code) == ["CRP", "HB"])
        #expect(analyses.map(\.values) == [1, 2])
    }

    @Test func changesAreThoseBehindTheMark() throws {
        let (fixture, replica) = try replica()
        let first = try replica.changes(since: nil, now: now)
        #expect(Set(first.reports.map(\.summary.id)) == ["a", "b", "c", "d"])
        #expect(try replica.changes(since: first.mark, now: now).reports.isEmpty)
        let corrected = ModelReports.body(patient: "pat-1", id: "a", status: "corrected", values: [], day: 1)
        let denial = SyncLine.DenyLine(
            unit: unit(2),
            person: Self.person,
            stamp: SyncStamp(milliseconds: 40, number: 0),
            cause: .withdrawn
        )
        _ = try fixture.store.keep(page([put(1, Self.person, stamp: 40, corrected)], denies: [denial]), now: 9_000_000)
        let second = try replica.changes(since: first.mark, now: now)
        #expect(second.reports.map(\.summary.id) == ["a"])
        #expect(second.reports.map(\.isNewVersion) == [true])
        #expect(second.removed == [unit(2).text])
        #expect(try replica.changes(since: first.mark, of: Self.other.text, now: now).reports.isEmpty)
        let later = try replica.changes(sinceTime: Date(timeIntervalSince1970: 8), now: now)
        #expect(later.reports.map(\.summary.id) == ["a"])
    }
}
