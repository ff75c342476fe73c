import SvarAccess
import SvarDomain
import SvarSynthetic
import SvarTesting
import TestLane
import Testing

/// The gate refuses just what rows A08 to A12, A75 and A76 refuse, and a bad basis before all else.
@Suite(.aside)
struct GateOracleTests {
    static let ids = ["A08", "A09", "A10", "A11", "A12", "A75", "A76"]

    @Test func theGateRefusesByTheRowsAndNothingElse() {
        var random = SeededGenerator(seed: 5)
        var hits: [String: Int] = [:]
        var passed = 0
        for _ in 0..<20_000 {
            let now = ServerTime(microseconds: 1_767_225_600_000_000 + Int64(random.integer(0...1_000_000)))
            let request = Self.request(&random, now)
            let settings = AccessGate.Settings(skewSeconds: random.pick([0, 60]))
            let rows = AccessReference.gate(request, settings: settings, now: now)
            for id in Set(rows.map(\.id)) { hits[id, default: 0] += 1 }
            switch AccessGate.check(request, settings: settings, now: now) {
            case .passed(let basis):
                passed += 1
                #expect(rows.isEmpty && basis.rawValue == request.basis, "passed by \(rows.map(\.id)): \(request)")
            case .refused(let refusal):
                let strictest = rows.map(\.verdict).max()
                let reasons = rows.filter { $0.verdict == strictest }.flatMap { $0.refusals }
                #expect(reasons.contains(refusal), "\(refusal) for \(rows.map(\.id)): \(request)")
                #expect(refusal.verdict == strictest)
            }
        }
        #expect(passed > 500)
        for id in Self.ids { #expect(hits[id, default: 0] > 500, "row \(id)") }
    }

    /// Mostly in order, with a fault or two.
    private static func request(_ random: inout SeededGenerator, _ now: ServerTime) -> AccessGate.Request {
        func fault(_ random: inout SeededGenerator) -> Bool { random.oneIn(9) }
        let hour: Int64 = 3_600_000_000
        let edges: [Int64] = [0, hour - 1, hour, hour + 1, 2 * hour, -1, -60_000_000, -60_000_001, -hour]
        let age = fault(&random) || random.oneIn(3) ? random.pick(edges) : 1_000_000
        let relationship = CareRelationship(
            purpose: random.pick(CarePurpose.allCases),
            isAboutThePerson: !fault(&random),
            hasServiceOrDetails: !fault(&random)
        )
        let attestation = AccessGate.Attestation(
            at: ServerTime(microseconds: now.microseconds - age),
            isOfTheUser: !fault(&random),
            careRelationship: fault(&random) ? nil : relationship
        )
        let bases: [String?] = [nil, "", "unntak", "NORMAL", "0"]
        return AccessGate.Request(
            securityLevel: fault(&random) ? random.pick([nil, 0, 3]) : 4,
            hpr: fault(&random) ? nil : HPRNumber(9_000_001),
            basis: fault(&random) ? random.pick(bases) : random.pick(AccessBasis.allCases).rawValue,
            needsAttestation: random.oneIn(2),
            attestation: fault(&random) ? nil : attestation,
            role: fault(&random) ? random.pick(["VE", "XX", "FB"]) : random.pick(["LE", "SP"]),
            tokenRoles: fault(&random) ? ["SP"] : ["LE", "SP", "VE"]
        )
    }
}
