/// A professional who may read a replica (decision 44).
package struct EnrolledProfessional: Sendable, Hashable {
    /// HPR number.
    package var number: Int
    /// What lines of persons call them.
    package var tag: WireKey
    package init(number: Int, tag: WireKey) {
        self.number = number
        self.tag = tag
    }
}
