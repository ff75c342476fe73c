import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarServices
import SvarStore
import SvarStoreSQLite
import SvarTesting
import Testing

/// Conditional create, update and delete (http://hl7.org/fhir/R4/http.html#ccreate, #cond-update, #3.1.0.7.1).
struct ConditionalWriteTests {
    let service = makeService()
    private let query = [NamedValue("identifier", "urn:s|1")]

    private func body(_ name: String, id: String? = nil) -> [UInt8] {
        let id = id.map { #""id":"\#($0)","# } ?? ""
        return #"{"resourceType":"Organization",\#(id)"identifier":[{"system":"urn:s","value":"1"}],"name":"\#(name)"}"#
            .bytes
    }

    private func update(_ name: String, id: String? = nil, ifMatch: String? = nil, onlyNew: Bool = false) async throws
        -> WriteReply
    {
        try await service.update(
            .organization,
            .search(query),
            body(name, id: id),
            ifMatch: ifMatch,
            onlyNew: onlyNew,
            caller: .sandbox
        )
    }

    @Test func anUpdateCreatesChangesOrIsRefusedByHowManyMatch() async throws {
        let made = try await update("a")
        #expect(made.outcome == .created)
        let changed = try await update("b")
        #expect(changed.outcome == .updated)
        #expect(changed.resource?.id == made.resource?.id)
        #expect(try await update("b").outcome == .unchanged)
        _ = try await service.create(.organization, body("c"), caller: .sandbox)
        let refused = try await refusal { _ = try await update("d") }
        #expect(refused?.kind == .preconditionFailed)
        #expect(refused?.issues.first?.code == .multipleMatches)
    }

    @Test func theBodysIdMustBeThatOfTheMatch() async throws {
        let id = try #require(try await update("a").resource).id
        #expect(try await update("b", id: id).outcome == .updated)
        #expect(try await refusal { _ = try await update("c", id: "other") }?.kind == .invalid)
    }

    @Test func anIdWithoutAMatchIsCreatedUnlessItIsInUse() async throws {
        let other = #"{"resourceType":"Organization","id":"taken","name":"x"}"#
        _ = try await service.update(.organization, "taken", other.bytes, caller: .sandbox)
        #expect(try await refusal { _ = try await update("a", id: "taken") }?.kind == .conflict)
        #expect(try await update("a", id: "mine").resource?.id == "mine")
    }

    @Test func ifMatchAndOnlyNewHoldForWhatIsFound() async throws {
        #expect(try await refusal { _ = try await update("a", ifMatch: "x") }?.kind == .preconditionFailed)
        let made = try #require(try await update("a", onlyNew: true).resource)
        #expect(try await refusal { _ = try await update("b", onlyNew: true) }?.kind == .preconditionFailed)
        #expect(try await refusal { _ = try await update("b", ifMatch: "x") }?.kind == .preconditionFailed)
        #expect(try await update("b", ifMatch: made.versionID).outcome == .updated)
    }

    @Test func onlyNewIsRefusedWhereThereIsOne() async throws {
        let body = body("a", id: "o-1")
        let first = try await service.update(.organization, .id("o-1"), body, onlyNew: true, caller: .sandbox)
        #expect(first.outcome == .created)
        let refused = try await refusal {
            _ = try await service.update(.organization, .id("o-1"), body, onlyNew: true, caller: .sandbox)
        }
        #expect(refused?.kind == .preconditionFailed)
    }

    @Test func aDeletionTakesExactlyOne() async throws {
        func delete() async throws { _ = try await service.delete(.organization, .search(query), caller: .sandbox) }
        #expect(try await refusal(delete) == Refusal.notFound)
        let made = try #require(try await update("a").resource)
        try await delete()
        #expect(try await refusal { _ = try await service.read(.organization, made.id, caller: .sandbox) } == .gone)
        #expect(try await refusal(delete) == Refusal.notFound)
        _ = try await service.create(.organization, body("a"), caller: .sandbox)
        _ = try await service.create(.organization, body("b"), caller: .sandbox)
        #expect(try await refusal(delete)?.kind == .preconditionFailed)
    }

    @Test(arguments: [[], [NamedValue("no-such", "x")], [NamedValue("identifier", "1"), NamedValue("_count", "1")]])
    func aConditionThatIsNotUnderstoodIsRefused(query: [NamedValue]) async throws {
        let created = try await refusal {
            _ = try await service.create(.organization, body("a"), ifNoneExist: query, caller: .sandbox)
        }
        #expect(created?.kind == .invalid)
        let deleted = try await refusal {
            _ = try await service.delete(.organization, .search(query), caller: .sandbox)
        }
        #expect(deleted?.kind == .invalid)
    }

    @Test func aBundleTakesConditionsToo() async throws {
        let put = #""method":"PUT","url":"Organization?identifier=urn%3As%7C1""#
        let delete = #""method":"DELETE","url":"Organization?identifier=urn%3As%7C1""#
        let name = String(decoding: body("a"), as: UTF8.self)
        for (entry, status) in [((name, put), "201"), ((name, put), "200"), (("", delete), "204")] {
            let bundle = Sample.bundle("transaction", [("", entry.0, entry.1)])
            let reply = try await service.submitBundle(bundle.bytes, caller: .sandbox)
            #expect(try reply.body.json["entry"]?[0]?["response"]?["status"]?.string?.hasPrefix(status) == true)
        }
    }

    @Test func twoUpdatesOfTheSameMatchInOneTransactionAreRefused() async throws {
        _ = try await update("a")
        let put = #""method":"PUT","url":"Organization?identifier=urn%3As%7C1""#
        let entry = (name: "", resource: String(decoding: body("b"), as: UTF8.self), request: put)
        let refused = try await refusal {
            let bundle = Sample.bundle("transaction", [entry, entry])
            _ = try await service.submitBundle(bundle.bytes, caller: .sandbox)
        }
        #expect(refused?.kind == .invalid)
    }

    @Test(arguments: ["create", "update", "delete"])
    func eightRacersDoItExactlyOnce(what: String) async throws {
        let directory = try TemporaryDirectory()
        let (clock, bytes) = (ManualClock(), SeededBytes(seed: 8))
        let store = try SQLiteStore.open(
            directory: directory.path,
            kind: .sandbox,
            create: true,
            index: StoreIndex(generation: 1, parameters: SearchParameters.all) { try IndexRows.of($0) },
            environment: StoreEnvironment(clock: { clock.now }, randomBytes: { bytes($0) })
        )
        let service = makeService(store)
        let (query, body) = (query, body("a"))
        if what == "delete" { _ = try await service.create(.organization, body, caller: .sandbox) }
        let done = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    do {
                        switch what {
                        case "create":
                            return try await service.create(.organization, body, ifNoneExist: query, caller: .sandbox)
                                .outcome == .created
                        case "update":
                            return try await service.update(.organization, .search(query), body, caller: .sandbox)
                                .outcome == .created
                        default:
                            return try await service.delete(.organization, .search(query), caller: .sandbox)
                                .outcome == .deleted
                        }
                    } catch is Refusal {
                        return false
                    }
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(done == 1)
        #expect(try await service.total(.organization, query) == (what == "delete" ? 0 : 1))
        try await store.close()
    }
}
