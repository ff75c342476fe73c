/// One line of an answer that carries changes (`application/vnd.svar.delta+ndjson`): JSON objects, one a line, told apart
/// by `t`. `docs/api/sync.md` has their members.
package enum SyncLine: Hashable, Sendable {
    /// First of an answer. Stamps are of this replica's own changes.
    case begin(Begin)
    /// A person came into the scope or was changed in it, with how long; or left it.
    case person(PersonLine)
    /// The replica may hold the unit no more, or it is not there any more.
    case deny(DenyLine)
    case put(PutLine)
    /// All lines since the last one of these, or since the beginning, may be kept together with this token.
    case page(number: Int, token: String)
    case end(End)

    package struct Begin: Hashable, Sendable {
        /// `delta`, `snapshot` or `reconcile`.
        package var mode: SyncMode
        package var from: SyncStamp
        package var to: SyncStamp
        /// About how many units come; for progress only. Nil: not known.
        package var estimate: Int?
        /// Names the round in logs of both sides.
        package var round: String
        package init(mode: SyncMode, from: SyncStamp, to: SyncStamp, estimate: Int?, round: String) {
            self.mode = mode
            self.from = from
            self.to = to
            self.estimate = estimate
            self.round = round
        }
    }

    package struct PersonLine: Hashable, Sendable {
        package var person: WireKey
        package var stamp: SyncStamp
        /// The scope ends then by itself, in milliseconds since 1970; nil: it has ended, the person is not in it.
        package var until: Int64?
        /// Logical id of the person's Patient resource, which bodies refer to; empty when `until` is nil.
        package var patient: String
        /// Tags of the enrolled professionals from whom the person is closed by name, ascending.
        package var blocked: [WireKey]
        package init(person: WireKey, stamp: SyncStamp, until: Int64?, patient: String, blocked: [WireKey] = []) {
            self.person = person
            self.stamp = stamp
            self.until = until
            self.patient = patient
            self.blocked = blocked
        }
    }

    package struct DenyLine: Hashable, Sendable {
        /// Coarse on purpose.
        package enum Cause: String, Hashable, Sendable {
            /// Closed, or moved into another unit.
            case withdrawn
            /// The person is not in the scope any more.
            case scope
        }
        package var unit: WireKey
        package var person: WireKey
        package var stamp: SyncStamp
        package var cause: Cause
        package init(unit: WireKey, person: WireKey, stamp: SyncStamp, cause: Cause) {
            self.unit = unit
            self.person = person
            self.stamp = stamp
            self.cause = cause
        }
    }

    package struct PutLine: Hashable, Sendable {
        package var unit: WireKey
        package var person: WireKey
        package var stamp: SyncStamp
        /// Server time of the unit's version, in microseconds since 1970.
        package var version: Int64
        /// SHA-256 of `body`'s bytes.
        package var hash: [UInt8]
        /// A JSON array of the unit's resources, the DiagnosticReport first.
        package var body: [UInt8]
        package init(
            unit: WireKey,
            person: WireKey,
            stamp: SyncStamp,
            version: Int64,
            hash: [UInt8],
            body: [UInt8]
        ) {
            self.unit = unit
            self.person = person
            self.stamp = stamp
            self.version = version
            self.hash = hash
            self.body = body
        }
    }

    package struct End: Hashable, Sendable {
        package var token: String
        /// All units that the replica may hold as of the round's end, and their sum. A replica that took a change later
        /// than `to`, in this round or another, does not compare them (`ReplicaMark`).
        package var count: Int
        package var digest: SyncDigest
        /// Whether there is more already.
        package var more: Bool
        package init(token: String, count: Int, digest: SyncDigest, more: Bool) {
            self.token = token
            self.count = count
            self.digest = digest
            self.more = more
        }
    }
}

/// What a round is for.
package enum SyncMode: String, Hashable, Sendable, CaseIterable {
    /// What changed since the last round.
    case delta
    /// Everything, to a replica that has nothing.
    case snapshot
    /// All units of some persons, to a replica that found itself to differ.
    case reconcile
}
