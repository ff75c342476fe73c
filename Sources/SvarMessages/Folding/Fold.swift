import SvarFHIR
import SvarJSON

/// Contributions become the unit's state (decisions 5, 6 and 8). Pure: the same contributions with distinct order give
/// the same state in whatever order they arrive.
package enum Fold {
    /// The state of a unit; nil without contributions.
    package static func fold(_ contributions: [ArrivedContribution]) -> FoldedUnit? {
        let sequence = sequence(contributions)
        guard let last = sequence.last else { return nil }
        var state = FoldState()
        var isTied = false
        var previous: Contribution?
        for arrived in sequence {
            let contribution = arrived.contribution
            if contribution.action == .new { isTied = false }
            if let previous, previous.order == contribution.order { isTied = true }
            state.take(contribution)
            previous = contribution
        }
        var tags: Set<FoldedUnit.Tag> = []
        if isTied || state.hasAmbiguity || state.hasBrokenTies { tags.insert(.conflict) }
        if contributions.contains(where: { $0.contribution.isHiddenFromCitizens }) { tags.insert(.citizenHidden) }
        if sequence.contains(where: { $0.contribution.cancelsSomething && isLate($0, among: sequence) }) {
            tags.insert(.lateCancellation)
        }
        return UnitAssembly.assemble(
            last: last,
            state: state,
            tags: tags,
            reservations: Set(contributions.flatMap(\.contribution.reservations))
        )
    }

    /// What is to be told about the contribution that arrived as this one, beside the others of its unit: that it came
    /// late, changed the date of issue, cancels what is not known, or is in conflict.
    /// - Parameter folded: the fold of these contributions, where the caller has it and the one asked about arrived last.
    package static func effects(
        of arrival: Int,
        in contributions: [ArrivedContribution],
        folded: FoldedUnit? = nil
    ) -> [IntakeIssue] {
        guard let own = contributions.first(where: { $0.arrival == arrival }) else { return [] }
        var issues: [IntakeIssue] = []
        if isLate(own, among: contributions) { issues.append(IntakeIssue(.lateContribution)) }
        let others = contributions.filter { $0.arrival < arrival }
        if let first = sequence(others).first, time(first.contribution) != time(own.contribution) {
            issues.append(IntakeIssue(.issueDateChanged, path: "IssueDate"))
        }
        var state = FoldState()
        let known = others + [own]
        for arrived in sequence(known) {
            state.take(arrived.contribution)
            if arrived.arrival == arrival {
                if state.hasUnknownTarget { issues.append(IntakeIssue(.referenceUnresolved)) }
                break
            }
        }
        let isConflict = { (unit: FoldedUnit?) in unit?.tags.contains(.conflict) ?? false }
        if isConflict(folded ?? fold(known)), !isConflict(fold(others)) { issues.append(IntakeIssue(.conflict)) }
        return issues
    }

    /// Whether two contributions say the same but for the sender's telephone, the receivers and the message's own ids
    /// (decision 5, rule R28): a copy to a second receiver.
    package static func sameContent(_ a: Contribution, _ b: Contribution) -> Bool {
        a.order == b.order && a.comparable == b.comparable
    }

    /// In order, without those that say what one before them of the same order says.
    private static func sequence(_ contributions: [ArrivedContribution]) -> [ArrivedContribution] {
        let sorted = contributions.sorted {
            ($0.contribution.order, $0.arrival) < ($1.contribution.order, $1.arrival)
        }
        var result: [ArrivedContribution] = []
        for next in sorted {
            let equals = result.reversed().prefix { $0.contribution.order == next.contribution.order }
            if equals.contains(where: { sameContent($0.contribution, next.contribution) }) { continue }
            result.append(next)
        }
        return result
    }

    /// Whether a contribution took a place before one that was there already.
    private static func isLate(_ own: ArrivedContribution, among all: [ArrivedContribution]) -> Bool {
        all.contains { $0.arrival < own.arrival && own.contribution.order < $0.contribution.order }
    }

    private static func time(_ contribution: Contribution) -> Int64? {
        FHIRDateTime(contribution.issueDate)?.range.lowerBound
    }
}

extension Contribution {
    /// Whether it cancels the report or one of its results.
    var cancelsSomething: Bool { action == .cancel || items.contains { $0.action == .cancel } }
}
