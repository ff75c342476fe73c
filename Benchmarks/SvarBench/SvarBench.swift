import ArgumentParser
import Foundation
import Glibc

/// Measures the program against its floors and prints the table of docs/performance.md.
@main
struct SvarBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "SvarBench",
        abstract: "Figures of the program, each beside its floor from the same run.",
        subcommands: [Measure.self, Bare.self, Fleet.self],
        defaultSubcommand: Measure.self
    )

    struct Measure: AsyncParsableCommand {
        @Flag(help: "Also a store with a million resources.")
        var long = false
        @Option(help: "Only the parts whose name holds this text.")
        var only: String?
        @Option(help: "Folder of Synthea Bundles; found beside the repository when absent.")
        var synthea: String?
        @Option(help: "Also write the table as JSON.")
        var json: String?
        @Option(help: "Seconds of each round of reads.")
        var seconds = 4.0
        @Option(help: "Seconds of the fleet of replicas, whose run is left out otherwise; 300 with --long.")
        var fleetSeconds: Double?

        func run() async throws {
            let settings = BenchSettings(
                program: BenchSettings.sibling("svar"),
                synthea: synthea ?? BenchSettings.findSynthea(),
                roundSeconds: seconds,
                isLong: long,
                fleetSeconds: fleetSeconds ?? (long ? 300 : 0)
            )
            var table = try await withTemporaryDirectory { Table(machine: try Machine(directory: $0).line) }
            say(table.machine)
            let parts: [(String, (BenchSettings) async throws -> [Row])] = [
                ("footprint", Footprint.measure), ("proofs", Proofs.measure),
                ("proofs under load", ProvenReads.measure),
                ("decisions", Decisions.measure), ("read", PointRead.measure),
                ("patient", PatientView.measure), ("privacy", Privacy.measure),
                ("messages", Messages.measure),
                ("import", Import.measure), ("group commit", GroupCommits.measure), ("sync", SyncFollowing.measure),
                ("sync fleet", SyncFleet.measure), ("sync apply", ReplicaApply.measure),
            ]
            for (name, measure) in parts where only.map(name.contains) ?? true {
                say("bench: \(name)")
                do {
                    table.rows += try await measure(settings)
                } catch {
                    table.rows.append(
                        Row(what: name, measured: "failed: \(error)", floor: "", ratio: "", reach: "", isReached: false)
                    )
                }
            }
            say("\n\(table.text)")
            if let json {
                try JSONEncoder().encode(table).write(to: URL(fileURLWithPath: json))
            }
        }
    }

    /// The floor of reads, as a process of its own.
    struct Bare: AsyncParsableCommand {
        @Option var file: String
        @Option var path: String
        func run() async throws {
            try await BareServer(file: file, path: path).run()
        }
    }

    /// A server that writes into its own store while it is asked, as a process of its own.
    struct Fleet: AsyncParsableCommand {
        @Option var directory: String
        @Option var rate: Int
        @Option var seconds: Double
        func run() async throws {
            try await FleetServer(directory: directory, versionsASecond: rate, seconds: seconds).run()
        }
    }
}

/// A line that is seen at once, into a file or pipe too.
func say(_ line: String) {
    print(line)
    fflush(nil)
}

/// What the parts need to know.
struct BenchSettings {
    /// The built `svar`.
    var program: String
    /// Nil where there is no Synthea data.
    var synthea: String?
    var roundSeconds: Double
    var isLong: Bool
    /// 0: no fleet.
    var fleetSeconds: Double

    /// A program beside this one.
    static func sibling(_ name: String) -> String {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent(name).path
    }

    static func findSynthea() -> String? {
        var directory = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        while directory.path != "/" {
            let candidate = directory.appendingPathComponent("../shared/data/fhir/synthea").standardizedFileURL
            if FileManager.default.fileExists(atPath: candidate.path) { return candidate.path }
            directory.deleteLastPathComponent()
        }
        return nil
    }
}
