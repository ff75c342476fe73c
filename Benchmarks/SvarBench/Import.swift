import Foundation
import GRDB
import SvarJSON

/// `svar import` of the Synthea Bundles from files into a new store, and what they take on disk.
enum Import {
    static func measure(_ settings: BenchSettings) async throws -> [Row] {
        guard let folder = settings.synthea else {
            return [
                Row(
                    what: "import of Synthea",
                    measured: "skipped: no Synthea data",
                    floor: "",
                    ratio: "",
                    reach: "≥ 5 000/s",
                    isReached: nil
                )
            ]
        }
        let source = try Source(folder)
        return try await withTemporaryDirectory { directory in
            var seconds: [Double] = []
            var floors: [Double] = []
            var size = 0
            for round in 0..<3 {
                floors.append(try floor(source, directory + "/floor-\(round).sqlite"))
                let store = directory + "/store-\(round)"
                let watch = Stopwatch()
                let (status, output) = try run(
                    settings.program,
                    ["import"] + source.paths + ["--data", store, "--json"]
                )
                seconds.append(watch.seconds)
                guard status == 0 else { throw BenchError("svar import ended with \(status): \(output)") }
                size = sizeOnDisk(store)
            }
            let count = Double(source.resources.reduce(0) { $0 + $1.count })
            let bytes = Double(source.resources.joined().reduce(0) { $0 + $1.count })
            let rate = count / median(seconds)
            let floorRate = count / median(floors)
            let packed = Packing(source.resources)
            return [
                Row(
                    what: "import of Synthea, durable, resources/s",
                    measured: decimal(rate, 0),
                    floor: decimal(floorRate, 0) + " bodies into SQLite",
                    ratio: decimal(rate / floorRate * 100, 0) + " %",
                    reach: "≥ 5 000",
                    isReached: rate >= 5_000
                ),
                Row(
                    what: "disk a resource, index included, bytes",
                    measured: decimal(Double(size) / count, 0),
                    floor: decimal(bytes / count, 0) + " as sent",
                    ratio: decimal(Double(size) / bytes, 2) + "×",
                    reach: "print",
                    isReached: nil
                ),
                Row(
                    what: "  bodies compressed (zlib 6) each alone / a file together, bytes",
                    measured: decimal(packed.alone / count, 0) + " / " + decimal(packed.together / count, 0),
                    floor: decimal(bytes / count, 0) + " as sent",
                    ratio: decimal(packed.alone / bytes, 2) + "× / " + decimal(packed.together / bytes, 2) + "×",
                    reach: "print",
                    isReached: nil
                ),
            ]
        }
    }

    /// The same bodies into one table, one synced commit for each file: SQLite and nothing else.
    private static func floor(_ source: Source, _ path: String) throws -> Double {
        var configuration = Configuration()
        configuration.journalMode = .wal
        let database = try DatabaseQueue(path: path, configuration: configuration)
        try database.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
            try database.execute(sql: "CREATE TABLE body (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
        }
        let watch = Stopwatch()
        for file in source.resources {
            try database.write { database in
                let insert = try database.cachedStatement(sql: "INSERT INTO body (bytes) VALUES (?)")
                for body in file { try insert.execute(arguments: [Data(body)]) }
            }
        }
        let seconds = watch.seconds
        try database.close()
        return seconds
    }

    /// The Bundles of a folder, the ones with shared resources first, and their resources' bytes.
    struct Source {
        let paths: [String]
        let resources: [[ArraySlice<UInt8>]]

        init(_ folder: String) throws {
            let names = (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? [])
                .filter { $0.hasSuffix(".json") }
            let isShared = { (name: String) in name.hasPrefix("infrastructure/") }
            paths =
                (names.filter(isShared).sorted() + names.filter { !isShared($0) }.sorted()).map { folder + "/" + $0 }
            resources = try paths.map { path in
                let document = try JSONDocument([UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
                guard let entries = document.root["entry"] else { throw BenchError("\(path) has no entry") }
                return entries.elements.compactMap { $0["resource"]?.bytes }
            }
        }
    }
}
