/// The surrogate of a person inside one store. The log and every index hold this, never an identity number.
package struct PersonKey: Hashable, Sendable, Comparable {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// The surrogate of a report unit inside one store.
package struct UnitKey: Hashable, Sendable, Comparable {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// The surrogate of a replica inside one store.
package struct ReplicaKey: Hashable, Sendable, Comparable {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// A place in the store's one gapless log. It never leaves the process in clear.
package struct LogPosition: Hashable, Sendable, Comparable {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
    package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// Server time in microseconds since 1970-01-01T00:00:00Z, strictly increasing with the log's position.
package struct ServerTime: Hashable, Sendable, Comparable {
    package let microseconds: Int64
    package init(microseconds: Int64) { self.microseconds = microseconds }
    package static func < (a: Self, b: Self) -> Bool { a.microseconds < b.microseconds }
}

/// Where and when a change stands in the log.
package struct Stamp: Hashable, Sendable {
    package let position: LogPosition
    package let at: ServerTime
    package init(position: LogPosition, at: ServerTime) {
        self.position = position
        self.at = at
    }
}

/// Who sent a unit: the participant register's key of an organisation (its organisation number), or `sandbox`.
package struct Producer: Hashable, Sendable {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
    /// The one caller of a sandbox store, for resources it writes over REST.
    package static let sandbox = Producer("sandbox")
    /// Nobody who sends: what the service makes itself, such as the Patient of a number, is no sender's own.
    package static let service = Producer("service")
}

/// What makes two messages speak of the same report: producer, the register's key of the ServProvider, the report's
/// id there (ServProvId, or MsgId where that is missing), and the person.
package struct ReportKey: Hashable, Sendable {
    package let producer: Producer
    package let serviceProvider: String
    package let reportID: String
    package let person: PersonKey
    package init(producer: Producer, serviceProvider: String, reportID: String, person: PersonKey) {
        self.producer = producer
        self.serviceProvider = serviceProvider
        self.reportID = reportID
        self.person = person
    }
}

/// How a unit is written, for life: by messages folded together, or by REST in arrival order.
package enum Regime: String, Hashable, Sendable {
    case messages
    case rest
}
