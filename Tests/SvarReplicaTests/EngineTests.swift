import SvarDomain
import SvarReplica
import SvarSync
import Testing

/// Scripts: what the engine does with each answer.
struct EngineTests {
    private static let enrolment = Enrolment(
        server: "http://server",
        id: "r1",
        epoch: "e",
        integrityKey: [UInt8](repeating: 7, count: 32),
        schema: 1,
        scopeVersion: 4
    )

    private var state: ReplicaState {
        var state = ReplicaState()
        state.enrolment = Self.enrolment
        state.token = "token-1"
        return state
    }

    private func started(
        _ command: SyncEngine.Command = .sync(watch: false),
        _ state: ReplicaState? = nil
    ) -> (SyncEngine, [SyncEngine.Action]) {
        var engine = SyncEngine(seed: 1)
        let actions = engine.on(.start(command, state ?? self.state))
        return (engine, actions)
    }

    private func answer(
        _ engine: inout SyncEngine,
        _ status: Int,
        _ body: String = "",
        _ headers: [String: String] = [:]
    )
        -> [SyncEngine.Action]
    {
        var actions = engine.on(.head(SyncResponseHead(status: status, headers: headers)))
        if !body.isEmpty { actions += engine.on(.bytes(Array(body.utf8))) }
        return actions + engine.on(.ended)
    }

    private func outcome(_ fault: SyncFault) -> String {
        #"{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"expired","diagnostics":"\#(fault.rawValue): why"}]}"#
    }

    private func requests(_ actions: [SyncEngine.Action]) -> [String] {
        actions.compactMap { action in
            guard case .send(let request) = action else { return nil }
            let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
            return "\(request.method) \(request.path)" + (query.isEmpty ? "" : "?" + query)
        }
    }

    @Test func itAsksForWhatChangedSinceItsToken() {
        let (_, actions) = started()
        #expect(requests(actions) == ["GET /v1/sync/replicas/r1/delta?token=token-1"])
        var fresh = state
        fresh.token = nil
        #expect(requests(started(.sync(watch: false), fresh).1) == ["GET /v1/sync/replicas/r1/delta"])
        #expect(started(.sync(watch: false), ReplicaState()).1 == [.finish(.notEnrolled)])
    }

    @Test(arguments: [SyncFault.tokenMalformed, .tokenExpired, .epochChanged, .scopeReset])
    func aLostTokenMakesItCompare(_ fault: SyncFault) {
        var (engine, _) = started()
        let actions = answer(&engine, fault.status, outcome(fault))
        #expect(actions.contains(.note(.comparing(fault))))
        #expect(requests(actions) == ["GET /v1/sync/replicas/r1"])
        let facts =
            #"{"replica":"r1","epoch":"f","integrityKey":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","scopeVersion":5}"#
        let renewed = answer(&engine, 200, facts)
        #expect(renewed.contains { if case .store(.renew(let new)) = $0 { new.epoch == "f" } else { false } })
        #expect(requests(renewed) == ["GET /v1/sync/replicas/r1/manifest"])
    }

    @Test(arguments: [SyncFault.tokenNotYours, .schemaUnsupported, .replicaUnknown])
    func aRefusalThatNothingHelpsAgainstEndsTheRunAndKeepsWhatIsThere(_ fault: SyncFault) {
        var (engine, _) = started()
        #expect(
            answer(&engine, fault.status, outcome(fault)) == [
                .finish(.refused(status: fault.status, fault, "\(fault.rawValue): why"))
            ]
        )
    }

    @Test func anEndedReplicaIsDestroyed() {
        var (engine, _) = started()
        #expect(answer(&engine, 403, outcome(.replicaRevoked)) == [.store(.revoke), .finish(.revoked)])
        var revoked = state
        revoked.isRevoked = true
        #expect(started(.sync(watch: true), revoked).1 == [.finish(.revoked)])
    }

    @Test(arguments: [401, 403, 404])
    func whatIsRefusedWithoutACodeWipesNothing(_ status: Int) {
        var (engine, _) = started()
        #expect(answer(&engine, status, "<html>") == [.finish(.refused(status: status, nil, ""))])
    }

    @Test func aScopeOfAnotherVersionIsReadAgainOnce() {
        let change = ScopeChange.change(set: [], end: [])
        var (engine, first) = started(.scope(change))
        #expect(requests(first) == ["POST /v1/sync/replicas/r1/scope"])
        #expect(requests(answer(&engine, 412, outcome(.scopeConflict))) == ["GET /v1/sync/replicas/r1"])
        let facts =
            #"{"replica":"r1","epoch":"e","integrityKey":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","scopeVersion":5}"#
        let second = answer(&engine, 200, facts)
        guard case .send(let request) = second.last else {
            Issue.record("no request")
            return
        }
        #expect(request.headers["If-Match"] == "W/\"5\"")
        let third = answer(&engine, 412, outcome(.scopeConflict))
        #expect(third == [.finish(.refused(status: 412, .scopeConflict, "scope-conflict: why"))])
    }

    @Test(arguments: [429, 500, 502, 503, 504])
    func aBusyServerIsAskedAgainLaterAndLater(_ status: Int) {
        var (engine, _) = started()
        var pauses: [Int] = []
        for _ in 0..<5 {
            let actions = answer(&engine, status, "", ["retry-after": "2"])
            guard case .wait(let pause) = actions.last else {
                Issue.record("no pause")
                return
            }
            pauses.append(pause)
            #expect(requests(engine.on(.timer)) == ["GET /v1/sync/replicas/r1/delta?token=token-1"])
        }
        #expect(pauses.allSatisfy { $0 > 2_000 })
        #expect(zip(pauses, [250, 500, 1_000, 2_000, 4_000]).allSatisfy { $0 <= 2_001 + $1 })
        guard case .finish(.unreachable) = answer(&engine, status).last else {
            Issue.record("a run that does not watch gives up")
            return
        }
    }

    @Test func aRunThatWatchesNeverGivesUp() {
        var (engine, _) = started(.sync(watch: true))
        for _ in 0..<100 {
            guard case .wait(let pause) = engine.on(.failed(TransportFault("no route"))).last else {
                Issue.record("it gave up")
                return
            }
            #expect((1...60_001).contains(pause))
            #expect(!requests(engine.on(.timer)).isEmpty)
        }
    }

    @Test func nothingNewIsConfirmedAndWatchedOn() {
        var (engine, _) = started()
        #expect(answer(&engine, 204) == [.store(.confirm), .note(.inStep), .finish(.inStep)])
        var (watching, _) = started(.sync(watch: true))
        let actions = answer(&watching, 204, "", ["svar-token": "token-2"])
        #expect(actions.contains(.store(.token("token-2"))))
        #expect(requests(actions) == ["GET /v1/sync/replicas/r1/poke?token=token-2&wait=50"])
        #expect(requests(answer(&watching, 204)) == ["GET /v1/sync/replicas/r1/poke?token=token-2&wait=50"])
        let poked = answer(&watching, 200, #"{"changed":true}"#)
        #expect(requests(poked) == ["GET /v1/sync/replicas/r1/delta?token=token-2"])
    }

    @Test func anAnswerOfAnotherRoundIsNotTaken() {
        var (engine, _) = started()
        let begin = #"{"t":"begin","mode":"delta","from":[900,0],"to":[1000,0],"round":"x"}"# + "\n"
        let actions = answer(&engine, 200, begin + #"{"t":"page","n":1,"token":"t"}"# + "\n")
        #expect(actions.contains(.stopReading))
        #expect(!actions.contains { if case .store = $0 { true } else { false } })
    }

    /// The same question twice, with a manifest between: the older answer is whole, and of another place.
    @Test(arguments: [(at: 900, isTaken: true), (800, false), (1_000, false)])
    func whatPutsRightIsAsOfTheManifest(_ place: (at: Int, isTaken: Bool)) throws {
        var state = self.state
        state.needsReconcile = true
        var (engine, _) = started(.sync(watch: false), state)
        let key = Base64URL.encode([UInt8](repeating: 7, count: 32))
        let facts = #"{"replica":"r1","epoch":"e","integrityKey":"\#(key)","scopeVersion":4,"stamp":[0,-1]}"#
        #expect(requests(answer(&engine, 200, facts)) == ["GET /v1/sync/replicas/r1/manifest"])
        let row = ManifestRow(person: try #require(WireKey(bytes: Array(1...16))), count: 1, digest: .zero)
        let headers = ["svar-token": "m", "svar-count": "1", "svar-stamp": "[900,2]"]
        _ = engine.on(.head(SyncResponseHead(status: 200, headers: headers)))
        _ = engine.on(.bytes(ManifestRow.bytes(of: [row])))
        #expect(engine.on(.ended) == [.store(.compare([row], isForgetting: false))])
        let asked = engine.on(.stored(SyncEngine.StoreReply(.differing([row]), state)))
        #expect(requests(asked) == ["POST /v1/sync/replicas/r1/reconcile"])
        let begin = #"{"t":"begin","mode":"reconcile","from":[0,-1],"to":[\#(place.at),2],"round":"x"}"# + "\n"
        let actions = answer(&engine, 200, begin + #"{"t":"page","n":1,"token":"t"}"# + "\n")
        #expect(actions.contains { if case .store(.keep) = $0 { true } else { false } } == place.isTaken)
    }

    @Test(arguments: [
        "nonsense\n", #"{"t":"put"}"# + "\n", #"{"t":"page","n":1,"token":"t"}"# + "\n",
        #"{"t":"begin","mode":"delta","from":[0,-1],"to":[1,0],"round":"x"}"# + "\n"
            + #"{"t":"page","n":2,"token":"t"}"# + "\n",
    ])
    func whatIsNoAnswerOfTheProtocolIsAskedForAgain(_ body: String) {
        var (engine, _) = started()
        let actions = answer(&engine, 200, body)
        #expect(actions.contains(.stopReading))
        guard case .wait = actions.last else {
            Issue.record("no pause")
            return
        }
    }

    @Test(arguments: 1...40)
    func linesAreTheSameHoweverTheyAreCut(_ size: Int) throws {
        let text = Array("one\n\ntwo and more\nthree".utf8) + Array(repeating: UInt8(ascii: "x"), count: 50) + [10]
        var splitter = LineSplitter(maximumBytes: 60)
        var lines: [String] = []
        for start in stride(from: 0, to: text.count, by: size) {
            try splitter.take(Array(text[start..<min(text.count, start + size)])) {
                lines.append(String(decoding: $0, as: UTF8.self))
            }
        }
        #expect(lines == ["one", "two and more", "three" + String(repeating: "x", count: 50)])
        #expect(!splitter.isInside)
        var short = LineSplitter(maximumBytes: 20)
        #expect(throws: LineSplitter.TooLong.self) { try short.take(text) { _ in } }
    }
}
