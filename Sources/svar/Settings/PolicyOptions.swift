import ArgumentParser
import SvarAccess

/// The switches of the data controller, by the names that the decision table uses.
struct PolicyOptions: ParsableArguments {
    @Option(name: .customLong(Settings.disclosure.flag), help: Settings.disclosure.argumentHelp)
    var disclosure: String?
    @Option(name: .customLong(Settings.delayProfile.flag), help: Settings.delayProfile.argumentHelp)
    var delayProfile: String?
    @Option(name: .customLong(Settings.youth.flag), help: Settings.youth.argumentHelp)
    var youth: String?
    @Option(name: .customLong(Settings.selfShield.flag), help: Settings.selfShield.argumentHelp)
    var selfShield: String?
    @Option(name: .customLong(Settings.citizenPreliminary.flag), help: Settings.citizenPreliminary.argumentHelp)
    var citizenPreliminary: String?
    @Option(name: .customLong(Settings.emergencyNames.flag), help: Settings.emergencyNames.argumentHelp)
    var emergencyNames: String?

    /// The policy in force.
    func policy() throws -> AccessPolicy {
        var policy = AccessPolicy()
        let switches: [(PolicySwitch, Setting, String?)] = [
            (.disclosure, Settings.disclosure, disclosure),
            (.delayProfile, Settings.delayProfile, delayProfile),
            (.youth, Settings.youth, youth),
            (.selfShield, Settings.selfShield, selfShield),
            (.citizenPreliminary, Settings.citizenPreliminary, citizenPreliminary),
        ]
        for (policySwitch, setting, given) in switches {
            guard policy.turn(policySwitch, to: try setting.required(given)) else {
                throw ValidationError(
                    "--\(setting.flag) (or \(setting.environment)) must be "
                        + policySwitch.values.joined(separator: " or ")
                )
            }
        }
        return policy
    }

    /// Whether the citizen's log leaves out the names of staff who looked in an emergency.
    func anonymisesEmergency() throws -> Bool {
        switch try Settings.emergencyNames.required(emergencyNames) {
        case "shown": return false
        case "hidden": return true
        default:
            throw ValidationError(
                "--\(Settings.emergencyNames.flag) (or \(Settings.emergencyNames.environment)) must be shown or hidden"
            )
        }
    }
}

extension Setting {
    /// The setting of a switch, its default first among the values.
    init(_ policySwitch: PolicySwitch, _ commands: [String], _ help: String) {
        self.init(
            policySwitch.rawValue,
            policySwitch.values.first,
            commands,
            "\(help): \(policySwitch.values.joined(separator: " or "))."
        )
    }
}
