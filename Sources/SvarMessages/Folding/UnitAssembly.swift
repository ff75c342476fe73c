import SvarFHIR
import SvarJSON

/// Makes the resources of a unit out of what is known of it: links, roots, specimens, effective time, search tags.
enum UnitAssembly {
    static func assemble(
        last: ArrivedContribution,
        state: FoldState,
        tags: Set<FoldedUnit.Tag>,
        reservations: Set<String>
    ) -> FoldedUnit {
        let contribution = last.contribution
        var observations = state.observations
        link(&observations)
        let specimens = state.shared.filter { $0.type == .specimen }
        let roles = state.shared.filter { $0.type == .practitionerRole }
        let own = contribution.report
        let binaries = own.filter { $0.type == .binary }
        let known = Set((observations + specimens + roles + own).map(\.key))
        prune(&observations, known: known)
        let members = Set(observations.flatMap(\.memberKeys))
        let roots = observations.map(\.key).filter { !members.contains($0) }
        tag(&observations, roots: roots)
        var resources: [LocalResource] = []
        for resource in own where resource.type == .diagnosticReport || resource.type == .serviceRequest {
            var resource = resource
            if resource.type == .diagnosticReport {
                complete(&resource.body, roots: roots, specimens: specimens, observations: observations, tags: tags)
            }
            resources.append(resource)
        }
        resources += specimens + observations
        let named = Set(resources.flatMap { References.keys(in: $0.body) })
        resources += roles.filter { named.contains($0.key) } + binaries
        return FoldedUnit(
            resources: resources,
            tags: tags,
            isWithdrawn: contribution.action == .cancel,
            reservations: reservations,
            reportStatus: contribution.reportStatus,
            action: contribution.action,
            discipline: contribution.discipline,
            attachments: contribution.attachments.map {
                .init(key: $0.key, contentType: $0.contentType, arrival: last.arrival, store: $0.store)
            },
            requester: contribution.requester,
            serviceProvider: contribution.serviceProvider
        )
    }

    /// Writes the links of RefIdResultItem into `hasMember` of their parents; none that would close a circle, and none
    /// from a withdrawn finding to a result that stands: it would tell what was found.
    private static func link(_ observations: inout [LocalResource]) {
        let places = places(observations)
        let references = observations.map { $0.memberOf.compactMap { places[$0] } }
        guard references.contains(where: { !$0.isEmpty }) else { return }
        var holders = observations.map { _ in [Int]() }
        for parent in observations.indices {
            for case let child? in observations[parent].memberKeys.map({ places[$0] }) { holders[child].append(parent) }
        }
        let open = Circles.open(references, beside: holders)
        var members: [Int: [JSONValue]] = [:]
        for child in observations.indices {
            for parent in open[child] where !holders[child].contains(parent) {
                if observations[parent].isCancelled, !observations[child].isCancelled { continue }
                holders[child].append(parent)
                members[parent, default: []].append(.reference(observations[child].key))
            }
        }
        for (parent, added) in members {
            let own = observations[parent].body["hasMember"]?.elements ?? []
            observations[parent].body["hasMember"] = .array(own + added)
        }
    }

    private static func places(_ resources: [LocalResource]) -> [String: Int] {
        Dictionary(resources.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Drops references to what the unit does not have: a member that was replaced, a specimen that no message described.
    private static func prune(_ observations: inout [LocalResource], known: Set<String>) {
        let isKnown = { (reference: JSONValue) in
            reference["reference"]?.string.flatMap(LocalResource.key(ofURN:)).map(known.contains) ?? true
        }
        for index in observations.indices {
            for element in ["hasMember", "performer"] {
                guard let list = observations[index].body[element]?.elements, !list.allSatisfy(isKnown) else {
                    continue
                }
                observations[index].body[element] = .list(list.filter(isKnown))
            }
            if let specimen = observations[index].body["specimen"], !isKnown(specimen) {
                observations[index].body["specimen"] = nil
            }
        }
    }

    private static func complete(
        _ report: inout JSONValue,
        roots: [String],
        specimens: [LocalResource],
        observations: [LocalResource],
        tags: Set<FoldedUnit.Tag>
    ) {
        report["specimen"] = .list(specimens.map { .reference($0.key) })
        report["result"] = .list(roots.map { .reference($0) })
        // The oldest result's time; without results what the mapping put there, the date of issue.
        let times = observations.compactMap { $0.body["effectiveDateTime"]?.string.flatMap(FHIRDateTime.init) }
        if let oldest = times.min(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            report["effectiveDateTime"] = .string(oldest.text)
        }
        let codings = FoldedUnit.Tag.allCases.filter(tags.contains).map {
            CodeMapping.coding(SvarCanonical.unitTagSystem, $0.rawValue, nil)
        }
        if !codings.isEmpty {
            var meta = report["meta"] ?? .object([])
            meta["tag"] = .array(codings)
            report["meta"] = meta
        }
    }

    /// Puts every code of a top-level result and of all below it on `meta.tag` (OID form only, rule R1): the national
    /// interface searches there. NORPAT codes also without their space (rule R12).
    ///
    /// Where results have two holders each, many top-level results can stand above the same many others, and the tags
    /// would grow with the square of their number. Results and codes met are counted; beyond `tagShare` times what the
    /// unit has, and 20 000, a top-level result is tagged with its own codes only.
    private static func tag(_ observations: inout [LocalResource], roots: [String]) {
        let places = places(observations)
        let members = observations.map { $0.memberKeys.compactMap { places[$0] } }
        let own = observations.map { searchCodings($0.body) }
        var left = max(tagShare * (observations.count + own.reduce(0) { $0 + $1.count }), 20_000)
        for root in roots.compactMap({ places[$0] }) {
            var codings: [JSONValue] = []
            var ownCount = 0
            var told: Set<JSONValue> = []
            var seen: Set<Int> = []
            var waiting = [root]
            while let next = waiting.popLast() {
                guard seen.insert(next).inserted else { continue }
                left -= 1 + own[next].count
                if left < 0, next != root { break }
                waiting += members[next].reversed()
                for coding in own[next] where told.insert(coding).inserted { codings.append(coding) }
                if next == root { ownCount = codings.count }
            }
            if left < 0 { codings.removeSubrange(ownCount...) }
            guard !codings.isEmpty else { continue }
            var meta = observations[root].body["meta"] ?? .object([])
            meta["tag"] = .array(codings)
            observations[root].body["meta"] = meta
        }
    }

    /// How often, on average, a result may be met while top-level results are tagged.
    private static let tagShare = 16

    private static func searchCodings(_ body: JSONValue) -> [JSONValue] {
        let concepts = [body["code"], body["valueCodeableConcept"]].compactMap(\.self)
        return concepts.flatMap { $0["coding"]?.elements ?? [] }.flatMap { coding -> [JSONValue] in
            guard let system = coding["system"]?.string, system.hasPrefix("urn:oid:"),
                let code = coding["code"]?.string
            else { return [] }
            let tag = CodeMapping.coding(system, code, nil)
            guard system == Terminology.oid("7010"), code.utf8.contains(UInt8(ascii: " ")) else { return [tag] }
            return [tag, CodeMapping.coding(system, code.filter { $0 != " " }, nil)]
        }
    }
}
