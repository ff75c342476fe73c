import Foundation
import Glibc

/// What a program took from its start to its end.
struct Finished {
    let seconds: Double
    /// User and system.
    let cpuSeconds: Double
    /// The most resident memory it had, in MB (10⁶ bytes).
    let peakMegabytes: Double

    /// Runs a program, its output thrown away, and its errors kept for when it fails.
    init(_ executable: String, _ arguments: [String]) throws {
        let errors = NSTemporaryDirectory() + "/svar-bench-errors-\(UUID().uuidString)"
        defer { unlink(errors) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT, 0o600)
        let argv = ([executable] + arguments).map { strdup($0) } + [nil]
        defer { for pointer in argv { free(pointer) } }
        let watch = Stopwatch()
        var child: pid_t = 0
        guard posix_spawn(&child, executable, &actions, nil, argv, environ) == 0 else {
            throw BenchError("\(executable) could not be started")
        }
        var status: Int32 = 0
        var usage = rusage()
        var peak = 0.0
        // What wait4 says of memory holds this program's own, from before the child became another.
        while wait4(child, &status, WNOHANG, &usage) == 0 {
            peak = max(peak, ProcessMemory.megabytes(of: child, "VmHWM:"))
            usleep(5_000)
        }
        seconds = watch.seconds
        func time(_ value: timeval) -> Double { Double(value.tv_sec) + Double(value.tv_usec) * 1e-6 }
        cpuSeconds = time(usage.ru_utime) + time(usage.ru_stime)
        peakMegabytes = peak
        guard status == 0 else {
            let text = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
            throw BenchError("\(arguments.first ?? executable) ended with status \(status): \(text.suffix(300))")
        }
    }
}

/// Memory of a process that runs.
enum ProcessMemory {
    /// In MB (10⁶ bytes); 0 when there is no such process any more.
    static func megabytes(of process: pid_t, _ name: String) -> Double {
        let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        let kib = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) } ?? 0
        return kib * 1024 / 1e6
    }
}
