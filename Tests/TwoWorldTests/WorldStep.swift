import SvarSynthetic

/// One thing that happens in a history.
struct WorldStep: Sendable {
    enum Action: Sendable {
        /// A request that does something, by whom, and what it should be answered with.
        case ask(Ask, as: String, expecting: ClosedRange<Int>?)
        /// A setting is set or lifted.
        case setting(String, isLifted: Bool)
        /// Somebody looks meanwhile.
        case look(Ask, as: String)

        var isEnrolment: Bool {
            if case .ask(let ask, _, _) = self { ask.path == "/v1/sync/replicas" } else { false }
        }
    }

    /// Unique; names its randomness.
    var name: String
    /// Microseconds since 1970.
    var at: Int64
    /// The unit it makes or changes; nil when it is about none.
    var unit: String?
    /// Which of its unit's versions it is the arrival of, from 0; nil for a deletion.
    var arrival: Int?
    /// Whom it is about, by place.
    var person: Int?
    var action: Action
    /// The setting it is about.
    var setting: String? { if case .setting(let name, _) = action { name } else { nil } }
    /// What the entries of a Bundle are called.
    var entries: [String] = []
}
