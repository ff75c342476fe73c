import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages
import SvarSearch
import SvarServices
import SvarStore
import SvarSynthetic
import SvarTesting
import Testing

/// Who may do what: every role against every use case (decisions 7, 19, 20, 31 and 32). Each interaction has one row in
/// the log of use, with the status it was answered by.
struct RoleTests {
    enum Who: CaseIterable, Sendable {
        case sandbox, owner, otherProducer
        case doctorOfPerson, doctorOfOther, doctorOfNobody, doctorOfUnknown
        case person, otherPerson
        case replica, systemOperator, export, guidance, auditor
    }

    enum UseCase: CaseIterable, Sendable {
        case read, readAbsent, vread, content, readPatient, readConformance
        case create, updateOwned, updateAbsent, delete, deleteAbsent
        case transaction, batchOfReads, message
    }

    /// The status of each cell. Left out: 403, for the roles that have no content.
    private static let table: [UseCase: [Who: Int]] = {
        let readers: [Who] = [.doctorOfPerson, .doctorOfOther, .doctorOfUnknown, .person, .otherPerson]
        func row(_ some: [Who: Int], doctorOfNobody: Int, readers status: Int) -> [Who: Int] {
            var row = some
            row[.doctorOfNobody] = doctorOfNobody
            for reader in readers where row[reader] == nil { row[reader] = status }
            return row
        }
        let shown: [Who: Int] = [
            .sandbox: 200, .owner: 200, .otherProducer: 404, .doctorOfPerson: 200, .person: 200,
        ]
        let absent: [Who: Int] = [.sandbox: 404, .owner: 404, .otherProducer: 404]
        let written: [Who: Int] = [.sandbox: 201, .owner: 201, .otherProducer: 201]
        let everybody = Dictionary(uniqueKeysWithValues: Who.allCases.map { ($0, 200) })
        return [
            .read: row(shown, doctorOfNobody: 400, readers: 404),
            .readAbsent: row(absent, doctorOfNobody: 400, readers: 404),
            .vread: row(shown, doctorOfNobody: 400, readers: 404),
            .content: row(shown, doctorOfNobody: 400, readers: 404),
            // Following a link to a Patient names the person.
            .readPatient: row(shown, doctorOfNobody: 200, readers: 404),
            .readConformance: everybody,
            .create: row(written, doctorOfNobody: 403, readers: 403),
            .updateOwned: row([.sandbox: 200, .owner: 200, .otherProducer: 405], doctorOfNobody: 405, readers: 405),
            .updateAbsent: row([.sandbox: 201, .owner: 405, .otherProducer: 405], doctorOfNobody: 405, readers: 405),
            .delete: row([.sandbox: 204, .owner: 204, .otherProducer: 404], doctorOfNobody: 404, readers: 404),
            .deleteAbsent: row(absent, doctorOfNobody: 404, readers: 404),
            .transaction: row([.sandbox: 200, .owner: 200, .otherProducer: 200], doctorOfNobody: 403, readers: 403),
            .batchOfReads: row(shown, doctorOfNobody: 400, readers: 404),
            // A message of a laboratory that is neither's.
            .message: row([.sandbox: 201, .owner: 422, .otherProducer: 422], doctorOfNobody: 403, readers: 403),
        ]
    }()

    @Test(arguments: Who.allCases)
    func eachRoleGetsWhatTheTableSaysAndLeavesARow(who: Who) async throws {
        for useCase in UseCase.allCases {
            let world = try await AccessWorld()
            let caller = world.caller(who)
            let status = try await world.status(of: useCase, caller)
            #expect(status == Self.table[useCase]?[who] ?? 403, "\(useCase)")
            let rows = world.rows.filter { $0.request == caller.request }
            #expect(rows.count == 1, "\(useCase)")
            #expect(rows.first?.status == status, "\(useCase)")
            #expect(rows.first?.actor.role == caller.actor.role, "\(useCase)")
            let isPermitted = (200..<300).contains(status)
            #expect(rows.first?.outcome == (isPermitted ? .permitted : status == 404 ? .notFound : .refused))
            // Whoever was shown or did something to a resource left its unit.
            if isPermitted, useCase != .message || who == .sandbox {
                #expect(rows.first?.units.isEmpty == false, "\(useCase)")
            } else {
                #expect(rows.first?.units == [], "\(useCase)")
            }
        }
    }

    @Test func hiddenForeignAndAbsentAreTheSameRefusal() async throws {
        let world = try await AccessWorld()
        let answers = try await [
            refusal {
                _ = try await world.service.read(.observation, world.single.id, caller: world.caller(.doctorOfOther))
            },
            refusal { _ = try await world.service.read(.observation, "absent", caller: world.caller(.doctorOfOther)) },
            refusal {
                _ = try await world.service.read(.observation, world.single.id, caller: world.caller(.doctorOfUnknown))
            },
            refusal { _ = try await world.service.read(.observation, "absent", caller: world.caller(.doctorOfPerson)) },
            refusal {
                _ = try await world.service.read(.observation, world.single.id, caller: world.caller(.otherPerson))
            },
            refusal {
                _ = try await world.service.read(.observation, world.single.id, caller: world.caller(.otherProducer))
            },
            refusal {
                _ = try await world.service.delete(.observation, world.single.id, caller: world.caller(.otherProducer))
            },
            refusal { _ = try await world.service.delete(.observation, "absent", caller: world.caller(.owner)) },
        ]
        #expect(Set(answers.compactMap { $0 }) == [Refusal.notFound])
        let body = Sample.observation(extra: #","id":"\#(world.single.id)""#).bytes
        let foreign = try await refusal {
            _ = try await world.service.update(
                .observation,
                world.single.id,
                body,
                caller: world.caller(.otherProducer)
            )
        }
        let other = Sample.observation(extra: #","id":"absent""#).bytes
        let absent = try await refusal {
            _ = try await world.service.update(.observation, "absent", other, caller: world.caller(.otherProducer))
        }
        #expect(foreign != nil)
        #expect(foreign == absent)
    }

    @Test(arguments: ["batch", "transaction"], [false, true])
    func aBundleWithoutEntriesHasOneRow(_ type: String, isOnce: Bool) async throws {
        let world = try await AccessWorld()
        let caller = world.caller(.owner)
        for count in 1...2 {
            let body = #"{"resourceType":"Bundle","type":"\#(type)"}"#
            _ = try await world.service.submitBundle(body.bytes, once: isOnce, caller: caller)
            let rows = world.rows.filter { $0.request == caller.request }
            #expect(rows.count == count)
            #expect(rows.allSatisfy { $0.action == .bundle && $0.status == 200 && $0.units.isEmpty })
        }
    }

    @Test func whatCannotBeRecordedIsNotShown() async throws {
        let world = try await AccessWorld()
        world.log.fail(with: SvarError(.storeFull, "the disk is full"))
        for who in Who.allCases {
            await #expect(throws: SvarError(.storeFull, "")) {
                _ = try await world.service.read(.observation, world.single.id, caller: world.caller(who))
            }
        }
    }

    @Test func twoPersonsAreRefusedAndOneNamedTwiceIsOne() async throws {
        let world = try await AccessWorld()
        let doctor = world.caller(.doctorOfPerson)
        let patient = PersonName.patient(world.patient.id)
        #expect(try await world.service.admission(doctor, naming: [patient]).person != nil)
        for other in [PersonName.number(world.others.number), .patient("absent")] {
            let refused = try await refusal { _ = try await world.service.admission(doctor, naming: [other]) }
            #expect(refused == Refusal.onePersonOnly)
            let citizen = try await refusal {
                _ = try await world.service.admission(world.caller(.person), naming: [other])
            }
            #expect(citizen == Refusal.forbidden)
        }
        #expect(try await world.service.admission(world.caller(.person), naming: [patient]).person != nil)
    }

    /// Whoever keeps a Patient id cannot tell by it that its person is known when nothing of them is shown any more.
    @Test func aPatientIDOfWhomNothingIsShownIsAsOneThatNobodyHas() async throws {
        let world = try await AccessWorld()
        let doctor = world.caller(.doctorOfPerson)
        let kept = PersonName.patient(world.patient.id)
        func answers(_ name: PersonName, _ caller: Caller) async throws -> [Refusal?] {
            let search = SearchInteraction(.type(.observation), [], isPosted: false, isLenient: false)
            var alone = caller
            alone.person = name
            return [
                try await refusal { _ = try await world.service.admission(caller, naming: [name]) },
                try await refusal { _ = try await world.service.admission(alone) },
                try await refusal { _ = try await world.service.search(search, base: "http://x", caller: alone) },
                try await refusal { _ = try await world.service.settings(SettingQuery(), caller: alone) },
            ]
        }
        let citizen = world.caller(.person)
        #expect(try await answers(kept, doctor) == [nil, nil, nil, nil])
        #expect(try await answers(kept, citizen) == [nil, nil, nil, nil])
        _ = try await world.service.set(#"{"kind":"seal"}"#.bytes, caller: citizen)
        #expect(try await answers(kept, doctor) == answers(.patient("absent"), doctor))
        #expect(try await answers(kept, citizen) == [nil, nil, nil, nil])
        _ = try await world.service.set(#"{"kind":"view-reservation"}"#.bytes, caller: citizen)
        #expect(try await answers(kept, citizen) == answers(.patient("absent"), citizen))
        // Named by number they are who they are, and what is closed is told.
        let search = SearchInteraction(.type(.observation), [], isPosted: false, isLenient: false)
        let told = try await world.service.search(search, base: "http://x", caller: doctor)
        #expect(try told.json["entry"]?[0]?["resource"]?["resourceType"]?.string == "OperationOutcome")
    }

    @Test func aDecisionFollowsWhatIsWrittenLater() async throws {
        let world = try await AccessWorld()
        let doctor = world.caller(.doctorOfPerson)
        _ = try await world.service.read(.observation, world.single.id, caller: doctor)
        let later = try await world.service.create(
            .observation,
            world.observation(of: world.persons.number),
            caller: world.caller(.owner)
        )
        let id = try #require(later.resource).id
        #expect(try await world.service.read(.observation, id, caller: doctor).id == id)
    }
}

/// A service with a report, a Binary and a resource of its own about one person, all of one producer, and another person.
struct AccessWorld {
    let store: MemoryStore
    let log = MemoryAccessLog()
    let service: ResultService
    let persons = SyntheticPerson(index: 1, seed: 5)
    let others = SyntheticPerson(index: 2, seed: 5)
    private(set) var patient: ServedResource
    private(set) var single: ServedResource
    private(set) var binary = ""
    private(set) var valueSet: ServedResource

    static let owner = Producer("900000001")

    init() async throws {
        store = makeStore()
        service = makeService(store, access: log)
        let owner = Caller(
            role: .producer(Self.owner),
            actor: AuditActor(role: "producer", id: "", client: "", organisation: "")
        )
        let number = persons.number
        let identifier = #"{"system":"\#(number.kind.system)","value":"\#(number.value)"}"#
        let body = #"{"resourceType":"Patient","identifier":[\#(identifier)]}"#
        patient = try await service.create(.patient, body.bytes, caller: owner).resource!
        let observation =
            #"{"resourceType":"Observation","status":"final","code":{"text":"Hb"},"subject":{"identifier":\#(identifier)}}"#
        single = try await service.create(.observation, observation.bytes, caller: owner).resource!
        let set = #"{"resourceType":"ValueSet","status":"active","url":"http://svar.test/set"}"#
        valueSet = try await service.create(.valueSet, set.bytes, caller: owner).resource!
        let report =
            #"{"resourceType":"DiagnosticReport","status":"final","code":{"text":"x"},"subject":{"identifier":\#(identifier)},"presentedForm":[{"contentType":"text/plain","url":"urn:uuid:b"}]}"#
        let bundle = Sample.bundle(
            "transaction",
            [
                ("urn:uuid:r", report, Sample.post("DiagnosticReport")),
                (
                    "urn:uuid:b", #"{"resourceType":"Binary","contentType":"text/plain","data":"aGVp"}"#,
                    Sample.post("Binary")
                ),
            ]
        )
        let reply = try await service.submitBundle(bundle.bytes, caller: owner)
        let location = try reply.body.json["entry"]?[1]?["response"]?["location"]?.string ?? ""
        binary = location.split(separator: "/").dropFirst().first.map(String.init) ?? ""
    }

    var rows: [AuditRow] { log.rows + store.audit }

    func observation(of number: PersonNumber) -> [UInt8] {
        #"{"resourceType":"Observation","status":"final","code":{"text":"Hb"},"subject":{"identifier":{"system":"\#(number.kind.system)","value":"\#(number.value)"}}}"#
            .bytes
    }

    func caller(_ who: RoleTests.Who) -> Caller {
        let (role, name, person): (Caller.Role, String, PersonName?) =
            switch who {
            case .sandbox: (.sandbox, "sandbox", nil)
            case .owner: (.producer(Self.owner), "producer", nil)
            case .otherProducer: (.producer(Producer("900000002")), "producer", nil)
            case .doctorOfPerson: (.personnel, "personnel", .number(persons.number))
            case .doctorOfOther: (.personnel, "personnel", .number(others.number))
            case .doctorOfNobody: (.personnel, "personnel", nil)
            case .doctorOfUnknown: (.personnel, "personnel", .patient("unknown"))
            case .person: (.citizen(persons.number), "citizen", nil)
            case .otherPerson: (.citizen(others.number), "citizen", nil)
            case .replica: (.replica, "replica", nil)
            case .systemOperator: (.systemOperator, "operator", nil)
            case .export: (.export, "export", nil)
            case .guidance: (.guidance, "guidance", nil)
            case .auditor: (.auditor, "auditor", nil)
            }
        if role == .personnel { return .personnel(about: person, request: "request-\(name)") }
        return Caller(
            role: role,
            actor: AuditActor(role: name, id: "", client: "client", organisation: "900"),
            person: person,
            request: "request-\(name)"
        )
    }

    func status(of useCase: RoleTests.UseCase, _ caller: Caller) async throws -> Int {
        do {
            switch useCase {
            case .read: _ = try await service.read(.observation, single.id, caller: caller)
            case .readAbsent: _ = try await service.read(.observation, "absent", caller: caller)
            case .vread: _ = try await service.vread(.observation, single.id, single.versionID, caller: caller)
            case .content: return try await service.content(binary, caller: caller) == nil ? 404 : 200
            case .readPatient: _ = try await service.read(.patient, patient.id, caller: caller)
            case .readConformance: _ = try await service.read(.valueSet, valueSet.id, caller: caller)
            case .create:
                return status(try await service.create(.observation, Sample.observation().bytes, caller: caller))
            case .updateOwned:
                let number = #"{"system":"\#(persons.number.kind.system)","value":"\#(persons.number.value)"}"#
                let body = Sample.observation(extra: #","id":"\#(single.id)","subject":{"identifier":\#(number)}"#)
                return status(try await service.update(.observation, single.id, body.bytes, caller: caller))
            case .updateAbsent:
                let body = Sample.observation(extra: #","id":"absent""#)
                return status(try await service.update(.observation, "absent", body.bytes, caller: caller))
            case .delete: return status(try await service.delete(.observation, single.id, caller: caller))
            case .deleteAbsent: return status(try await service.delete(.observation, "absent", caller: caller))
            case .transaction:
                let entry = (name: "", resource: Sample.observation(), request: Sample.post("Observation"))
                _ = try await service.submitBundle(Sample.bundle("transaction", [entry]).bytes, caller: caller)
            case .batchOfReads:
                let entry = (name: "", resource: "", request: #""method":"GET","url":"Observation/\#(single.id)""#)
                let reply = try await service.submitBundle(Sample.bundle("batch", [entry]).bytes, caller: caller)
                return try Int(reply.body.json["entry"]?[0]?["response"]?["status"]?.string?.prefix(3) ?? "") ?? 0
            case .message:
                let message = SyntheticData(seed: 3, persons: 1).messages(of: 0)[0]
                return try await service.submitMessage(message.bytes, caller: caller).receipt.httpStatus
            }
            return 200
        } catch let refusal as Refusal {
            return refusal.kind.statusCode
        }
    }

    private func status(_ reply: WriteReply) -> Int {
        switch reply.outcome {
        case .created: 201
        case .updated, .unchanged: 200
        case .deleted: 204
        case .notStored: 202
        }
    }
}
