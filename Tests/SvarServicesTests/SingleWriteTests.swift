import SvarFHIR
import SvarJSON
import SvarServices
import Testing

struct SingleWriteTests {
    let service = makeService()

    @Test func aCreatedResourceIsReadBackByItsNewId() async throws {
        let reply = try await service.create(.observation, Sample.observation().bytes, caller: .sandbox)
        let created = try #require(reply.resource)
        #expect(reply.outcome == .created)
        let read = try await service.read(.observation, created.id, caller: .sandbox)
        #expect(read.bytes == created.bytes)
        let json = try read.json
        #expect(json["id"]?.string == created.id)
        #expect(json["meta"]?["versionId"]?.string == created.versionID)
        #expect(json["meta"]?["lastUpdated"]?.string == InstantFormat.utcText(created.lastModified))
    }

    @Test func theClientsIdOfACreationIsIgnored() async throws {
        let body = #"{"resourceType":"Patient","id":"mine"}"#
        let reply = try await service.create(.patient, body.bytes, caller: .sandbox)
        #expect(reply.resource?.id != "mine")
    }

    @Test func anUpdateUnderANewIdCreates() async throws {
        let body = #"{"resourceType":"Patient","id":"p-1"}"#
        let reply = try await service.update(.patient, "p-1", body.bytes, caller: .sandbox)
        #expect(reply.outcome == .created)
        #expect(reply.resource?.id == "p-1")
    }

    @Test func anIdenticalUpdateMakesNoVersion() async throws {
        let body = #"{"resourceType":"Patient","id":"p-1","active":true}"#
        let first = try await service.update(.patient, "p-1", body.bytes, caller: .sandbox)
        let second = try await service.update(.patient, "p-1", body.bytes, caller: .sandbox)
        #expect(second.outcome == .unchanged)
        #expect(second.resource?.versionID == first.resource?.versionID)
        #expect(try await service.entries(.patient, "p-1").count == 1)
    }

    @Test func everyVersionIsKeptAndReadByItsId() async throws {
        var versions: [String] = []
        for flag in ["true", "false", "true"] {
            let body = #"{"resourceType":"Patient","id":"p-1","active":\#(flag)}"#
            versions.append(
                try await service.update(.patient, "p-1", body.bytes, caller: .sandbox).resource!.versionID
            )
        }
        let history = try await service.entries(.patient, "p-1")
        #expect(history.map { $0["resource"]?["meta"]?["versionId"]?.string } == versions.reversed())
        let first = try await service.vread(.patient, "p-1", versions[0], caller: .sandbox)
        #expect(try first.json["active"]?.bool == true)
        let second = try await service.vread(.patient, "p-1", versions[1], caller: .sandbox)
        #expect(try second.json["active"]?.bool == false)
    }

    @Test func ifMatchMustNameTheCurrentVersion() async throws {
        let body = #"{"resourceType":"Patient","id":"p-1","active":true}"#
        let first = try await service.update(.patient, "p-1", body.bytes, caller: .sandbox).resource!
        let other = #"{"resourceType":"Patient","id":"p-1","active":false}"#
        let stale = try await refusal {
            _ = try await service.update(.patient, "p-1", other.bytes, ifMatch: "stale", caller: .sandbox)
        }
        #expect(stale?.kind == .preconditionFailed)
        let reply = try await service.update(
            .patient,
            "p-1",
            other.bytes,
            ifMatch: first.versionID,
            caller: .sandbox
        )
        #expect(reply.outcome == .updated)
    }

    @Test func aDeletedResourceIsGoneAndCanComeBack() async throws {
        let body = #"{"resourceType":"Patient","id":"p-1"}"#
        let first = try await service.update(.patient, "p-1", body.bytes, caller: .sandbox).resource!
        _ = try await service.delete(.patient, "p-1", caller: .sandbox)
        let gone = try await refusal { _ = try await service.read(.patient, "p-1", caller: .sandbox) }
        #expect(gone?.kind == .gone)
        #expect(try await service.vread(.patient, "p-1", first.versionID, caller: .sandbox).bytes == first.bytes)
        let history = try await service.entries(.patient, "p-1")
        #expect(history.map { $0["resource"] == nil } == [true, false])
        #expect(try await service.update(.patient, "p-1", body.bytes, caller: .sandbox).outcome == .created)
        #expect(try await service.read(.patient, "p-1", caller: .sandbox).id == "p-1")
    }

    @Test func absentIsNotFound() async throws {
        for refused in [
            try await refusal { _ = try await service.read(.patient, "x", caller: .sandbox) },
            try await refusal { _ = try await service.vread(.patient, "x", "y", caller: .sandbox) },
            try await refusal { _ = try await service.delete(.patient, "x", caller: .sandbox) },
            try await refusal {
                _ = try await service.entries(.patient, "x")
            },
        ] {
            #expect(refused == Refusal.notFound)
        }
    }

    @Test(arguments: [
        (#"{"resourceType":"Patient","active":"yes"}"#, Refusal.Kind.invalid, "Patient.active"),
        (#"{"resourceType":"Patient","colour":"red"}"#, .invalid, "Patient.colour"),
        (#"{"resourceType":"Patient","active":true,}"#, .invalid, "Patient"),
        (#"{"resourceType":"Observation","status":"final","code":{"text":"x"}}"#, .invalid, "Patient.resourceType"),
    ])
    func badBodiesAreRefusedWithTheElement(body: String, kind: Refusal.Kind, expression: String) async throws {
        let refused = try await refusal { _ = try await service.create(.patient, body.bytes, caller: .sandbox) }
        #expect(refused?.kind == kind)
        if body.hasSuffix(",}") { return }
        #expect(refused?.issues.first?.expression.first?.hasPrefix(expression.prefix { $0 != "." }) == true)
    }

    @Test func theAddressAndTheBodyMustNameTheSameId() async throws {
        let body = #"{"resourceType":"Patient","id":"other"}"#
        let refused = try await refusal {
            _ = try await service.update(.patient, "p-1", body.bytes, caller: .sandbox)
        }
        #expect(refused?.kind == .invalid)
        #expect(refused?.issues.first?.expression == ["Patient.id"])
    }

    @Test func ifNoneExistAnswersTheOneMatch() async throws {
        let body = #"{"resourceType":"Organization","identifier":[{"system":"urn:s","value":"1"}],"name":"Lab"}"#
        let query = [NamedValue("identifier", "urn:s|1")]
        let first = try await service.create(.organization, body.bytes, ifNoneExist: query, caller: .sandbox)
        let second = try await service.create(.organization, body.bytes, ifNoneExist: query, caller: .sandbox)
        #expect(first.outcome == .created)
        #expect(second.outcome == .unchanged)
        #expect(second.resource?.id == first.resource?.id)
        _ = try await service.create(.organization, body.bytes, caller: .sandbox)
        let refused = try await refusal {
            _ = try await service.create(.organization, body.bytes, ifNoneExist: query, caller: .sandbox)
        }
        #expect(refused?.kind == .preconditionFailed)
    }
}
