import SvarAccess
import SvarDomain
import SvarStore

/// One write about the settings or presets of one person: what stands is read inside it.
struct PersonWrite: Sendable {
    let asker: SettingAsker
    /// What replicas are told of it.
    let feed: FeedDecision
    let population: any PopulationRegister
    /// What the register says of somebody the store has not heard of.
    let facts: RegisterFacts?
    /// The id of a Patient that would stand for them.
    let patient: String
    /// The row of the log of use, about a person and units.
    let row: @Sendable (PersonKey?, [UnitKey]) -> AuditRow

    private var union: PersonUnion { PersonUnion(register: population, feed: feed) }

    /// Writes an entry about the person, whichever of their numbers the store knows them by (row A72).
    func enter(
        _ kind: LogEntry.Kind,
        subject: Int64,
        _ body: [UInt8],
        about person: PersonKey,
        in store: any StoreTransaction
    )
        throws -> Stamp
    {
        let stamp = try store.enter(kind, subject: subject, body, about: person)
        for key in try union.all(person, named: asker.subject.number, in: store) where key != person {
            _ = try store.enter(kind, subject: subject, body, about: key)
            try feed.apply(to: key, in: store)
        }
        return stamp
    }

    /// The settings of the person as they stand in this write.
    func settings(in store: any StoreTransaction) throws -> PersonSettings {
        let person = try asker.subject.key ?? asker.subject.number.flatMap { try store.person(number: $0) }
        guard let person else { return PersonSettings(asker, policy: feed.policy) }
        try union.unite(person, named: asker.subject.number, in: store)
        let known = KnownPerson(try store.record(of: person), register: facts)
        return PersonSettings(known, asker.caller, policy: feed.policy, at: max(asker.at, known.newest))
    }

    /// The person, also one the store has not heard of: a setting may come before any result.
    func person(of settings: PersonSettings, in store: any StoreTransaction) throws -> PersonKey {
        if settings.person != .nobody { return settings.person }
        guard let number = asker.subject.number else { throw Refusal.notFound }
        let person = try store.addPerson(patient: patient, numbers: [number])
        if let facts { try RegisterEntry.enter(facts, about: person, in: store) }
        return person
    }
}
