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
        while wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
        seconds = watch.seconds
        func time(_ value: timeval) -> Double { Double(value.tv_sec) + Double(value.tv_usec) * 1e-6 }
        cpuSeconds = time(usage.ru_utime) + time(usage.ru_stime)
        peakMegabytes = Double(usage.ru_maxrss) * 1024 / 1e6
        guard status == 0 else {
            let text = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
            throw BenchError("\(arguments.first ?? executable) ended with status \(status): \(text.suffix(300))")
        }
    }
}
