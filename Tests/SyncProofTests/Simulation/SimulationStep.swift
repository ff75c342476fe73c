import SvarSynthetic

/// One event of a simulation, with the seed of all that is random in it: leaving one out changes no other.
struct SimulationStep: Hashable, Sendable, CustomStringConvertible {
    enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Producers write some versions.
        case write
        /// The clinic changes a scope through the replica.
        case scope
        /// A person closes themself from somebody by name, or no longer.
        case block
        /// Time passes, a little or days of it.
        case pass
        /// A replica gets in step, over a network that fails.
        case sync
        /// A replica's process ends and another opens the file.
        case reopen
        /// The power goes: the file is what it was at some page of a run.
        case powerCut
        /// The disk fails inside the transaction of a page.
        case abort
        /// Rows of the file are damaged, and found by looking at everything.
        case damage
        /// The server's process ends and another begins.
        case restart
        /// The store is copied.
        case copy
        /// The store is replaced by its last copy.
        case restore
        /// What only old tokens need is dropped.
        case prune
    }

    var kind: Kind
    var replica: Int
    var seed: UInt64

    var description: String { "\(kind.rawValue)(\(replica), \(seed))" }

    /// How much of a simulation's time goes to what.
    private static let weights: [(Kind, Int)] = [
        (.write, 8), (.scope, 3), (.block, 2), (.pass, 3), (.sync, 10), (.reopen, 1), (.powerCut, 1), (.abort, 1),
        (.damage, 1),
        (.restart, 1), (.prune, 1),
    ]
    private static let deck = weights.flatMap { Array(repeating: $0.0, count: $0.1) }

    /// The events of a seed.
    static func schedule(_ seed: UInt64, replicas: Int) -> [SimulationStep] {
        var random = SeededGenerator(seed: seed, stream: 1)
        func step(_ kind: Kind) -> SimulationStep {
            SimulationStep(kind: kind, replica: random.integer(0...replicas - 1), seed: random.next())
        }
        var steps = [step(.write), step(.write), step(.sync)]
        for _ in 0..<random.integer(6...14) { steps.append(step(random.pick(deck))) }
        if random.oneIn(5) {
            let place = random.integer(3...steps.count)
            steps.insert(step(.copy), at: place)
            steps.insert(step(.restore), at: random.integer(place + 1...steps.count))
        }
        return steps
    }

    /// The schedule without what it does not need to fail: halves, quarters, down to single steps.
    static func shrunk(_ steps: [SimulationStep], _ fails: ([SimulationStep]) async -> Bool) async -> [SimulationStep] {
        var steps = steps
        var size = steps.count / 2
        while size > 0 {
            var start = 0
            while start < steps.count {
                var fewer = steps
                fewer.removeSubrange(start..<min(start + size, steps.count))
                if await fails(fewer) { steps = fewer } else { start += size }
            }
            size /= 2
        }
        return steps
    }
}

/// What must hold and did not.
struct SimulationViolation: Error, Hashable, CustomStringConvertible {
    /// Of `sync.md`: a guarantee or a property.
    var property: String
    var detail: String
    var description: String { "\(property): \(detail)" }
}

/// A part of the protocol that is taken away between the real parts, to see that its absence is noticed.
enum SimulationMutant: String, CaseIterable, Hashable, Sendable {
    /// A page's token is in the file though its rows are not.
    case tokenBeforeData
    /// What was closed since the round's target is not told.
    case noUrgentDenials
    /// A page is sent that was made before something was closed.
    case noCheckAtServing
    /// A correction does not get through, and nobody is told that it is missing.
    case lostPut
    /// Who a person is closed from does not get through.
    case lostBlock
    /// A block that was set since the round's target waits for the next round.
    case lateBlock
}
