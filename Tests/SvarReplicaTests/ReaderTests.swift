import Crypto
import Foundation
import GRDB
import SvarAccess
import SvarDomain
import SvarFHIR
import SvarReplica
import SvarSync
import SvarTesting
import Testing

/// Rows R04 and R05: every reading is of an enrolled professional with a purpose.
struct ReaderTests {
    private static let key = SymmetricKey(data: [UInt8](repeating: 7, count: 32))
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)
    private static let until: Int64 = 1_900_000_000_000
    private static let person = WireKey(bytes: [UInt8](repeating: 1, count: 16))!
    private static let unit = WireKey(bytes: [UInt8](repeating: 2, count: 16))!
    private let fixture: Fixture

    init() throws {
        fixture = try Fixture()
        try fixture.store.enrol(Self.enrolment([7, 8]))
        try fixture.store.renew(Self.enrolment([7, 8]), isAppointing: true)
        try keep(stamp: 1, blocked: [], isLast: true)
    }

    private static func tag(_ number: Int) -> WireKey { WireKey(professional: number, in: "r1", key: key) }

    private static func enrolment(_ numbers: [Int], at stamp: Int64 = 0) -> Enrolment {
        Enrolment(
            server: "http://server",
            id: "r1",
            epoch: "e",
            integrityKey: [UInt8](repeating: 7, count: 32),
            schema: 1,
            scopeVersion: 0,
            professionals: numbers.map { EnrolledProfessional(number: $0, tag: tag($0)) },
            stamp: SyncStamp(milliseconds: stamp, number: 0)
        )
    }

    /// A page with the person's line and, the first time, a report.
    private func keep(stamp: Int64, blocked: [Int], isLast: Bool) throws {
        let place = SyncStamp(milliseconds: stamp, number: 0)
        var page = SyncPage(round: ReplicaState.Round(mode: .delta, from: .zero, to: place, page: 1))
        page.token = "t\(stamp)"
        page.persons = [
            SyncLine.PersonLine(
                person: Self.person,
                stamp: place,
                until: Self.until,
                patient: "pat-1",
                blocked: blocked.map(Self.tag)
            )
        ]
        let body = ModelReports.body(patient: "pat-1", id: "a", values: [("HB", "13.20")], day: 1)
        if stamp == 1 {
            page.puts = [
                SyncLine.PutLine(
                    unit: Self.unit,
                    person: Self.person,
                    stamp: place,
                    version: 5,
                    hash: UnitBody.hash(body),
                    body: body
                )
            ]
        }
        if isLast {
            page.end = SyncLine.End(
                token: "t\(stamp)",
                count: 1,
                digest: .element(of: Self.unit, version: 5, hash: UnitBody.hash(body), key: Self.key),
                more: false
            )
        }
        #expect(try fixture.store.keep(page, now: stamp) == .kept(matches: isLast ? true : nil))
    }

    private func reader(_ number: Int) throws -> SvarReplica.ReplicaReader {
        try Replica(fixture.store).reader(hpr: number, purpose: .treatment, now: Self.now)
    }

    private func shown(_ reader: SvarReplica.ReplicaReader) throws -> [Int] {
        let (person, now) = (Self.person.text, Self.now)
        return [
            try reader.persons(now: now).count, try reader.reports(of: person, now: now).reports.count,
            try reader.report(Self.unit.text, now: now) == nil ? 0 : 1,
            try reader.analyses(of: person, now: now).count,
            try reader.trend(of: ReportCode(system: "nlk", code: "HB"), person: person, now: now).count,
            try reader.changes(since: nil, now: now).reports.count,
            try reader.changes(since: nil, of: person, now: now).reports.count,
        ]
    }

    private let all = [1, 1, 1, 1, 1, 1, 1]
    private let nothing = [0, 0, 0, 0, 0, 0, 0]

    @Test func whoIsNotEnrolledIsRefusedAndThatIsWrittenDown() throws {
        #expect(throws: ReplicaError(code: .reader)) { try reader(9) }
        let rows = try Replica(fixture.store).readings()
        #expect(rows.map(\.hpr) == [9] && rows.map(\.isRefused) == [true] && rows.map(\.purpose) == ["TREAT"])
        #expect(rows.first?.time == Self.now)
    }

    @Test func whoIsBlockedIsShownNothingOfThePersonAndOthersEverything() throws {
        #expect(try shown(reader(7)) == all)
        try keep(stamp: 2, blocked: [8], isLast: true)
        #expect(try shown(reader(7)) == all)
        #expect(try shown(reader(8)) == nothing)
        try keep(stamp: 3, blocked: [], isLast: true)
        #expect(try shown(reader(8)) == all)
    }

    /// The file answers by two conditions of its own: they are the rules' answer.
    @Test(arguments: [[7, 8], [7], []], [[], [7], [8], [7, 8], [9]])
    func theFileSaysWhatTheRulesSay(enrolled: [Int], blocked: [Int]) throws {
        try fixture.store.renew(Self.enrolment(enrolled), isAppointing: true)
        try keep(stamp: 2, blocked: blocked, isLast: true)
        for number in [7, 8, 9] {
            let verdict = Self.verdict(on: number, enrolled: enrolled, blocked: blocked)
            do {
                let isShown = try shown(reader(number)) == all
                #expect(verdict == (isShown ? .permit : .hide), "\(number)")
            } catch let error as ReplicaError where error.code == .reader {
                #expect(verdict == .deny403, "\(number)")
            }
        }
    }

    /// What the rules say of a report of somebody who blocked these.
    private static func verdict(on number: Int, enrolled: [Int], blocked: [Int]) -> Verdict {
        let time = ServerTime(microseconds: 1_800_000_000_000_000)
        let blocks = blocked.map { Setting(id: Setting.ID(Int64($0)), kind: .block(HPRNumber($0)), target: .all) }
        let person = PersonFacts(birthDate: CivilDate(year: 1980, month: 1, day: 1), settings: PrivacySettings(blocks))
        let unit = UnitFacts(
            key: UnitKey(1),
            producer: Producer("ENH|310001007"),
            span: nil,
            versions: [VersionFacts(received: ServerTime(microseconds: 1), disciplines: [], added: [])]
        )
        let reader = SvarAccess.ReplicaReader(
            hpr: HPRNumber(number),
            isEnrolled: enrolled.contains(number),
            hasPurpose: true
        )
        return PersonView(actor: .replicaReader(reader), person: person, policy: AccessPolicy(), at: time).decide(unit)
            .verdict
    }

    /// A reader who looks already is asked at each question.
    @Test func aBlockHoldsForWhoReadsAlready() throws {
        let reader = try reader(8)
        #expect(try shown(reader) == all)
        try keep(stamp: 2, blocked: [8, 7], isLast: false)
        #expect(try shown(reader) == nothing)
        try fixture.store.renew(Self.enrolment([7]))
        #expect(throws: ReplicaError(code: .reader)) { try reader.persons(now: Self.now) }
    }

    /// Before the persons are known who are closed from somebody new, they are shown nobody.
    @Test func whoIsNewReadsWhenTheReplicaHasTakenWhatTheServerKnewThen() throws {
        try fixture.store.renew(Self.enrolment([7, 9], at: 5), isAppointing: true)
        #expect(throws: ReplicaError(code: .reader)) { try reader(8) }
        #expect(throws: ReplicaError(code: .reader)) { try reader(9) }
        #expect(try shown(reader(7)) == all)
        try keep(stamp: 4, blocked: [], isLast: true)
        #expect(throws: ReplicaError(code: .reader)) { try reader(9) }
        try keep(stamp: 5, blocked: [9], isLast: false)
        #expect(throws: ReplicaError(code: .reader)) { try reader(9) }
        try keep(stamp: 6, blocked: [9], isLast: true)
        #expect(try shown(reader(9)) == nothing)
        // What the server says again takes nothing back.
        try fixture.store.renew(Self.enrolment([7, 9], at: 8), isAppointing: true)
        #expect(try shown(reader(9)) == nothing)
    }

    @Test func aServerThatHasNothingNewMakesReadyToo() throws {
        try fixture.store.renew(Self.enrolment([7, 9], at: 5), isAppointing: true)
        try fixture.store.askForComparison()
        try fixture.store.confirm(now: 9)
        #expect(throws: ReplicaError(code: .reader)) { try reader(9) }
        try fixture.store.settle(token: "t", now: 10)
        try fixture.store.confirm(now: 11)
        #expect(try shown(reader(9)) == all)
    }

    /// A restored server may name somebody whom the clinic has taken off the list since.
    @Test func onlyAListOfItsOwnLetsMorePeopleRead() throws {
        try fixture.store.renew(Self.enrolment([7, 9]))
        try fixture.store.confirm(now: 9)
        #expect(throws: ReplicaError(code: .reader)) { try reader(9) }
        #expect(throws: ReplicaError(code: .reader)) { try reader(8) }
        #expect(try shown(reader(7)) == all)
    }

    @Test func whoIsTakenOffReadsNoMoreBeforeTheListIsSent() throws {
        try fixture.store.narrowProfessionals(to: [7, 9])
        #expect(throws: ReplicaError(code: .reader)) { try reader(8) }
        #expect(throws: ReplicaError(code: .reader)) { try reader(9) }
        #expect(try shown(reader(7)) == all)
    }

    @Test func readingIsWrittenDownOnceAReaderAndPerson() throws {
        let first = try reader(7)
        _ = try (shown(first), shown(first))
        _ = try reader(8).reports(of: Self.person.text, now: Self.now)
        let rows = try Replica(fixture.store).readings()
        #expect(rows.map(\.hpr) == [8, 7, 7])
        #expect(rows.map(\.person) == [Self.person.text, Self.person.text, nil])
        #expect(!rows.contains { $0.isRefused })
    }

    /// Fail closed: what cannot be written down is not shown.
    @Test func nothingIsShownWhenTheLogCannotBeWritten() throws {
        let reader = try reader(7)
        let log = try DatabaseQueue(path: fixture.path + "-reading")
        try log.write {
            try $0.execute(
                sql: "CREATE TRIGGER full BEFORE INSERT ON reading BEGIN SELECT raise(ABORT, 'no room'); END"
            )
        }
        #expect(throws: ReplicaError(code: .unlogged)) { try reader.persons(now: Self.now) }
        #expect(throws: ReplicaError(code: .unlogged)) { try reader.report(Self.unit.text, now: Self.now) }
        try log.write { try $0.execute(sql: "DROP TRIGGER full") }
        #expect(try reader.persons(now: Self.now).count == 1)
    }

    /// A look for one report is one row, about the person whose it is, or about nobody.
    @Test func aReportIsFoundByItsIDWithOneRow() throws {
        let body = try #require(try reader(8).report(Self.unit.text, now: Self.now))
        let reader = try reader(7)
        #expect(try reader.report(type: body.summary.type, id: body.summary.id, now: Self.now)?.summary == body.summary)
        #expect(try reader.report(type: body.summary.type, id: "none", now: Self.now) == nil)
        #expect(try reader.report(type: "Basic", id: body.summary.id, now: Self.now) == nil)
        try keep(stamp: 2, blocked: [7], isLast: true)
        #expect(try reader.report(type: body.summary.type, id: body.summary.id, now: Self.now) == nil)
        #expect(try Replica(fixture.store).readings().map(\.person) == [nil, Self.person.text, Self.person.text])
    }

    @Test func whereNobodyReadTheLogIsEmptyAndIsNotMade() throws {
        #expect(try Replica(fixture.store).readings() == [])
        #expect(!FileManager.default.fileExists(atPath: fixture.path + "-reading"))
    }

    @Test func whatAnEndedReplicaShowedStaysInItsLog() throws {
        _ = try shown(reader(7))
        try fixture.store.revoke()
        #expect(try Replica(fixture.store).readings().count == 2)
        #expect(throws: ReplicaError(code: .reader)) { try reader(7) }
    }
}
