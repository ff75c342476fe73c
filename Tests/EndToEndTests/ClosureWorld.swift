import AsyncHTTPClient
import FoundationEssentials
import Glibc
import NIOCore
import NIOHTTP1
import SvarDomain
import SvarJSON
import SvarSynthetic
import Synchronization
import Testing

/// Citizens with reports and a server that knows how old they are, to be killed while they close and open.
final class ClosureWorld: Sendable {
    /// A served store.
    struct Server: Sendable {
        let process: RunningProcess
        let base: String
    }

    let folder: TemporaryFolder
    let citizens: [ClosureCitizen]
    private let doctor: String
    private let servers = Mutex<[RunningProcess]>([])

    var store: String { folder.path + "/store" }
    var closures: String { folder.path + "/closures" }
    var backup: String { folder.path + "/backup" }
    /// How many changes the server said it had made.
    var acknowledged: Int { citizens.reduce(0) { $0 + $1.acknowledged } }

    /// - Parameters:
    ///   - closing: citizens who close to health personnel and open again
    ///   - reserving: citizens who reserve and take it back
    init(closing: Int, reserving: Int) async throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        let data = SyntheticData(seed: 47, persons: closing + reserving, reportsPerPerson: 3)
        let persons = (0..<data.persons).map {
            #"{"number":"\#(data.person($0).number.value)","birthDate":"1980-01-01"}"#
        }
        try Data(#"{"persons":[\#(persons.joined(separator: ","))]}"#.utf8)
            .write(to: URL(filePath: folder.path + "/persons.json"))
        func token(_ arguments: String) async throws -> String {
            let made = try await Binary.run(
                ["token", "--expires", "86400", "--data", folder.path + "/issuer"]
                    + arguments.split(separator: " ").map(String.init)
            )
            try #require(try await made.wait() == 0, "\(made.errors)")
            return String(made.output.dropLast())
        }
        let doctor = try await token("--role personnel --organisation 310000009 --hpr \(ClosureCitizen.hpr)")
        self.doctor = doctor
        var producers: [String: String] = [:]
        var citizens: [ClosureCitizen] = []
        for place in 0..<data.persons {
            let number = data.person(place).number.value
            let messages = data.messages(of: place).filter { $0.kind == .new }
            for name in messages.map(\.organisationNumber) where producers[name] == nil {
                producers[name] = try await token("--role producer --organisation \(name)")
            }
            citizens.append(
                ClosureCitizen(
                    number: number,
                    reserves: place >= closing,
                    token: try await token("--role citizen --person \(number)"),
                    doctor: doctor,
                    messages: messages.map { ($0.bytes, producers[$0.organisationNumber] ?? "") }
                )
            )
        }
        self.citizens = citizens
    }

    /// Whatever a test did, no server outlives it.
    deinit { for process in servers.withLock({ $0 }) { process.end() } }

    /// Serves a store and its log of closures; all stores believe the same issuer.
    func serve(_ store: String, _ closures: String) async throws -> Server {
        let process = try RunningProcess([
            "serve", "--data", store, "--closures", closures, "--port", "0", "--persons", folder.path + "/persons.json",
            "--jwks", folder.path + "/issuer/development-keys.json", "--issuer", "https://svar.invalid/development",
            "--allow-development-key",
        ])
        servers.withLock { $0.append(process) }
        do {
            return Server(process: process, base: try await process.ready())
        } catch {
            Issue.record("\(process.errors)")
            throw error
        }
    }

    /// The log of closures as it stands, elsewhere.
    func copyOfClosures(_ name: String) throws -> String {
        let copy = "\(folder.path)/\(name)"
        try FileManager.default.copyItem(atPath: closures, toPath: copy)
        return copy
    }

    /// Ids of reports whose erasure was acknowledged, and numbers of who is reserved, that stand in a file of these
    /// directories.
    func traces(in directories: [String], atKill: Bool = false) async throws -> Set<String> {
        let marks = citizens.flatMap { $0.marks(atKill: atKill) }
        if marks.isEmpty { return [] }
        let list = folder.path + "/marks"
        try Data(marks.joined(separator: "\n").utf8).write(to: URL(filePath: list))
        let search = try RunningProcess(["-rhaoF", "-f", list] + directories, program: "/bin/grep")
        // A file that went while it was looked for is none.
        _ = try await search.wait()
        return Set(search.output.split(separator: "\n").map(String.init))
    }
}

/// One citizen, who does one thing at a time, and what the server told them that it had done.
final class ClosureCitizen: Sendable {
    static let hpr = "9144889"

    /// What is known of a setting; nothing of one whose lifting had no answer.
    enum Known { case stands, lifted, unknown }

    private struct State {
        /// By what was said with each: ids are other ones in a restored store.
        var settings: [String: Known] = [:]
        var ids: [String: String] = [:]
        /// Reports that were stored and not erased.
        var stored: Set<String> = []
        /// Reports of which it is not known whether they were erased.
        var doubtful: Set<String> = []
        var gone: Set<String> = []
        /// As it was known when the server was killed, before it was asked again.
        var atKill = (settings: [String: Known](), gone: Set<String>())
        var acknowledged = 0
        var count = 0
    }

    let number: String
    let reserves: Bool
    private let token: String
    private let doctor: String
    private let messages: [(bytes: [UInt8], producer: String)]
    private let state = Mutex(State())

    init(number: String, reserves: Bool, token: String, doctor: String, messages: [(bytes: [UInt8], producer: String)])
    {
        (self.number, self.reserves, self.token) = (number, reserves, token)
        (self.doctor, self.messages) = (doctor, messages)
    }

    var acknowledged: Int { state.withLock { $0.acknowledged } }
    var gone: Set<String> { state.withLock { $0.gone } }

    /// What may stand in no file: ids of erased reports and, of who is reserved, the number.
    func marks(atKill: Bool) -> [String] {
        let (settings, gone) = state.withLock { atKill ? $0.atKill : ($0.settings, $0.gone) }
        return gone + (reserves && settings.values.contains(.stands) ? [number] : [])
    }

    // MARK: What they do

    /// Closes and opens until the server is gone.
    func run(_ server: ClosureWorld.Server) async {
        do {
            while true {
                for why in standing { try await lift(why, server) }
                if reserves {
                    try await sendReports(to: server)
                    try await reserve(server)
                } else {
                    try await set(#""kind":"seal""#, server)
                    try await set(#""kind":"block","hpr":"\#(Self.hpr)""#, server)
                }
            }
        } catch {
            // The server is gone.
        }
    }

    private var standing: [String] { state.withLock { $0.settings.filter { $0.value == .stands }.map(\.key) } }

    /// Sends all reports; those that are stored already stay as they are.
    func sendReports(to server: ClosureWorld.Server) async throws {
        for (bytes, producer) in messages {
            let answer = try await send(server, .POST, "/v1/messages", producer, bytes, "application/xml")
            #expect([200, 201].contains(answer.status), "\(String(decoding: answer.body, as: UTF8.self))")
            let report = try JSONDocument(answer.body).root["reports"]?[0]?["report"]?.string
            let id = try #require(report?.split(separator: "/").last.map(String.init))
            state.withLock { state in
                #expect(!state.gone.contains(id), "an erased report was found again")
                state.stored.insert(id)
            }
        }
    }

    /// Reserves against storage: what is stored is erased.
    func reserve(_ server: ClosureWorld.Server) async throws {
        state.withLock { state in
            state.doubtful.formUnion(state.stored)
            state.stored = []
        }
        try await set(#""kind":"storage-reservation""#, server)
        state.withLock { state in
            state.gone.formUnion(state.doubtful)
            state.doubtful = []
        }
    }

    private func set(_ members: String, _ server: ClosureWorld.Server) async throws {
        let why = state.withLock { state in
            state.count += 1
            return "\(state.count)"
        }
        let body = Array(#"{\#(members),"why":"\#(why)"}"#.utf8)
        let answer = try await send(server, .POST, Self.settings, token, body, "application/json")
        // 200: the same stands already, with what was said then.
        let setting = try? JSONDocument(answer.body).root
        guard [200, 201].contains(answer.status), let id = setting?["id"]?.string,
            let said = setting?["history"]?[0]?["why"]?.string
        else {
            Issue.record("\(answer.status) \(String(decoding: answer.body, as: UTF8.self))")
            return
        }
        state.withLock { state in
            state.settings[said] = .stands
            state.ids[said] = id
            state.acknowledged += 1
        }
    }

    private func lift(_ why: String, _ server: ClosureWorld.Server) async throws {
        let id = state.withLock { state in
            state.settings[why] = .unknown
            return state.ids[why] ?? ""
        }
        let answer = try await send(server, .DELETE, "\(Self.settings)/\(id)", token)
        #expect(answer.status == 204, "\(String(decoding: answer.body, as: UTF8.self))")
        state.withLock { state in
            state.settings[why] = .lifted
            state.acknowledged += 1
        }
    }

    // MARK: What must hold

    /// Notes what was acknowledged up to now: a restored store must know as much.
    func noteKill() { state.withLock { $0.atKill = ($0.settings, $0.gone) } }

    /// After a kill: everything acknowledged stands, and what no answer came to is either done or not.
    func check(_ server: ClosureWorld.Server) async throws {
        let active = try await settle(server)
        state.withLock { state in
            // A reservation to which no answer came was made or was not made.
            if active.isEmpty {
                state.stored.formUnion(state.doubtful)
            } else {
                state.gone.formUnion(state.doubtful)
            }
            state.doubtful = []
        }
        try await checkReports(server, isClosed: !active.isEmpty)
    }

    /// In a store made of an older backup and the log of closures.
    func checkRestored(_ server: ClosureWorld.Server) async throws {
        let (settings, gone) = state.withLock { $0.atKill }
        let active = try await activeSettings(server)
        for (why, known) in settings {
            if known == .stands { #expect(active[why] != nil, "a setting is not in the log of closures") }
            if known == .lifted { #expect(active[why] == nil, "a lifting is not in the log of closures") }
        }
        let shown = try await reports(server)
        if !active.isEmpty { #expect(shown.isEmpty, "what is closed is shown") }
        #expect(shown.isDisjoint(with: gone), "what was erased is shown")
    }

    private func settle(_ server: ClosureWorld.Server) async throws -> [String: String] {
        let active = try await activeSettings(server)
        state.withLock { state in
            for (why, known) in state.settings {
                switch known {
                case .stands: #expect(active[why] != nil, "a setting that was acknowledged is not in force")
                case .lifted: #expect(active[why] == nil, "a setting that was lifted is in force")
                case .unknown: break
                }
            }
            for why in state.settings.keys { state.settings[why] = .lifted }
            for (why, id) in active { (state.settings[why], state.ids[why]) = (.stands, id) }
        }
        return active
    }

    private func checkReports(_ server: ClosureWorld.Server, isClosed: Bool) async throws {
        let shown = try await reports(server)
        let (stored, gone) = state.withLock { state in
            let before = state.stored
            // Those to whose message no answer came are there too.
            state.stored.formUnion(shown)
            return (before, state.gone)
        }
        if isClosed {
            #expect(shown.isEmpty, "what is closed is shown")
        } else {
            #expect(shown.isSuperset(of: stored), "a report that was acknowledged is lost")
        }
        #expect(shown.isDisjoint(with: gone), "what was erased is shown")
        for id in gone.prefix(20) {
            let answer = try await send(server, .GET, "/v1/fhir/DiagnosticReport/\(id)", doctor, asDoctor: true)
            #expect(answer.status == 404)
        }
    }

    /// The ids of those in force, by what was said with each.
    private func activeSettings(_ server: ClosureWorld.Server) async throws -> [String: String] {
        let answer = try await send(server, .GET, Self.settings + "?history=true&count=1000", token)
        #expect(answer.status == 200)
        let list = try #require(JSONDocument(answer.body).root["settings"])
        var found: [String: String] = [:]
        for setting in list.elements where setting["state"]?.string == "active" {
            let why = try #require(setting["history"]?[0]?["why"]?.string)
            found[why] = try #require(setting["id"]?.string)
        }
        return found
    }

    /// The ids of the reports that a doctor is shown.
    private func reports(_ server: ClosureWorld.Server) async throws -> Set<String> {
        let answer = try await send(server, .GET, "/v1/fhir/DiagnosticReport?_count=100", doctor, asDoctor: true)
        #expect(answer.status == 200, "\(String(decoding: answer.body, as: UTF8.self))")
        let resources = try JSONDocument(answer.body).root["entry"]?.elements.compactMap { $0["resource"] } ?? []
        return Set(
            resources.filter { $0["resourceType"]?.string == "DiagnosticReport" }.compactMap { $0["id"]?.string }
        )
    }

    private static let settings = "/v1/privacy/settings"

    private func send(
        _ server: ClosureWorld.Server,
        _ method: HTTPMethod,
        _ path: String,
        _ token: String,
        _ body: [UInt8]? = nil,
        _ type: String? = nil,
        asDoctor: Bool = false
    ) async throws -> (status: Int, body: [UInt8]) {
        var request = HTTPClientRequest(url: server.base + path)
        request.method = method
        request.headers.add(name: "Authorization", value: "Bearer " + token)
        if asDoctor {
            request.headers.add(name: "person-id", value: number)
            request.headers.add(name: "access-basis", value: "UNNTAK")
        }
        if let type { request.headers.add(name: "Content-Type", value: type) }
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        let bytes = try await response.body.collect(upTo: 16 << 20)
        return (Int(response.status.code), Array(bytes.readableBytesView))
    }
}
