import SvarFHIR

extension ReferenceSearch {
    /// `Type/id` of everything `_include` and `_revinclude` bring beside the matches, as a set: what is a match is not
    /// included again.
    package func included(_ matches: [String], _ parameters: [(name: String, value: String)]) throws -> Set<String> {
        var steps:
            [(isReverse: Bool, iterates: Bool, source: HostedType, follow: [ReferenceParameter], target: HostedType?)] =
                []
        for (name, value) in parameters where name.hasPrefix("_include") || name.hasPrefix("_revinclude") {
            let parts = value.split(separator: ":").map(String.init)
            guard (2...3).contains(parts.count), let source = HostedType(rawValue: parts[0]) else {
                throw ReferenceRefusal("include \(value)")
            }
            let follow: [ReferenceParameter]
            if parts[1] == "*" {
                follow = ReferenceParameter.all(source).filter { $0.kind == .reference }
            } else {
                follow = ReferenceParameter.named(source, parts[1]).map { $0.kind == .reference ? [$0] : [] } ?? []
            }
            guard !follow.isEmpty else { throw ReferenceRefusal("include \(value)") }
            let target = parts.count == 3 ? HostedType(rawValue: parts[2]) : nil
            guard parts.count == 2 || target != nil else { throw ReferenceRefusal("include \(value)") }
            steps.append((name.hasPrefix("_rev"), name.hasSuffix(":iterate"), source, follow, target))
        }
        // A report's results bring their members, and those theirs, however deep.
        let member = ReferenceParameter.named(.observation, "has-member")
        let bringsMembers = steps.contains { step in
            !step.isReverse && step.source == .diagnosticReport && step.follow.contains { $0.code == "result" }
        }
        var reached = Set(matches)
        var fresh = matches.compactMap { byAddress[$0] }
        // Once from the matches; what iterates up to three times more from what was brought.
        var round = 0
        while !fresh.isEmpty {
            var next: [ReferenceResource] = []
            for step in steps where round == 0 || (step.iterates && round <= 3) {
                for found in brought(by: fresh, step.isReverse, step.source, step.follow, step.target)
                where reached.insert(found.address).inserted {
                    next.append(found)
                }
            }
            if let member, bringsMembers, round > 0 {
                for found in brought(by: fresh, false, .observation, [member], .observation)
                where reached.insert(found.address).inserted {
                    next.append(found)
                }
            }
            fresh = next
            round += 1
        }
        return reached.subtracting(matches)
    }

    private func brought(
        by from: [ReferenceResource],
        _ isReverse: Bool,
        _ source: HostedType,
        _ follow: [ReferenceParameter],
        _ target: HostedType?
    ) -> [ReferenceResource] {
        if !isReverse {
            return from.filter { $0.type == source }.flatMap { resource in
                follow.flatMap { referred(by: resource, $0) }
                    .filter { shows($0) && (target == nil || $0.type == target) }
            }
        }
        let named = Set(from.filter { target == nil || $0.type == target }.map(\.address))
        return resources.filter { resource in
            resource.type == source && shows(resource)
                && follow.contains { referred(by: resource, $0).contains { named.contains($0.address) } }
        }
    }
}
