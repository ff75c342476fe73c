import FoundationEssentials
import Glibc
import NIOHTTP1
import SvarDomain
import SvarJSON
import SvarSynthetic
import Testing

/// Enrol, follow, sync and look, with the program as it is shipped.
@Suite(.serialized, .timeLimit(.minutes(30))) struct SyncTests {
    /// Every change of a report that the server shows is there after the next sync; with the server gone all of it can
    /// still be read.
    @Test func whatIsWrittenArrivesAndStaysReadableWithTheServerGone() async throws {
        let isFirst = { (message: SyntheticMessage) in message.kind == .new || message.kind == .preliminary }
        let world = try await SyncWorld(persons: 4, isFirst)
        let doctor = try await world.tokenText("--role personnel --organisation 310000009 --hpr 9144889")
        let replica = try await world.replica("clinic")

        let first = try await world.sync(replica)
        #expect(first.code == 0, "\(first.errors)")
        for person in 0..<4 {
            let served = try await world.served(person: person, token: doctor)
            #expect(!served.isEmpty)
            #expect(try await world.reports(replica, person: person) == served)
        }
        let quiet = try await world.sync(replica)
        #expect(quiet.code == 0 && quiet.errors.contains("no report changed"), "\(quiet.errors)")

        // Corrections, additions, resends and cancellations.
        let before = try await world.content(replica)
        try await world.submit(world.data.messages().filter { !isFirst($0) })
        #expect(try await world.sync(replica).code == 0)
        #expect(try await world.content(replica) != before)
        for person in 0..<4 {
            #expect(
                try await world.reports(replica, person: person) == world.served(person: person, token: doctor)
            )
        }
        #expect(try await world.isWhole(replica))

        try await world.stop()
        let gone = try await world.sync(replica)
        #expect(gone.code == 2)
        #expect(try await world.isWhole(replica))
        let all = try await world.svar("replica", "persons", "--replica", replica.file)
        #expect(all.code == 0 && all.output.contains("person 3"))
        for person in 0..<4 { #expect(!(try await world.reports(replica, person: person)).isEmpty) }
        try await expectNoNumbers(world, replica)
    }

    /// Neither in what the commands write nor in the file's list of persons.
    private func expectNoNumbers(_ world: SyncWorld, _ replica: SyncWorld.Replica) async throws {
        for command in ["status", "persons", "changes"] {
            for json in [[], ["--json"]] {
                let shown = try await world.svar(["replica", command, "--replica", replica.file] + json)
                #expect(shown.code == 0, "\(command): \(shown.errors)")
                for person in 0..<world.data.persons {
                    let number = world.data.person(person).number.value
                    #expect(!shown.output.contains(number) && !shown.errors.contains(number), "\(command)")
                }
            }
        }
    }

    /// A report that its laboratory deletes arrives as entered in error, without its results.
    @Test func aDeletedReportArrivesAsEnteredInError() async throws {
        let world = try await SyncWorld(persons: 1, reports: 1)
        let producer = try await world.tokenText("--role producer --organisation 310000001")
        let number = world.data.person(0).number
        let subject = #""subject":{"identifier":{"system":"\#(number.kind.system)","value":"\#(number.value)"}}"#
        let bundle = """
            {"resourceType":"Bundle","type":"transaction","entry":[\
            {"resource":{"resourceType":"DiagnosticReport","status":"final","code":{"text":"Blood"},\(subject),\
            "effectiveDateTime":"2026-03-01T08:00:00+01:00","result":[{"reference":"urn:uuid:1"}]},\
            "request":{"method":"POST","url":"DiagnosticReport"}},\
            {"fullUrl":"urn:uuid:1","resource":{"resourceType":"Observation","status":"final",\(subject),\
            "code":{"coding":[{"system":"urn:oid:2.16.578.1.12.4.1.1.7280","code":"NPU03230"}]},\
            "effectiveDateTime":"2026-03-01T08:00:00+01:00","valueQuantity":{"value":4.10,"unit":"mmol/L"}},\
            "request":{"method":"POST","url":"Observation"}}]}
            """
        let json = [("Content-Type", "application/fhir+json")]
        let sent = try await world.send(.POST, "/v1/fhir", token: producer, json, Array(bundle.utf8))
        #expect(sent.status == 200, "\(String(decoding: sent.body, as: UTF8.self))")
        let place = try #require(
            try JSONDocument(sent.body).root["entry"]?[0]?["response"]?["location"]?.string
        )
        let report = try #require(place.split(separator: "/_history").first.map(String.init))

        let replica = try await world.replica("clinic")
        #expect(try await world.sync(replica).code == 0)
        let shown = try await world.svar("replica", "show", report, "--replica", replica.file, "--json")
        #expect(shown.code == 0 && shown.output.contains("4.10"), "\(shown.errors)")
        let trend = try await world.svar(
            "replica",
            "trend",
            "--replica",
            replica.file,
            "--person",
            "person 0",
            "--code",
            "NPU03230",
            "--json"
        )
        #expect(trend.output.contains("4.10"))

        #expect((200...204).contains(try await world.send(.DELETE, "/v1/fhir/" + report, token: producer).status))
        #expect(try await world.sync(replica).code == 0)
        let after = try await world.svar("replica", "show", report, "--replica", replica.file, "--json")
        #expect(after.output.contains("entered-in-error") && !after.output.contains("4.10"), "\(after.output)")
        #expect(try await world.isWhole(replica))
    }

    @Test func whoIsNotFollowedAnyMoreIsGone() async throws {
        let world = try await SyncWorld(persons: 3)
        let replica = try await world.replica("clinic")
        #expect(try await world.sync(replica).code == 0)
        let path = world.folder.path + "/ended"
        try Data("person 1\n".utf8).write(to: URL(filePath: path))
        let ended = try await world.svar(
            "replica",
            "unfollow",
            "--token-file",
            replica.token,
            "--replica",
            replica.file,
            "--persons",
            path
        )
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(try await world.sync(replica).code == 0)
        let persons = try await world.svar("replica", "persons", "--replica", replica.file)
        #expect(persons.output.contains("person 0") && !persons.output.contains("person 1"))
        #expect(try await world.isWhole(replica))
        // Nothing of it stays that a replica without that person does not have.
        let other = try await world.replica("other", persons: 0..<1)
        try await world.follow(other, 2..<3)
        #expect(try await world.sync(other).code == 0)
        #expect(try await world.content(other) == world.content(replica))
    }

    /// Of another organisation, or of another client of the same one: nothing is served and nothing is lost.
    @Test(arguments: ["--organisation 310000008", "--organisation 310000009 --client another"])
    func aTokenOfSomebodyElseIsRefused(_ arguments: String) async throws {
        let world = try await SyncWorld(persons: 2)
        let replica = try await world.replica("clinic")
        #expect(try await world.sync(replica).code == 0)
        let content = try await world.content(replica)
        let foreign = try await world.token("--role replica " + arguments, name: "foreign.token")
        let refused = try await world.svar("sync", "--replica", replica.file, "--token-file", foreign)
        #expect(refused.code == 2)
        #expect(try await world.content(replica) == content)
        #expect(try await world.isWhole(replica))
        let doctor = try await world.token("--role personnel --organisation 310000009 --hpr 9144889", name: "d.token")
        #expect(try await world.svar("sync", "--replica", replica.file, "--token-file", doctor).code == 2)
        #expect(try await world.sync(replica).code == 0)
    }

    /// Rows R01 and R02, through the program: a list that is approved, or the token of who is responsible.
    @Test func personsComeInOnAnApprovedListOrAProfessionalsToken() async throws {
        let world = try await SyncWorld(persons: 2)
        let token = try await world.token("--role replica --organisation 310000007", name: "r.token")
        let doctor = try await world.token("--role personnel --organisation 310000007 --hpr 9144889", name: "d.token")
        let other = try await world.token("--role personnel --organisation 310000009 --hpr 9144889", name: "o.token")
        let file = world.folder.path + "/r.replica"
        let replica = ["--token-file", token, "--replica", file]
        #expect(try await world.svar(["replica", "enrol", "--server", world.base] + replica).code == 0)
        let list = world.folder.path + "/persons"
        try Data((world.data.person(0).number.value + " person 0\n").utf8).write(to: URL(filePath: list))
        let follow = ["replica", "follow", "--persons", list, "--responsible", "9144889"] + replica
        let care = follow + ["--basis", "care"]
        for (arguments, code) in [
            (follow, "list-not-approved"), (care, "user-token-missing"),
            (care + ["--user-token-file", other], "user-token-refused"),
            (care + ["--user-token-file", token], "user-token-refused"),
        ] {
            let refused = try await world.svar(arguments)
            #expect(refused.code == 2 && refused.errors.contains(code), "\(refused.errors)")
        }
        let followed = try await world.svar(care + ["--user-token-file", doctor])
        #expect(followed.code == 0, "\(followed.errors)")
        try await world.enrol(["9144889"], in: .init(file: file, token: token, organisation: ""))
        #expect(try await world.svar(["sync"] + replica).code == 0)
        #expect(!(try await world.reports(.init(file: file, token: token, organisation: ""), person: 0)).isEmpty)
        let elevated = care + ["--user-token-file", doctor, "--access-basis", "FORHOYET_AKUTT"]
        #expect(try await world.svar(elevated).code == 64)
        // A person's token enrols none.
        let enrol = ["replica", "enrol", "--server", world.base, "--token-file", doctor, "--replica", file + "2"]
        #expect(try await world.svar(enrol).code == 2)
    }

    @Test func numbersAreTakenFromFilesOnlyAndNeverTold() async throws {
        let world = try await SyncWorld(persons: 1)
        let replica = try await world.replica("clinic")
        let number = world.data.person(0).number.value
        let path = world.folder.path + "/bad"
        try Data("\(number)\n12345678901 wrong\n".utf8).write(to: URL(filePath: path))
        let refused = try await world.follow(replica, listed: path)
        #expect(refused.code == 2)
        #expect(refused.errors.contains("line 2") && !refused.errors.contains("12345678901"))
        let asked = try await world.svar("replica", "reports", "--replica", replica.file, "--person", number)
        #expect(asked.code == 64 && !asked.errors.contains(number), "\(asked.errors)")
    }

    /// Rows R04 and R05, from the citizen's setting to what a doctor at the clinic is shown without a network.
    @Test func whoIsBlockedByNameIsShownNothingAtTheClinic() async throws {
        let number = SyntheticData(seed: SyncWorld.seed, persons: 6, reportsPerPerson: 3).person(0).number.value
        let folder = try TemporaryFolder()
        let register = try SyncWorld.register(number, in: folder)
        let world = try await SyncWorld(persons: 6, extra: ["--persons", register])
        let replica = try await world.replica("clinic")
        try await world.enrol(["9144889", "9144897"], in: replica)
        #expect(try await world.sync(replica).code == 0)
        let citizen = try await world.tokenText("--role citizen --person \(number)")
        let block = Array(#"{"kind":"block","hpr":"9144897"}"#.utf8)
        let json = [("Content-Type", "application/json")]
        let set = try await world.send(.POST, "/v1/privacy/settings", token: citizen, json, block)
        #expect(set.status == 201, "\(String(decoding: set.body, as: UTF8.self))")
        #expect(try await world.sync(replica).code == 0)

        func shown(_ hpr: String, _ command: String...) async throws -> SyncWorld.Result {
            try await world.svar(["replica"] + command + ["--replica", replica.file], as: hpr)
        }
        let blocked = try await shown("9144897", "persons")
        #expect(blocked.code == 0 && blocked.output.split(separator: "\n").count == 6, "\(blocked.output)")
        #expect(!blocked.output.contains("person 0"))
        #expect(try await shown("9144897", "reports", "--person", "person 0").code == 2)
        let other = try await shown("9144889", "reports", "--person", "person 0")
        #expect(other.code == 0 && other.output.contains("DiagnosticReport/"))
        let stranger = try await shown("9144900", "persons")
        #expect(stranger.code == 2 && stranger.errors.contains("replica-reader"), "\(stranger.errors)")
        #expect(try await world.svar(["replica", "persons", "--replica", replica.file], as: "").code == 64)

        // Lifted, and shown again.
        let location = try #require(set.location?.split(separator: "/v1/").last)
        #expect(try await world.send(.DELETE, "/v1/\(location)", token: citizen).status == 204)
        #expect(try await world.sync(replica).code == 0)
        #expect(try await shown("9144897", "reports", "--person", "person 0").output.contains("DiagnosticReport/"))
        #expect(try await world.isWhole(replica))
        let log = try await shown("", "readings", "--json").lines()
        #expect(Set(log.compactMap { $0["hpr"]?.string }) == ["9144889", "9144897", "9144900"])
        #expect(log.filter { $0["isRefused"]?.bool == true }.map { $0["hpr"]?.string } == ["9144900"])
    }

    /// The program that follows sees what is written, goes on after the server was away, and stops when it is told to.
    @Test func aFollowerSeesWritesAndOutlivesTheServer() async throws {
        let world = try await SyncWorld(persons: 2) { $0.kind == .new }
        let replica = try await world.replica("clinic")
        let follower = try RunningProcess([
            "sync", "--watch", "--replica", replica.file, "--token-file", replica.token,
        ])
        defer { follower.end() }
        let doctor = try await world.tokenText("--role personnel --organisation 310000009 --hpr 9144889")
        func catchesUp() async throws -> Bool {
            let wanted = [
                try await world.served(person: 0, token: doctor), try await world.served(person: 1, token: doctor),
            ]
            for _ in 0..<300 {
                if try await world.reports(replica, person: 0) == wanted[0],
                    try await world.reports(replica, person: 1) == wanted[1]
                {
                    return true
                }
                try await Task.sleep(for: .milliseconds(100))
            }
            return false
        }
        // Who is followed is known by name from the first round on.
        #expect(
            try await RunningProcess.becomesTrue {
                let persons = try await world.svar("replica", "persons", "--replica", replica.file, "--json")
                return try persons.code == 0 && persons.lines().count == 2
            }
        )
        #expect(try await catchesUp())
        let later = world.data.messages().filter { $0.kind != .new }
        try await world.submit(later.prefix(2))
        #expect(try await catchesUp())
        try await world.stop(SIGKILL)
        try await Task.sleep(for: .seconds(2))
        try await world.start()
        try await world.submit(later.dropFirst(2))
        #expect(try await catchesUp(), "\(follower.errors)")
        follower.signal(SIGTERM)
        #expect(try await follower.wait() == 0, "\(follower.errors)")
        #expect(try await world.isWhole(replica))
    }

    /// A certificate is believed when its authority is named, and never otherwise.
    @Test(.enabled(if: access("/usr/bin/openssl", X_OK) == 0, "openssl is not installed"))
    func overTLSTheServerMustBeTheOneItSaysItIs() async throws {
        let files = try TemporaryFolder()
        let (chain, key) = (files.path + "/chain.pem", files.path + "/key.pem")
        let made = try RunningProcess(
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", chain,
            ],
            program: "/usr/bin/openssl"
        )
        try #require(try await made.wait() == 0)
        let world = try await SyncWorld(
            persons: 1,
            extra: ["--tls-certificate", chain, "--tls-key", key]
        )
        let token = try await world.token("--role replica --organisation 310000009", name: "t")
        let file = world.folder.path + "/r"
        let enrol = ["replica", "enrol", "--server", world.base, "--token-file", token, "--replica", file]
        let doubted = try await world.svar(enrol)
        #expect(doubted.code == 2, "\(doubted.output)")
        let list = world.folder.path + "/persons"
        try Data((world.data.person(0).number.value + " person 0\n").utf8).write(to: URL(filePath: list))
        let trusted = ["--token-file", token, "--replica", file, "--ca", chain]
        #expect(try await world.svar(enrol + ["--ca", chain]).code == 0)
        let follow = ["replica", "follow", "--persons", list, "--responsible", "9144889"] + trusted
        #expect(try await world.svar(follow).code == 0)
        #expect(try await world.svar(["replica", "professionals", "--set", "9144889"] + trusted).code == 0)
        #expect(try await world.svar(["sync"] + trusted).code == 0)
        #expect(!(try await world.reports(.init(file: file, token: token, organisation: ""), person: 0)).isEmpty)
        #expect(try await world.svar("sync", "--token-file", token, "--replica", file).code == 2)
    }

    @Test(arguments: ["http://example.org", "ftp://127.0.0.1", "example.org", "https://", "https://a:b@example.org"])
    func tokensGoToHTTPSAndThisMachineOnly(_ server: String) async throws {
        let folder = try TemporaryFolder()
        try Data("token\n".utf8).write(to: URL(filePath: folder.path + "/t"))
        let refused = try await Binary.run([
            "replica", "enrol", "--server", server, "--token-file", folder.path + "/t", "--replica", folder.path + "/r",
        ])
        #expect(try await refused.wait() == 2)
        #expect(refused.errors.contains("https://"), "\(refused.errors)")
        #expect(access(folder.path + "/r", F_OK) != 0)
    }

    /// The two commands that the demo shows, taken from what it prints.
    @Test func theDemoKeepsAClinicsReplica() async throws {
        let folder = try TemporaryFolder()
        let demo = try RunningProcess(["demo", "--port", "0", "--data", folder.path + "/demo"])
        defer { demo.end() }
        _ = try await demo.ready()
        var shown: [[String]] = []
        for _ in 0..<200 where shown.isEmpty {
            shown = demo.output.split(separator: "\n").filter { $0.contains(" replica ") && $0.contains("--replica") }
                .map { $0.split(separator: " ").dropFirst().map(String.init) }
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(shown.count == 2)
        let persons = try #require(shown.first)
        var lines = 0
        for _ in 0..<300 where lines <= SyntheticData.demo.persons {
            let process = try await Binary.run(persons)
            lines = process.output.split(separator: "\n").count
            try await Task.sleep(for: .milliseconds(100))
        }
        // A header, and a person each.
        #expect(lines == SyntheticData.demo.persons + 1, "\(demo.errors)")
        demo.signal(SIGTERM)
        #expect(try await demo.wait() == 0, "\(demo.errors)")
        for command in shown {
            let process = try await Binary.run(command)
            #expect(try await process.wait() == 0 && process.output.contains("\n"), "\(process.errors)")
        }
        let verified = try await Binary.run(["replica", "verify", "--replica", folder.path + "/demo/clinic.replica"])
        #expect(try await verified.wait() == 0, "\(verified.output)")
    }
}
