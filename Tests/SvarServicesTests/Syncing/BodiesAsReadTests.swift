import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarServices
import SvarStore
import SvarSync
import SvarSynthetic
import SvarTesting
import Testing

/// A replica is sent what health personnel who did not send it would read, resource by resource, but for the bytes of
/// attachments; what a read does not give them, no body has (decisions 8, 44 and 48).
struct BodiesAsReadTests {
    /// What its producer does to a report with a result, a picture and a document, in order; parts are found by type.
    private static let stories: [[(HostedType, from: String, to: String?)]] = [
        [],
        [(.media, "completed", "entered-in-error")],
        [(.documentReference, "current", "entered-in-error")],
        [(.media, "completed", "entered-in-error"), (.media, "entered-in-error", "completed")],
        [(.observation, "final", "cancelled")],
        [(.diagnosticReport, "final", "entered-in-error")],
        [(.diagnosticReport, "final", "cancelled"), (.documentReference, "current", "entered-in-error")],
        [(.diagnosticReport, "final", "amended"), (.media, "completed", "entered-in-error")],
        [(.diagnosticReport, "", nil)],
        [(.diagnosticReport, "", nil), (.documentReference, "", nil)],
    ]

    private static let binaries = ["SW5saW5lIG9uZQ==", "SW5saW5lIHR3bw==", "SW5saW5lIHRocmVl"]

    /// Ids by type, the Binaries last: of the picture, of the document, of the report.
    private static func report(in world: AccessWorld) async throws -> [(type: HostedType, id: String)] {
        let number = world.persons.number
        let subject = #""subject":{"identifier":{"system":"\#(number.kind.system)","value":"\#(number.value)"}}"#
        let parts: [(HostedType, String, String)] = [
            (
                .diagnosticReport, "urn:uuid:r",
                #""status":"final","code":{"text":"x"},"conclusion":"c",\#(subject),"result":[{"reference":"urn:uuid:o"}],"media":[{"link":{"reference":"urn:uuid:m"}}],"presentedForm":[{"url":"urn:uuid:3"}],"extension":[{"url":"http://svar.test/d","valueReference":{"reference":"urn:uuid:d"}}]"#
            ),
            (.observation, "urn:uuid:o", #""status":"final","code":{"text":"Hb"},"valueString":"v",\#(subject)"#),
            (
                .media, "urn:uuid:m",
                #""status":"completed",\#(subject),"content":{"contentType":"text/plain","url":"urn:uuid:1"}"#
            ),
            (
                .documentReference, "urn:uuid:d",
                #""status":"current",\#(subject),"content":[{"attachment":{"contentType":"text/plain","url":"urn:uuid:2"}}]"#
            ),
        ]
        let binaries = binaries.enumerated().map { number, data in
            (HostedType.binary, "urn:uuid:\(number + 1)", #""contentType":"text/plain","data":"\#(data)""#)
        }
        let entries = (parts + binaries).map { type, name, rest in
            (name, #"{"resourceType":"\#(type.rawValue)",\#(rest)}"#, Sample.post(type.rawValue))
        }
        let reply = try await world.service.submitBundle(
            Sample.bundle("transaction", entries).bytes,
            caller: world.caller(.owner)
        )
        let places = try #require(try reply.body.json["entry"]).elements.compactMap {
            $0["response"]?["location"]?.string?.split(separator: "/").dropFirst().first.map(String.init)
        }
        try #require(places.count == entries.count)
        return zip((parts + binaries).map(\.0), places).map { ($0, $1) }
    }

    @Test(arguments: stories.indices)
    func aBodyHasWhatAReadGives(story: Int) async throws {
        let world = try await AccessWorld()
        let resources = try await Self.report(in: world)
        let owner = world.caller(.owner)
        for (type, from, to) in Self.stories[story] {
            let id = try #require(resources.first { $0.type == type }).id
            guard let to else {
                _ = try await world.service.delete(type, id, caller: owner)
                continue
            }
            let stored = try await world.service.read(type, id, caller: owner)
            let text = String(decoding: stored.bytes, as: UTF8.self)
                .replacing(#""status":"\#(from)""#, with: #""status":"\#(to)""#)
            _ = try await world.service.update(type, id, text.bytes, caller: owner)
        }
        let held = try await Self.compare(world.persons.number, world.caller(.doctorOfPerson), in: world)
        // The other way round: nothing that is shown is missing.
        for (type, id) in resources where !held.contains(id) {
            let refused = try await refusal {
                _ = try await world.service.read(type, id, caller: world.caller(.doctorOfPerson))
            }
            #expect(refused != nil, "\(type) \(id)")
        }
    }

    @Test func bodiesOfMessagesAreWhatReadsGive() async throws {
        let world = try await AccessWorld()
        let data = SyntheticData(seed: 3, persons: 4)
        for message in data.messages() {
            _ = try await world.service.submitMessage(message.bytes, caller: world.caller(.sandbox))
        }
        var count = 0
        for number in 0..<4 {
            let person = data.person(number).number
            let doctor = Caller.personnel(about: .number(person))
            count += try await Self.compare(person, doctor, in: world).count
        }
        #expect(count > 50)
    }

    /// Each resource that a replica is sent of a person, beside the read of it; the ids.
    private static func compare(_ person: PersonNumber, _ doctor: Caller, in world: AccessWorld) async throws
        -> Set<String>
    {
        var held: Set<String> = []
        for put in try await puts(of: person, in: world) {
            for resource in try JSONDocument(put.body).root.elements {
                let type = try #require(resource["resourceType"]?.string.flatMap(HostedType.init(rawValue:)))
                let id = try #require(resource["id"]?.string)
                held.insert(id)
                try await compare(resource, type, id, doctor, in: world)
            }
        }
        return held
    }

    private static func puts(of person: PersonNumber, in world: AccessWorld) async throws -> [SyncLine.PutLine] {
        let now = ManualClock().now
        let caller = ReplicaFixture.clinic
        var configuration = ReplicaService.Configuration { now }
        configuration.participants = { .approvingLists(of: caller.actor.organisation) }
        let service = ReplicaService(store: world.store, access: world.log, configuration: configuration)
        let id = try await service.enrol(#"{"schema":1}"#.bytes, caller: caller).id
        let until = InstantFormat.utcText(now.microseconds + 86_400_000_000)
        let line =
            #"{"person":"\#(person.value)","basis":"gp-list","responsible":"9144889","until":"\#(until)"}"#
        _ = try await service.setScope(id, #"{"persons":[\#(line)]}"#.bytes, ifMatch: nil, caller: caller)
        let reply = try await service.delta(id, token: nil, limit: .max, caller: caller)
        guard case .round(let round) = reply else { throw Lines.Missing() }
        return try await Lines(round).puts
    }

    private static func compare(
        _ held: JSONNode,
        _ type: HostedType,
        _ id: String,
        _ doctor: Caller,
        in world: AccessWorld
    ) async throws {
        let read: ServedResource
        do {
            read = try await world.service.read(type, id, caller: doctor)
        } catch let refusal as Refusal where refusal == .gone {
            // A deletion of the main resource is told, with nothing of what it said (decision 7).
            #expect(held["status"]?.string == "entered-in-error" && held["conclusion"] == nil)
            return
        } catch let refusal as Refusal {
            Issue.record("\(type) \(id) is held, and a read is \(refusal.kind)")
            return
        }
        guard type == .binary else {
            #expect(Array(held.bytes) == read.bytes)
            return
        }
        let text = String(decoding: held.bytes, as: UTF8.self)
        #expect(held["data"] == nil && !binaries.contains { text.contains($0) })
        #expect(try held["contentType"]?.string == read.json["contentType"]?.string)
    }
}
