import Foundation
import SvarSync
import Synchronization

/// Carries out what the engine says: sends over a transport, keeps in a store, waits. One run at a time.
///
/// Bytes are parsed and kept where they arrive, on the transport's thread, so that a server never gets further ahead
/// than the sockets between. Cancelling the task stops the run after the page that is being kept; the next run goes on
/// from there.
package final class SyncRun: Sendable {
    /// What comes from outside.
    package struct Environment: Sendable {
        /// Microseconds since 1970.
        package var now: @Sendable () -> Int64
        package var sleep: @Sendable (_ milliseconds: Int) async throws -> Void
        /// Spreads replicas that failed together over time.
        package var seed: UInt64

        package init(
            now: @escaping @Sendable () -> Int64,
            sleep: @escaping @Sendable (_ milliseconds: Int) async throws -> Void,
            seed: UInt64
        ) {
            self.now = now
            self.sleep = sleep
            self.seed = seed
        }

        /// The machine's own.
        package static var live: Environment {
            Environment(
                now: { Int64(Date().timeIntervalSince1970 * 1e6) },
                sleep: { try await Task.sleep(for: .milliseconds($0)) },
                seed: UInt64.random(in: .min ... .max)
            )
        }
    }

    private let core: Guarded<SyncCore>
    private let transport: any SyncTransport
    private let environment: Environment
    private let isStopped = Atomic(false)

    /// - Parameter onProgress: called with each page and change of phase, on the thread that works
    package init(
        _ store: ReplicaStore,
        over transport: any SyncTransport,
        environment: Environment = .live,
        limits: SyncEngine.Limits = SyncEngine.Limits(),
        onProgress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
    ) {
        self.transport = transport
        self.environment = environment
        core = Guarded(
            SyncCore(
                store: store,
                engine: SyncEngine(seed: environment.seed, limits: limits),
                meter: SyncMeter(now: environment.now, report: onProgress)
            )
        )
    }

    /// Runs a command to its end. Failures of the server and the network are outcomes; thrown is what the replica's own
    /// file cannot do.
    package func run(_ command: SyncEngine.Command) async throws(ReplicaError) -> SyncOutcome {
        isStopped.store(false, ordering: .relaxed)
        return try await withTaskCancellationHandler {
            await steps(command)
        } onCancel: {
            stop()
        }.get()
    }

    /// Ends the run after the page that is being kept.
    package func stop() { isStopped.store(true, ordering: .relaxed) }

    private func steps(_ command: SyncEngine.Command) async -> Result<SyncOutcome, ReplicaError> {
        do throws(ReplicaError) {
            return .success(try await outcome(of: command))
        } catch {
            return .failure(error)
        }
    }

    private func outcome(of command: SyncEngine.Command) async throws(ReplicaError) -> SyncOutcome {
        var event = SyncEngine.Event.start(command, try core.with { $0.start() }.get())
        while true {
            let step = try core.with { $0.feed(event) }.get()
            if case .finish(let outcome) = step.next { return outcome }
            if isStopped.load(ordering: .relaxed) { return .stopped }
            switch step.next {
            case .send(let request): event = await send(request)
            case .wait(let milliseconds):
                // Waiting fails when it is cancelled, which stops the run.
                _ = try? await environment.sleep(milliseconds)
                event = .timer
            default: return .stopped
            }
            if isStopped.load(ordering: .relaxed) { return .stopped }
        }
    }

    private func send(_ request: SyncRequest) async -> SyncEngine.Event {
        do {
            try await transport.send(request) { [core] head in
                _ = core.with { $0.feed(.head(head)) }
            } onBytes: { [self] bytes in
                let isWanted = core.with { core in
                    switch core.feed(.bytes(bytes)) {
                    case .success(let step): step.isReading
                    case .failure: false
                    }
                }
                return isWanted && !isStopped.load(ordering: .relaxed)
            }
            return .ended
        } catch {
            return .failed(error)
        }
    }
}

/// The engine beside its store.
struct SyncCore {
    struct Step {
        /// What comes next, outside: to send, to wait or to finish.
        var next: SyncEngine.Action?
        /// Whether more of the answer is wanted.
        var isReading = true
    }

    let store: ReplicaStore
    var engine: SyncEngine
    var meter: SyncMeter
    /// The file failed; nothing more is fed.
    private var failure: ReplicaError?

    init(store: ReplicaStore, engine: SyncEngine, meter: SyncMeter) {
        self.store = store
        self.engine = engine
        self.meter = meter
    }

    mutating func start() -> Result<ReplicaState, ReplicaError> {
        failure = nil
        return Result { () throws(ReplicaError) in try store.state() }
    }

    /// Feeds an event and carries out all that is to be done here.
    mutating func feed(_ event: SyncEngine.Event) -> Result<Step, ReplicaError> {
        if let failure { return .failure(failure) }
        if case .bytes(let bytes) = event { meter.received(bytes.count) }
        var step = Step()
        var queue = engine.on(event)[...]
        do throws(ReplicaError) {
            while let action = queue.popFirst() {
                switch action {
                case .store(let order):
                    let reply = try perform(order)
                    let more = engine.on(.stored(reply))
                    queue = reply.result == .page(.refused) ? more[...] : (more + queue)[...]
                case .stopReading: step.isReading = false
                case .note(let note): meter.take(note)
                case .send, .wait, .finish: step.next = action
                }
            }
        } catch {
            failure = error
            return .failure(error)
        }
        return .success(step)
    }

    private mutating func perform(_ order: SyncEngine.StoreOrder) throws(ReplicaError) -> SyncEngine.StoreReply {
        var result = SyncEngine.StoreReply.Result.done
        switch order {
        case .enrol(let enrolment): try store.enrol(enrolment)
        case .renew(let enrolment): try store.renew(enrolment)
        case .narrow(let numbers): try store.narrowProfessionals(to: numbers)
        case .appoint(let enrolment): try store.renew(enrolment, isAppointing: true)
        case .scopeVersion(let version): try store.setScopeVersion(version)
        case .token(let token): try store.renew(token: token)
        case .confirm: try store.confirm(now: meter.now())
        case .keep(let page):
            result = .page(try store.keep(page, now: meter.now()))
            if result != .page(.refused) { meter.kept(page.units) }
        case .scrub: _ = try store.scrub(isRepairing: true)
        case .compare(let rows, let isForgetting):
            result = .differing(try store.compare(rows, isForgetting: isForgetting))
        case .settle(let token): try store.settle(token: token, now: meter.now())
        case .revoke: try store.revoke()
        }
        return SyncEngine.StoreReply(result, try store.state())
    }
}

/// Counts what comes in, and tells how far it is.
struct SyncMeter {
    let now: @Sendable () -> Int64
    let report: @Sendable (SyncProgress) -> Void
    private var progress = SyncProgress(phase: .asking)
    private var begun: Int64 = 0

    init(now: @escaping @Sendable () -> Int64, report: @escaping @Sendable (SyncProgress) -> Void) {
        self.now = now
        self.report = report
    }

    mutating func received(_ bytes: Int) { progress.bytes += bytes }

    mutating func kept(_ units: Int) {
        progress.units += units
        let seconds = Double(now() - begun) * 1e-6
        progress.rate = seconds > 0 ? Double(progress.units) / seconds : 0
        progress.secondsLeft =
            progress.rate > 0
            ? progress.estimate.map { Double(max(0, $0 - progress.units)) / progress.rate } : nil
        report(progress)
    }

    mutating func take(_ note: SyncNote) {
        switch note {
        case .begun(let mode, let estimate):
            let trouble = progress.trouble
            progress = SyncProgress(phase: mode == .snapshot ? .first : mode == .delta ? .changes : .repair)
            progress.estimate = estimate
            progress.trouble = trouble
            begun = now()
        case .asking, .poked: progress.phase = .asking
        case .inStep: (progress.phase, progress.trouble) = (.waiting, nil)
        case .trouble(let text): (progress.phase, progress.trouble) = (.trouble, text)
        case .comparing, .differing: progress.phase = .repair
        }
        report(progress)
    }
}
