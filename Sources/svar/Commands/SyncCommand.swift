package import ArgumentParser
import SvarReplica

/// `svar sync`: gets a replica in step with its server.
package struct SyncCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Bring a replica in step with its server; with --watch, keep it so.",
        discussion: """
            Fetches what changed since the last run and ends. It can be stopped at any point, by a signal, a kill or a \
            power cut: what was kept is whole, and the next run goes on from there. Progress goes to standard error.

            Exit codes: 0 in step, 1 stopped before it was, 2 could not be done.

            Examples:
              svar sync --replica ./clinic.replica --token-file ./token
              svar sync --replica ./clinic.replica --token-file ./token --watch
              svar sync --server https://svar.example.org --replica ./clinic.replica --token-file ./token --ca ./ca.pem
            """
    )

    @OptionGroup var file: ReplicaFile
    @OptionGroup var access: ServerAccess
    @Flag(help: "Stay, and fetch what changes when it changes, until SIGINT or SIGTERM.")
    var watch = false
    @Flag(help: "Compare everything with the server first, person by person, and fetch what differs.")
    var compare = false
    @Option(help: "Most reports of one answer; for slow or broken lines.")
    var page: Int?

    package init() {}

    package func validate() throws {
        if let page, page < 1 { throw ValidationError("--page must be at least 1") }
    }

    package func run() async throws {
        do {
            let session = try ReplicaSession(file, access)
            var limits = SyncEngine.Limits()
            limits.unitsPerAnswer = page
            if let round = try session.store.state().round, round.page > 0 {
                Terminal.tell("svar sync: going on after page \(round.page)")
            }
            if compare { try session.store.askForComparison() }
            let display = SyncDisplay(held: try session.store.state().totals.units, isWatching: watch)
            let outcome = try await session.runUntilStopped(.sync(watch: watch), limits: limits) { display.show($0) }
            display.end()
            let state = try session.store.state()
            switch outcome {
            case .inStep:
                Terminal.tell(
                    "svar sync: \(display.summary), \(SyncProgressLine.count(state.totals.units)) reports in all"
                )
            case .stopped where watch: Terminal.tell("svar sync: stopped")
            case .stopped:
                Terminal.tell("svar sync: stopped; the next run goes on from here")
                throw Exits.partly
            case .unreachable where state.round != nil:
                throw Failure("\(ReplicaSession.failure(outcome)); the next run goes on from here")
            default: throw ReplicaSession.failure(outcome)
            }
        } catch {
            throw Terminal.giveUp("sync", error)
        }
    }
}
