import SvarAccess
import SvarDomain
import SvarFHIR
import SvarSearch
import SvarServices
import SvarSynthetic
import SvarTesting
import Testing

/// What personnel must bring (rows A08 to A12, A75, A76; decision 13): from the claims of a token to the gate's answer.
struct CallerGateTests {
    private static let now = ServerTime(microseconds: 1_800_000_000_000_000)
    private static let hour: Int64 = 3_600_000_000
    private static let person = SyntheticPerson(index: 1, seed: 5).number
    private static let other = SyntheticPerson(index: 2, seed: 5).number

    /// A professional who attests TREAT now, with changes.
    private static func caller(
        _ basis: AccessBasis? = .consent,
        purpose: CarePurpose? = .treatment,
        attestedAt: ServerTime? = now,
        _ change: (inout CallerCredentials.Facts) -> Void = { _ in }
    ) -> Caller {
        var caller = Caller.personnel(
            basis: basis,
            purpose: purpose,
            attestedAt: attestedAt,
            about: .number(person)
        )
        if var facts = caller.credentials?.facts {
            change(&facts)
            caller.credentials = CallerCredentials(facts)
        }
        caller.needsAttestation = true
        return caller
    }

    private static func refusal(_ caller: Caller) -> Refusal? {
        do throws(Refusal) {
            _ = try caller.gate(now: now)
            return nil
        } catch {
            return error
        }
    }

    private static func code(_ caller: Caller) -> String? {
        refusal(caller)?.issues.first.map { String($0.text.prefix { $0 != ":" }) }
    }

    @Test(arguments: AccessBasis.allCases) func whoBringsEverythingIsLetInOnTheirBasis(_ basis: AccessBasis) throws {
        #expect(try Self.caller(basis).gate(now: Self.now) == basis)
    }

    @Test func withoutABasisTheRequestIsWrong() {
        let refusal = Self.refusal(Self.caller(nil))
        #expect(refusal?.kind == .invalid)
        #expect(refusal?.kind.statusCode == 400)
        #expect(Self.code(Self.caller(nil)) == "access-basis")
        // Before everything that would be 403.
        #expect(Self.code(Self.caller(nil, attestedAt: nil) { $0.securityLevel = 3 }) == "access-basis")
    }

    @Test func whatTheTokenMustSay() {
        typealias Change = (inout CallerCredentials.Facts) -> Void
        let rows: [(Change, String?)] = [
            ({ _ in }, nil),
            // A09
            ({ $0.securityLevel = 3 }, "security-level"), ({ $0.securityLevel = nil }, "security-level"),
            ({ $0.personnelNumber = nil }, "hpr-number"), ({ $0.personnelNumber = "0" }, "hpr-number"),
            // A10
            ({ $0.attestation = nil }, "attestation-missing"),
            // A11: sixty minutes are not too old, and what does not say is.
            ({ $0.attestation?.attestedAt = Self.now.microseconds - Self.hour }, nil),
            ({ $0.attestation?.attestedAt = Self.now.microseconds - Self.hour - 1 }, "attestation_has_expired"),
            ({ $0.attestation?.attestedAt = nil }, "attestation_has_expired"),
            ({ $0.attestation?.attestedAt = .min }, "attestation_has_expired"),
            ({ $0.attestation?.attestedAt = Self.now.microseconds + 60_000_000 }, nil),
            ({ $0.attestation?.attestedAt = Self.now.microseconds + 60_000_001 }, "attestation-not-yet-valid"),
            // A12
            ({ $0.attestation?.practitioner = Self.other.value }, "attestation-subject"),
            (
                {
                    $0.attestation?.practitioner = Self.other.value
                    $0.person = Self.other
                }, nil
            ),
            ({ $0.attestation?.personnelNumber = "9144889" }, nil),
            ({ $0.attestation?.personnelNumber = "009144889" }, nil),
            ({ $0.attestation?.personnelNumber = "9144897" }, "attestation-subject"),
            // A75: veterinarians treat no people.
            (
                {
                    $0.professions = ["VE"]
                    $0.attestation?.authorization?.code = "VE"
                }, "role"
            ),
            (
                {
                    $0.professions = []
                    $0.attestation?.authorization = nil
                }, "role"
            ),
            // A76 and ATT-43
            ({ $0.attestation?.care = nil }, "care-relationship"),
            ({ $0.attestation?.care?.purpose = nil }, "care-relationship"),
            ({ $0.attestation?.care?.service = nil }, "care-relationship"),
            (
                {
                    $0.attestation?.care?.service = nil
                    $0.attestation?.care?.purposeDetails = Attestation.Code(system: nil, code: "EKSTSVAR", text: nil)
                }, nil
            ),
            // About another patient than the one it names.
            ({ $0.attestation?.patients = [.init(number: Self.person.value, pointOfCare: nil, department: nil)] }, nil),
            (
                { $0.attestation?.patients = [.init(number: Self.other.value, pointOfCare: nil, department: nil)] },
                "care-relationship"
            ),
            ({ $0.attestation?.patients = [.init(pointOfCare: nil, department: nil)] }, nil),
        ]
        for (index, (change, code)) in rows.enumerated() {
            let caller = Self.caller(.consent, change)
            #expect(Self.code(caller) == code, "row \(index)")
            if code != nil { #expect(Self.refusal(caller)?.kind == .forbidden, "row \(index)") }
        }
    }

    /// Row A76, rule P33.
    @Test(
        arguments: [
            (.exempt, [nil, .treatment, .emergencyTreatment, .coordination, .breakTheGlass]),
            (.consent, [.treatment, .coordination]), (.elevatedConsent, [.treatment, .coordination]),
            (.emergency, [.treatment, .emergencyTreatment, .breakTheGlass]),
            (.elevatedEmergency, [.treatment, .emergencyTreatment, .breakTheGlass]),
        ] as [(AccessBasis, [CarePurpose?])]
    )
    func theCareRelationshipFitsTheBasis(_ basis: AccessBasis, _ purposes: [CarePurpose?]) {
        for purpose in CarePurpose.allCases + [nil] as [CarePurpose?] {
            let code = Self.code(Self.caller(basis, purpose: purpose))
            #expect(code == (purposes.contains(purpose) ? nil : "care-relationship"), "\(purpose?.rawValue ?? "none")")
        }
    }

    /// Where it is not asked for, an attestation may be absent, but one that is there must hold.
    @Test func anAttestationThatIsThereMustHold() {
        var caller = Self.caller(.exempt, attestedAt: nil)
        #expect(Self.code(caller) == "attestation-missing")
        caller.needsAttestation = false
        #expect(Self.code(caller) == nil)
        caller.basis = AccessBasis.consent.rawValue
        #expect(Self.code(caller) == "care-relationship")
        var old = Self.caller(.exempt, attestedAt: ServerTime(microseconds: Self.now.microseconds - 2 * Self.hour))
        old.needsAttestation = false
        #expect(Self.code(old) == "attestation_has_expired")
    }

    /// Row A75: the role named must be the token's, and one that may look.
    @Test(
        arguments: [("LE", nil), ("SP", "role"), ("VE", "role"), ("", "role"), ("le", "role")] as [(String, String?)]
    )
    func theRoleAskedInIsTheTokens(_ role: String, _ code: String?) {
        var caller = Self.caller()
        caller.category = role
        #expect(Self.code(caller) == code)
        // Authorised twice: either will do.
        var facts = caller.credentials?.facts
        facts?.professions = ["LE", "SP"]
        caller.credentials = facts.map { CallerCredentials($0) }
        #expect((Self.code(caller) == nil) == ["LE", "SP"].contains(role))
    }

    @Test func whoeverIsNoPersonnelDoesNotPass() {
        for role in [Caller.Role.citizen(Self.person), .producer(Producer("1")), .replica, .guidance, .unknown] {
            var caller = Self.caller()
            caller.role = role
            #expect(Self.refusal(caller) == .forbidden)
        }
        var bare = Self.caller()
        bare.credentials = nil
        #expect(Self.refusal(bare)?.kind == .forbidden)
    }

    @Test func noRefusalTellsWhoAnybodyIs() {
        let caller = Self.caller(.consent) {
            $0.person = Self.person
            $0.attestation?.practitioner = Self.other.value
        }
        let text = Self.refusal(caller)?.issues.map(\.text).joined() ?? ""
        for secret in [Self.person.value, Self.other.value, "9144889"] { #expect(!text.contains(secret)) }
        #expect(!text.isEmpty)
    }
}
