import ArgumentParser
import FoundationEssentials
import Testing
import svar

struct SettingsTests {
    private static let page: [String]? = {
        var folder = URL(filePath: #filePath)
        while folder.path().count > 1 {
            folder.deleteLastPathComponent()
            let file = folder.appending(path: "docs/operations/configuration.md")
            if let data = FileManager.default.contents(atPath: file.path()) {
                return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
            }
        }
        return nil
    }()

    @Test func everySettingHasItsLineAndEveryLineItsSetting() throws {
        let page = try #require(Self.page)
        let lines = page.filter { $0.hasPrefix("| `--") }
        #expect(lines.count == Settings.all.count)
        for setting in Settings.all {
            let start = "| `--\(setting.flag)` | `\(setting.environment)` |"
            let line = try #require(lines.first { $0.hasPrefix(start) }, "no line for --\(setting.flag)")
            let columns = line.split(separator: "|", omittingEmptySubsequences: false).map {
                $0.trimmingPrefix(" ").split(separator: " ").joined(separator: " ")
            }
            if let standard = setting.standard { #expect(columns[3] == "`\(standard)`") }
            #expect(columns[4] == setting.commands.joined(separator: ", "))
        }
    }

    private static func help(_ command: any ParsableCommand.Type) -> String {
        Svar.helpMessage(for: command, columns: 1_000)
    }

    @Test func everySettingIsAFlagOfItsCommands() {
        for setting in Settings.all {
            for command in setting.commands {
                let helps: [String] =
                    switch command {
                    case "serve": [Svar.helpMessage(for: ServeCommand.self, columns: 1_000)]
                    case "demo": [Svar.helpMessage(for: DemoCommand.self, columns: 1_000)]
                    case "import": [Svar.helpMessage(for: ImportCommand.self, columns: 1_000)]
                    case "export": [Svar.helpMessage(for: ExportCommand.self, columns: 1_000)]
                    case "token": [Svar.helpMessage(for: TokenCommand.self, columns: 1_000)]
                    case "sync": [Svar.helpMessage(for: SyncCommand.self, columns: 1_000)]
                    case "replica": ReplicaCommand.configuration.subcommands.map(Self.help)
                    case let command where command.hasPrefix("replica "):
                        ReplicaCommand.configuration.subcommands.filter {
                            "replica " + ($0.configuration.commandName ?? "") == command
                        }.map(Self.help)
                    case let command where command.hasPrefix("store "):
                        StoreCommand.configuration.subcommands.filter {
                            "store " + $0._commandName == command
                        }.map(Self.help)
                    default: StoreCommand.configuration.subcommands.map { Svar.helpMessage(for: $0, columns: 1_000) }
                    }
                #expect(!helps.isEmpty, "\(command)")
                for help in helps {
                    #expect(help.contains("--\(setting.flag)"), "--\(setting.flag) of \(command)")
                    #expect(help.contains("(\(setting.environment)"), "\(setting.environment) of \(command)")
                }
            }
        }
    }
}
