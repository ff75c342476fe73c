package import SvarJSON

/// The answer about one setting.
package struct SettingReply: Sendable {
    package let id: String
    /// How often something was done to it: the version that `If-Match` names.
    package let version: Int
    /// Whether it did not stand before.
    package let isNew: Bool
    package let json: JSONValue
}

/// Which settings of a person are asked for.
package struct SettingQuery: Sendable, Hashable {
    /// Ended ones too, and with all that was done to each.
    package var withHistory = false
    /// Personnel and guidance act on the citizen's recorded wish.
    package var isOnWish = false
    /// Most of one page.
    package var count = 500
    /// The id of the setting that the page before ended with.
    package var after: String?
    package init() {}

    package static let mostOnPage = 1_000
}

/// One page of settings.
package struct SettingPage: Sendable {
    package let settings: [JSONValue]
    /// The id of its last, when there are more.
    package let next: String?
}

/// What can be done to a setting that is there, besides giving it other content.
package enum SettingAct: String, Sendable, Hashable, CaseIterable {
    case accept, release, extend, lift
}
