import SvarAccess
import SvarDomain
import SvarStore

/// A row of the log of use as one reader gets it, before it is written as JSON or as an AuditEvent.
struct LogRow: Sendable {
    let id: String
    let row: AuditRow
    /// The id of the Patient that the row's person is known by.
    let patient: String?
    /// Ids of the DiagnosticReports among what the row is about, as far as the reader sees them.
    let reports: [String]
    /// What the setting is that the row is about.
    let setting: SettingType?
    /// Whether numbers of persons in registers are shown: to auditors.
    let showsNumbers: Bool
    /// The name is left out: staff in an emergency, where the policy says so.
    let isAnonymised: Bool

    /// Who stands in it toward the person.
    enum Who: String, Sendable, CaseIterable {
        case citizen, parent, guardian, proxy, representative, personnel, laboratory, replica, guidance, auditor
        case operation = "operator"
        case export, sandbox, unknown
    }

    var who: Who {
        switch row.actor.role {
        case "citizen":
            row.actor.id == row.person.map { "\($0.rawValue)" } || row.person == nil ? .citizen : .representative
        case "producer": .laboratory
        case let role: Who(rawValue: role) ?? .unknown
        }
    }

    /// Never a number: a name that is not known is nil.
    var name: String? { isAnonymised || row.actor.name.isEmpty ? nil : row.actor.name }

    /// HPR number, for those who may see it.
    var personnelNumber: String? {
        showsNumbers && who == .personnel && !row.actor.id.isEmpty ? row.actor.id : nil
    }

    var basis: AccessBasis? { AccessBasis(rawValue: row.basis) }
    var isElevated: Bool { basis?.isElevated ?? false }
}

extension AccessBasis {
    /// Whether staff who use it may stand without a name (emergency).
    var isEmergency: Bool { self == .emergency || self == .elevatedEmergency }
}
