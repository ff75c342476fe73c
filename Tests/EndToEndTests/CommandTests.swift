import FoundationEssentials
import SvarJSON
import SvarSynthetic
import Testing
import svar

@Suite(.serialized) struct CommandTests {
    private func run(_ arguments: String...) async throws -> (code: Int32, output: String, errors: String) {
        let process = try RunningProcess(arguments)
        let code = try await process.wait()
        return (code, process.output, process.errors)
    }

    @Test func tellsItsVersion() async throws {
        let result = try await run("--version")
        #expect(result.code == 0)
        #expect(result.output.hasPrefix("svar 0."))
    }

    @Test(arguments: ["serve", "demo", "import", "export", "store"])
    func everyCommandHasHelpWithAnExample(_ command: String) async throws {
        let result = try await run(command, "--help")
        #expect(result.code == 0)
        #expect(result.output.contains("svar \(command)"))
        #expect(result.output.contains("Example"))
    }

    @Test func wrongUseIs64() async throws {
        #expect(try await run("serve", "--colour").code == 64)
        #expect(try await run("serve", "--sandbox", "--data", "x", "--port", "99999").code == 64)
    }

    @Test func importsExportsAndTakesNothingTwice() async throws {
        let folder = try TemporaryFolder()
        let input = folder.path + "/in"
        try FileManager.default.createDirectory(atPath: input, withIntermediateDirectories: true)
        for message in SyntheticData(seed: 3, persons: 2, reportsPerPerson: 2).messages() {
            try Data(message.bytes).write(to: URL(filePath: "\(input)/\(message.name)"))
        }
        let organization = #"{"resourceType":"Organization","id":"o1","name":"Lab"}"#
        try Data((organization + "\n").utf8).write(to: URL(filePath: input + "/more.ndjson"))
        let store = folder.path + "/store"

        let first = try await run("import", input, "--data", store, "--json")
        let summary = try JSONDocument(Array(first.output.utf8)).root
        #expect(first.code == 0, "\(first.errors) \(first.output)")
        #expect(summary["refused"]?.number == "0")

        let second = try await run("import", input, "--data", store, "--json")
        #expect(second.code == 0)
        #expect(try JSONDocument(Array(second.output.utf8)).root["taken"]?.number == "0")

        let exported = try await run("export", "--data", store)
        #expect(exported.code == 0)
        let lines = exported.output.split(separator: "\n")
        #expect(lines.contains { $0.contains(#""resourceType":"DiagnosticReport""#) })
        #expect(lines.contains { $0.contains(#""id":"o1""#) })
        for line in lines { _ = try JSONDocument(Array(line.utf8)) }
    }

    @Test func tellsWhatWasRefused() async throws {
        let folder = try TemporaryFolder()
        try Data(#"{"resourceType":"Patient","id":"p1","colour":1}"#.utf8).write(
            to: URL(filePath: folder.path + "/a.json")
        )
        try Data("<x/>".utf8).write(to: URL(filePath: folder.path + "/b.xml"))
        let result = try await run(
            "import",
            folder.path + "/a.json",
            folder.path + "/b.xml",
            "--data",
            folder.path + "/s"
        )
        #expect(result.code == 1)
        #expect(result.errors.contains("refused 400"))
        #expect(result.output.contains("2 refused"))
    }

    @Test func anImportThatCannotBeDoneIsTwo() async throws {
        let folder = try TemporaryFolder()
        #expect(try await run("import", folder.path + "/none", "--data", folder.path + "/s").code == 2)
        try Data(#"{"resourceType":"Patient","id":"p1"}"#.utf8).write(to: URL(filePath: folder.path + "/a.json"))
        #expect(try await run("import", folder.path + "/a.json", "--url", "http://127.0.0.1:9").code == 2)
        #expect(try await run("export", "--data", folder.path + "/none").code == 2)
    }
}
