import SvarDomain
import SvarSync

extension SyncEngine {
    /// The answer that is being read.
    struct Answer {
        var head: SyncResponseHead?
        /// Of an answer that carries changes.
        var reader: RoundReader?
        /// Of any other, as far as it is kept.
        var body: [UInt8] = []
        var pages = 0
        /// Pages that were given to the store, by what the group goes on with behind each.
        var given: [(token: String?, round: ReplicaState.Round)] = []
        /// Why the rest was not read.
        var fault: RoundReader.Fault?
        /// Whether count and sum were the server's at the end, if they could be compared.
        var matches: Bool?

        var status: Int { head?.status ?? 0 }
        var end: SyncLine.End? { reader?.end }
    }

    /// Texts of errors are short; a manifest is a row a person.
    /// Rounds of a run that does not watch, one right after the other.
    private static let mostRounds = 4
    private static let maximumSmallBytes = 64 << 10
    private static let maximumManifestBytes = 64 << 20

    /// Takes bytes of the answer as they come.
    mutating func take(_ bytes: [UInt8]) -> [Action] {
        guard answer.fault == nil else { return [.stopReading] }
        guard answer.status == 200, answer.reader != nil else {
            let limit =
                stage == .manifest || stage != .poking && answer.status / 100 == 2
                ? Self.maximumManifestBytes : Self.maximumSmallBytes
            if answer.body.count + bytes.count <= limit { answer.body += bytes }
            return []
        }
        var actions: [Action] = []
        let hadBegun = answer.reader?.begin != nil
        do {
            var given: [(token: String?, round: ReplicaState.Round)] = []
            defer { answer.given += given }
            try answer.reader?.take(bytes) { page in
                actions.append(.store(.keep(page)))
                given.append((page.token, page.round))
            }
        } catch {
            answer.fault = error
            actions.append(.stopReading)
        }
        if !hadBegun, let begin = answer.reader?.begin {
            let estimate = stage == .repairing ? nil : begin.estimate
            if stage != .repairing || repair?.round == nil {
                actions.insert(.note(.begun(begin.mode, estimate: estimate)), at: 0)
            }
        }
        return actions
    }

    /// What the store did.
    mutating func stored(_ result: StoreReply.Result) -> [Action] {
        switch result {
        case .page(.refused):
            answer.fault = .broken
            return [.stopReading]
        case .page(.kept(let matches)):
            answer.pages += 1
            answer.matches = matches
            if !answer.given.isEmpty {
                let page = answer.given.removeFirst()
                if stage == .repairing {
                    repair?.groupToken = page.token
                    repair?.round = page.round
                }
            }
            (strikes, staleAnswers) = (0, 0)
            manifestTotal = nil
            return []
        case .differing(let rows):
            let persons = rows.map(\.person)
            repair?.rest = persons[...]
            return [.note(.differing(persons.count))] + nextGroup()
        case .done: return []
        }
    }

    /// The answer is complete, or was not wanted any further.
    mutating func conclude(_ ended: Answer) -> [Action] {
        switch ended.status {
        case 200, 201, 204: break
        case 0: return again("there was no answer")
        default: return refused(ended)
        }
        switch stage {
        case .idle: return []
        case .enrolling(let server):
            guard let enrolment = SyncWords.enrolment(ended.body, server: server) else {
                return again("the answer to the enrolment cannot be read")
            }
            return [.store(.enrol(enrolment))] + finish(.enrolled)
        case .scoping:
            guard let (version, entries) = SyncWords.scope(ended.body) else {
                return again("the answer to the scope cannot be read")
            }
            return [.store(.scopeVersion(version))] + finish(.scope(entries))
        case .appointing:
            guard let enrolment = SyncWords.enrolment(ended.body, server: state.enrolment?.server ?? "") else {
                return again("the facts of the replica cannot be read")
            }
            return [.store(.appoint(enrolment))] + finish(.professionals(enrolment.professionals.map(\.number)))
        case .dismissing:
            guard let enrolment = SyncWords.enrolment(ended.body, server: state.enrolment?.server ?? ""),
                enrolment.professionalsVersion != state.enrolment?.professionalsVersion
            else { return again("the facts of the replica cannot be read") }
            state.enrolment = enrolment
            return [.store(.renew(enrolment))] + go(.delta)
        case .renewing(let change): return renewed(ended, change)
        case .manifest: return compared(ended)
        case .repairing: return repaired(ended)
        case .delta: return followed(ended)
        case .poking:
            guard ended.status == 200 else { return go(.poking) }
            wasPoked = true
            return [.note(.poked)] + go(.delta)
        }
    }

    // MARK: Rounds

    /// Whether an answer goes with another list of who may read than the file has.
    func isOfOtherReaders(_ head: SyncResponseHead) -> Bool {
        guard head.status == 200 || head.status == 204, let version = head.headers["svar-professionals"],
            let known = state.enrolment?.professionalsVersion
        else { return false }
        return version != String(known)
    }

    private mutating func followed(_ ended: Answer) -> [Action] {
        if let head = ended.head, isOfOtherReaders(head) { return go(.dismissing) }
        if ended.status == 204 { return unchanged(ended) }
        if let fault = ended.fault { return unusable(fault) }
        guard ended.end != nil else {
            // Cut at a page, or by the server's own choice: what was kept stands.
            return ended.pages > 0 ? ask() : again("the answer ended too early")
        }
        wasPoked = false
        if ended.matches == false { return differing() }
        if ended.matches == true { doubt = .none }
        return inStep(hasMore: state.round != nil || ended.end?.more ?? false)
    }

    /// The server has nothing new.
    private mutating func unchanged(_ ended: Answer) -> [Action] {
        var actions: [Action] = []
        if let token = ended.head?.headers["svar-token"], token != state.token, state.round == nil {
            actions.append(.store(.token(token)))
            state.token = token
        }
        // Then what is here is what the manifest said.
        if let total = manifestTotal {
            manifestTotal = nil
            guard total.count == state.totals.units, total.digest == state.totals.sum else {
                return actions + differing()
            }
        }
        doubt = .none
        actions.append(.store(.confirm))
        if isWatching, wasPoked {
            wasPoked = false
            return actions + again("the server said that there was more")
        }
        strikes = 0
        return actions + inStep(hasMore: false)
    }

    private mutating func inStep(hasMore: Bool) -> [Action] {
        rounds += 1
        // A server that changes all the time has more for ever.
        if hasMore, isWatching || rounds < Self.mostRounds { return ask() }
        guard isWatching else { return [.note(.inStep)] + finish(.inStep) }
        return [.note(.inStep)] + go(.poking)
    }

    /// Sums differ: damaged rows are looked for first, and the second time stamps are not believed either.
    private mutating func differing() -> [Action] {
        switch doubt {
        case .none, .token: return [.store(.scrub)] + compareAll(.rows)
        case .rows: return compareAll(.stamps)
        case .stamps: return finish(.diverged)
        }
    }

    private mutating func unusable(_ fault: RoundReader.Fault) -> [Action] {
        guard fault == .stale else { return again("the answer cannot be used") }
        staleAnswers += 1
        // Not the way that caches things, then: this replica's own place is wrong.
        if staleAnswers >= 3 {
            staleAnswers = 0
            return compareAll(.stamps)
        }
        return again("the answer is to another question")
    }

    // MARK: Putting right

    private mutating func renewed(_ ended: Answer, _ change: ScopeChange?) -> [Action] {
        guard let enrolment = SyncWords.enrolment(ended.body, server: state.enrolment?.server ?? "") else {
            return again("the facts of the replica cannot be read")
        }
        state.enrolment = enrolment
        return [.store(.renew(enrolment))] + go(change.map { .scoping($0, isSecond: true) } ?? .manifest)
    }

    private mutating func compared(_ ended: Answer) -> [Action] {
        guard let rows = ManifestRow.rows(of: ended.body), let token = ended.head?.headers["svar-token"],
            let count = ended.head?.headers["svar-count"].flatMap({ Int($0) }),
            count == rows.reduce(0, { $0 + $1.count })
        else { return again("the manifest cannot be read") }
        var repair = Repair(token: token, rest: [])
        repair.place = ended.head?.headers["svar-stamp"].flatMap { SyncStamp(text: $0) }
        if let digest = ended.head?.headers["svar-digest"].flatMap({ Base64URL.decode($0.utf8) })
            .flatMap({ SyncDigest(bytes: $0) })
        {
            repair.total = (count, digest)
        }
        self.repair = repair
        stage = .repairing
        return [.store(.compare(rows, isForgetting: doubt == .stamps))]
    }

    /// The next persons to put right; when there are none any more, on from the manifest's place.
    mutating func nextGroup() -> [Action] {
        guard var next = repair else { return compareAll(doubt) }
        next.group = Array(next.rest.prefix(SyncWords.reconciledPersons))
        next.rest = next.rest.dropFirst(next.group.count)
        (next.groupToken, next.round) = (nil, nil)
        guard next.group.isEmpty else {
            repair = next
            return ask()
        }
        repair = nil
        manifestTotal = next.total
        // After the last group the round's own end has set the token.
        guard state.needsReconcile else { return go(.delta) }
        (state.token, state.round, state.isAdrift, state.needsReconcile) = (next.token, nil, true, false)
        return [.store(.settle(token: next.token))] + go(.delta)
    }

    private mutating func repaired(_ ended: Answer) -> [Action] {
        if let fault = ended.fault { return unusable(fault) }
        guard ended.end != nil else { return ended.pages > 0 ? ask() : again("the answer ended too early") }
        if ended.matches == false { return differing() }
        return nextGroup()
    }

    // MARK: Refusals

    private mutating func refused(_ ended: Answer) -> [Action] {
        let (fault, text) = SyncWords.fault(ended.body)
        switch fault {
        case .tokenExpired, .epochChanged, .scopeReset, .tokenMalformed: return lost(fault)
        case .replicaRevoked: return [.store(.revoke)] + finish(.revoked)
        case .scopeConflict:
            guard case .scoping(let change, isSecond: false) = stage else { break }
            return go(.renewing(change))
        case .tokenNotYours, .schemaUnsupported, .replicaUnknown, nil: break
        case .listNotApproved, .userTokenMissing, .userTokenRefused: break
        }
        if [408, 425, 429, 500, 502, 503, 504].contains(ended.status) {
            return again("the server answered \(ended.status)", after: ended.head.flatMap(SyncWords.retryAfter))
        }
        return finish(.refused(status: ended.status, fault, text))
    }

    /// The server cannot go on from the token. A server that says so again and again is asked ever less often.
    private mutating func lost(_ fault: SyncFault?) -> [Action] {
        strikes += 1
        if strikes > 2 {
            doubt = max(doubt, .token)
            stage = .renewing(nil)
            repair = nil
            return again("the server does not know its own token")
        }
        return compareAll(.token, because: fault)
    }
}
