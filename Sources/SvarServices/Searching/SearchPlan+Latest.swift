import SvarDomain
import SvarFHIR
import SvarSearch

extension SearchPlan {
    /// `Observation/$lastn` (http://hl7.org/fhir/R4/observation-operation-lastn.html): the latest `max` (1) of each code.
    /// Takes every parameter of a search for Observations beside.
    init(lastn search: SearchInteraction, _ begun: ServerTime) throws {
        let maximums = search.parameters.filter { $0.name == "max" }
        guard maximums.count <= 1 else { throw Refusal(.invalid, .invalid, "max: give it once.") }
        let maximum = maximums.first.map { Int($0.value) } ?? 1
        guard let maximum, (1...Self.mostOfOneCode).contains(maximum) else {
            throw Refusal(.invalid, .value, "max: a number from 1 to \(Self.mostOfOneCode).")
        }
        try self.init(search, [.observation], search.parameters.filter { $0.name != "max" }, begun)
        guard request.sort.isEmpty else {
            throw Refusal(.invalid, .notSupported, "$lastn has an order of its own and does not take _sort.")
        }
        choice = .latest(maximum)
        if !search.isPosted { shown += maximums.map { ($0.name, $0.value) } }
    }

    static let mostOfOneCode = 1_000
}
