import SvarTesting

/// The least schedule that tells a wrong protocol from the right one, and what the wrong one breaks first.
struct LeastSchedule: Sendable, CustomStringConvertible {
    var mutant: ModelMutant
    var property: String
    var actions: [ModelAction]
    var description: String { mutant.rawValue }

    static let all: [LeastSchedule] = []
}
