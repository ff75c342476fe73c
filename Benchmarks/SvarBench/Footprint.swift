import Foundation

/// Memory and start: an empty store, and in long runs one with a million resources.
enum Footprint {
    static func measure(_ settings: BenchSettings) async throws -> [Row] {
        try await withTemporaryDirectory { directory in
            let empty = directory + "/empty"
            // Made by a first start, which is not counted.
            try start(settings, empty).child.stop()
            var table = try rows(settings, "empty", empty, maximumMegabytes: 60, maximumSeconds: 0.5)
            if settings.isLong { table += try million(settings, directory) }
            return table
        }
    }

    /// Loads a million Observations from files and starts on them.
    private static func million(_ settings: BenchSettings, _ directory: String) throws -> [Row] {
        let count = 1_000_000
        let files = directory + "/observations"
        try Observations.write(count: count, to: files)
        let store = directory + "/million"
        let watch = Stopwatch()
        let (status, output) = try run(
            settings.program,
            ["import", files, "--data", store, "--concurrency", "256", "--json"]
        )
        let seconds = watch.seconds
        guard status == 0 else { throw BenchError("svar import ended with \(status): \(output)") }
        let size = Double(sizeOnDisk(store))
        return [
            Row(
                what: "import of a million Observations, resources/s",
                measured: decimal(Double(count) / seconds, 0),
                floor: "",
                ratio: "",
                reach: "print",
                isReached: nil
            ),
            Row(
                what: "  disk a resource, index included, bytes",
                measured: decimal(size / Double(count), 0),
                floor: decimal(Double(sizeOnDisk(files)) / Double(count), 0) + " as sent",
                ratio: decimal(size / Double(sizeOnDisk(files)), 2) + "×",
                reach: "print",
                isReached: nil
            ),
        ] + (try rows(settings, "a million resources", store, maximumMegabytes: 150, maximumSeconds: 1))
    }

    /// Five starts of a server on a store; the median of each figure.
    static func rows(
        _ settings: BenchSettings,
        _ name: String,
        _ store: String,
        maximumMegabytes: Double,
        maximumSeconds: Double
    ) throws -> [Row] {
        var memory: [Double] = []
        var seconds: [Double] = []
        for _ in 0..<5 {
            let (child, megabytes) = try start(settings, store)
            memory.append(megabytes)
            seconds.append(child.secondsToReady)
            guard child.stop() == 0 else { throw BenchError("the server did not stop cleanly") }
        }
        return [
            Row(
                what: "resident memory, \(name), MB",
                measured: decimal(median(memory), 1),
                floor: "",
                ratio: "",
                reach: "≤ \(decimal(maximumMegabytes, 0))",
                isReached: median(memory) <= maximumMegabytes
            ),
            Row(
                what: "start to ready, \(name), s",
                measured: decimal(median(seconds), 2),
                floor: "",
                ratio: "",
                reach: "≤ \(decimal(maximumSeconds, 1))",
                isReached: median(seconds) <= maximumSeconds
            ),
        ]
    }

    private static func start(_ settings: BenchSettings, _ store: String) throws -> (child: Child, megabytes: Double) {
        let child = try Child(
            settings.program,
            ["serve", "--sandbox", "--data", store, "--host", "127.0.0.1", "--port", "0"]
        )
        return (child, child.residentMegabytes)
    }
}
