package import SvarDomain

/// The part of the port that carries erasures out (decision 16). `StoreTransaction.erase` begins one and takes its steps.
package protocol ErasingStore: ResultStore {
    /// Persons whose erasure was begun and whose data are not all gone, in the order in which they were begun: found in the
    /// store, so that what a crash stopped goes on.
    func pendingErasures() async throws -> [PersonKey]
    /// Whether data are gone of which the files may still hold traces.
    func hasErasureTraces() async throws -> Bool
    /// Takes the traces of what is gone out of the store's files.
    /// - Returns: false when somebody still reads an older state: to be tried again.
    func dropErasureTraces() async throws -> Bool
}
