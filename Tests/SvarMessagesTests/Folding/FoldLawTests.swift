import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages
import TestLane
import Testing

/// Laws of the fold on random histories (decisions 5 and 6), against a slow and obvious reference.
@Suite(.aside)
struct FoldLawTests {
    static let seeds = Array(UInt64(1)...60)

    @Test(arguments: seeds)
    func agreesWithTheReference(seed: UInt64) throws {
        var random = Random(seed: seed)
        let history = History.random(&random)
        let unit = try MappingSupport.fold(history.map(\.contribution))
        #expect(History.shape(unit) == History.reference(history))
        let reachable = Set(unit.resources.map(\.key))
        for observation in unit.all(.observation) {
            for member in observation.body.at("hasMember")?.elements ?? [] {
                let key = String(try #require(member["reference"]?.string).dropFirst("urn:svar:".count))
                #expect(reachable.contains(key))
            }
        }
    }

    @Test(arguments: seeds)
    func arrivalDoesNotMatterForDistinctTimes(seed: UInt64) throws {
        var random = Random(seed: seed)
        let contributions = History.random(&random).map(\.contribution)
        let expected = try MappingSupport.fold(contributions)
        for _ in 0..<5 {
            let unit = try MappingSupport.fold(contributions.shuffled(using: &random))
            #expect(withoutTags(unit) == withoutTags(expected))
            #expect(unit.tags.subtracting([.lateCancellation]) == expected.tags.subtracting([.lateCancellation]))
        }
    }

    /// Whether a cancellation came late is told by arrival, nothing else is.
    private func withoutTags(_ unit: FoldedUnit) -> [LocalResource] {
        unit.resources.map { resource in
            var resource = resource
            if resource.type == .diagnosticReport { resource.body["meta"] = nil }
            return resource
        }
    }

    @Test(arguments: seeds)
    func copiesChangeNothing(seed: UInt64) throws {
        var random = Random(seed: seed)
        let contributions = History.random(&random).map(\.contribution)
        let expected = try MappingSupport.fold(contributions)
        var copies = contributions
        for var copy in contributions where random.chance(2) {
            copy.messageID += " again"
            copies.append(copy)
        }
        let unit = try MappingSupport.fold(copies)
        #expect(withoutTags(unit) == withoutTags(expected))
        #expect(unit.tags == expected.tags)
    }

    @Test(arguments: seeds)
    func whatIsKeptFoldsLikeWhatCame(seed: UInt64) throws {
        var random = Random(seed: seed)
        let contributions = History.random(&random).map(\.contribution)
        let kept = try contributions.map { try #require(Contribution(encoded: $0.encoded)) }
        #expect(try MappingSupport.fold(kept) == MappingSupport.fold(contributions))
    }
}

/// Random contributions with distinct times, each with what it says in plain words.
enum History {
    struct Step {
        var action: Contribution.Action
        /// Top-level id, what is done to it, its value, and how many children it has.
        var items: [(id: String, action: Contribution.Action, value: Int, children: Int)]
        var contribution: Contribution
    }

    static func random(_ random: inout Random) -> [Step] {
        let actions: [Contribution.Action] = [.new, .change, .change, .change, .addition, .history, .cancel]
        let itemActions: [Contribution.Action] = [.new, .change, .addition, .history, .cancel, .cancel]
        var minutes = Array(1...20)
        minutes.shuffle(using: &random)
        return (0..<Int.random(in: 1...8, using: &random)).map { number in
            let action = number == 0 ? .new : actions.randomElement(using: &random)!
            let ids = ["A", "B", "C", "D", "E"].filter { _ in random.chance(2) }
            let items = ids.map { id in
                (
                    id: id, action: action == .cancel ? .cancel : itemActions.randomElement(using: &random)!,
                    value: Int.random(in: 1...99, using: &random), children: Int.random(in: 0...2, using: &random)
                )
            }
            return Step(action: action, items: items, contribution: contribution(minutes[number], action, items))
        }
    }

    private static func contribution(
        _ minute: Int,
        _ action: Contribution.Action,
        _ items: [(id: String, action: Contribution.Action, value: Int, children: Int)]
    ) -> Contribution {
        let report: JSONValue = ["resourceType": "DiagnosticReport", "status": "final"]
        return Contribution(
            order: .init(generated: Int64(minute) * 60_000_000, rank: 5),
            person: PersonNumber(.nationalIdentity, "05898597468")!,
            serviceProvider: [],
            reportID: "R",
            messageID: "M\(minute)",
            reportStatus: "F",
            action: action,
            discipline: "CLIN",
            issueDate: "2024-03-01",
            report: [LocalResource(key: "report", type: .diagnosticReport, body: report)],
            items: items.map { item in
                let keys = [item.id] + (0..<item.children).map { "\(item.id)/\($0)" }
                let members = keys.dropFirst().map { key -> JSONValue in ["reference": .string("urn:svar:\(key)")] }
                let resources = keys.map { key -> LocalResource in
                    var body: JSONValue = [
                        "resourceType": "Observation", "status": item.action == .cancel ? "cancelled" : "final",
                        "valueString": .string("\(item.value)"),
                    ]
                    if key == item.id, !members.isEmpty { body["hasMember"] = .array(members) }
                    return LocalResource(key: key, type: .observation, body: body)
                }
                return .init(key: item.id, action: item.action, codeKey: nil, resources: resources)
            }
        )
    }

    /// Key → value, or "cancelled".
    static func shape(_ unit: FoldedUnit) -> [String: String] {
        var result: [String: String] = [:]
        for observation in unit.all(.observation) {
            result[observation.key] = observation.body.text("valueString") ?? observation.body.text("status")
        }
        return result
    }

    /// Decision 5, word by word.
    static func reference(_ history: [Step]) -> [String: String] {
        var state: [String: [String: String]] = [:]
        for step in history.sorted(by: { $0.contribution.order < $1.contribution.order }) {
            if step.action == .new { state = [:] }
            for item in step.items {
                let keys = [item.id] + (0..<item.children).map { "\(item.id)/\($0)" }
                let cancelled = { (keys: [String]) in Dictionary(uniqueKeysWithValues: keys.map { ($0, "cancelled") }) }
                switch item.action {
                case .new, .change, .addition:
                    state[item.id] = Dictionary(uniqueKeysWithValues: keys.map { ($0, "\(item.value)") })
                case .history:
                    if state[item.id] == nil {
                        state[item.id] = Dictionary(uniqueKeysWithValues: keys.map { ($0, "\(item.value)") })
                    }
                case .cancel:
                    state[item.id] = cancelled(state[item.id].map { Array($0.keys) } ?? keys)
                }
            }
            if step.action == .cancel { state = state.mapValues { $0.mapValues { _ in "cancelled" } } }
        }
        return state.values.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }
}
