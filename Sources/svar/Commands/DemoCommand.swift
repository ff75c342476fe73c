package import ArgumentParser
import Logging
import SvarHTTP
import SvarServices
import SvarSynthetic

/// `svar demo`: synthetic persons, their reports, and a server to look at them with.
package struct DemoCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Load synthetic reports into a store and serve it.",
        discussion: """
            Makes persons who do not exist (+80 numbers, always the same) and some hundreds of reports in eight \
            disciplines, with corrections, cancellations and attachments; sends them through the message intake; then \
            serves them and says what to open and which commands work. A replica of all of them, as a clinic has it, is \
            kept in step meanwhile, in the file clinic.replica beside the store. Callers need a token of the development key, as \
            everywhere else; with --sandbox nobody needs one. Listens on this machine only. Without --data the store \
            is in a temporary directory and is removed at the end.

            Examples:
              svar demo
              svar demo --port 0 --data ./demo-data
              svar demo --sandbox
            """
    )

    @Option(name: .customLong(Settings.data.flag), help: Settings.data.argumentHelp)
    var data: String?
    @Flag(name: .customLong(Settings.sandbox.flag), help: Settings.sandbox.argumentHelp)
    var sandbox = false
    @OptionGroup var server: ServerOptions
    @OptionGroup var policy: PolicyOptions

    package init() {}

    package func run() async throws {
        do {
            let given = Settings.data.text(data)
            let directory = try given ?? Files.makeTemporaryFolder()
            defer { if given == nil { Files.remove(directory) } }
            var edge = try server.edgeSettings()
            edge.isSandbox = try Settings.sandbox.isOn(sandbox)
            // The key that signs for everybody lies beside the store: nobody else's machine may ask.
            guard SandboxRule.allows(listeningOn: edge.host) else {
                throw Failure("the demo listens on loopback only: --host must be 127.0.0.1, ::1 or localhost")
            }
            let serving = try Serving(
                data: directory,
                edge: edge,
                keys: edge.isSandbox ? nil : await TokenOptions.development(data: directory),
                level: server.logLevel == nil ? .notice : server.level(),
                shutdownSeconds: server.shutdownSeconds(),
                participants: Settings.participants.text(server.participants) ?? participants(directory),
                closures: Settings.closures.text(server.closures),
                persons: Settings.persons.text(server.persons) ?? persons(directory),
                environment: .test,
                policy: policy.policy(),
                anonymisesEmergency: policy.anonymisesEmergency(),
                durability: server.durability()
            )
            let outcome = try await DemoLoad(service: serving.service, data: .demo).run()
            let replica = try edge.isSandbox ? nil : DemoReplica(.demo, in: directory)
            let guide = DemoGuide(data: .demo, directory: directory, replica: replica?.file)
            try await serving.run(with: replica) { base in
                Terminal.say("ready \(base)")
                replica?.begin(base)
                Terminal.say(guide.text(base: base, outcome: outcome))
            }
        } catch {
            throw Terminal.giveUp("demo", error)
        }
    }

    /// The register of the demo's persons, beside the store; one that is there already stays as it is.
    private func persons(_ directory: String) throws -> String {
        try file("persons.json", directory, DevelopmentPersons.register)
    }

    /// A participant register that any organisation is taken by, and that approves the lists of the demo's clinic and of
    /// the organisation that documented commands name.
    private func participants(_ directory: String) throws -> String {
        let clinics = [DemoReplica.organisation, "310000001"].map {
            """
              {"producer": "\($0)", "identifiers": [{"type": "ENH", "value": "\($0)"}], "approvedLists": ["gp-list"]}
            """
        }
        let text = "{\"open\": true, \"participants\": [\n\(clinics.joined(separator: ",\n"))\n]}\n"
        return try file("participants.json", directory, Array(text.utf8))
    }

    private func file(_ name: String, _ directory: String, _ bytes: [UInt8]) throws -> String {
        let path = directory + "/" + name
        try Files.makeFolder(directory)
        if !Files.kind(path).exists { try FileHandleWriter(path).write(bytes) }
        return path
    }
}
