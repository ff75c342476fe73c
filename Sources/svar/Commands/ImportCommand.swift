package import ArgumentParser
import SvarHTTP
import SvarServices
import SvarStore
import SvarStoreSQLite

/// `svar import`: files into a server or a store.
package struct ImportCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Load messages, Bundles and resources from files and folders.",
        discussion: """
            Takes .xml (svarrapport messages), .json (a Bundle or one resource) and .ndjson (one a line). Can be run \
            again: what was taken is not taken twice. Exit codes: 0 all taken, 1 some refused, 2 could not be done.

            Examples:
              svar import ./messages --url http://127.0.0.1:8080
              svar import synthea/infrastructure synthea/patients --data ./svar-data
              svar import export.ndjson --data ./other --json
              SVAR_TOKEN=$(svar token --data ./svar-data --role producer --organisation 310000001) \
            svar import ./messages --url http://127.0.0.1:8080
            """
    )

    @Argument(help: "Files and folders.")
    var paths: [String]
    @Option(name: .customLong(Settings.url.flag), help: Settings.url.argumentHelp)
    var url: String?
    @Option(name: .customLong(Settings.data.flag), help: Settings.data.argumentHelp)
    var data: String?
    @Option(name: .customLong(Settings.concurrency.flag), help: Settings.concurrency.argumentHelp)
    var concurrency: String?
    @Option(name: .customLong(Settings.participants.flag), help: Settings.participants.argumentHelp)
    var participants: String?
    @Option(name: .customLong(Settings.token.flag), help: Settings.token.argumentHelp)
    var token: String?
    @Flag(help: "Make a new store for serving with tokens; without it a new store is a sandbox.")
    var service = false
    @Flag(help: "A load of old messages: delays count from when each was made. Into a store only.")
    var historic = false
    @Flag(help: "Write a summary as JSON on standard output, and no progress.")
    var json = false

    package init() {}

    package func run() async throws {
        do {
            let plan = try ImportPlan(paths)
            let report = ImportReport(total: plan.count, isQuiet: json)
            let target = try makeTarget()
            let importer = Importer(
                plan: plan,
                target: target,
                report: report,
                concurrency: try Settings.concurrency.number(concurrency, in: 1...512)
            )
            do {
                try await importer.run()
            } catch {
                try? await target.close()
                if json { Terminal.put(report.json() + [0x0A]) }
                throw error
            }
            try await target.close()
            if json { Terminal.put(report.json() + [0x0A]) } else { Terminal.say(report.summary()) }
            if report.current.refused > 0 { throw Exits.partly }
        } catch {
            throw Terminal.giveUp("import", error)
        }
    }

    /// A store that is not there yet is made for a sandbox, unless `--service` asks for one that is served with tokens.
    private func makeTarget() throws -> any ImportTarget {
        if let url = url ?? (data == nil ? Settings.url.text(nil) : nil) {
            guard !historic else { throw ValidationError("--historic goes with --data") }
            return ServerTarget(base: ServerAddress.base(url), token: Settings.token.text(token))
        }
        guard let data = Settings.data.text(data) else {
            throw ValidationError("give --url of a server, or --data of a store")
        }
        let isThere = Stores.exists(data)
        let store = try Stores.open(data, kind: isThere ? nil : service ? .service : .sandbox, create: !isThere)
        var configuration = ResultService.Configuration(now: Clock.serverTime, maximumBytes: 64 << 20)
        if let path = Settings.participants.text(participants) {
            let register = try ParticipantFile(path).current
            configuration.participants = { register }
        }
        let access = try Stores.openAccess(data)
        let port = ServicePort(
            ResultService(store: store, access: access, configuration: configuration),
            isHistoric: historic
        )
        return StoreTarget(port: port, caller: .local("svar import")) {
            try await access.close()
            try await store.close()
        }
    }
}
