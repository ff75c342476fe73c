package import SvarFHIR

/// One searchable fact of one resource version, as the store keeps it.
package struct IndexRow: Hashable, Sendable {
    /// Which search parameter; the number is stored and never changes. New parameters take new numbers.
    package enum Parameter: Int, Hashable, Sendable, CaseIterable {
        /// `identifier`: value is `system|value`.
        case identifier = 1
    }

    package let parameter: Parameter
    package let value: String

    package init(_ parameter: Parameter, _ value: String) {
        self.parameter = parameter
        self.value = value
    }
}

/// What a search asks of the store, after the parameters were understood. All criteria must hold.
package struct SearchQuery: Sendable {
    package enum Criterion: Hashable, Sendable {
        /// One of these logical ids.
        case ids([String])
        /// One of these tokens of `identifier`. `system == nil`: any system; `system == ""`: no system.
        case identifier([Token])
    }

    package struct Token: Hashable, Sendable {
        package let system: String?
        package let value: String
        package init(system: String?, value: String) {
            self.system = system
            self.value = value
        }
    }

    package var type: HostedType
    /// The person the results must belong to, already resolved; a person the store does not know is `.none`.
    package var person: PersonCriterion
    package var criteria: [Criterion]

    package enum PersonCriterion: Hashable, Sendable {
        case any
        case one(Int64)
        case none
    }

    package init(type: HostedType, person: PersonCriterion = .any, criteria: [Criterion] = []) {
        self.type = type
        self.person = person
        self.criteria = criteria
    }
}
