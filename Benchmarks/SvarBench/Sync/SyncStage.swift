import Foundation
import SvarDomain

/// A served store with reports, and replicas of it, by way of the program.
struct SyncStage {
    static let organisation = "310000009"
    static let responsible = "9144889"

    let settings: BenchSettings
    let directory: String
    var store: String { directory + "/store" }
    /// The file of the replicas' token.
    var token: String { directory + "/replica.token" }

    init(_ settings: BenchSettings, _ directory: String) throws {
        self.settings = settings
        self.directory = directory
        try write(try mint("replica", []), to: token)
    }

    /// A token of `svar token`.
    func mint(_ role: String, _ more: [String]) throws -> String {
        let arguments = ["token", "--data", store, "--role", role, "--organisation", Self.organisation]
        let (status, output) = try run(settings.program, arguments + ["--expires", "604800"] + more)
        guard status == 0 else { throw BenchError("svar token ended with \(status)") }
        return output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func write(_ text: String, to path: String) throws {
        try text.write(toFile: path, atomically: false, encoding: .utf8)
    }

    /// Puts reports of persons into the store, which nobody serves meanwhile.
    func load(_ persons: Range<Int>, reports: Int = SyncReports.perPerson, name: String) throws {
        let files = directory + "/" + name
        try SyncReports.write(persons, reports: reports, name: name, to: files)
        _ = try Finished(
            settings.program,
            ["import", files, "--data", store, "--service", "--concurrency", "256", "--json"]
        )
        try FileManager.default.removeItem(atPath: files)
    }

    func serve() throws -> Child {
        try Child(
            settings.program,
            ["serve", "--allow-development-key", "--data", store, "--host", "127.0.0.1", "--port", "0"]
        )
    }

    /// Enrols a replica that follows persons; nothing is fetched yet. Gives its file.
    func enrol(_ name: String, _ persons: Range<Int>, port: Int) throws -> String {
        let file = directory + "/" + name + ".replica"
        _ = try Finished(
            settings.program,
            ["replica", "enrol", "--server", "http://127.0.0.1:\(port)", "--token-file", token, "--replica", file]
        )
        let list = directory + "/persons"
        try write(persons.map { SyncReports.person($0).value + "\n" }.joined(), to: list)
        _ = try Finished(
            settings.program,
            [
                "replica", "follow", "--server", "http://127.0.0.1:\(port)", "--token-file", token, "--replica", file,
                "--persons", list, "--responsible", Self.responsible,
            ]
        )
        return file
    }

    /// `svar sync`, once.
    @discardableResult
    func sync(_ file: String, port: Int, _ more: [String] = []) throws -> Finished {
        try Finished(
            settings.program,
            ["sync", "--server", "http://127.0.0.1:\(port)", "--token-file", token, "--replica", file] + more
        )
    }
}
