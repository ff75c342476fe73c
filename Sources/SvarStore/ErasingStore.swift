package import SvarDomain

/// The part of the port that carries erasures out (decision 16). `StoreTransaction.beginErasing` begins one,
/// `erase` takes its steps.
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

/// Whose a unit is from the beginning of its erasure on: nobody's, so that no scope shows it and no message or condition
/// finds it, while the place of its rows in an index is still known.
extension Producer {
    private static let mark = "\u{18}"

    package var asErased: Producer { isErased ? self : Producer(Self.mark + rawValue) }
    package var beforeErasure: Producer { isErased ? Producer(String(rawValue.dropFirst())) : self }
    private var isErased: Bool { rawValue.hasPrefix(Self.mark) }
}
