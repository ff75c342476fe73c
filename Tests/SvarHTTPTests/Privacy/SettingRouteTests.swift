import HTTPTypes
import HummingbirdTesting
import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarTesting
import Testing

/// Settings over HTTP against the real use cases and both stores.
struct SettingRouteTests {
    private static let citizen = PrivacyFixture.Sender.citizen(PrivacyFixture.person)
    private static let seal = #"{"kind":"seal","why":"private"}"#

    @Test(arguments: PrivacyFixture.Store.allCases)
    func aSealIsSetSeenAndLifted(_ store: PrivacyFixture.Store) async throws {
        let fixture = try PrivacyFixture(store)
        let report = try await fixture.report()
        #expect(try await fixture.read(report, as: .doctor) == 200)
        let path = try await fixture.set(Self.seal, as: Self.citizen)
        #expect(try await fixture.kinds(as: Self.citizen) == ["seal"])
        #expect(try await fixture.read(report, as: .doctor) == 404)
        #expect(try await fixture.read(report, as: Self.citizen) == 200)
        #expect(try await fixture.send(.delete, path, as: Self.citizen).status == .noContent)
        #expect(try await fixture.kinds(as: Self.citizen) == [])
        #expect(try await fixture.read(report, as: .doctor) == 200)
    }

    @Test(arguments: PrivacyFixture.Store.allCases)
    func aSealThatIsSetBeforeAnyReportClosesIt(_ store: PrivacyFixture.Store) async throws {
        let fixture = try PrivacyFixture(store)
        _ = try await fixture.set(Self.seal, as: Self.citizen)
        let report = try await fixture.report()
        #expect(try await fixture.read(report, as: .doctor) == 404)
        #expect(try await fixture.read(report, as: Self.citizen) == 200)
    }

    @Test(arguments: PrivacyFixture.Store.allCases)
    func aReservationClosesEverythingAndCanBeLifted(_ store: PrivacyFixture.Store) async throws {
        let fixture = try PrivacyFixture(store)
        let report = try await fixture.report()
        let path = try await fixture.set(#"{"kind":"storage-reservation"}"#, as: Self.citizen)
        #expect(try await fixture.read(report, as: .doctor) == 404)
        #expect(try await fixture.read(report, as: Self.citizen) == 404)
        #expect(try await fixture.kinds(as: Self.citizen) == ["storage-reservation"])
        #expect(try await fixture.send(.delete, path, as: Self.citizen).status == .noContent)
        #expect(try await fixture.kinds(as: Self.citizen) == [])
        // What was erased does not come back; what comes from now on is stored.
        #expect(try await fixture.read(report, as: Self.citizen) == 404)
        #expect(try await fixture.read(fixture.report(), as: Self.citizen) == 200)
    }

    // MARK: Sent again

    @Test func whatIsSentAgainIsNotSetAgain() async throws {
        let fixture = try PrivacyFixture()
        let first = try await fixture.set(Self.seal, as: Self.citizen)
        let again = try await fixture.send(.post, PrivacyFixture.settings, as: Self.citizen, Self.seal)
        #expect(again.status == .ok)
        #expect(try PrivacyFixture.settings + "/" + (again.json?["id"]?.string ?? "") == first)
        #expect(try await fixture.kinds(as: Self.citizen) == ["seal"])
        for _ in 0..<2 { #expect(try await fixture.send(.delete, first, as: Self.citizen).status == .noContent) }
        // Lifted, it is another.
        #expect(try await fixture.set(Self.seal, as: Self.citizen) != first)
    }

    @Test func aChangeIsMadeOnceAndOnWhatWasSeen() async throws {
        let fixture = try PrivacyFixture()
        let path = try await fixture.set(Self.seal, as: Self.citizen)
        let other = #"{"kind":"seal","results":{"from":"2025-01-01"}}"#
        let seen: HTTPFields = [.ifMatch: "W/\"1\""]
        for _ in 0..<2 {
            let changed = try await fixture.send(.put, path, as: Self.citizen, other, seen)
            #expect(changed.status == .ok)
            #expect(changed.headers[.eTag] == "W/\"2\"")
            #expect(try changed.json?["results"]?["from"]?.string == "2025-01-01")
        }
        let late = try await fixture.send(.put, path, as: Self.citizen, Self.seal, seen)
        #expect(late.status == .preconditionFailed)
        let kind = try await fixture.send(.put, path, as: Self.citizen, #"{"kind":"view-reservation"}"#)
        #expect(kind.status == .forbidden)
        _ = try await fixture.send(.delete, path, as: Self.citizen)
        #expect(try await fixture.send(.put, path, as: Self.citizen, other).status == .conflict)
    }

    // MARK: What it is about

    @Test func aReportThatIsNotShownIsAsOneThatIsNot() async throws {
        let fixture = try PrivacyFixture()
        let report = try await fixture.report()
        let foreign = try await fixture.report(of: PrivacyFixture.stranger)
        _ = try await fixture.set(Self.seal, as: Self.citizen)
        var answers: Set<String> = []
        for target in [report, foreign, "DiagnosticReport/abc"] {
            let body = #"{"kind":"shielding","target":{"report":"\#(target)"},"wish":true}"#
            let answer = try await fixture.send(.post, PrivacyFixture.settings, as: .doctor, body)
            #expect(answer.status == .notFound)
            answers.insert(answer.text)
        }
        #expect(answers.count == 1)
    }

    @Test func aShieldingClosesOneReport() async throws {
        let fixture = try PrivacyFixture()
        let report = try await fixture.report()
        let open = try await fixture.report()
        let body = #"{"kind":"shielding","target":{"report":"\#(report)"},"wish":true}"#
        let answer = try await fixture.send(.post, PrivacyFixture.settings, as: .doctor, body)
        #expect(answer.status == .created)
        #expect(try answer.json?["target"]?["report"]?.string == report)
        #expect(try answer.json?["statements"]?[0]?["code"]?.string == "own-journal-keeps-its-copy")
        #expect(try await fixture.read(report, as: .other) == 404)
        #expect(try await fixture.read(open, as: .other) == 200)
        // Others are not told of a setting of what they are not shown; its citizen is.
        #expect(try await fixture.kinds(as: .other) == [])
        #expect(try await fixture.kinds(as: Self.citizen) == ["shielding"])
    }

    @Test func aPeriodIsOver() async throws {
        let fixture = try PrivacyFixture()
        let report = try await fixture.report()
        let until = InstantFormat.utcText(fixture.clock.now.microseconds + 3_600_000_000)
        _ = try await fixture.set(#"{"kind":"seal","valid":{"until":"\#(until)"}}"#, as: Self.citizen)
        #expect(try await fixture.read(report, as: .doctor) == 404)
        fixture.clock.move(microseconds: 3_600_000_000)
        #expect(try await fixture.read(report, as: .doctor) == 200)
        #expect(try await fixture.kinds(as: Self.citizen) == [])
        #expect(try await fixture.kinds(as: Self.citizen, "?history=true") == ["seal"])
    }

    // MARK: Delays and denials

    @Test func aDelayIsSetExtendedAndReleased() async throws {
        let fixture = try PrivacyFixture()
        let report = try await fixture.report()
        let until = InstantFormat.utcText(fixture.clock.now.microseconds + 86_400_000_000)
        let body = #"{"kind":"delayed-view","target":{"report":"\#(report)"},"delay":{"until":"\#(until)"}}"#
        let path = try await fixture.set(body, as: .doctor)
        #expect(try await fixture.read(report, as: Self.citizen) == 404)
        #expect(try await fixture.read(report, as: .other) == 200)
        // The citizen is not told of the delay of what they do not see.
        #expect(try await fixture.kinds(as: Self.citizen) == [])
        #expect(try await fixture.send(.get, path, as: Self.citizen).status == .notFound)
        let later = InstantFormat.utcText(fixture.clock.now.microseconds + 5 * 86_400_000_000)
        let extended = try await fixture.send(.post, path + "/extend", as: .doctor, #"{"until":"\#(later)"}"#)
        #expect(extended.status == .ok)
        fixture.clock.move(microseconds: 2 * 86_400_000_000)
        #expect(try await fixture.read(report, as: Self.citizen) == 404)
        for _ in 0..<2 {
            let released = try await fixture.send(.post, path + "/release", as: .doctor)
            #expect(released.status == .ok)
            #expect(try released.json?["history"]?.count == 3)
        }
        #expect(try await fixture.read(report, as: Self.citizen) == 200)
    }

    /// "Unchanged" is said unless the bytes may have changed without a version: that a person ever set what does not mark the
    /// results is told to nobody.
    @Test(arguments: [
        (#"{"kind":"block","hpr":"9144900"}"#, true, 304), (#"{"kind":"block","hpr":"9144889"}"#, true, 304),
        (#"{"kind":"seal","results":{"through":"1990-01-02"}}"#, true, 304), (#"{"kind":"seal"}"#, true, 304),
        (#"{"kind":"denial","ground":"NORN_KUT","request":true,"why":"fear"}"#, true, 304),
        (#"{"kind":"denial","ground":"NORN_EPO","results":{"through":"1990-01-02"}}"#, true, 304),
        (#"{"kind":"denial","ground":"NORN_EPO","valid":{"from":"2040-01-01T00:00:00Z"}}"#, true, 304),
        (#"{"kind":"denial","ground":"NORN_EPO"}"#, true, 200),
    ])
    func onlyWhatMarksResultsKeepsUnchangedFromBeingSaid(body: String, isLifted: Bool, status: Int) async throws {
        let fixture = try PrivacyFixture(
            policy: AccessPolicy(disclosure: .silent, delays: DelayProfile(name: "none", rows: []))
        )
        let report = try await fixture.report()
        let first = try await fixture.send(.get, "/v1/fhir/" + report, as: .doctor)
        let tag = try #require(first.headers[.eTag])
        func again() async throws -> Int {
            try await fixture.send(.get, "/v1/fhir/" + report, as: .doctor, nil, [.ifNoneMatch: tag]).status.code
        }
        #expect(try await again() == 304)
        let path = try await fixture.set(body, as: Self.citizen)
        #expect(try await fixture.send(.delete, path, as: Self.citizen).status.code < 300)
        #expect(try await again() == status)
    }

    /// The links of an answer are addresses, also in a batch: no identity number stands in them.
    @Test func aBatchIsAnsweredWithoutNumbersInItsLinks() async throws {
        let fixture = try PrivacyFixture()
        _ = try await fixture.report()
        let system = "urn:oid:2.16.578.1.12.4.1.4.1"
        let (first, last) = (PrivacyFixture.person.prefix(5), PrivacyFixture.person.dropFirst(5))
        for (query, count, isShown) in [
            ("identifier=\(system)|\(first)\(last)", 1, false), ("identifier=\(first)%20\(last)", 0, false),
            ("_count=3", 1, true),
        ] {
            let entry = #"{"request":{"method":"GET","url":"Patient?\#(query)"}}"#
            let batch = #"{"resourceType":"Bundle","type":"batch","entry":[\#(entry)]}"#
            let answer = try await fixture.send(.post, "/v1/fhir", as: .doctor, batch, .fhir)
            let found = try #require(try answer.json?["entry"]?[0]?["resource"], "\(answer.text)")
            #expect((found["entry"]?.count ?? 0) == count)
            let link = try #require(found["link"]?[0]?["url"]?.string)
            #expect(!link.contains(last) && link.contains(query) == isShown, "\(link)")
        }
    }

    /// What ended before a report came never marked it.
    @Test func aReportThatCameAfterADenialEndedIsAsAnyOther() async throws {
        let fixture = try PrivacyFixture(policy: AccessPolicy(delays: DelayProfile(name: "none", rows: [])))
        let marked = try await fixture.report()
        let path = try await fixture.set(#"{"kind":"denial","ground":"NORN_EPO"}"#, as: Self.citizen)
        #expect(try await fixture.send(.delete, path, as: Self.citizen).status.code < 300)
        let later = try await fixture.report()
        for (report, status) in [(marked, 200), (later, 304)] {
            let first = try await fixture.send(.get, "/v1/fhir/" + report, as: .doctor)
            let fields: HTTPFields = [.ifNoneMatch: try #require(first.headers[.eTag])]
            let again = try await fixture.send(.get, "/v1/fhir/" + report, as: .doctor, nil, fields)
            #expect(again.status.code == status)
        }
    }

    /// Decision 26: neither before nor while nor after it is in force.
    @Test(arguments: [
        #"{"kind":"emergency-closure"}"#, #"{"kind":"emergency-closure","valid":{"until":"2026-03-01T00:00:00Z"}}"#,
        #"{"kind":"emergency-closure","valid":{"from":"2026-03-01T00:00:00Z"}}"#,
    ])
    func anEmergencyClosureIsNeverToldToTheCitizen(body: String) async throws {
        let fixture = try PrivacyFixture()
        let path = try await fixture.set(body, as: .treating)
        for days in [Int64(0), 400] {
            fixture.clock.move(microseconds: days * 86_400_000_000)
            let list = try await fixture.send(.get, PrivacyFixture.settings + "?history=true", as: Self.citizen)
            #expect(try list.json?["settings"]?.count == 0)
            #expect(try await fixture.send(.get, path, as: Self.citizen).status == .notFound)
            let log = try await fixture.send(.get, "/v1/log", as: Self.citizen)
            #expect(!log.text.contains("emergency"), "\(log.text)")
            let seen = try await fixture.send(.get, path, as: .treating)
            #expect(seen.status == .ok)
        }
    }

    /// Decision 30: that a setting is seen is for what it names now.
    @Test func whatASettingNamedBeforeIsToldToWhomeverSetIt() async throws {
        let fixture = try PrivacyFixture()
        let report = try await fixture.report()
        let first = #"{"kind":"denial","ground":"NORN_FORANS","target":{"order":"A-1"}}"#
        let path = try await fixture.set(first, as: .doctor)
        let second = #"{"kind":"denial","ground":"NORN_FORANS","target":{"report":"\#(report)"}}"#
        #expect(try await fixture.send(.put, path, as: .doctor, second).status == .ok)
        for (sender, isTold) in [(Self.citizen, false), (.doctor, true)] {
            let told = try await fixture.send(.get, path, as: sender)
            #expect(told.status == .ok)
            #expect(try told.json?["history"]?.count == 2)
            #expect(told.text.contains("A-1") == isTold, "\(told.text)")
            #expect(told.text.contains(report))
        }
    }

    /// Row A64: whoever sends reports of several persons at once stands in the log of each, with theirs alone.
    @Test(arguments: ["transaction", "batch"])
    func aBundleAboutTwoPersonsIsInTheLogOfBoth(_ type: String) async throws {
        let fixture = try PrivacyFixture()
        let persons = [PrivacyFixture.person, PrivacyFixture.stranger]
        let entries = persons.map { number in
            """
            {"resource":{"resourceType":"DiagnosticReport","status":"final","code":{"text":"Blood"},
            "subject":{"identifier":{"system":"urn:oid:2.16.578.1.12.4.1.4.1","value":"\(number)"}}},
            "request":{"method":"POST","url":"DiagnosticReport"}}
            """
        }
        let bundle = #"{"resourceType":"Bundle","type":"\#(type)","entry":[\#(entries.joined(separator: ","))]}"#
        let laboratory = PrivacyFixture.Sender.producer(PrivacyFixture.laboratory)
        let answer = try await fixture.send(.post, "/v1/fhir", as: laboratory, about: nil, bundle, HTTPFields.fhir)
        #expect(answer.status == .ok, "\(answer.text)")
        for person in persons {
            let log = try await fixture.send(.get, "/v1/log", as: .citizen(person), about: person)
            let rows = try #require(try log.json?["rows"]).elements.filter { $0["what"]?["code"]?.string == "bundle" }
            #expect(rows.count == 1 && rows[0]["what"]?["reports"]?.count == 1, "\(log.text)")
        }
    }

    /// Decision 30: a refused attempt would tell of a setting as well as the setting.
    @Test func whatOthersTriedToSetIsNotInTheCitizensLog() async throws {
        let fixture = try PrivacyFixture()
        let report = try await fixture.report()
        let bad = #"{"kind":"denial","ground":"NORN_FPB","target":{"report":"\#(report)"}}"#
        #expect(try await fixture.send(.post, PrivacyFixture.settings, as: .treating, bad).status.code == 422)
        let own = #"{"kind":"emergency-closure"}"#
        #expect(try await fixture.send(.post, PrivacyFixture.settings, as: Self.citizen, own).status.code == 403)
        let log = try await fixture.send(.get, "/v1/log", as: Self.citizen)
        let rows = try #require(try log.json?["rows"]).elements.filter { $0["what"]?["code"]?.string == "setting" }
        #expect(rows.map { $0["who"]?["kind"]?.string } == ["citizen"])
    }

    @Test func aRequestedDenialHasNoEffectUntilItIsAccepted() async throws {
        let fixture = try PrivacyFixture()
        let report = try await fixture.report()
        let body =
            #"{"kind":"denial","ground":"NORN_KUT","target":{"report":"\#(report)"},"request":true,"why":"fear"}"#
        let path = try await fixture.set(body, as: Self.citizen)
        #expect(try await fixture.read(report, as: Self.citizen) == 200)
        let seen = try await fixture.send(.get, path, as: .doctor)
        #expect(try seen.json?["state"]?.string == "requested")
        #expect(try seen.json?["history"]?[0]?["why"]?.string == "fear")
        #expect(try await fixture.send(.post, path + "/accept", as: Self.citizen).status == .forbidden)
        #expect(try await fixture.send(.post, path + "/accept", as: .doctor).status == .ok)
        #expect(try await fixture.read(report, as: Self.citizen) == 404)
    }

    // MARK: Bodies

    @Test(
        arguments: [
            ("", 400, ""), ("{", 400, ""), ("[]", 400, ""), (#"{"kind":"seal","colour":1}"#, 400, ""),
            (#"{"kind":"lock"}"#, 422, "kind"), (#"{"kind":"block","hpr":"x"}"#, 422, "hpr"),
            (#"{"kind":"seal","hpr":"1"}"#, 422, "hpr"), (#"{"kind":"denial"}"#, 422, "ground"),
            (#"{"kind":"seal","valid":{"until":"2020-01-01T00:00:00Z"}}"#, 422, "valid"),
            (#"{"kind":"seal","valid":{"until":"soon"}}"#, 422, "valid.until"),
            (#"{"kind":"seal","results":{"from":"2024-02-30"}}"#, 422, "results.from"),
            (#"{"kind":"seal","results":{"from":"2024-02-03","through":"2024-02-01"}}"#, 422, "valid"),
            (#"{"kind":"seal","target":{}}"#, 422, "target"),
            (#"{"kind":"seal","target":{"item":"1","code":"2"}}"#, 422, "target"),
            (#"{"kind":"seal","target":{"referral":" 0 "}}"#, 422, "target"),
            (#"{"kind":"seal","target":{"report":"Observation/1"}}"#, 422, "target.report"),
            (#"{"kind":"storage-reservation","target":{"code":"NPU1"}}"#, 422, "target"),
            (#"{"kind":"storage-reservation","valid":{"until":"2999-01-01T00:00:00Z"}}"#, 422, "valid"),
            (#"{"kind":"seal","why":3}"#, 422, "why"),
        ]
    )
    func whatIsNotUnderstoodIsNamed(_ body: String, _ status: Int, _ place: String) async throws {
        let fixture = try PrivacyFixture()
        let answer = try await fixture.send(.post, PrivacyFixture.settings, as: Self.citizen, body)
        #expect(answer.status.code == status, "\(answer.text)")
        #expect(try answer.json?["issue"]?[0]?["expression"]?[0]?.string ?? "" == place)
        #expect(try await fixture.kinds(as: Self.citizen) == [])
    }

    @Test func aGroundThatLapsesNeedsItsReviewDate() async throws {
        let fixture = try PrivacyFixture()
        let report = try await fixture.report()
        let body = #"{"kind":"denial","ground":"NORN_FPB","target":{"report":"\#(report)"}}"#
        let answer = try await fixture.send(.post, PrivacyFixture.settings, as: .doctor, body)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("review-date-missing"))
    }

    @Test func answersAreNotKeptByCachesAndIDsTellNoOrder() async throws {
        let fixture = try PrivacyFixture()
        var ids: Set<String> = []
        for day in 1...9 {
            let body = #"{"kind":"seal","results":{"from":"2025-01-0\#(day)"}}"#
            let answer = try await fixture.send(.post, PrivacyFixture.settings, as: Self.citizen, body)
            #expect(answer.headers[.cacheControl] == "no-store")
            ids.insert(try #require(answer.json?["id"]?.string))
        }
        #expect(ids.count == 9 && ids.allSatisfy { $0.utf8.count == 25 && FHIRID($0) != nil })
        var found: [String] = []
        var path = "?count=4"
        while true {
            let page = try await fixture.send(.get, PrivacyFixture.settings + path, as: Self.citizen)
            found += try page.json?["settings"]?.elements.compactMap { $0["id"]?.string } ?? []
            guard let link = page.headers[.init("Link")!] else { break }
            path = "?" + link.split(separator: "?")[1].split(separator: ">")[0]
        }
        #expect(found.count == 9 && Set(found) == ids)
    }
}
