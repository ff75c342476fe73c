package import SvarDomain

/// The answer of an access decision about one person: the units that may be shown (decision 20).
package struct AllowedSet: Sendable, Hashable {
    package let person: PersonKey
    package let units: Set<UnitKey>
    /// What is shown of a unit, where that is not all of it. Windows of units that are not in `units` say nothing.
    package let windows: [UnitKey: UnitWindow]
    /// Whether reads that name versions may give other ones than the newest that is shown.
    package let showsEarlierVersions: Bool
    /// The next instant at which the answer may change by itself; nil: only when something is written.
    package let validUntil: ServerTime?
    package init(
        person: PersonKey,
        units: Set<UnitKey>,
        windows: [UnitKey: UnitWindow] = [:],
        showsEarlierVersions: Bool = true,
        validUntil: ServerTime? = nil
    ) {
        self.person = person
        self.units = units
        self.windows = windows
        self.showsEarlierVersions = showsEarlierVersions
        self.validUntil = validUntil
    }
}

/// The part of a unit that an allowed set shows (decisions 21 and 22).
package struct UnitWindow: Sendable, Hashable {
    /// Earlier versions that were stamped before this are not shown; the current ones are.
    package var from: ServerTime
    /// The unit is shown as it stood then: later versions do not exist.
    package var through: ServerTime
    /// Only the DiagnosticReport is shown, reduced by `StoreIndex.metadata`.
    package var isMetadata: Bool
    /// Versions that were stamped before this are shown as if stamped then: what the service made for something that is
    /// not shown has the time of what is.
    package var since: ServerTime
    package init(
        from: ServerTime = ServerTime(microseconds: .min),
        through: ServerTime = ServerTime(microseconds: .max),
        isMetadata: Bool = false,
        since: ServerTime = ServerTime(microseconds: .min)
    ) {
        self.from = from
        self.through = through
        self.isMetadata = isMetadata
        self.since = since
    }

    /// The window on a resource that joined the unit at this instant; nil: it is of the unit since it is there. Closed where
    /// that was after the window's end: as the unit stood then it was not in it, however old its versions are.
    package func onto(joinedAt joined: ServerTime?) -> UnitWindow {
        guard let joined, joined > through else { return self }
        var closed = self
        closed.through = ServerTime(microseconds: .min)
        return closed
    }

    /// When a version is shown to have been stamped.
    package func time(_ at: ServerTime) -> ServerTime { max(at, since) }
}
