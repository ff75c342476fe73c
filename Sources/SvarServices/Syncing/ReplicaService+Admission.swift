import SvarAccess
import SvarDomain
import SvarFHIR
import SvarStore
import SvarSync

/// What persons come into a replica's scope on (rows R01 and R02, decision 44).
extension ReplicaService {
    /// Who stands for the lines of a change that begin on a professional's own token.
    struct Admission: Sendable {
        /// Nil: nobody; the lines are of an approved list.
        fileprivate var user: Caller?
        fileprivate var now: ServerTime

        /// How the log of use names who put the person of a line into the scope; nil: the system.
        func actor(of line: ScopeLine) -> AuditActor? {
            line.basis == ScopeBasis.care.rawValue ? user?.rowActor : nil
        }

        /// Whether the line would begin on the token of somebody from whom the person is closed by name. Nothing in the
        /// answer tells: the line is answered as any other, and does not begin.
        func isBlocked(_ line: ScopeLine, in store: any StoreTransaction) throws -> Bool {
            guard line.basis == ScopeBasis.care.rawValue, let hpr = user?.personnelNumber,
                try store.entries(of: line.person).contains(where: { $0.kind == .setting })
            else { return false }
            let known = KnownPerson(try store.record(of: line.person), register: nil)
            let at = max(now, known.newest)
            return known.person.settings.all.contains { $0.kind == .block(hpr) && $0.isInForce(at) }
        }
    }

    /// Row R01. In a sandbox everybody may.
    func checkEnrolment(_ caller: Caller) throws {
        guard caller.role != .sandbox else { return }
        guard
            ReplicaAdmission.mayEnrol(isSystemToken: caller.isSystem, isParticipant: participant(caller) != nil)
        else {
            throw Refusal(
                .forbidden,
                .forbidden,
                "a replica is enrolled by a system, not a person, of an organisation that takes part"
            )
        }
    }

    /// Row R02: a line begins on a list that has been approved for the organisation, or on the token of the professional
    /// who is responsible, who passes the gate on an ordinary basis. What stands in the scope already goes on.
    /// - Throws: what is the matter with the first line that may not begin. Nothing of the person is looked at: the answer
    ///   is the same for whoever it is.
    func admit(_ lines: [ScopeRequest.Line], to replica: ReplicaRecord, _ caller: Caller, _ user: Caller?) async throws
        -> Admission
    {
        let admission = Admission(user: user, now: configuration.now())
        guard caller.role != .sandbox, !lines.isEmpty else { return admission }
        let hasList =
            caller.isSystem
            && participant(caller).map { configuration.participants().approves(.generalPractitioner, of: $0) } ?? false
        let isColleague = user.map { self.isColleague($0, caller, replica) } ?? false
        var refused: [ScopeRequest.Line] = []
        var reason: (any Error)?
        for line in lines {
            do {
                switch line.basis {
                case .gpList: if !hasList { throw SyncFault.listNotApproved }
                case .care: try admit(line, user, isColleague: isColleague, admission.now)
                }
            } catch {
                reason = reason ?? error
                refused.append(line)
            }
        }
        if let reason, try await !stand(refused, in: replica) { throw reason }
        return admission
    }

    private func admit(_ line: ScopeRequest.Line, _ user: Caller?, isColleague: Bool, _ now: ServerTime) throws {
        guard var user else { throw SyncFault.userTokenMissing }
        guard isColleague, let hpr = user.personnelNumber, HPRNumber(line.responsible) == hpr else {
            throw SyncFault.userTokenRefused
        }
        // An attestation that names patients is about this one, or no ground.
        user.person = line.person
        let basis = try user.gate(now: now)
        guard ReplicaAdmission.scopeLine(on: .user(basis), at: now) != nil else {
            throw Refusal(.forbidden, .forbidden, "access-basis: an elevated basis feeds no replica")
        }
    }

    /// Whether lines stand in the scope as they are asked for. Nobody becomes known by being asked about.
    private func stand(_ lines: [ScopeRequest.Line], in replica: ReplicaRecord) async throws -> Bool {
        let register = configuration.population
        return try await store.write { transaction in
            let scope = Set(try transaction.scope(of: replica.key))
            return try lines.allSatisfy { line in
                try transaction.person(line.person, register).map { scope.contains(ScopeLine(line, $0)) } ?? false
            }
        }
    }

    /// Whether a professional works where the replica is kept.
    private func isColleague(_ user: Caller, _ caller: Caller, _ replica: ReplicaRecord) -> Bool {
        if replica.organisation.isEmpty {
            // The system's token names none: its client is named by one participant.
            return participant(caller) != nil && participant(caller) == participant(user)
        }
        return user.organisations.contains(Organisation(replica.organisation))
    }

    /// The participant a caller acts for.
    private func participant(_ caller: Caller) -> Producer? {
        var organisations = caller.organisations.map(\.rawValue)
        if organisations.isEmpty { organisations = [caller.actor.organisation].filter { !$0.isEmpty } }
        return configuration.participants().producer(organisations: organisations, client: caller.actor.client)
    }
}

extension Caller {
    /// Whether the token is a system's: nobody is logged in.
    fileprivate var isSystem: Bool {
        credentials?.facts.personnelNumber == nil && credentials?.facts.person == nil
    }
}
