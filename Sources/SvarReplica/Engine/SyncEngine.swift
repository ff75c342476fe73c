package import SvarSync

/// Keeps a replica in step: decides what is asked, what is kept and what is done when something fails. A pure state
/// machine; whoever drives it sends the requests, feeds it what comes, and carries out what it says, in order
/// (`docs/decisions/sync.md`).
///
/// After `.start` it always waits for exactly one of: the answer to a request (`.head`, `.bytes`…, then `.ended` or
/// `.failed`), a timer, or nothing more. Orders to the store come in between, each answered by `.stored` before anything
/// else is fed; when the store refuses a page, the actions behind it are dropped.
package struct SyncEngine: Sendable {
    /// What a run is for.
    package enum Command: Sendable, Hashable {
        case enrol(server: String)
        case scope(ScopeChange)
        /// These professionals may read the replica, and nobody else: HPR numbers.
        case professionals(Set<Int>)
        /// Gets in step; with `watch`, stays so.
        case sync(watch: Bool)
    }

    package enum Event: Sendable {
        case start(Command, ReplicaState)
        case head(SyncResponseHead)
        case bytes([UInt8])
        case ended
        case failed(TransportFault)
        case stored(StoreReply)
        case timer
    }

    package enum Action: Sendable, Hashable {
        case send(SyncRequest)
        /// The rest of the answer is not wanted.
        case stopReading
        case store(StoreOrder)
        case wait(milliseconds: Int)
        case note(SyncNote)
        case finish(SyncOutcome)
    }

    /// What the store is to do, in one transaction.
    package enum StoreOrder: Sendable, Hashable {
        case enrol(Enrolment)
        case renew(Enrolment)
        /// Before a list of who may read is sent, and with the answer to it.
        case narrow(Set<Int>)
        case appoint(Enrolment)
        case scopeVersion(Int)
        case token(String)
        case confirm
        case keep(SyncPage)
        /// Looks at everything that is stored, so that what is damaged is found by the comparison that follows.
        case scrub
        case compare([ManifestRow], isForgetting: Bool)
        case settle(token: String)
        case revoke
    }

    package struct StoreReply: Sendable, Hashable {
        package enum Result: Sendable, Hashable {
            case done
            case page(PageResult)
            case differing([ManifestRow])
        }
        package var result: Result
        /// As it is now.
        package var state: ReplicaState
        package init(_ result: Result, _ state: ReplicaState) {
            self.result = result
            self.state = state
        }
    }

    /// What is known to be wrong with what is there.
    enum Doubt: Int, Comparable {
        case none
        /// The server cannot go on from the token.
        case token
        /// Sums differ: what is stored may be damaged.
        case rows
        /// They still do: stamps may be damaged too.
        case stamps

        static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    /// What an answer is awaited to.
    enum Stage: Hashable {
        case idle
        case enrolling(server: String)
        case scoping(ScopeChange, isSecond: Bool)
        case appointing(Set<Int>)
        /// The server's facts are asked, since somebody may read no more; then on.
        case dismissing
        /// The server's facts are asked; then the scope again, or the manifest.
        case renewing(ScopeChange?)
        case manifest
        case repairing
        case delta
        case poking
    }

    /// Persons that are being put right.
    struct Repair {
        var token: String
        /// Of the manifest, where the server says it.
        var place: SyncStamp?
        var rest: ArraySlice<WireKey>
        var group: [WireKey] = []
        /// Of the last page of the group that was kept.
        var groupToken: String?
        var round: ReplicaState.Round?
        var total: (count: Int, digest: SyncDigest)?
    }

    var state = ReplicaState()
    var stage = Stage.idle
    var answer = Answer()
    var isWatching = false
    var doubt = Doubt.none
    var repair: Repair?
    /// What the server said it has, as of the manifest's place, until something else is known.
    var manifestTotal: (count: Int, digest: SyncDigest)?
    /// Failures in a row without progress.
    var strikes = 0
    /// Answers in a row that were to another question.
    var staleAnswers = 0
    var wasPoked = false
    /// Rounds that this run has ended.
    var rounds = 0
    let limits: Limits
    private var jitter: Jitter

    /// How patient it is, and how much it asks for.
    package struct Limits: Sendable {
        /// Most units of one answer; nil: as many as the server gives.
        package var unitsPerAnswer: Int?
        /// Failures in a row after which a run that does not watch gives up.
        package var strikes = 6
        package var pokeSeconds = 50
        package var firstPauseMilliseconds = 250
        package var longestPauseMilliseconds = 60_000
        package init() {}
    }

    /// - Parameter seed: spreads replicas that failed together over time
    package init(seed: UInt64, limits: Limits = Limits()) {
        self.limits = limits
        jitter = Jitter(state: seed)
    }

    /// The one entry: takes what happened, gives what to do.
    package mutating func on(_ event: Event) -> [Action] {
        switch event {
        case .start(let command, let state):
            self.state = state
            return start(command)
        case .head(let head):
            answer.head = head
            guard stage == .delta, isOfOtherReaders(head) else { return [] }
            // Nothing of it is kept: it may take marks from persons who are closed from somebody that the file still knows.
            answer.fault = .stale
            return []
        case .bytes(let bytes): return take(bytes)
        case .ended: return conclude(answer)
        case .failed(let fault):
            // What fails behind the last line has failed too late to matter.
            if answer.end != nil, answer.fault == nil { return conclude(answer) }
            return again("the network failed: \(fault.description)")
        case .stored(let reply):
            state = reply.state
            return stored(reply.result)
        case .timer: return ask()
        }
    }

    private mutating func start(_ command: Command) -> [Action] {
        (strikes, staleAnswers, rounds, wasPoked, repair, doubt) = (0, 0, 0, false, nil, .none)
        switch command {
        case .enrol(let server):
            stage = .enrolling(server: server)
        case .scope(let change):
            stage = .scoping(change, isSecond: false)
        case .professionals(let numbers):
            stage = .appointing(numbers)
        case .sync(let watch):
            isWatching = watch
            if state.needsReconcile { doubt = .token }
            stage = doubt == .none ? .delta : .renewing(nil)
        }
        if state.isRevoked { return [.finish(.revoked)] }
        if case .appointing(let numbers) = stage, state.enrolment != nil { return [.store(.narrow(numbers))] + ask() }
        if case .enrolling = stage { return ask() }
        return state.enrolment == nil ? [.finish(.notEnrolled)] : ask()
    }

    /// Asks what the stage is about.
    mutating func ask() -> [Action] {
        answer = Answer()
        if case .enrolling = stage { return [.note(.asking), .send(SyncWords.enrol())] }
        guard let id = state.enrolment?.id else { return [.finish(.notEnrolled)] }
        switch stage {
        case .idle, .enrolling: return []
        case .scoping(let change, _):
            return [.send(SyncWords.scope(id, version: state.enrolment?.scopeVersion ?? 0, change))]
        case .appointing(let numbers): return [.send(SyncWords.professionals(id, numbers))]
        case .renewing, .dismissing: return [.note(.asking), .send(SyncWords.facts(id))]
        case .manifest: return [.send(SyncWords.manifest(id))]
        case .repairing:
            guard let repair else { return compareAll(doubt) }
            var expected = expectation(.reconcile, repair.round)
            expected.listed = repair.group
            expected.place = repair.place
            answer.reader = RoundReader(expected)
            return [.send(SyncWords.reconcile(id, token: repair.groupToken ?? repair.token, persons: repair.group))]
        case .delta:
            let mode = state.token == nil ? .snapshot : state.round?.mode ?? .delta
            answer.reader = RoundReader(expectation(mode, state.round))
            return [.note(.asking), .send(SyncWords.delta(id, token: state.token, limit: limits.unitsPerAnswer))]
        case .poking:
            guard let token = state.token else { return go(.delta) }
            return [.send(SyncWords.poke(id, token: token, seconds: limits.pokeSeconds))]
        }
    }

    mutating func go(_ stage: Stage) -> [Action] {
        self.stage = stage
        return ask()
    }

    private func expectation(_ mode: SyncMode, _ round: ReplicaState.Round?) -> RoundReader.Expectation {
        RoundReader.Expectation(mode: mode, round: round, floor: state.mark.floor, isAdrift: state.isAdrift)
    }

    /// Compares all persons with the server's, after its facts were asked: its epoch may be another.
    mutating func compareAll(_ doubt: Doubt, because fault: SyncFault? = nil) -> [Action] {
        self.doubt = max(self.doubt, doubt)
        repair = nil
        manifestTotal = nil
        return [.note(.comparing(fault))] + go(.renewing(nil))
    }

    // MARK: Failing

    /// Asks again after a while, longer each time, unless a run that does not watch has tried often enough.
    mutating func again(_ what: String, after seconds: Int? = nil) -> [Action] {
        strikes += 1
        if !isWatching, strikes >= limits.strikes { return finish(.unreachable(what)) }
        let reach = limits.firstPauseMilliseconds << min(strikes - 1, 20)
        let longest = min(max(reach, 1), limits.longestPauseMilliseconds)
        let least = (seconds ?? 0) * 1_000
        return [.note(.trouble(what)), .wait(milliseconds: least + jitter.below(longest) + 1)]
    }

    mutating func finish(_ outcome: SyncOutcome) -> [Action] {
        stage = .idle
        return [.finish(outcome)]
    }
}

/// Numbers that spread over a range, the same for the same seed (SplitMix64).
struct Jitter: Sendable {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(max(bound, 1)))
    }
}
