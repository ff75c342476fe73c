import SvarAccess
import SvarDomain
import SvarFHIR
import SvarStore

/// What replicas are fed of a person: what an unblocked professional on an ordinary basis would see (decision 44). Every
/// write that changes it says so in itself, so that a closure and its denial are one place in the log.
struct FeedDecision: Sendable {
    let policy: AccessPolicy
    let now: ServerTime

    /// Decides all units of a person anew, after a setting was entered, a version was written or an instant has come.
    func apply(to person: PersonKey, in store: any StoreTransaction) throws {
        let known = KnownPerson(try store.record(of: person), register: nil)
        let at = max(now, known.newest)
        let view = PersonView(actor: .replicaFeed, person: known.person, policy: policy, at: at)
        var closed: Set<UnitKey> = []
        var next = view.validUntil
        for unit in known.units {
            let decision = view.decide(unit)
            if !decision.verdict.shows { closed.insert(unit.key) }
            next = min(next, decision.validUntil)
        }
        // The feed is nobody's in particular: those who read a replica are asked there (row R05).
        var blocked: Set<Int> = []
        for setting in known.person.settings.all {
            guard case .block(let hpr) = setting.kind else { continue }
            if setting.isInForce(at) { blocked.insert(hpr.rawValue) }
            next = min(next, setting.valid.nextChange(after: at))
        }
        try store.setClosed(closed, of: person, next: next == .never ? nil : next)
        try store.setBlocked(blocked, of: person)
        // A reservation in force erases, also one that takes force by itself or comes back with a restore. Where none is in
        // force any more, what one began ends before anything is stored.
        if known.person.settings.isReserved(at: at) {
            try Erasures.begin(person, in: store)
        } else {
            try Erasures.finish(person, in: store)
        }
    }

    /// Appends versions to a unit of a person and decides what that changes.
    ///
    /// A new unit of somebody with settings is closed until it is decided, at the same place in the log: what a replica may
    /// not have leaves no trace in it.
    @discardableResult
    func append(_ versions: [NewVersion], to unit: UnitKey, state: UnitState, in store: any StoreTransaction) throws
        -> Stamp
    {
        guard let record = try store.unit(unit), let person = record.person, record.typeClass == .member else {
            return try store.append(versions, to: unit, state: state)
        }
        let hasSettings = try store.entries(of: person).contains { $0.kind == .setting }
        var state = state
        let isNew = record.stamp.position.rawValue == 0
        state.isClosed = isNew ? hasSettings : record.state.isClosed
        let stamp = try store.append(versions, to: unit, state: state)
        // Without settings the one thing that closes is that the report was about somebody else.
        if hasSettings || state.isWithdrawn || state.isClosed { try apply(to: person, in: store) }
        return stamp
    }
}
