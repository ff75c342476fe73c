import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages
import TestLane
import Testing

/// What the largest report that is read costs: no step may grow faster than the number of its results.
@Suite(.serialized, .aside)
struct FoldCostTests {
    /// A contribution of our own making; `item` gives the keys of a result and its subtree, its own first.
    fileprivate static func contribution(
        _ minute: Int,
        _ action: Contribution.Action,
        _ items: [(action: Contribution.Action, resources: [LocalResource])]
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
            items: items.map {
                .init(key: $0.resources[0].key, action: $0.action, codeKey: nil, resources: $0.resources)
            }
        )
    }

    fileprivate static func observation(
        _ key: String,
        members: [String] = [],
        memberOf: [String] = [],
        code: String? = nil
    ) -> LocalResource {
        var body: JSONValue = ["resourceType": "Observation", "status": "final", "valueString": "1"]
        if !members.isEmpty {
            body["hasMember"] = .array(members.map { ["reference": .string("urn:svar:\($0)")] })
        }
        if let code { body["code"] = ["coding": [["system": "urn:oid:1.2.3", "code": .string(code)]]] }
        return LocalResource(key: key, type: .observation, body: body, memberOf: memberOf)
    }

    /// Histories that each made some step look through all the others.
    enum Shape: String, CaseIterable, Sendable {
        case flat, resent, cancelled, taken, moved, chain, backwardChain, circle, star, merging

        func history(_ count: Int) -> [Contribution] {
            let flat = (0..<count).map { FoldCostTests.observation("I\($0)") }
            let keys = flat.map(\.key)
            let each = { (action: Contribution.Action, resources: [LocalResource]) in resources.map { (action, [$0]) } }
            let tree = [FoldCostTests.observation("T", members: keys)] + flat
            let linked = { (parent: (Int) -> String?) in
                (0..<count).map { FoldCostTests.observation("I\($0)", memberOf: parent($0).map { [$0] } ?? []) }
            }
            switch self {
            case .flat: return [FoldCostTests.contribution(1, .new, each(.new, flat))]
            case .resent:
                return [
                    FoldCostTests.contribution(1, .new, each(.new, flat)),
                    FoldCostTests.contribution(2, .change, each(.change, flat)),
                ]
            case .cancelled:
                return [
                    FoldCostTests.contribution(1, .new, [(.new, tree)]),
                    FoldCostTests.contribution(2, .change, [(.cancel, tree)]),
                ]
            case .taken:
                return [
                    FoldCostTests.contribution(1, .new, each(.new, flat)),
                    FoldCostTests.contribution(2, .change, [(.new, tree)]),
                ]
            case .moved:
                return [
                    FoldCostTests.contribution(1, .new, [(.new, tree)]),
                    FoldCostTests.contribution(2, .change, each(.new, flat)),
                ]
            case .chain:
                return [FoldCostTests.contribution(1, .new, each(.new, linked { $0 > 0 ? "I\($0 - 1)" : nil }))]
            case .backwardChain: return [FoldCostTests.contribution(1, .new, each(.new, linked { "I\($0 + 1)" }))]
            case .circle: return [FoldCostTests.contribution(1, .new, each(.new, linked { "I\(($0 + 1) % count)" }))]
            case .merging: return [FoldCostTests.contribution(1, .new, each(.new, merging(count / 3)))]
            case .star: return [FoldCostTests.contribution(1, .new, each(.new, linked { $0 > 0 ? "I0" : nil }))]
            }
        }

        /// So many top-level results, merged two and two into one, and as many below that one, each with its own code.
        private func merging(_ count: Int) -> [LocalResource] {
            var result: [LocalResource] = []
            var row = (0..<count).map { "I\($0)" }
            result += row.map { FoldCostTests.observation($0, code: $0) }
            while row.count > 1 {
                var next: [String] = []
                for place in stride(from: 0, to: row.count - 1, by: 2) {
                    next.append("\(row[place])+")
                    result.append(FoldCostTests.observation(next.last!, memberOf: [row[place], row[place + 1]]))
                }
                if row.count % 2 == 1 { next.append(row[row.count - 1]) }
                row = next
            }
            return result
                + (0..<count).map { FoldCostTests.observation("B\($0)", memberOf: row, code: "B\($0)") }
        }
    }

    /// Measured in turn, up to six times, the best of each: others may use the machine.
    @Test(arguments: Shape.allCases)
    func foldingGrowsWithTheNumberOfResults(_ shape: Shape) throws {
        let (small, large) = (shape.history(1_250), shape.history(5_000))
        var (short, long) = (Duration.seconds(600), Duration.seconds(600))
        for round in 0..<6 where round < 2 || long / short >= 12 {
            short = min(short, try ProcessorTime.of { _ = try MappingSupport.fold(small) })
            long = min(long, try ProcessorTime.of { _ = try MappingSupport.fold(large) })
        }
        // Far more than it takes: slow in another way than by growing.
        #expect(long < .seconds(60))
        #expect(long / short < 12, "\(short) for 1 250, \(long) for 5 000")
    }

    @Test func aChainOfReferencesIsLinkedWhole() throws {
        for shape in [Shape.chain, .backwardChain] {
            let unit = try MappingSupport.fold(shape.history(5_000))
            #expect(unit.body("report")?.at("result")?.elements.count == 1)
            #expect(unit.all(.observation).filter { $0.body["hasMember"]?.elements.count == 1 }.count == 4_999)
        }
    }

    @Test func aLongCircleIsOpenedAtOneReference() throws {
        let unit = try MappingSupport.fold(Shape.circle.history(5_000))
        #expect(unit.body("report")?.at("result")?.elements.count == 1)
        #expect(unit.all(.observation).filter { $0.body["hasMember"] != nil }.count == 4_999)
    }

    /// A result with an id and a reference, in the schema's order.
    private func item(_ id: Int, refersTo target: Int?, after: String = "") -> String {
        let reference = target.map { "<RefIdResultItem>\($0)</RefIdResultItem>" } ?? ""
        return MessageText.number(id: "\(id)", after: after)
            .replacing("<StatusInvestigation", with: reference + "<StatusInvestigation", maxReplacements: 1)
    }

    @Test(arguments: [false, true])
    func aMessageWithAsManyResultsAsAreTakenIsMapped(isCircle: Bool) throws {
        let message = { (count: Int) in
            var message = MessageText()
            message.items = (0..<count).map { item($0, refersTo: $0 > 0 ? $0 - 1 : isCircle ? count - 1 : nil) }
                .joined()
            return message
        }
        let (contribution, issues) = try message(5_000).mapped()
        #expect(contribution.items.count == 5_000)
        #expect(issues.filter { $0.code == .referenceUnresolved }.count == (isCircle ? 1 : 0))
    }

    /// Nested ones count; each report counts for itself.
    @Test func moreResultsThanAreTakenAreRefused() throws {
        var message = MessageText()
        let nested = (0..<2_500).map { item($0, refersTo: nil, after: item(10_000 + $0, refersTo: nil)) }.joined()
        message.items = nested
        #expect(try message.read().0.patient?.resultItems.count == 2_500)
        message.items = nested + item(9_999, refersTo: nil)
        let refusal = #expect(throws: MessageRefusal.self) { try message.read() }
        #expect(refusal?.status == .tooLarge)
        #expect(refusal?.issues.map(\.code) == [.tooLarge])
        #expect(refusal?.issues.map(\.path) == ["ServReport[1]"])
        #expect(refusal?.message?.msgId == "M1")
    }

    /// Results above the same others each get their codes, until that would be too much for one unit.
    @Test func topLevelResultsAboveTheSameOthersAreTagged() throws {
        let few = try MappingSupport.fold(Shape.merging.history(90))
        #expect(few.body("I0")?.at("meta.tag")?.elements.count == 31)
        #expect(few.body("I29")?.at("meta.tag")?.elements.count == 31)
        let many = try MappingSupport.fold(Shape.merging.history(5_000))
        let tags = many.all(.observation).compactMap { $0.body.at("meta.tag")?.elements.count }
        #expect(tags.contains(1))
        #expect(tags.reduce(0, +) < 16 * 2 * 5_000)
    }
}
