import SvarSynthetic
import Synchronization

/// Randomness named after the step that asks for it: the ids given in a step are the same in every world in which the step
/// happens, whatever happened before it. So the same request reaches the same thing in two worlds, and an id that one
/// world gives and the other does not is a difference that needs no mapping to be seen.
package final class StepRandom: Sendable {
    private let seed: UInt64
    private let state: Mutex<State>

    /// Numbers within a step that are not the step's: what is made with them is named after something else.
    package struct Loan: Sendable {
        /// What they are named after.
        let name: String
        /// How many of the step's come before.
        let after: Int
        let count: Int

        package init(name: String, after: Int, count: Int) {
            (self.name, self.after, self.count) = (name, after, count)
        }
    }

    private struct State {
        var generator: SeededGenerator
        var drawn = 0
        var lent: (after: Int, left: Int, generator: SeededGenerator)?
    }

    package init(seed: UInt64) {
        self.seed = seed
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
    }

    /// From here on the randomness of this step.
    /// - Parameter loan: what comes in between.
    package func begin(_ step: String, lending loan: Loan? = nil) {
        let lent = loan.map { (after: $0.after, left: $0.count, generator: named($0.name)) }
        let own = named(step)
        state.withLock { $0 = State(generator: own, lent: lent) }
    }

    private func named(_ name: String) -> SeededGenerator {
        // FNV-1a
        let stream = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return SeededGenerator(seed: seed, stream: stream)
    }

    package func next() -> UInt64 {
        state.withLock { state in
            if let lent = state.lent, lent.left > 0, state.drawn >= lent.after {
                state.lent?.left -= 1
                return state.lent?.generator.next() ?? 0
            }
            state.drawn += 1
            return state.generator.next()
        }
    }
}
