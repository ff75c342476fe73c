import SvarAccess
package import SvarDomain
package import SvarStore

/// Carries out erasures: everything of a person who reserved is taken out of the store and its files (decision 16).
///
/// An erasure is begun in the write that sets the reservation, so that there is no reservation without it; the rest is done
/// in steps beside other writes. What is left to do is found in the store: it ends after any crash.
package struct Erasures: Sendable {
    private let store: any ErasingStore

    /// Units that one step takes; the store ends it earlier when it takes too long.
    private static let step = 500

    /// What a run did.
    package struct Outcome: Sendable, Hashable {
        /// Of how many persons everything is gone since.
        package var erased = 0
        /// Somebody reads an older state: the files keep traces until they have ended.
        package var hasTraces = false
    }

    package init(store: any ErasingStore) { self.store = store }

    /// Begins an erasure in a write that makes a person's reservation, when there is something to erase: from its commit
    /// on the log of closures has it, no number leads to what was stored, and replicas are told.
    package static func begin(_ person: PersonKey, in transaction: any StoreTransaction) throws {
        try transaction.beginErasing(person)
    }

    /// Carries out what was begun of a person, in a write after which something of theirs may be stored again: that would
    /// find what is about to go, the Patient, a submission or a report, and go with it.
    package static func finish(_ person: PersonKey, in transaction: any StoreTransaction) throws {
        while try !transaction.erase(person, atMost: step) {}
    }

    /// Carries out what was begun.
    package func run() async throws -> Outcome {
        var outcome = Outcome()
        for person in try await store.pendingErasures() {
            while try await !store.write({ try $0.erase(person, atMost: Self.step) }) { try Task.checkCancellation() }
            outcome.erased += 1
        }
        if try await store.hasErasureTraces() { outcome.hasTraces = try await !store.dropErasureTraces() }
        return outcome
    }
}
