package import SvarDomain
package import SvarSync

/// Where a round stands: its target is fixed, and the last change of this replica's state at or before it.
package struct RoundHead: Sendable, Hashable {
    package var position: LogPosition
    package var stamp: SyncStamp
    package init(position: LogPosition, stamp: SyncStamp) {
        self.position = position
        self.stamp = stamp
    }
}

/// One page of a round.
package struct DeltaQuery: Sendable, Hashable {
    /// Where a page ended: pages go by person, then by unit.
    package struct Cursor: Sendable, Hashable {
        package var person: PersonKey
        package var unit: UnitKey
        package init(person: PersonKey, unit: UnitKey) {
            self.person = person
            self.unit = unit
        }
    }

    package var replica: ReplicaKey
    package var mode: SyncMode
    /// Changes of state after `from`, up to and with `to`. In a snapshot and in a reconcile round everything present at
    /// `to` is put, whenever it changed, and only what is denied after `to` is denied.
    package var from: LogPosition
    package var to: LogPosition
    /// Denials after this place and up to the page's own head stand first on the page, whoever's they are.
    package var lastHead: LogPosition
    package var cursor: Cursor?
    /// Only these persons (reconcile).
    package var persons: [WireKey]?
    package var maximumUnits: Int
    /// A page ends with the unit that reaches this many bytes.
    package var maximumBytes: Int
    package init(
        replica: ReplicaKey,
        mode: SyncMode,
        from: LogPosition,
        to: LogPosition,
        lastHead: LogPosition,
        cursor: Cursor? = nil,
        persons: [WireKey]? = nil,
        maximumUnits: Int = 500,
        maximumBytes: Int = 1 << 20
    ) {
        self.replica = replica
        self.mode = mode
        self.from = from
        self.to = to
        self.lastHead = lastHead
        self.cursor = cursor
        self.persons = persons
        self.maximumUnits = maximumUnits
        self.maximumBytes = maximumBytes
    }

    /// Whether a replica in this round may still have whom an interval of its scope let in: it held from where the round goes
    /// on, or began later, up to the target. That it is over need not have been said, if another one began meanwhile.
    package func mayHold(_ interval: Interval) -> Bool {
        let first = mode == .delta ? from : to
        return interval.from <= to && interval.to.map { $0 > first } ?? true
    }
}

/// What a page says, read in one snapshot.
package struct DeltaPage: Sendable {
    /// A unit whose body is on the page, for the log of use.
    package struct Shown: Sendable, Hashable {
        package var person: PersonKey
        package var unit: UnitKey
        /// Whether the replica could have it from where the round goes on until now: what is sent is a later version.
        package var wasThere: Bool
        package init(person: PersonKey, unit: UnitKey, wasThere: Bool) {
            self.person = person
            self.unit = unit
            self.wasThere = wasThere
        }
    }

    /// The newest place in the log when it was read.
    package var head: LogPosition
    /// Denials first, then persons, then puts.
    package var lines: [SyncLine]
    package var shown: [Shown]
    /// Where it ended; nil when the round is complete.
    package var cursor: DeltaQuery.Cursor?
    package init(head: LogPosition, lines: [SyncLine], shown: [Shown], cursor: DeltaQuery.Cursor?) {
        self.head = head
        self.lines = lines
        self.shown = shown
        self.cursor = cursor
    }
}
