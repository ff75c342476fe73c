import FoundationEssentials
import Glibc
import NIOHTTP1
import SvarJSON
import Testing

/// No identity number, name or content reaches logs, metrics, error texts, the log of use or the log of closures: the real
/// program at its most talkative, through a tour with markers in everything that callers send. The program makes no
/// traces.
@Suite(.serialized) struct LogGrepTests {
    @Test func nothingOfAnybodyIsWrittenWhereItDoesNotBelong() async throws {
        let tour = try await LogTour()
        try await tour.messages()
        try await tour.resources()
        try await tour.questions()
        try await tour.refusals()
        try await tour.replica()
        try await tour.settings()
        let terminal = try await tour.commands()
        let metrics = try await tour.send(.GET, "/metrics", token: nil).body
        tour.server.signal(SIGTERM)
        #expect(try await tour.server.wait() == 0)

        var places = [
            "the log": Array(tour.server.errors.utf8), "the output": Array(tour.server.output.utf8),
            "the metrics": metrics,
            "a terminal": Array(terminal.utf8),
        ]
        for told in tour.told { places["\(told.status) of \(told.request)", default: []] += Array(told.text.utf8) }
        for (name, bytes) in try Self.files(in: tour.folder.path)
        where name.contains("access") || name.contains("closures") {
            places[name] = bytes
        }
        for file in ["access.db", "closures.log"] {
            #expect(places.contains { $0.key.hasSuffix(file) && $0.value.count > 1_000 }, "\(file)")
        }
        // There was something to be written.
        #expect(tour.statuses[200, default: 0] > 100 && tour.told.count > 1_000)
        #expect([400, 401, 403, 404, 406, 415, 422].allSatisfy { tour.statuses[$0] != nil }, "\(tour.statuses)")
        #expect(tour.statuses.keys.allSatisfy { $0 < 500 }, "\(tour.statuses)")
        #expect(places["the log"]?.split(separator: UInt8(ascii: "\n")).count ?? 0 >= tour.told.count)
        #expect(tour.server.errors.split(separator: "\n").allSatisfy { $0.hasPrefix("{") })

        let tokens = tour.tokens.flatMap { $0.split(separator: ".").map(String.init) }.filter { $0.utf8.count > 40 }
        for secret in Marker.all + tour.numbers + tokens {
            let label = Marker.all.contains(secret) ? secret : tokens.contains(secret) ? "a token" : "a number"
            for (place, bytes) in places {
                guard let line = Self.line(of: secret, in: bytes) else { continue }
                Issue.record("\(label) in \(place): \(line.replacing(secret, with: "[\(label)]"))")
            }
        }
    }

    /// The line in which a text stands, for whoever mends it; nil when it stands in none.
    private static func line(of text: String, in bytes: [UInt8]) -> String? {
        let text = Array(text.utf8)
        let place = bytes.withUnsafeBytes { all -> Int? in
            guard let start = all.baseAddress else { return nil }
            var place = 0
            while place + text.count <= all.count,
                let next = memchr(start + place, Int32(text[0]), all.count - place - text.count + 1)
            {
                place = UnsafeRawPointer(next) - start
                if memcmp(start + place, text, text.count) == 0 { return place }
                place += 1
            }
            return nil
        }
        guard let place else { return nil }
        let start = bytes[..<place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return String(decoding: bytes[max(start, place - 300)..<min(bytes.count, place + 300)], as: UTF8.self)
    }

    /// All files of a folder, by name.
    private static func files(in folder: String) throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            if let data = FileManager.default.contents(atPath: "\(folder)/\(name)") { files[name] = Array(data) }
        }
        return files
    }
}
