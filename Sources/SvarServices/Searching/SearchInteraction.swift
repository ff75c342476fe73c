package import SvarFHIR

/// One name and value of a search, decoded.
package struct NamedValue: Hashable, Sendable {
    package var name: String
    package var value: String
    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A search as asked for: where, and with which parameters (not understood yet).
package struct SearchInteraction: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case type(HostedType)
        /// `[base]?_type=…`
        case system
        /// `Patient/[id]/[type]`; nil: every type (`*`).
        case compartment(patient: String, HostedType?)
        /// `Patient/[id]/$everything`
        case everything(patient: String)
        /// `Observation/$lastn`
        case lastn
        /// The national read API's `[type]/_search`.
        case national(HostedType)
    }
    package var kind: Kind
    package var parameters: [NamedValue]
    /// The parameters came in a form, so links must not hold them.
    package var isPosted: Bool
    /// Leave out what is not understood instead of refusing it.
    package var isLenient: Bool

    package init(_ kind: Kind, _ parameters: [NamedValue], isPosted: Bool = false, isLenient: Bool = false) {
        self.kind = kind
        self.parameters = parameters
        self.isPosted = isPosted
        self.isLenient = isLenient
    }

    /// Behind the base, without `_search`.
    var path: String {
        switch kind {
        case .type(let type): type.rawValue
        case .system: ""
        case .compartment(let patient, let type): "Patient/\(patient)/\(type?.rawValue ?? "*")"
        case .everything(let patient): "Patient/\(patient)/$everything"
        case .lastn: "Observation/$lastn"
        case .national(let type): "\(type.rawValue)/_search"
        }
    }
}

/// A history as asked for.
package struct HistoryInteraction: Hashable, Sendable {
    package enum Level: Hashable, Sendable {
        case resource(HostedType, String)
        case type(HostedType)
        case system
    }
    package var level: Level
    package var parameters: [NamedValue]

    package init(_ level: Level, _ parameters: [NamedValue]) {
        self.level = level
        self.parameters = parameters
    }

    /// Behind the base.
    var path: String {
        switch level {
        case .resource(let type, let id): "\(type.rawValue)/\(id)/_history"
        case .type(let type): "\(type.rawValue)/_history"
        case .system: "_history"
        }
    }
}
