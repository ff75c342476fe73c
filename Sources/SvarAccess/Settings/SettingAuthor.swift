package import SvarDomain

/// Who does something to a setting, by what the authority matrix asks of them (decision 29).
package enum SettingAuthor: Sendable, Hashable {
    /// The person, logged in; the age decides.
    case citizen(AgeGroup)
    case parent(PersonKey)
    /// A guardian; whether the mandate covers settings.
    case guardian(PersonKey, inScope: Bool)
    /// A proxy; whether the mandate covers settings.
    case proxy(PersonKey, inScope: Bool)
    case personnel(SettingPersonnel)
    /// The diagnosing laboratory's doctor, together with the report (row A29).
    case laboratoryAtSending(Producer)
    /// The guidance service, on a recorded wish (row A79).
    case guidance(onWish: Bool)
    /// Import of settings from the national service.
    case importer
}

/// Health personnel toward settings.
package struct SettingPersonnel: Sendable, Hashable {
    package var hpr: HPRNumber
    package var organisation: Organisation
    /// Whether they treat the person, or requested or performed what the setting is about: `treats`.
    package var isTreating: Bool
    /// Whether the citizen's wish is recorded.
    package var isOnWish: Bool
    package init(hpr: HPRNumber, organisation: Organisation, isTreating: Bool, isOnWish: Bool) {
        self.hpr = hpr
        self.organisation = organisation
        self.isTreating = isTreating
        self.isOnWish = isOnWish
    }

    /// Treating, by decision 29: the organisation equals the requester's or performer's of what the setting is about, or
    /// the token attests a care relationship TREAT or COC for this person there.
    package static func treats(_ organisation: Organisation, care: CareRelationship?, units: [UnitFacts]) -> Bool {
        if let care, care.isAboutThePerson, care.purpose == .treatment || care.purpose == .coordination { return true }
        return !units.isEmpty
            && units.allSatisfy { $0.requester?.organisation == organisation || $0.performer == organisation }
    }
}
