package import SvarDomain
internal import SvarFHIR

/// Who may keep a replica, and of whom (rows R01 and R02, decision 44).
package enum ReplicaAdmission {
    /// Row R01: a system token of an organisation that takes part. A user's token enrols nothing.
    package static func mayEnrol(isSystemToken: Bool, isParticipant: Bool) -> Bool { isSystemToken && isParticipant }

    /// On what a person comes into a replica's scope.
    package enum Ground: Sendable, Hashable {
        /// A user's token that passed the gate on this basis.
        case user(AccessBasis)
        /// A named list that has been approved: a general practitioner's patients.
        case approvedList
    }

    /// Row R02: until when a scope line lasts from an instant; nil when it may not begin. An elevated basis never feeds a
    /// replica. 30 days of 24 hours; a list 12 months, to the midnight of the day.
    package static func scopeLine(on ground: Ground, at: ServerTime) -> ServerTime? {
        switch ground {
        case .user(let basis) where basis.isElevated: nil
        case .user: ServerTime(microseconds: at.microseconds + 30 * 86_400_000_000)
        case .approvedList: OsloTime.local(at.microseconds).date.birthday(1)?.midnight
        }
    }
}
