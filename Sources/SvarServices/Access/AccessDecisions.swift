import SvarAccess
import SvarDomain
import SvarStore
import Synchronization

/// Decides who gets what, and keeps decisions for as long as they hold: by actor and person, until the log has moved and
/// the person with it, an instant has come at which the answer may change, or the register has other answers
/// (decisions 13, 15 and 20). Bounded.
final class AccessDecisions: Sendable {
    /// Who an interaction is about. Somebody the store does not know has no key and takes the same steps.
    struct Subject: Hashable, Sendable {
        var key: PersonKey?
        /// Their number, when they were named by it: of whom was erased the store has none.
        var number: PersonNumber?

        /// Whom a Patient id that nobody has stands for.
        static let nobody = Self(key: nil, number: nil)

        /// Whoever has a key is the same by whatever name.
        static func == (a: Self, b: Self) -> Bool { a.key == b.key && (a.key != nil || a.number == b.number) }
        func hash(into hasher: inout Hasher) {
            hasher.combine(key)
            if key == nil { hasher.combine(number) }
        }
    }

    private struct Question: Hashable {
        let actor: AccessActor
        let subject: Subject
    }

    private struct Entry<Value: Sendable>: Sendable {
        let value: Value
        /// The last place that changed something of the person when it was made.
        let last: LogPosition
        /// Of the register.
        let revision: Int
        /// Up to where in the log it is known to hold.
        var holdsAt: LogPosition
    }

    private let policy: AccessPolicy
    private let register: any PopulationRegister
    private let decisions: Mutex<Generations<Question, Entry<PersonDecision>>>
    private let persons: Mutex<Generations<Subject, Entry<KnownPerson>>>

    /// - Parameters:
    ///   - maximumCount: most decisions of one generation, and most persons.
    ///   - maximumUnits: most units of one generation, in all.
    init(
        policy: AccessPolicy,
        register: any PopulationRegister,
        maximumCount: Int = 4_096,
        maximumUnits: Int = 200_000
    ) {
        self.policy = policy
        self.register = register
        decisions = Mutex(Generations(maximumCount: maximumCount, maximumWeight: maximumUnits))
        persons = Mutex(Generations(maximumCount: maximumCount, maximumWeight: maximumUnits))
    }

    /// What an actor gets of a person as it stands at `head` or later.
    /// - Parameters:
    ///   - head: the store's, asked for before; the store is asked again only when it has moved since.
    ///   - now: wall time
    func decision(
        for actor: AccessActor,
        about subject: Subject,
        at head: LogPosition,
        now: ServerTime,
        _ store: any ResultStore
    ) async throws -> PersonDecision {
        let question = Question(actor: actor, subject: subject)
        let revision = register.revision
        if var entry = decisions.withLock({ $0.value(of: question, weight: \.value.set.units.count) }),
            entry.revision == revision,
            entry.value.set.validUntil.map({ now < $0 }) ?? true
        {
            if entry.holdsAt >= head { return entry.value }
            if try await lastChange(of: subject, store) == entry.last {
                entry.holdsAt = head
                keep(entry, question)
                return entry.value
            }
        }
        let facts = try await facts(about: subject, at: head, store)
        let decision = PersonDecision(actor, facts.value, policy: policy, at: now)
        keep(Entry(value: decision, last: facts.last, revision: revision, holdsAt: facts.holdsAt), question)
        return decision
    }

    /// What is known of a person.
    func known(about subject: Subject, at head: LogPosition, _ store: any ResultStore) async throws -> KnownPerson {
        try await facts(about: subject, at: head, store).value
    }

    private func facts(about subject: Subject, at head: LogPosition, _ store: any ResultStore) async throws
        -> Entry<KnownPerson>
    {
        let revision = register.revision
        if var entry = persons.withLock({ $0.value(of: subject, weight: \.value.record.units.count) }),
            entry.revision == revision
        {
            if entry.holdsAt >= head { return entry }
            if try await lastChange(of: subject, store) == entry.last {
                entry.holdsAt = head
                persons.withLock { $0.keep(entry, for: subject, weight: \.value.record.units.count) }
                return entry
            }
        }
        var record = try await record(of: subject, store)
        let numbers = record.numbers.isEmpty ? [subject.number].compactMap(\.self) : record.numbers
        if try await unite(record, numbers, store) { record = try await self.record(of: subject, store) }
        // Whom the register knows no more is unknown again, and what it opened is closed. Who was erased and is named
        // otherwise than by their number cannot be asked for: what the log has stands.
        let forgotten = record.registerFacts.map { _ in RegisterFacts() }
        let answer = numbers.isEmpty ? record.registerFacts : register.answer(about: numbers) ?? forgotten
        if let key = subject.key, let answer, record.registerFacts != answer {
            try await store.write { try RegisterEntry.enter(answer, about: key, in: $0) }
            record = try await self.record(of: subject, store)
        }
        let known = KnownPerson(record, register: answer)
        // What the log has grown by since is looked at when it is asked about.
        let entry = Entry(value: known, last: record.last, revision: revision, holdsAt: head)
        persons.withLock { $0.keep(entry, for: subject, weight: \.value.record.units.count) }
        return entry
    }

    /// Unites the settings of a person with those they have under other numbers (row A72).
    /// - Returns: whether any were entered
    private func unite(_ record: PersonRecord, _ numbers: [PersonNumber], _ store: any ResultStore) async throws -> Bool
    {
        guard record.person != .nobody, let group = register.group(of: numbers) else { return false }
        var records = [record]
        for number in group where !record.numbers.contains(number) {
            guard let other = try await store.person(number: number), !records.contains(where: { $0.person == other })
            else { continue }
            let found = try await store.facts(of: other)
            if register.isOne(found.numbers, group) { records.append(found) }
        }
        let entries = records.map(\.entries)
        guard records.contains(where: { !PersonUnion.missing($0.entries, entries).isEmpty }) else { return false }
        // What is entered now is the newest that there is of them: it is decided as of then.
        let union = PersonUnion(register: register, feed: FeedDecision(policy: policy, now: .ever))
        return try await store.write { try union.unite(record.person, named: numbers.first, in: $0).count > 1 }
    }

    private func record(of subject: Subject, _ store: any ResultStore) async throws -> PersonRecord {
        guard let key = subject.key else { return .unknown }
        return try await store.facts(of: key)
    }

    private func lastChange(of subject: Subject, _ store: any ResultStore) async throws -> LogPosition {
        guard let key = subject.key else { return PersonRecord.unknown.last }
        return try await store.lastChange(of: key)
    }

    private func keep(_ entry: Entry<PersonDecision>, _ question: Question) {
        decisions.withLock { $0.keep(entry, for: question, weight: \.value.set.units.count) }
    }
}

extension PersonRecord {
    /// Of somebody the store does not know.
    static let unknown = PersonRecord(
        person: .nobody,
        numbers: [],
        units: [],
        versions: [],
        entries: [],
        last: LogPosition(0)
    )

    /// What the register last said of them; nil when it said nothing yet.
    var registerFacts: RegisterFacts? {
        entries.last { $0.kind == .fact }.flatMap { RegisterFactsCoding.decode($0.body) }
    }
}

/// An answer of the population register as an entry of the log (decision 13).
enum RegisterEntry {
    /// Enters it, unless it stands there already.
    static func enter(_ facts: RegisterFacts, about person: PersonKey, in store: any StoreTransaction) throws {
        guard try store.record(of: person).registerFacts != facts else { return }
        _ = try store.enter(.fact, subject: 0, RegisterFactsCoding.encode(facts), about: person)
    }
}
