import SvarDomain
import SvarSearch
import SvarStore
import Synchronization

/// Persons that were asked for by name. Only found ones are kept: a name that stands for a person does so for good, while
/// one that stands for nobody may be given to somebody by the next write. Bounded.
final class KnownPersons: Sendable {
    private let persons: Mutex<Generations<PersonName, PersonKey>>

    /// - Parameter maximumCount: most names of one generation.
    init(maximumCount: Int = 20_000) { persons = Mutex(Generations(maximumCount: maximumCount)) }

    /// The person a name stands for.
    func person(_ name: PersonName, _ store: any ResultStore) async throws -> PersonKey? {
        if let known = persons.withLock({ $0.value(of: name) }) { return known }
        let found: PersonKey? =
            switch name {
            case .patient(let id): try await store.person(patient: id)
            case .number(let number): try await store.person(number: number)
            }
        if let found { persons.withLock { $0.keep(found, for: name) } }
        return found
    }
}
