import SvarHTTP
import SvarServices
import SvarSynthetic

/// Sends the synthetic messages through the intake, persons side by side.
struct DemoLoad {
    let service: ResultService
    let data: SyntheticData

    /// How many messages were taken, were there already, and were refused.
    struct Outcome: Sendable {
        var taken = 0
        var already = 0
        var refused = 0
        var attachments = 0
        var changes = 0
        var total: Int { taken + already + refused }
    }

    func run() async throws -> Outcome {
        let start = ContinuousClock.now
        var outcome = Outcome()
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            for index in 0..<data.persons {
                group.addTask { try await load(index) }
            }
            for try await part in group {
                outcome.taken += part.taken
                outcome.already += part.already
                outcome.refused += part.refused
                outcome.attachments += part.attachments
                outcome.changes += part.changes
            }
        }
        let seconds = ((ContinuousClock.now - start) / .milliseconds(10)).rounded() / 100
        Terminal.tell(
            "demo: \(outcome.total) messages about \(data.persons) synthetic persons: \(outcome.taken) taken, "
                + "\(outcome.already) already there, \(outcome.refused) refused, \(seconds) s"
        )
        return outcome
    }

    /// One person's messages in their order.
    @concurrent private func load(_ index: Int) async throws -> Outcome {
        let target = StoreTarget(port: ServicePort(service), caller: .local("svar demo")) {}
        var outcome = Outcome()
        for message in data.messages(of: index) {
            if message.hasAttachment { outcome.attachments += 1 }
            switch message.kind {
            case .new, .preliminary: break
            default: outcome.changes += 1
            }
            switch try await target.send(.message(message.bytes)) {
            case .taken: outcome.taken += 1
            case .already: outcome.already += 1
            case .refused(let status, let issues):
                outcome.refused += 1
                Terminal.tell("demo: \(message.name) was refused: \(status) \(issues.first ?? "")")
            }
        }
        return outcome
    }
}
