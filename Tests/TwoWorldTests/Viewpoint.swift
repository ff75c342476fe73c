import SvarAccess
import SvarDomain
import SvarStore
import SvarSynthetic
import SvarTesting

/// Who looks, at whom, and what they may see of it: said by the reference of the rules and by what the history knows,
/// never by the product.
struct Viewpoint {
    let history: WorldHistory
    let actor: String
    /// About whom, by place.
    let person: Int
    /// Whether the other persons are left out of the lesser world too.
    let isFocused: Bool

    /// The versions of a unit that are shown: how many, from the first; nil when it is hidden.
    func shown(_ unit: WorldUnit) -> Int? {
        if actor.hasPrefix("producer") {
            return actor == WorldHistory.producer(unit.organisation) ? unit.arrivals.count : nil
        }
        if isFocused, unit.person != person { return nil }
        if actor.hasPrefix("citizen"), unit.person != person { return nil }
        return unit.isHeld ? nil : unit.arrivals.count
    }

    /// The steps of the world in which what is hidden never happened.
    var lesserSteps: [WorldStep] {
        let shown = history.units.mapValues { self.shown($0) }
        let seen = Set(history.units.values.filter { (shown[$0.name] ?? nil) != nil }.map(\.person))
        return history.steps.filter { step in
            guard let name = step.unit else { return true }
            if let unit = history.units[name] {
                guard let count = shown[name] ?? nil else { return false }
                if let arrival = step.arrival { return arrival < count }
                return unit.deletedAt != nil
            }
            // The introduction of a person stays while something of theirs is shown, or who asks is or made them.
            guard let place = step.person else { return true }
            if actor.hasPrefix("producer") { return actor == WorldHistory.producer(history.introducer) }
            return seen.contains(place) || actor == Cast.citizen(place)
        }
    }

    /// Whether anything is left out.
    var hides: Bool { lesserSteps.count < history.steps.count }
}
