import FoundationEssentials
import Glibc
import Synchronization

/// The `svar` binary that was built beside the tests.
enum Binary {
    /// In the folder of the running test program, or the one above it.
    static let path: String = {
        let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(PATH_MAX) + 1)
        defer { buffer.deallocate() }
        let starts =
            [CommandLine.arguments[0], "/proc/self/exe"]
            + CommandLine.arguments.filter { $0.hasSuffix(".xctest") }
        for start in starts where realpath(start, buffer) != nil {
            let parts = String(cString: buffer).split(separator: "/")
            for drop in 1...3 {
                let candidate = parts.dropLast(drop).map { "/" + $0 }.joined() + "/svar"
                if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
            }
        }
        return ""
    }()

    /// Runs to the end.
    static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> RunningProcess {
        let process = try RunningProcess(arguments, environment: environment)
        _ = try await process.wait()
        return process
    }
}

/// The system would not do it.
struct SystemFailure: Error {
    let code: Int32
}

/// A process of the binary; what it writes goes to files in a folder of its own.
final class RunningProcess: Sendable {
    let id: pid_t
    private let folder: TemporaryFolder
    private let ended = Mutex<Int32?>(nil)

    /// - Parameter program: the path; the binary when not given
    init(_ arguments: [String], environment: [String: String] = [:], program: String = Binary.path) throws {
        folder = try TemporaryFolder()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (descriptor, name) in [(Int32(1), "output"), (2, "errors")] {
            posix_spawn_file_actions_addopen(
                &actions,
                descriptor,
                "\(folder.path)/\(name)",
                O_WRONLY | O_CREAT | O_APPEND,
                0o600
            )
        }
        var environment = environment
        for name in ["PATH", "LD_LIBRARY_PATH"] {
            if let value = getenv(name) { environment[name] = String(cString: value) }
        }
        let argv = ([program] + arguments).map { strdup($0) } + [nil]
        let envp = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var child: pid_t = 0
        let status = posix_spawn(&child, program, &actions, nil, argv, envp)
        guard status == 0 else { throw SystemFailure(code: status) }
        id = child
    }

    var output: String { text("output") }
    var errors: String { text("errors") }

    private func text(_ name: String) -> String {
        guard let data = FileManager.default.contents(atPath: "\(folder.path)/\(name)") else { return "" }
        return String(decoding: data, as: UTF8.self)
    }

    /// The address of the ready line, once it is there.
    func ready() async throws -> String {
        for _ in 0..<6_000 {
            let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
            if lines.count > 1 {
                guard lines[0].hasPrefix("ready http") else { break }
                return String(lines[0].dropFirst("ready ".count))
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw SystemFailure(code: ETIMEDOUT)
    }

    /// Nothing is sent to one that was seen to end: its id may be another's by now.
    func signal(_ number: Int32) {
        if ended.withLock({ $0 }) == nil { kill(id, number) }
    }

    /// Waits until it is so, on any machine; false when it does not come in two minutes.
    static func becomesTrue(_ isSo: () async throws -> Bool) async throws -> Bool {
        let start = ContinuousClock.now
        repeat {
            if try await isSo() { return true }
            try await Task.sleep(for: .milliseconds(50))
        } while ContinuousClock.now - start < .seconds(120)
        return false
    }

    /// Whether something listens there on loopback.
    static func isListening(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    /// The exit code; of a process ended by a signal, minus the signal.
    func wait() async throws -> Int32 {
        if let code = ended.withLock({ $0 }) { return code }
        let code = try await reap()
        ended.withLock { $0 = code }
        return code
    }

    /// Ends it the hard way, unless it was seen to end.
    func end() {
        guard ended.withLock({ $0 }) == nil else { return }
        kill(id, SIGKILL)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
    }

    private func reap() async throws -> Int32 {
        for _ in 0..<12_000 {
            var status: Int32 = 0
            let done = waitpid(id, &status, WNOHANG)
            if done == id { return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F) }
            if done < 0 { throw SystemFailure(code: errno) }
            try await Task.sleep(for: .milliseconds(25))
        }
        kill(id, SIGKILL)
        throw SystemFailure(code: ETIMEDOUT)
    }
}

/// A folder that goes with its owner.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = "/tmp/svar-test-\(String(UInt64.random(in: .min ... .max), radix: 36))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch { print("could not remove \(path)") }
    }
}
