import SvarFHIR
import SvarSearch
import SvarStore

/// Which searches a caller may make, beside what their scope lets them find.
enum SearchRules {
    /// What is about one person by its nature names them, whoever asks.
    /// - Throws: `Refusal` invalid.
    static func checkPerson(_ kind: SearchInteraction.Kind, _ plan: SearchPlan, _ caller: Caller) throws {
        if caller.isCitizen || caller.person != nil { return }
        switch kind {
        case .national: throw Refusal.personRequired
        case .lastn where plan.persons.isEmpty: throw Refusal.personRequired
        case .lastn, .type, .system, .compartment, .everything: return
        }
    }

    /// - Throws: `Refusal` invalid.
    static func check(_ plan: SearchPlan, _ admission: Admission) throws {
        switch admission.scope {
        case .everything: return
        case .ownedBy:
            guard !isOf(plan, [.conformance]), !admission.isAboutOne, plan.persons.isEmpty else { return }
            let narrows = ["_id", "identifier"]
            guard !plan.request.used.contains(where: { narrows.contains($0.name) }) else { return }
            throw Refusal(.invalid, .tooCostly, "A producer's search names a person, an _id or an identifier.")
        case .units:
            guard isOf(plan, [.directory]), directoryIDs(plan, admission) == nil else { return }
            throw Refusal(
                .invalid,
                .notSupported,
                "The directory is not listed: its entries are read by id, searched by _id alone, or included."
            )
        }
    }

    /// The ids of a search in the directory by someone who may not list it; nil for every other search.
    static func directoryIDs(_ plan: SearchPlan, _ admission: Admission) -> [String]? {
        guard case .units = admission.scope, isOf(plan, [.directory]) else { return nil }
        // Parameters of the result do not choose.
        let shaping: Set = ["_count", "_summary", "_elements", "_total", "_sort", "_type"]
        let choosing = plan.request.used.filter { !shaping.contains($0.name) && !$0.name.hasPrefix("_include") }
        guard choosing.count == 1, choosing[0].name == "_id" else { return nil }
        return choosing[0].value.split(separator: ",").map(String.init).uniqued
    }

    /// Whether the person of the field `person-id` narrows the search by itself: not where the scope is that person's
    /// already, nor among types that no person has.
    static func limitsToPerson(_ plan: SearchPlan, _ admission: Admission) -> Bool {
        if case .units = admission.scope { return false }
        return !isOf(plan, [.directory, .conformance])
    }

    private static func isOf(_ plan: SearchPlan, _ classes: Set<HostedType.Class>) -> Bool {
        plan.request.types.allSatisfy { classes.contains($0.typeClass) }
    }
}
