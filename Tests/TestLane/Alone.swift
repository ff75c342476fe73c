import FoundationEssentials
package import Testing

extension Trait where Self == ConditionTrait {
    /// For tests that go by the clock: beside others they would measure those. `scripts/test` runs them by themselves.
    package static var alone: Self {
        .enabled("goes by the clock: scripts/test runs it by itself, with SVAR_ALONE=1") {
            ProcessInfo.processInfo.environment["SVAR_ALONE"] != nil
        }
    }
}
