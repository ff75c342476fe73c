package import ArgumentParser

/// `svar store`: the tools of a store.
package struct StoreCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Back up, verify, restore and measure a store.",
        discussion: """
            Examples:
              svar store stats --data ./svar-data
              svar store backup ./backup-2026-11-21 --data ./svar-data
              svar store verify --data ./svar-data
              svar store restore ./backup-2026-11-21 --data ./restored
            """,
        subcommands: [Backup.self, Verify.self, Restore.self, Stats.self]
    )

    package init() {}

    struct Backup: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copy a store and its log of use, also while it is served, to a new directory.",
            discussion: "Example: svar store backup ./backup --data ./svar-data"
        )
        @Argument(help: "Directory of the copy; must be new or empty.")
        var destination: String
        @Option(name: .customLong(Settings.data.flag), help: Settings.data.argumentHelp)
        var data: String?

        func run() async throws {
            do {
                Terminal.say(try await StoreTools.backup(Settings.data.required(data), to: destination))
            } catch {
                throw Terminal.giveUp("store backup", error)
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Check that a store is whole: file, log, versions, index and log of use. Exit code 1 when it is not.",
            discussion: "Example: svar store verify --data ./svar-data"
        )
        @Option(name: .customLong(Settings.data.flag), help: Settings.data.argumentHelp)
        var data: String?

        func run() async throws {
            do {
                let faults = try await StoreTools.verify(Settings.data.required(data))
                for fault in faults { Terminal.say(fault) }
                if !faults.isEmpty { throw Exits.partly }
                Terminal.say("the store is whole")
            } catch {
                throw Terminal.giveUp("store verify", error)
            }
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a store from a backup. It starts a new epoch.",
            discussion: """
                What the log of closures knows and the backup does not is carried out in the new store before anything \
                listens: settings are in force, what was erased is erased. A backup of more than 30 days is refused.

                Example: svar store restore ./backup --data ./restored
                """
        )
        @Argument(help: "Directory of the backup.")
        var backup: String
        @Option(name: .customLong(Settings.data.flag), help: Settings.data.argumentHelp)
        var data: String?
        @Option(name: .customLong(Settings.closures.flag), help: Settings.closures.argumentHelp)
        var closures: String?
        @Flag(name: .customLong(Settings.oldBackup.flag), help: Settings.oldBackup.argumentHelp)
        var takesOld = false

        func run() async throws {
            do {
                Terminal.say(
                    try await StoreTools.restore(
                        backup,
                        to: Settings.data.required(data),
                        closures: Settings.closures.text(closures),
                        takesOld: Settings.oldBackup.isOn(takesOld)
                    )
                )
            } catch {
                throw Terminal.giveUp("store restore", error)
            }
        }
    }

    struct Stats: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Counts and sizes.",
            discussion: "Example: svar store stats --data ./svar-data"
        )
        @Option(name: .customLong(Settings.data.flag), help: Settings.data.argumentHelp)
        var data: String?

        func run() async throws {
            do {
                for line in try await StoreTools.statistics(Settings.data.required(data)) { Terminal.say(line) }
            } catch {
                throw Terminal.giveUp("store stats", error)
            }
        }
    }
}
