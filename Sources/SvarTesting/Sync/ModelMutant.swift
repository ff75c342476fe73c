/// A way in which the protocol could be built wrong; each must be caught. The first six lose or keep rows in some order of
/// events, the next three break decisions 25 and 14, the last three are faults of earlier drafts of this protocol.
package enum ModelMutant: String, CaseIterable, Hashable, Sendable {
    /// A round says how the states at its two ends differ, not what changed last in between.
    case endpointDifference
    /// The replica takes whatever comes last.
    case noStamps
    /// A denial leaves nothing behind that an older put would meet.
    case noTombstones
    /// What was closed since the round's target is sent all the same.
    case noCheckAtServing
    /// Denials wait for their turn in the round.
    case noUrgentDenials
    /// The token is kept before the data is.
    case tokenBeforeData
    /// A closure of a person marks units instead of taking them away.
    case closureAsMarker
    /// Stamps count all entries of the log, not those of this replica.
    case positionsAsStamps
    /// An end of scope has the time of whatever entry comes after it.
    case endWithNextEntry
    /// A round's first page denies only what was closed after its target.
    case urgentFromTarget
    /// A replica that is taking a snapshot takes another one beside it.
    case anySnapshot
    /// Sums are compared though something later than the round's end was taken.
    case sumsAlwaysCompared
}
