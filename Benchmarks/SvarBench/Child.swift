import Foundation
import Glibc
import Synchronization

/// A server process that says `ready http://HOST:PORT` on its first line.
final class Child {
    let port: Int
    /// From launch to the ready line.
    let secondsToReady: Double
    private let process: Process

    init(_ executable: String, _ arguments: [String], timeout: Double = 120) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        let watch = Stopwatch()
        try process.run()
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty, watch.seconds < timeout else {
                process.terminate()
                throw BenchError("\(executable) did not become ready")
            }
            line.append(more)
        }
        secondsToReady = watch.seconds
        let text = String(decoding: line, as: UTF8.self).prefix { $0 != "\n" }
        guard text.hasPrefix("ready http://"), let port = text.split(separator: ":").last.flatMap({ Int($0) }) else {
            process.terminate()
            throw BenchError("\(executable) said something else than ready")
        }
        self.port = port
    }

    /// CPU seconds used so far, user and system.
    var cpuSeconds: Double {
        guard let stat = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8),
            let end = stat.lastIndex(of: ")")
        else { return .nan }
        let fields = stat[end...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return .nan }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// Resident memory in MB (10⁶ bytes).
    var residentMegabytes: Double { ProcessMemory.megabytes(of: process.processIdentifier, "VmRSS:") }
    /// The most it had so far.
    var peakMegabytes: Double { ProcessMemory.megabytes(of: process.processIdentifier, "VmHWM:") }

    /// SIGTERM, and waits; after ten seconds SIGKILL. Returns the exit status.
    @discardableResult
    func stop() -> Int32 {
        process.terminate()
        let watch = Stopwatch()
        while process.isRunning {
            usleep(2_000)
            if watch.seconds > 10 { kill(process.processIdentifier, SIGKILL) }
        }
        return process.terminationStatus
    }
}

/// Runs a program to its end. Returns its exit status and standard output.
func run(_ executable: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}
