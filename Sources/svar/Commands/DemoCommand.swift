package import ArgumentParser
import Logging
import SvarServices
import SvarSynthetic

/// `svar demo`: synthetic persons, their reports, and a sandbox server to look at them with.
package struct DemoCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Load synthetic reports into a sandbox and serve it.",
        discussion: """
            Makes persons who do not exist (+80 numbers, always the same) and some hundreds of reports in eight \
            disciplines, with corrections, cancellations and attachments; sends them through the message intake; then \
            serves them and says what to open. Without --data the store is in a temporary directory and is removed at \
            the end.

            Examples:
              svar demo
              svar demo --port 0 --data ./demo-data
            """
    )

    @Option(name: .customLong(Settings.data.flag), help: Settings.data.argumentHelp)
    var data: String?
    @OptionGroup var server: ServerOptions

    package init() {}

    package func run() async throws {
        do {
            let given = Settings.data.text(data)
            let directory = try given ?? Files.makeTemporaryFolder()
            defer { if given == nil { Files.remove(directory) } }
            let serving = try Serving(
                data: directory,
                edge: server.edgeSettings(),
                keys: nil,
                level: server.logLevel == nil ? .notice : server.level(),
                shutdownSeconds: server.shutdownSeconds(),
                participants: Settings.participants.text(server.participants),
                durability: server.durability()
            )
            let outcome = try await DemoLoad(service: serving.service, data: .demo).run()
            try await serving.run { base in
                Terminal.say("ready \(base)")
                Terminal.say(DemoGuide.text(base: base, data: .demo, outcome: outcome, directory: directory))
            }
        } catch {
            throw Terminal.giveUp("demo", error)
        }
    }
}
