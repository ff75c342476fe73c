package import SvarSync

/// What is kept in one transaction: the lines up to a `page` or `end` line, with its token.
package struct SyncPage: Sendable, Hashable {
    /// The round it belongs to, with this page's number.
    package var round: ReplicaState.Round
    package var denies: [SyncLine.DenyLine] = []
    package var persons: [SyncLine.PersonLine] = []
    package var puts: [SyncLine.PutLine] = []
    /// Nil in a round that puts things right: such a one begins again from the manifest.
    package var token: String?
    /// The round is complete with this page.
    package var end: SyncLine.End?
    /// The persons that were asked for (reconcile).
    package var listed: [WireKey] = []

    package init(round: ReplicaState.Round) { self.round = round }

    /// How many units it speaks of.
    package var units: Int { denies.count + puts.count }
}

/// What the store says to a page.
package enum PageResult: Sendable, Hashable {
    /// It is kept. `matches` is whether count and sum are the server's, at an end where they can be compared.
    case kept(matches: Bool?)
    /// A body is not what its hash says, or is no list of resources: nothing of the page was kept.
    case refused
}
