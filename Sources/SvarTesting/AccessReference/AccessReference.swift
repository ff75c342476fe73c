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
    package static func answer(_ situation: AccessSituation) -> Answer {
        let table = ReferenceRows(situation)
        let verdict = table.matching.map(\.verdict).max() ?? .hide
        // no matching permit row: as if absent
        guard verdict > .metadata || table.matching.contains(where: { $0.verdict <= .metadata }) else {
            return Answer(verdict: .hide, markers: [])
        }
        guard verdict <= .metadata else { return Answer(verdict: verdict, markers: []) }
        return Answer(
            verdict: verdict,
            version: table.version,
            rendition: table.rendition(verdict),
            markers: table.markers
        )
    }

    /// The ids of all rows that match, to count how often each does.
    package static func rows(_ situation: AccessSituation) -> [String] { ReferenceRows(situation).matching.map(\.id) }

    /// The instants at which anything about the question may change: every boundary that its facts name, and every end of
    /// a delay that a table can make of them.
    package static func boundaries(_ situation: AccessSituation) -> [ServerTime] {
        ReferenceBoundaries(situation).all
    }
}
