import SvarDomain
import SvarFHIR
import SvarJSON
import SvarStore

/// Divides a submission into units (decision 1).
enum UnitGroups {
    /// The drafts of one unit, and stored resources that its report names and that join it.
    struct Group {
        /// The report, or the one resource of a unit of one.
        let root: Int
        var members: [Int]
        var joining: Set<Stored> = []

        struct Stored: Hashable {
            let type: HostedType
            let id: String
        }
    }

    /// The elements that lead from a report, and from what it reached, to what belongs to it.
    private static let leading: [HostedType: [String]] = [
        .diagnosticReport: [
            "result", "specimen", "basedOn", "imagingStudy", "media", "presentedForm", "performer",
        ],
        .observation: ["hasMember", "derivedFrom", "specimen", "basedOn", "performer"],
        .specimen: ["parent", "request"],
        .serviceRequest: ["specimen"],
        .media: ["content", "basedOn"],
        .imagingStudy: ["basedOn"],
        .documentReference: ["content"],
    ]

    static func of(_ work: [Work], _ resolver: ReferenceResolver) -> [Group] {
        var owner = [Int?](repeating: nil, count: work.count)
        var groups: [Group] = []
        for root in work.indices where work[root].draft.type == .diagnosticReport && !work[root].isSettled {
            var group = Group(root: root, members: [])
            var waiting = [root]
            owner[root] = root
            while let index = waiting.popLast() {
                group.members.append(index)
                for use in pointers(of: work[index].draft) {
                    if let next = resolver.draft(named: use.text, from: work[index].draft) {
                        guard owner[next] == nil, belongs(work[next], to: work[root]) else { continue }
                        owner[next] = root
                        waiting.append(next)
                    } else if case .relative(let address) = use.target,
                        let type = HostedType(rawValue: address.type), type.typeClass == .member
                    {
                        group.joining.insert(Group.Stored(type: type, id: address.id))
                    }
                }
            }
            groups.append(group)
        }
        var known: [UnitKey: Int] = [:]
        for index in work.indices where owner[index] == nil {
            if let unit = work[index].current?.unit, let group = known[unit] {
                groups[group].members.append(index)
                continue
            }
            if let unit = work[index].current?.unit { known[unit] = groups.count }
            groups.append(Group(root: index, members: [index]))
        }
        return groups
    }

    /// Members and PractitionerRoles of the same person; another report is a unit of its own.
    private static func belongs(_ item: Work, to report: Work) -> Bool {
        guard item.draft.type != .diagnosticReport, !item.isSettled else { return false }
        guard item.draft.type.typeClass == .member || item.draft.type == .practitionerRole else { return false }
        guard item.canJoin || item.current?.unit == report.current?.unit else { return false }
        return item.person == report.person || item.person == nil && !item.hasUnknownSubject
    }

    /// The references of a draft that stand in its leading elements.
    private static func pointers(of draft: Draft) -> [Draft.Pointer] {
        let ranges = leading[draft.type, default: []].compactMap { draft.node[$0]?.range }
        return draft.references.filter { pointer in ranges.contains { $0.contains(pointer.range.lowerBound) } }
    }
}
