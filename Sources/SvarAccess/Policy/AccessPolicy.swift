/// The switches of the data controller, and no others, with the tables they choose.
package struct AccessPolicy: Sendable, Hashable {
    /// Whether personnel are told that something is closed (decision 24).
    package enum Disclosure: String, Sendable, Hashable, CaseIterable {
        /// Today's national behaviour.
        case disclose
        /// EHDS Article 8.
        case silent
    }
    /// Whether the plans for ages 12 to 15 are in force (rows A41–A44 and A51–A55).
    package enum Youth: String, Sendable, Hashable, CaseIterable { case closed, open }

    package var disclosure: Disclosure
    package var youth: Youth
    package var delays: DelayProfile
    /// `self-shield`: the citizen may shield and lift shielding themselves (decision 29).
    package var selfShield: Bool
    /// `emergency-offline`: whether replicas serve an emergency offline. Nothing reads it yet; off.
    package var emergencyOffline: Bool
    /// `citizen-preliminary`: the citizen side sees reports that are not final (row A69).
    package var citizenPreliminary: Bool
    /// Departments for children and BUP: delayed toward parents and guardians of children under 12 (decision 23).
    package var childDepartments: Set<Department>

    package init(
        disclosure: Disclosure = .disclose,
        youth: Youth = .closed,
        delays: DelayProfile = .trial2025,
        selfShield: Bool = false,
        emergencyOffline: Bool = false,
        citizenPreliminary: Bool = false,
        childDepartments: Set<Department> = []
    ) {
        self.disclosure = disclosure
        self.youth = youth
        self.delays = delays
        self.selfShield = selfShield
        self.emergencyOffline = emergencyOffline
        self.citizenPreliminary = citizenPreliminary
        self.childDepartments = childDepartments
    }
}
