import HTTPTypes
import SvarAccess
import SvarFHIR
import SvarSynthetic

extension ProbeMaker {
    /// What replicas ask. Tokens and names of persons come from what the world at hand has answered: `{{token}}`,
    /// `{{early}}`, `{{late}}`, `{{manifest}}`, `{{p0}}`.
    mutating func syncing(_ kind: ProbeKind) -> [Ask] {
        let all = "/v1/sync/replicas"
        let own = "\(all)/{{replica}}"
        let json = ("content-type", "application/json")
        switch kind {
        case .delta:
            return [
                Ask(.get, "\(own)/delta?limit=\(random.integer(1...3))"), Ask(.get, "\(own)/delta?token={{early}}"),
                Ask(.get, "\(own)/delta?token={{late}}"),
                Ask(.get, "\(own)/delta"), Ask(.get, "\(own)/delta?token={{token}}"),
            ]
        case .poke:
            return ["token", "early", "late"].map { Ask(.get, "\(own)/poke?wait=0&token={{\($0)}}") }
        case .manifest: return [Ask(.get, "\(own)/manifest")]
        case .reconcile:
            return [
                Ask(.get, "\(own)/manifest"),
                Ask(.post, "\(own)/reconcile", [json], body: #"{"token":"{{manifest}}","persons":["{{p0}}"]}"#),
            ]
        case .replicaScope: return [Ask(.get, "\(own)/scope")]
        case .replicaFacts: return [Ask(.get, own), Ask(.get, "\(all)/aaaaaaaaaaaaaaaaaaaaaaaaa")]
        case .enrol: return [Ask(.post, all, [json], body: #"{"schema":1}"#)]
        case .setReplicaScope:
            return [Ask(.put, "\(own)/scope", [json], body: WorldHistory.scope(history, [person], at: history.end))]
        case .changeReplicaScope:
            let set = WorldHistory.scope(history, [person], at: history.end).replacing("persons", with: "set")
            return [
                Ask(.post, "\(own)/scope", [json], body: set),
                Ask(.post, "\(own)/scope", [json], body: #"{"end":["{{p0}}"]}"#),
            ]
        case .setProfessionals:
            let numbers = random.oneIn(3) ? "" : #""\#(Cast.hpr.rawValue)","1""#
            return [
                Ask(.put, "\(own)/professionals", [json], body: #"{"professionals":[\#(numbers)]}"#),
                Ask(.get, "\(own)/delta?token={{token}}"), Ask(.get, own),
            ]
        default: return [Ask(.delete, own)]
        }
    }
}
