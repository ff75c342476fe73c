import SvarAccess
import SvarDomain
import Testing

/// The rows about what a request of personnel must bring.
@Suite struct GateTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let id: String
        let answer: AccessGate.Result
        let change: @Sendable (inout AccessGate.Request) -> Void
        init(
            _ id: String,
            _ answer: AccessGate.Result,
            _ change: @escaping @Sendable (inout AccessGate.Request) -> Void
        ) {
            self.id = id
            self.answer = answer
            self.change = change
        }
        var testDescription: String { id }
    }

    static let plain = AccessGate.Request(
        securityLevel: 4,
        hpr: HPRNumber(9_000_001),
        basis: "SAMTYKKE",
        needsAttestation: true,
        attestation: AccessGate.Attestation(
            at: noon.plus(-600_000_000),
            isOfTheUser: true,
            careRelationship: CareRelationship(purpose: .treatment)
        ),
        role: "LE",
        tokenRoles: ["LE", "VE"]
    )
    private static let hour: Int64 = 3_600_000_000

    static let rows: [Row] = [
        Row("A08", .refused(.basis)) { $0.basis = nil },
        Row("A08", .refused(.basis)) { $0.basis = "" },
        Row("A08", .refused(.basis)) { $0.basis = "samtykke" },
        Row("A08", .refused(.basis)) {
            $0.basis = "1"
            $0.hpr = nil
        },
        Row("A09", .refused(.securityLevel)) { $0.securityLevel = 3 },
        Row("A09", .refused(.securityLevel)) { $0.securityLevel = nil },
        Row("A09", .refused(.hpr)) { $0.hpr = nil },
        Row("A10", .refused(.attestationMissing)) { $0.attestation = nil },
        Row("A11", .refused(.attestationExpired)) { $0.attestation?.at = noon.plus(-hour - 1) },
        Row("A11", .refused(.attestationExpired)) { $0.attestation?.at = ServerTime(microseconds: .min) },
        Row("A11", .passed(.consent)) { $0.attestation?.at = noon.plus(-hour) },
        Row("P34", .refused(.attestationNotYet)) { $0.attestation?.at = noon.plus(60_000_001) },
        Row("P34", .passed(.consent)) { $0.attestation?.at = noon.plus(60_000_000) },
        Row("A12", .refused(.attestationSubject)) { $0.attestation?.isOfTheUser = false },
        Row("A75", .refused(.role)) { $0.role = "SP" },
        Row("A75", .refused(.role)) { $0.role = "VE" },
        Row("A75", .refused(.role)) {
            $0.role = nil
            $0.tokenRoles = ["VE"]
        },
        Row("A75", .passed(.consent)) { $0.role = nil },
        Row("A76", .refused(.careRelationship)) { $0.attestation?.careRelationship = nil },
        Row("A76", .refused(.careRelationship)) { $0.attestation?.careRelationship?.isAboutThePerson = false },
        Row("A76", .refused(.careRelationship)) { $0.attestation?.careRelationship?.hasServiceOrDetails = false },
        Row("A76", .refused(.careRelationship)) {
            $0.needsAttestation = false
            $0.attestation = nil
            $0.basis = "AKUTT"
        },
        Row("P33", .refused(.careRelationship)) { $0.attestation?.careRelationship?.purpose = .breakTheGlass },
        Row("P33", .passed(.elevatedEmergency)) {
            $0.attestation?.careRelationship?.purpose = .breakTheGlass
            $0.basis = "FORHOYET_AKUTT"
        },
        Row("A05", .passed(.exempt)) {
            $0.basis = "UNNTAK"
            $0.attestation?.careRelationship = nil
        },
        Row("A06", .passed(.consent)) { _ in },
    ]

    @Test(arguments: rows) func everyRowHasItsAnswer(_ row: Row) {
        var request = Self.plain
        row.change(&request)
        #expect(AccessGate.check(request, now: noon) == row.answer)
    }

    @Test func onlyAnUnusableBasisIsABadRequest() {
        for refusal in AccessGate.Refusal.allCases {
            #expect(refusal.verdict == (refusal == .basis ? .deny400 : .deny403))
        }
    }
}
