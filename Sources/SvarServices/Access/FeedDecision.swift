import SvarAccess
import SvarDomain
import SvarStore

/// What replicas are fed of a person: what an unblocked professional on an ordinary basis would see (decision 44). Every
/// write that changes it says so in itself, so that a closure and its denial are one place in the log.
enum FeedDecision {
    /// Decides all units of a person anew, after a setting was entered or an instant has come.
    /// - Returns: the next instant at which it may change
    @discardableResult
    static func apply(to person: PersonKey, in store: any StoreTransaction, policy: AccessPolicy, now: ServerTime)
        throws -> ServerTime?
    {
        let record = try store.record(of: person)
        let known = KnownPerson(record, register: nil)
        let view = PersonView(actor: .replicaFeed, person: known.person, policy: policy, at: max(now, known.newest))
        var closed: Set<UnitKey> = []
        var next = view.validUntil
        for unit in known.units {
            let decision = view.decide(unit)
            if !decision.verdict.shows { closed.insert(unit.key) }
            next = min(next, decision.validUntil)
        }
        let due = next == .never ? nil : next
        try store.setClosed(closed, of: person, next: due)
        return due
    }
}
