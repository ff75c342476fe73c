import Synchronization

/// Tokens that were found right, by their fingerprint, until they expire or their key is gone.
///
/// Bounded: two halves, of which the older is dropped when the younger is full. What is used moves to the younger.
final class TokenCache: Sendable {
    private struct Entry {
        let facts: TokenFacts
        /// Whose keys the token was checked with.
        let issuer: Int
        let key: VerificationKey.Name
        let keyFingerprint: Fingerprint
        /// The set in which the key was last seen.
        var generation: Int
    }

    private struct Halves {
        var young: [Fingerprint: Entry] = [:]
        var old: [Fingerprint: Entry] = [:]
    }

    private let halves = Mutex(Halves())
    private let half: Int

    init(capacity: Int) { half = max(1, capacity / 2) }

    /// How many tokens are kept.
    var count: Int { halves.withLock { $0.young.count + $0.old.count } }

    /// What is known of a token at this time.
    /// - Parameter rings: the keys of the issuers, in the order that `add` was told
    func facts(_ token: Fingerprint, _ rings: [KeyRing], now: Int64) -> (facts: TokenFacts, issuer: Int)? {
        halves.withLock { halves in
            if let entry = halves.young[token] {
                let held = rings[entry.issuer].held(at: now)
                if entry.generation == held?.generation, now < entry.facts.until { return (entry.facts, entry.issuer) }
                halves.young[token] = nil
                return keep(entry, token, held, now, &halves)
            }
            guard let entry = halves.old.removeValue(forKey: token) else { return nil }
            return keep(entry, token, rings[entry.issuer].held(at: now), now, &halves)
        }
    }

    /// Remembers a token.
    func add(
        _ token: Fingerprint,
        _ facts: TokenFacts,
        issuer: Int,
        _ key: VerificationKey.Name,
        _ keyFingerprint: Fingerprint,
        _ held: KeyRing.Held
    ) {
        let entry = Entry(
            facts: facts,
            issuer: issuer,
            key: key,
            keyFingerprint: keyFingerprint,
            generation: held.generation
        )
        halves.withLock { insert(entry, token, &$0) }
    }

    /// Puts an entry back if it still holds.
    private func keep(
        _ entry: Entry,
        _ token: Fingerprint,
        _ held: KeyRing.Held?,
        _ now: Int64,
        _ halves: inout Halves
    ) -> (facts: TokenFacts, issuer: Int)? {
        guard let held, now < entry.facts.until, held.keys[entry.key]?.fingerprint == entry.keyFingerprint else {
            return nil
        }
        var entry = entry
        entry.generation = held.generation
        insert(entry, token, &halves)
        return (entry.facts, entry.issuer)
    }

    private func insert(_ entry: Entry, _ token: Fingerprint, _ halves: inout Halves) {
        if halves.young.count >= half, halves.young[token] == nil {
            halves.old = halves.young
            halves.young = [:]
        }
        halves.young[token] = entry
    }
}
