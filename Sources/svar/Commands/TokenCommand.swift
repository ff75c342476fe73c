package import ArgumentParser
import SvarDomain
import SvarHTTP
import SvarJSON

/// `svar token`: an access token of the development key.
package struct TokenCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Make an access token for development.",
        discussion: """
            Signs with the development key beside a store (made at first use), and prints the token alone on standard \
            output. A server takes it only with --allow-development-key. For synthetic persons only.

            Examples:
              svar serve --data ./svar-data --allow-development-key
              svar token --data ./svar-data --role personnel --organisation 310000001 --hpr 9144889
              svar token --data ./svar-data --role citizen --person 13889910059
              svar token --data ./svar-data --role producer --organisation 310000001 --expires 600
              svar token --data ./svar-data --role personnel --organisation 310000001 --hpr 9144889 --purpose BTG
              svar token --data ./svar-data --role operator
              svar token --data ./svar-data --role citizen --person 13889910059 --dpop-key ./client-key.json

            With --dpop-key each request needs a proof: see svar dpop.

            Personnel attest, when the token is made, that they treat (TREAT); an attestation counts for 60 minutes.

            In use:
              TOKEN=$(svar token --data ./svar-data --role personnel --organisation 310000001 --hpr 9144889)
              curl -H "Authorization: Bearer $TOKEN" -H 'person-id: 13889910059' \
            -H 'access-basis: UNNTAK' http://127.0.0.1:8080/v1/fhir/DiagnosticReport
            """
    )

    /// Who the token makes of its bearer.
    enum Role: String, CaseIterable, ExpressibleByArgument {
        case producer, personnel, citizen, replica, `operator`, export, guidance, auditor

        var scope: CallerScope {
            switch self {
            case .producer: .produce
            case .personnel: .read
            case .citizen: .citizen
            case .replica: .replica
            case .operator: .operate
            case .export: .export
            case .guidance: .guidance
            case .auditor: .audit
            }
        }
    }

    /// The purposes of the trust framework, or none of them.
    enum Purpose: String, CaseIterable, ExpressibleByArgument {
        case treatment = "TREAT"
        case emergencyTreatment = "ETREAT"
        case coordination = "COC"
        case breakTheGlass = "BTG"
        case none
    }

    @Option(help: "Whom the token is for.")
    var role: Role
    @Option(help: "Organisation number, nine digits (producer, personnel, replica).")
    var organisation: String?
    @Option(help: "Health personnel number (personnel).")
    var hpr: String?
    @Option(help: "Category of health personnel, a code of 9060 (personnel).")
    var category = "LE"
    @Option(help: "Why they look, as they attest it; none: no care relationship (personnel).")
    var purpose = Purpose.treatment
    @Option(help: "Identity number of the one who is logged in (citizen); synthetic.")
    var person: String?
    @Option(help: "Name of the one who is logged in, as the citizen's log shows it; without digits.")
    var name: String?
    @Option(help: "Client id.")
    var client = "svar-token"
    @Option(help: "Seconds until it expires.")
    var expires = 3_600
    @Option(help: "File with the private JWK that the token is bound to (DPoP); made when it is not there.")
    var dpopKey: String?
    @Option(name: .customLong(Settings.data.flag), help: Settings.data.argumentHelp)
    var data: String?
    @Option(name: .customLong(Settings.key.flag), help: Settings.key.argumentHelp)
    var key: String?
    @Option(name: .customLong(Settings.issuer.flag), help: Settings.issuer.argumentHelp)
    var issuer: String?
    @Option(name: .customLong(Settings.audience.flag), help: Settings.audience.argumentHelp)
    var audience: String?

    package init() {}

    package func validate() throws {
        guard (1...31_536_000).contains(expires) else {
            throw ValidationError("--expires must be a number from 1 to 31536000")
        }
        if let organisation, !Self.isDigits(organisation, 9...9) {
            throw ValidationError("--organisation must be nine digits")
        }
        if let hpr, !Self.isDigits(hpr, 1...9) { throw ValidationError("--hpr must be one to nine digits") }
        if let person {
            guard let number = PersonNumber(person) else {
                throw ValidationError("--person must be an identity number with right control digits")
            }
            guard number.isSynthetic else {
                throw ValidationError("--person must be synthetic: month +80 or +65")
            }
        }
        for (needed, flag) in needs where needed == nil {
            throw ValidationError("--role \(role.rawValue) needs --\(flag)")
        }
    }

    package func run() async throws {
        do {
            let key: DevelopmentKey
            if let file = Settings.key.text(self.key) {
                key = try DevelopmentFiles.read(file)
            } else {
                Stores.keepPrivate()
                let folder = try Settings.data.required(data)
                let files = DevelopmentFiles(folder)
                if !files.hasKey {
                    Terminal.show(
                        "svar token: a new development key in \(folder); a server takes it that is started there\n"
                    )
                }
                key = try files.key()
            }
            Terminal.say(try key.token(claims().json(now: Clock.now() / 1_000_000)))
        } catch {
            throw Terminal.giveUp("token", error)
        }
    }

    /// What a role's token must say, and the flag that says it.
    private var needs: [(String?, String)] {
        switch role {
        case .producer, .replica: [(organisation, "organisation")]
        case .personnel: [(organisation, "organisation"), (hpr, "hpr")]
        case .citizen: [(person, "person")]
        case .operator, .export, .guidance, .auditor: []
        }
    }

    private func claims() throws -> DevelopmentClaims {
        DevelopmentClaims(
            scope: role.scope,
            client: client,
            organisation: organisation,
            hpr: hpr,
            name: name,
            attestation: role == .personnel
                ? DevelopmentClaims.Attestation(category: category, purpose: CarePurpose(rawValue: purpose.rawValue))
                : nil,
            person: person,
            binding: try dpopKey.map { try DevelopmentFiles.key(at: $0).thumbprint },
            seconds: expires,
            issuer: Settings.issuer.text(issuer) ?? DevelopmentFiles.issuer,
            audience: try Settings.audience.required(audience)
        )
    }

    private static func isDigits(_ text: String, _ count: ClosedRange<Int>) -> Bool {
        count.contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
