import Foundation
import SvarAccess
import SvarDomain
import SvarTesting
import TestLane
import Testing

/// Random questions: the rules and the reference answer the same.
///
/// `SVAR_LONG=1` asks 100 000 instead of 5 000; `SVAR_SEED=n` asks those of that seed alone.
@Suite(.aside)
struct AccessOracleTests {
    /// Questions of one seed.
    static let questionsASeed = 100

    static let isLong = ProcessInfo.processInfo.environment["SVAR_LONG"] == "1"
    static let oneSeed = ProcessInfo.processInfo.environment["SVAR_SEED"].flatMap { UInt64($0) }

    static let seeds: [UInt64] =
        oneSeed.map { [$0] } ?? (0..<(isLong ? 100_000 : 5_000) / questionsASeed).map { UInt64($0) }

    /// Each row that decides about a unit is met at least this often in the long run.
    static let leastHits = 50

    @Test func theRulesAnswerAsTheReference() {
        var tally = OracleTally()
        for seed in Self.seeds {
            var random = RandomSituations(seed: seed)
            for place in 0..<Self.questionsASeed {
                let situation = random.next()
                guard let difference = OracleDifference.find(situation, &tally) else { continue }
                tally.differences += 1
                guard tally.shown.insert(difference.about).inserted else { continue }
                let least = difference.shrunk()
                Issue.record("seed \(seed) question \(place): \(least.text)")
            }
        }
        print(tally.text)
        #expect(tally.differences == 0)
        guard Self.isLong, Self.oneSeed == nil else { return }
        for row in Self.rows { #expect(tally.hits[row, default: 0] >= Self.leastHits, "row \(row)") }
    }

    /// The rows that answer whether an actor sees a unit. The others are asked elsewhere: intake (A01–A03), settings
    /// (A04, A27–A29), the gate (A08–A12, A75, A76, below), the log (A64, A65), the replica's own file (A66, A67), its
    /// enrolment (R01, R02), what the register unites before facts are made (A72), and a statement (A25).
    static let rows =
        [
            "A05", "A06", "A07", "A13", "A14", "A15", "A16", "A17", "A18", "A19", "A20", "A21", "A22", "A23", "A24",
            "A26", "A30", "A31", "A32", "A33", "A34", "A35", "A36", "A37", "A38", "A39", "A40", "A41", "A42", "A43",
        ] + [
            "A44", "A45", "A46", "A47", "A48", "A49", "A50", "A51", "A52", "A53", "A54", "A55", "A56", "A57", "A58",
            "A59",
            "A60", "A61", "A62", "A63", "A68", "A69", "A70", "A71", "A73", "A74", "A77", "A78", "A79", "A80", "A81",
            "R03", "R04", "R05",
        ]
}

/// What the questions met.
struct OracleTally {
    var hits: [String: Int] = [:]
    var verdicts: [String: Int] = [:]
    var differences = 0
    /// Kinds of differences that have been told once.
    var shown: Set<String> = []
    var questions = 0
    /// How often `validUntil` was the very instant of the reference's next change, and how often only earlier.
    var (exact, early) = (0, 0)

    mutating func count(_ answer: AccessReference.Answer, _ rows: [String]) {
        questions += 1
        verdicts[answer.verdict.name, default: 0] += 1
        for row in Set(rows) { hits[row, default: 0] += 1 }
    }

    var text: String {
        let rows = hits.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        let kinds = verdicts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        return """
            \(questions) questions, \(differences) differences; \(kinds)
            validUntil exact \(exact), earlier than needed \(early)
            \(rows)
            """
    }
}
