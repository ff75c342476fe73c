import Crypto
import GRDB
import SvarSync

extension ReplicaStore {
    /// Makes the rows of the index again, from bodies.
    func rebuildIndex() throws(ReplicaError) {}
}
