package import SvarDomain

/// A person as an access decision asks for it, read at one place of the log.
package struct PersonRecord: Sendable, Hashable {
    package var person: PersonKey
    /// By kind, then by value.
    package var numbers: [PersonNumber]
    /// Ascending by key.
    package var units: [UnitRecord]
    /// By unit, then by stamp. A version whose facts nobody made is missing.
    package var versions: [UnitVersionRecord]
    /// By stamp.
    package var entries: [PersonEntry]
    /// The last place in the log that is about the person.
    package var last: LogPosition
    package init(
        person: PersonKey,
        numbers: [PersonNumber],
        units: [UnitRecord],
        versions: [UnitVersionRecord],
        entries: [PersonEntry],
        last: LogPosition
    ) {
        self.person = person
        self.numbers = numbers
        self.units = units
        self.versions = versions
        self.entries = entries
        self.last = last
    }
}

/// What the access rules must know of one version of a unit.
package struct UnitVersionRecord: Sendable, Hashable {
    package var unit: UnitKey
    package var stamp: Stamp
    /// Made by who writes the version; a store does not look into them.
    package var facts: [UInt8]
    package init(unit: UnitKey, stamp: Stamp, facts: [UInt8]) {
        self.unit = unit
        self.stamp = stamp
        self.facts = facts
    }
}

/// An entry of the log about a person: a setting, what a register says, an order's preset, a policy (decision 13).
package struct PersonEntry: Sendable, Hashable {
    package var stamp: Stamp
    package var kind: LogEntry.Kind
    /// What the entry is about, such as one setting; entries with the same subject belong together.
    package var subject: Int64
    /// Made by who enters it; a store does not look into it.
    package var body: [UInt8]
    package init(stamp: Stamp, kind: LogEntry.Kind, subject: Int64, body: [UInt8]) {
        self.stamp = stamp
        self.kind = kind
        self.subject = subject
        self.body = body
    }
}
