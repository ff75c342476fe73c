package import ArgumentParser

/// `svar serve`: the HTTP service over one store.
package struct ServeCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve a store over HTTP.",
        discussion: """
            The first line on standard output is `ready http://HOST:PORT`. Logs go to standard error, a JSON object a \
            line. SIGTERM and SIGINT let requests under way end, close the store and exit with 0.

            Examples:
              svar serve --sandbox --data ./svar-data
              svar serve --sandbox --data ./svar-data --port 0
              SVAR_SANDBOX=true SVAR_DATA=./svar-data svar serve
            """
    )

    @Option(name: .customLong(Settings.data.flag), help: Settings.data.argumentHelp)
    var data: String?
    @Flag(name: .customLong(Settings.sandbox.flag), help: Settings.sandbox.argumentHelp)
    var sandbox = false
    @OptionGroup var server: ServerOptions

    package init() {}

    package func run() async throws {
        do {
            guard try Settings.sandbox.isOn(sandbox) else {
                throw Failure(
                    "tokens are not built yet, so only a sandbox can be served: add --sandbox, and use synthetic persons only"
                )
            }
            let serving = try Serving(
                data: Settings.data.required(data),
                edge: server.edgeSettings(),
                level: server.level(),
                shutdownSeconds: server.shutdownSeconds(),
                participants: Settings.participants.text(server.participants),
                durability: server.durability()
            )
            try await serving.run { base in Terminal.say("ready \(base)") }
        } catch {
            throw Terminal.giveUp("serve", error)
        }
    }
}
