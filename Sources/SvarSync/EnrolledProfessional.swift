/// A professional who may read a replica (decision 44).
package struct EnrolledProfessional: Sendable, Hashable {
    /// HPR number.
    package var number: Int
    /// What lines of persons call them.
    package var tag: WireKey
    /// The replica's change that told of those who were closed from them by name when they were enrolled: before it is
    /// taken they may read nothing. `.zero` when there were none.
    package var since: SyncStamp
    package init(number: Int, tag: WireKey, since: SyncStamp) {
        self.number = number
        self.tag = tag
        self.since = since
    }
}
