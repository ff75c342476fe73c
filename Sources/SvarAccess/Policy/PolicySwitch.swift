/// The switches by the names that configuration, log entries and the decision table use. There are no others.
package enum PolicySwitch: String, Sendable, Hashable, CaseIterable {
    case disclosure
    case youth
    case delayProfile = "delay-profile"
    case selfShield = "self-shield"
    case emergencyOffline = "emergency-offline"
    case citizenPreliminary = "citizen-preliminary"

    /// The values it takes, its default first.
    package var values: [String] {
        switch self {
        case .disclosure: ["disclose", "silent"]
        case .youth: ["closed", "open"]
        case .delayProfile: ["trial-2025", "all-14", "note-10"]
        case .selfShield, .emergencyOffline, .citizenPreliminary: ["off", "on"]
        }
    }
}

extension AccessPolicy {
    /// Turns a switch; false when it does not take the value. Choosing a delay profile keeps the rows of requester units.
    package mutating func turn(_ policySwitch: PolicySwitch, to value: String) -> Bool {
        guard policySwitch.values.contains(value) else { return false }
        switch policySwitch {
        case .disclosure: disclosure = Disclosure(rawValue: value) ?? disclosure
        case .youth: youth = Youth(rawValue: value) ?? youth
        case .delayProfile:
            guard let profile = DelayProfile.published.first(where: { $0.name == value }) else { return false }
            delays.name = profile.name
            delays.rows = profile.rows
        case .selfShield: selfShield = value == "on"
        case .emergencyOffline: emergencyOffline = value == "on"
        case .citizenPreliminary: citizenPreliminary = value == "on"
        }
        return true
    }

    /// How a switch stands; a delay profile of the data controller's own by its name.
    package func value(of policySwitch: PolicySwitch) -> String {
        switch policySwitch {
        case .disclosure: disclosure.rawValue
        case .youth: youth.rawValue
        case .delayProfile: delays.name
        case .selfShield: selfShield ? "on" : "off"
        case .emergencyOffline: emergencyOffline ? "on" : "off"
        case .citizenPreliminary: citizenPreliminary ? "on" : "off"
        }
    }
}
