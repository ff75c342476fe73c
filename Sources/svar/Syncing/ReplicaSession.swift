import SvarReplica
import SvarSync
import Synchronization

/// A replica that this process keeps: opened, with a way to its server.
struct ReplicaSession: Sendable {
    let store: ReplicaStore
    let server: String
    private let transport: any SyncTransport

    /// Opens a replica that is enrolled.
    init(_ file: ReplicaFile, _ access: ServerAccess, user: CurlTransport.User? = nil) throws {
        store = try ReplicaStore.open(file.path())
        guard let enrolment = try store.state().enrolment else { throw Self.notEnrolled }
        let found = try access.transport(known: enrolment.server, user: user)
        (server, transport) = (found.server, found.transport)
    }

    init(_ store: ReplicaStore, _ server: String, _ transport: any SyncTransport) {
        self.store = store
        self.server = server
        self.transport = transport
    }

    static let notEnrolled = Failure("the replica is not enrolled yet: svar replica enrol")

    /// Something to be done with the server, and how it ended.
    func run(
        _ command: SyncEngine.Command,
        limits: SyncEngine.Limits = SyncEngine.Limits(),
        onProgress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
    ) async throws -> SyncOutcome {
        try await SyncRun(store, over: transport, limits: limits, onProgress: onProgress).run(command)
    }

    /// The same until SIGINT or SIGTERM: then it ends after the page that is on its way, or at once where none comes.
    func runUntilStopped(
        _ command: SyncEngine.Command,
        limits: SyncEngine.Limits,
        onProgress: @escaping @Sendable (SyncProgress) -> Void
    ) async throws -> SyncOutcome {
        let isTaking = Atomic(false)
        let run = SyncRun(store, over: transport, limits: limits) { progress in
            isTaking.store([.changes, .first, .repair].contains(progress.phase), ordering: .relaxed)
            onProgress(progress)
        }
        let task = Task { try await run.run(command) }
        let stop = { @Sendable in
            run.stop()
            // What does not come to a page's end soon is fetched again.
            if isTaking.load(ordering: .relaxed) { _ = try? await Task.sleep(for: .seconds(2)) }
            task.cancel()
        }
        return try await StopSignal().during(onStop: stop) { try await task.value }
    }

    /// Says how something ended that was not done.
    static func failure(_ outcome: SyncOutcome) -> Failure {
        switch outcome {
        case .unreachable(let why): Failure(why)
        case .refused(let status, let fault, let text):
            Failure("the server refuses (\(status)): \(text.isEmpty ? fault?.rawValue ?? "no reason given" : text)")
        case .revoked: Failure("the server has ended this replica; what it held is destroyed")
        case .diverged:
            Failure("the replica could not be made what the server says it is; svar replica verify, then tell somebody")
        case .notEnrolled: notEnrolled
        case .stopped: Failure("stopped")
        case .enrolled, .scope, .professionals, .inStep: Failure("the server answered something else than was asked")
        }
    }
}
