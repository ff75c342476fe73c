import SvarAccess
import SvarDomain

/// Makes a history smaller while two worlds of it still differ, so that what is printed is what matters.
struct Shrinking {
    let worlds: TwoWorlds
    let viewpoint: Viewpoint
    let ask: Ask

    /// The smallest history found, and the difference there; nil when the request alone shows none.
    func run() async throws -> (viewpoint: Viewpoint, difference: Comparison.Difference)? {
        guard var found = try await differs(viewpoint) else { return nil }
        var smallest = viewpoint
        var parts = smallest.history.parts
        while !parts.isEmpty {
            let part = parts.removeFirst()
            var candidate = smallest
            candidate.history = smallest.history.without(part)
            guard let difference = try await differs(candidate) else { continue }
            (smallest, found) = (candidate, difference)
        }
        return (smallest, found)
    }

    private func differs(_ viewpoint: Viewpoint) async throws -> Comparison.Difference? {
        do {
            return try await worlds.difference(from: viewpoint, asking: ask)
        } catch is WorldFault {
            // Without that part the rest cannot happen.
            return nil
        }
    }
}

extension WorldHistory {
    /// What can be left out: units, settings, looks.
    var parts: [String] {
        units.keys.sorted() + settings.keys.sorted()
            + steps.filter { if case .look = $0.action { !$0.name.hasPrefix("known") } else { false } }.map(\.name)
    }

    /// The history without one of its parts.
    func without(_ part: String) -> WorldHistory {
        var history = self
        history.units[part] = nil
        history.settings[part] = nil
        history.steps.removeAll { step in
            if case .setting(let name, _) = step.action, name == part { return true }
            return step.unit == part || step.name == part
        }
        return history
    }

    /// What happens, in a line each.
    var summary: String {
        steps.filter { $0.unit != nil || $0.action.isSetting }.map { step in
            var text = "  +\((step.at - Self.start) / 1_000_000) s \(step.name)"
            if case .setting(let name, _) = step.action, let setting = settings[name] {
                text +=
                    " \(setting.kind) of \(setting.target) from \(setting.valid.from.microseconds) until \(setting.valid.until.microseconds)"
            }
            return text
        }.joined(separator: "\n")
    }
}

extension WorldStep.Action {
    var isSetting: Bool { if case .setting = self { true } else { false } }
}
