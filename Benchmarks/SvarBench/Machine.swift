import Foundation
import Glibc

/// What the numbers were measured on: the first line of the table.
struct Machine {
    let processor: String
    let cores: Int
    let memoryGiB: Double
    let system: String
    /// Microseconds a write of 4 KiB and its fsync take here, median of 200.
    let syncMicroseconds: Double
    /// GB/s of memcpy over 64 MB.
    let copyRate: Double

    init(directory: String) throws {
        let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        processor =
            information.split(separator: "\n").first { $0.hasPrefix("model name") }
            .flatMap { $0.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } } ?? "unknown"
        cores = ProcessInfo.processInfo.activeProcessorCount
        memoryGiB = Double(ProcessInfo.processInfo.physicalMemory) / Double(1 << 30)
        let release = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? ""
        system =
            release.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
            .map { $0.dropFirst("PRETTY_NAME=".count).trimmingCharacters(in: ["\""]) } ?? "Linux"
        syncMicroseconds = try Self.measureSync(directory)
        copyRate = Self.measureCopy()
    }

    var line: String {
        "machine: \(processor), \(cores) cores, \(decimal(memoryGiB, 1)) GiB, \(system); "
            + "fsync \(decimal(syncMicroseconds, 0)) µs, memcpy \(decimal(copyRate, 1)) GB/s"
    }

    private static func measureSync(_ directory: String) throws -> Double {
        let path = directory + "/sync-probe"
        let file = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
        guard file >= 0 else { throw BenchError("cannot write in \(directory)") }
        defer {
            close(file)
            unlink(path)
        }
        let block = [UInt8](repeating: 7, count: 4096)
        var times: [Double] = []
        for _ in 0..<200 {
            let start = Stopwatch()
            guard write(file, block, block.count) == block.count, fsync(file) == 0 else {
                throw BenchError("cannot sync in \(directory)")
            }
            times.append(start.seconds * 1e6)
        }
        return median(times)
    }

    private static func measureCopy() -> Double {
        let size = 64 << 20
        let source = [UInt8](repeating: 1, count: size)
        var target = [UInt8](repeating: 0, count: size)
        var times: [Double] = []
        for _ in 0..<5 {
            let start = Stopwatch()
            source.withUnsafeBytes { from in
                target.withUnsafeMutableBytes { to in to.copyMemory(from: from) }
            }
            times.append(start.seconds)
        }
        return Double(size) / median(times) * 1e-9
    }
}
