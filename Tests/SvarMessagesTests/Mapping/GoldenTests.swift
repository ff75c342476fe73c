import Foundation
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages
import TestLane
import Testing

/// What becomes of the 64 public messages, as a text a person can read: without names and content, keyed by the first
/// twelve hex digits of each file's SHA-256. `SVAR_UPDATE_GOLDENS=1 swift test --filter GoldenTests` writes it anew.
@Suite(.enabled(if: PublicMessages.isPresent, "skipped: shared/data is absent"), .aside)
struct GoldenTests {
    @Test func messagesMapAsWrittenDown() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Goldens/messages.txt")
        let text = Self.text(PublicMessageMappingTests.mapped.sorted { $0.digest < $1.digest })
        if ProcessInfo.processInfo.environment["SVAR_UPDATE_GOLDENS"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        let lines = golden.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, pair) in zip(lines, text.split(separator: "\n", omittingEmptySubsequences: false)).enumerated() {
            #expect(pair.0 == pair.1, "line \(number + 1)")
        }
        #expect(golden.utf8.count == text.utf8.count)
    }

    private static func text(_ messages: [PublicMapping]) -> String {
        var lines = [
            "# Each message alone, in the test environment.",
            "# digest, outcome, MsgDescr, 7306/7309, DiagnosticReport.status, observations active+cancelled, top results",
            "",
        ]
        for message in messages { lines += alone(message) }
        lines += [
            "", "# All of them in digest order, grouped by report id and person; each unit under its first message.",
            "# contribution: digest, effects on arrival; then the unit's state", "",
        ]
        let mapped = messages.filter { $0.contribution != nil }
        let groups = Dictionary(grouping: mapped) { message in
            let contribution = message.contribution!
            return [contribution.reportID ?? contribution.messageID, contribution.person.value]
        }
        for group in groups.values.sorted(by: { $0[0].digest < $1[0].digest }) { lines += together(group) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func alone(_ message: PublicMapping) -> [String] {
        let warnings = counted(message.issues.map(\.code.rawValue))
        guard let contribution = message.contribution, let unit = message.unit else {
            return ["\(message.digest)  refused  \(warnings)"]
        }
        let outcome = message.issues.isEmpty ? "accepted" : "accepted-with-warnings"
        return [
            "\(message.digest)  \(outcome)  \(contribution.discipline) \(state(unit))",
            "    disciplines \(counted(unit.all(.observation).compactMap { $0.body.text("category[0].coding[0].code") }))",
            "    units \(counted(units(unit)))",
            "    \(counted(unit.resources.map(\.type.rawValue)))",
            "    warnings \(warnings)",
        ]
    }

    private static func together(_ group: [PublicMapping]) -> [String] {
        var lines = ["unit \(group[0].digest)"]
        let arrived = MappingSupport.arrived(group.compactMap(\.contribution))
        for (place, message) in group.enumerated() {
            let own = message.contribution!
            let isCopy = group[..<place].contains { Fold.sameContent($0.contribution!, own) }
            let known = Array(arrived.prefix(place + 1))
            let effects = isCopy ? "nothing new" : counted(Fold.effects(of: place + 1, in: known).map(\.code.rawValue))
            lines.append("    \(message.digest)  \(effects)")
        }
        if let unit = Fold.fold(arrived) {
            let tags = unit.tags.map(\.rawValue).sorted().joined(separator: " ")
            lines.append("    = \(state(unit))\(tags.isEmpty ? "" : "  tags \(tags)")")
        }
        return lines
    }

    private static func state(_ unit: FoldedUnit) -> String {
        let report = unit.body("report")
        let results = report?.at("result")?.elements.count ?? 0
        let counts = "\(unit.counts[0])+\(unit.counts[1])"
        let forms = report?.at("presentedForm")?.elements.count ?? 0
        let pair = "\(unit.reportStatus)/\(unit.action.rawValue)"
        return "\(pair) \(report?.text("status") ?? "-")  observations \(counts)  top \(results)  documents \(forms)"
    }

    /// UCUM codes, and `no code` for quantities whose unit is not in the table.
    private static func units(_ unit: FoldedUnit) -> [String] {
        unit.all(.observation).compactMap { observation in
            observation.body.at("valueQuantity").map { $0.text("code") ?? "no code" }
        }
    }

    private static func counted(_ words: [String]) -> String {
        if words.isEmpty { return "none" }
        let counts = Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +)
        return counts.keys.sorted().map { counts[$0] == 1 ? $0 : "\($0) ×\(counts[$0]!)" }.joined(separator: ", ")
    }
}
