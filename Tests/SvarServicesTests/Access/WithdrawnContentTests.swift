import SvarDomain
import SvarFHIR
import SvarJSON
import SvarServices
import SvarSynthetic
import Testing

/// A Binary goes with what named it (decision 8), while the report of its unit stands.
struct WithdrawnContentTests {
    /// A report with a picture, both of one producer; the ids of the Media and of the Binary.
    private static func picture(in world: AccessWorld, isInReport: Bool = false) async throws -> (
        media: JSONNode, binary: String
    ) {
        let number = world.persons.number
        let subject = #""subject":{"identifier":{"system":"\#(number.kind.system)","value":"\#(number.value)"}}"#
        let form = isInReport ? #","presentedForm":[{"url":"urn:uuid:b"}]"# : ""
        let report =
            #"{"resourceType":"DiagnosticReport","status":"final","code":{"text":"x"},\#(subject),"#
            + #""media":[{"link":{"reference":"urn:uuid:m"}}]\#(form)}"#
        let media =
            #"{"resourceType":"Media","status":"completed",\#(subject),"#
            + #""content":{"contentType":"text/plain","url":"urn:uuid:b"}}"#
        let binary = #"{"resourceType":"Binary","contentType":"text/plain","data":"aGVp"}"#
        let reply = try await world.service.submitBundle(
            Sample.bundle(
                "transaction",
                [
                    ("urn:uuid:r", report, Sample.post("DiagnosticReport")),
                    ("urn:uuid:m", media, Sample.post("Media")), ("urn:uuid:b", binary, Sample.post("Binary")),
                ]
            ).bytes,
            caller: world.caller(.owner)
        )
        let places = try #require(try reply.body.json["entry"]).elements.compactMap {
            $0["response"]?["location"]?.string?.split(separator: "/").dropFirst().first.map(String.init)
        }
        try #require(places.count == 3)
        let stored = try await world.service.read(.media, places[1], caller: world.caller(.owner))
        return (try stored.json, places[2])
    }

    private static func withdraw(_ media: JSONNode, in world: AccessWorld) async throws {
        let text = String(decoding: media.bytes, as: UTF8.self).replacing("completed", with: "entered-in-error")
        let id = try #require(media["id"]?.string)
        _ = try await world.service.update(.media, id, text.bytes, caller: world.caller(.owner))
    }

    private static func content(_ id: String, _ who: RoleTests.Who, in world: AccessWorld) async throws -> [UInt8]? {
        try await world.service.content(id, caller: world.caller(who))?.bytes
    }

    @Test(arguments: [RoleTests.Who.doctorOfPerson, .person])
    func whatOnlyWithdrawnThingsNameIsServedToItsProducerAlone(_ who: RoleTests.Who) async throws {
        let world = try await AccessWorld()
        let (media, id) = try await Self.picture(in: world)
        let caller = world.caller(who)
        #expect(try await Self.content(id, who, in: world) == "hei".bytes)
        let version = try await world.service.read(.binary, id, caller: caller).versionID
        try await Self.withdraw(media, in: world)
        #expect(try await Self.content(id, who, in: world) == nil)
        #expect(try await refusal { _ = try await world.service.read(.binary, id, caller: caller) } == .notFound)
        #expect(
            try await refusal { _ = try await world.service.vread(.binary, id, version, caller: caller) } == .notFound
        )
        let found = try await world.service.search(
            SearchInteraction(.type(.binary), [NamedValue("_id", id)]),
            base: "",
            caller: caller
        )
        #expect(!String(decoding: found, as: UTF8.self).contains("aGVp"))
        #expect(try await Self.content(id, .owner, in: world) == "hei".bytes)
        #expect(try await world.service.read(.binary, id, caller: world.caller(.owner)).json["data"]?.string == "aGVp")
    }

    @Test func whatAStandingReportShowsTooIsServed() async throws {
        let world = try await AccessWorld()
        let (media, id) = try await Self.picture(in: world, isInReport: true)
        try await Self.withdraw(media, in: world)
        #expect(try await Self.content(id, .doctorOfPerson, in: world) == "hei".bytes)
    }

    /// Nothing was withdrawn: the report that named it names it no more, and its producer cannot take it out alone.
    @Test(arguments: [RoleTests.Who.doctorOfPerson, .person], [false, true])
    func whatNothingNamesAnyMoreIsServedToItsProducerAlone(_ who: RoleTests.Who, isOfMedia: Bool) async throws {
        let world = try await AccessWorld()
        let number = world.persons.number
        let subject = #""subject":{"identifier":{"system":"\#(number.kind.system)","value":"\#(number.value)"}}"#
        let caller = world.caller(who)
        var binary = world.binary
        if isOfMedia {
            let (media, picture) = try await Self.picture(in: world)
            binary = picture
            #expect(try await Self.content(binary, who, in: world) == "hei".bytes)
            let empty =
                #"{"resourceType":"Media","id":"\#(media["id"]?.string ?? "")","status":"completed",\#(subject),"#
            _ = try await world.service.update(
                .media,
                #require(media["id"]?.string),
                (empty + #""content":{"title":"taken out"}}"#).bytes,
                caller: world.caller(.owner)
            )
        } else {
            let found = try await world.service.search(
                SearchInteraction(.type(.diagnosticReport), []),
                base: "",
                caller: world.caller(.doctorOfPerson)
            )
            let report = try #require(try found.json["entry"]?[0]?["resource"]?["id"]?.string)
            #expect(try await Self.content(binary, who, in: world) == "hei".bytes)
            let bare = #"{"resourceType":"DiagnosticReport","id":"\#(report)","status":"final","code":{"text":"x"},"#
            _ = try await world.service.update(
                .diagnosticReport,
                report,
                (bare + subject + "}").bytes,
                caller: world.caller(.owner)
            )
        }
        #expect(try await Self.content(binary, who, in: world) == nil)
        #expect(try await refusal { _ = try await world.service.read(.binary, binary, caller: caller) } == .notFound)
        #expect(try await Self.content(binary, .owner, in: world) == "hei".bytes)
    }
}
