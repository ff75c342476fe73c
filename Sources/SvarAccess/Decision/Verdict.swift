/// What a rule, or all rules together, say of one unit for one actor. Ordered from the most open to the strictest
/// (decision 21); the strictest of the matching rules decides.
///
/// The other answers of the decision table (store, refuse, told-not-stored, erase, may-set, statement) answer other
/// questions and are never combined: see `IntakeRules`, `SettingAuthority` and `Statement`.
package enum Verdict: Int, Sendable, Hashable, Comparable, CaseIterable {
    /// Shown in full.
    case permit
    /// Shown in full, with markers in `meta.security`.
    case permitWithMark
    /// Shown as the bare fact that a report exists.
    case metadata
    /// As if absent.
    case hide
    /// As if absent, and the person-level outcome says that something is closed (decision 24).
    case told
    /// The request is refused, 403.
    case deny403
    /// The request is refused, 401.
    case deny401
    /// The request is refused, 400.
    case deny400

    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// Whether anything of the unit is shown.
    package var shows: Bool { self <= .metadata }

    /// The column `verdict` of the decision table.
    package var name: String {
        switch self {
        case .permit: "permit"
        case .permitWithMark: "permit+mark"
        case .metadata: "metadata"
        case .hide: "hide"
        case .told: "told"
        case .deny403: "deny-403"
        case .deny401: "deny-401"
        case .deny400: "deny-400"
        }
    }
}
