package import SvarAccess
package import SvarDomain

/// The slow, obvious answer to "who may see what": every row of the decision table is asked, then the strictest verdict of
/// those that match decides (decision 21). Written from the table and decisions 19 to 37, without sight of the rules.
package enum AccessReference {
    /// What an actor gets. Version, form and markers only when something is shown.
    package struct Answer: Hashable, Sendable {
        package var verdict: Verdict
        package var version: Int?
        package var rendition: Rendition?
        package var markers: Markers
    }

    /// The answer to one question.
    package static func answer(_ situation: AccessSituation) -> Answer { judged(situation).answer }

    /// The answer to one question, and the ids of all rows that match.
    package static func judged(_ situation: AccessSituation) -> (answer: Answer, rows: [String]) {
        let table = ReferenceRows(situation)
        return (answer(table), table.matching.map(\.id))
    }

    private static func answer(_ table: ReferenceRows) -> Answer {
        let verdicts = table.matching.map(\.verdict)
        guard let strictest = verdicts.max() else { return Answer(verdict: .hide, markers: []) }
        guard strictest <= .metadata else { return Answer(verdict: strictest, markers: []) }
        return Answer(
            verdict: strictest,
            version: table.version,
            rendition: table.rendition(strictest),
            markers: table.markers
        )
    }

    /// The instants at which anything about the question may change: every boundary that its facts name, and every end of
    /// a delay that a table can make of them.
    package static func boundaries(_ situation: AccessSituation) -> [ServerTime] {
        ReferenceBoundaries(situation).all
    }
}
