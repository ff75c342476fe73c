import SvarAccess
import SvarDomain
import SvarStore
import SvarSynthetic
import SvarTesting

/// Who looks, at whom, and what they may see of it: said by the reference of the rules and by what the history knows,
/// never by the product.
struct Viewpoint: Sendable {
    /// The history, with what was read of dates and codes of its units.
    var history: WorldHistory
    let actor: Actor
    /// About whom, by place.
    let person: Int
    /// Whether the other persons are left out of the lesser world too.
    let isFocused: Bool
    var policy: AccessPolicy { history.policy }

    /// Who asks.
    enum Actor: Hashable, Sendable {
        case personnel(AccessBasis)
        /// A citizen by place: about themselves, or for the person they hold a mandate for.
        case citizen(Int)
        case producer(String)
        case replica

        /// How requests name them.
        var name: String {
            switch self {
            case .personnel: Cast.personnel
            case .citizen(let place): Cast.citizen(place)
            case .producer(let organisation): WorldHistory.producer(organisation)
            case .replica: Cast.replica
            }
        }
    }

    /// Whether the worlds are of use: what a replica once had and lost is told to it, so it must never have had it.
    var isSound: Bool {
        guard actor == .replica else { return true }
        return history.units.values.allSatisfy { unit in
            if shown(unit) != nil { return true }
            let times = history.steps.map(\.at).filter { $0 >= unit.arrivals[0].received.microseconds }
            return times.allSatisfy { time in
                let answer = AccessReference.answer(
                    AccessSituation(
                        actor: .replicaFeed,
                        person: history.facts(of: unit.person),
                        unit: history.facts(of: unit),
                        policy: policy,
                        at: ServerTime(microseconds: time)
                    )
                )
                return !answer.verdict.shows
            }
        }
    }

    /// The versions of a unit that are shown: how many, from the first; nil when it is hidden.
    func shown(_ unit: WorldUnit) -> Int? {
        if case .producer(let organisation) = actor {
            // After a reservation as if never sent.
            if history.settings.values.contains(where: { $0.person == unit.person && $0.kind == .storageReservation }) {
                return nil
            }
            return organisation == unit.organisation ? unit.arrivals.count : nil
        }
        guard let actor = toward(unit.person) else { return nil }
        // Whoever holds a mandate for others may name them too.
        if isFocused, unit.person != person, !actor.isCitizenSide { return nil }
        func count(at time: Int64) -> Int? {
            let answer = AccessReference.answer(
                AccessSituation(
                    actor: actor,
                    person: history.facts(of: unit.person),
                    unit: history.facts(of: unit),
                    policy: policy,
                    at: ServerTime(microseconds: time)
                )
            )
            return answer.verdict.shows ? answer.version.map { $0 + 1 } : nil
        }
        guard let now = count(at: history.end) else { return nil }
        // What was deleted before it could be seen is not told of; what others closed when it was is told to whom it is not
        // closed any more.
        if let deleted = unit.deletedAt {
            return actor.isCitizenSide && count(at: deleted) == nil ? nil : unit.arrivals.count
        }
        return actor.isCitizenSide ? now : unit.arrivals.count
    }

    /// As the rules know them.
    private func toward(_ place: Int) -> AccessActor? {
        switch actor {
        case .personnel(let basis):
            return .personnel(
                Personnel(hpr: Cast.hpr, organisation: Organisation(WorldHistory.organisations[3]), basis: basis)
            )
        case .replica: return .replicaFeed
        case .citizen(let own):
            if own == place { return .citizen }
            guard let held = history.register[place].mandates.first(where: { $0.holder == own }) else {
                return nil
            }
            let holder = PersonKey(Int64(own) + 1)
            switch held.kind {
            case .parent: return .parent(holder)
            case .guardian: return .guardian(holder)
            case .proxy: return .proxy(holder)
            }
        case .producer: return nil
        }
    }

    /// The steps of the world in which what is hidden never happened.
    var lesserSteps: [WorldStep] {
        let shown = history.units.mapValues { self.shown($0) }
        var kept = Set(history.units.values.filter { (shown[$0.name] ?? nil) != nil }.map(\.person))
        kept.formUnion(history.settings.values.map(\.person))
        kept.formUnion(history.asking)
        if case .citizen(let own) = actor { kept.formUnion([own, person]) }
        if history.hasReplica { kept.formUnion(history.persons.indices) }
        return history.steps.filter { step in
            guard let name = step.unit else { return true }
            if let unit = history.units[name] {
                guard let count = shown[name] ?? nil else { return false }
                if let arrival = step.arrival { return arrival < count }
                return unit.deletedAt != nil
            }
            // The introduction of a person stays while something of theirs is shown or set, or who asks is them.
            guard let place = step.person else { return true }
            if case .producer(let organisation) = actor {
                return organisation == history.introducer || hasSettings(place) || history.hasReplica
            }
            return kept.contains(place)
        }
    }

    private func hasSettings(_ place: Int) -> Bool {
        history.asking.contains(place) || history.settings.values.contains { $0.person == place }
    }

    /// Why each unit of the person is shown or not, for the one who reads of a difference.
    var explanation: String {
        history.units.values.filter { $0.person == person }.sorted { $0.name < $1.name }.map { unit in
            var text = "  \(unit.name) (\(unit.arrivals.map { "\($0.state)" }.joined(separator: ", "))"
            text += unit.isHeld ? ", held)" : unit.deletedAt == nil ? ")" : ", deleted)"
            text += " \(unit.discipline.rawValue): \(shown(unit).map { "\($0) shown" } ?? "hidden")"
            guard let actor = toward(person) else { return text }
            let situation = AccessSituation(
                actor: actor,
                person: history.facts(of: person),
                unit: history.facts(of: unit),
                policy: policy,
                at: ServerTime(microseconds: history.end)
            )
            return text + " by \(AccessReference.judged(situation).rows)"
        }.joined(separator: "\n")
    }

    /// Whether anything is left out.
    var hides: Bool { lesserSteps.count < history.steps.count }
}

extension WorldHistory {
    /// For the oracle: a unit as the rules are told.
    func facts(of unit: WorldUnit) -> UnitFacts {
        UnitFacts(
            key: key(unit.name),
            producer: Producer(unit.organisation),
            span: unit.span,
            codes: unit.codes,
            isHeld: unit.isHeld,
            versions: VersionFacts.history(unit.arrivals)
        )
    }
}
