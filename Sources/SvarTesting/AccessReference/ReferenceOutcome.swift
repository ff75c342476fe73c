package import SvarAccess
package import SvarDomain

extension AccessReference {
    /// What personnel are told about a person, from decision 24 alone: the first that applies.
    package static func outcome(
        _ settings: PrivacySettings,
        _ personnel: Personnel,
        policy: AccessPolicy,
        at: ServerTime
    ) -> PatientOutcome {
        let inForce = settings.all.filter { !$0.isRequested && $0.valid.from <= at && at < $0.valid.until }
        func has(_ type: SettingType) -> Bool { inForce.contains { $0.kind.type == type } }
        if policy.disclosure == .silent { return .none }
        if has(.storageReservation) { return .reservation }
        if inForce.contains(where: { $0.kind == .block(personnel.hpr) }) { return .specific }
        let opensSeals = personnel.basis == .elevatedConsent || personnel.basis == .elevatedEmergency
        if opensSeals { return has(.seal) || has(.shielding) ? .none : .elevatedNotNeeded }
        if inForce.contains(where: { $0.kind == .seal && $0.target == .all && $0.results == nil }) { return .general }
        if has(.seal) || has(.shielding) { return .partial }
        return .none
    }
}
