import SvarSynthetic
import Synchronization

/// Randomness named after the step that asks for it: the ids given in a step are the same in every world in which the step
/// happens, whatever happened before it. So the same request reaches the same thing in two worlds, and an id that one
/// world gives and the other does not is a difference that needs no mapping to be seen.
package final class StepRandom: Sendable {
    private let seed: UInt64
    private let state: Mutex<State>

    private struct State {
        var generator: SeededGenerator
        /// Of what a step makes besides, named after that: the same whichever step is the first to make it.
        var beside: [String: SeededGenerator] = [:]
    }

    package init(seed: UInt64) {
        self.seed = seed
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
    }

    /// From here on the randomness of this step.
    package func begin(_ step: String) {
        let own = named(step)
        state.withLock { $0 = State(generator: own) }
    }

    private func named(_ name: String) -> SeededGenerator {
        // FNV-1a
        let stream = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return SeededGenerator(seed: seed, stream: stream)
    }

    package func next() -> UInt64 { state.withLock { $0.generator.next() } }

    package func next(beside name: String) -> UInt64 {
        state.withLock { $0.beside[name, default: named(name)].next() }
    }
}
