import SvarTesting

/// The least schedule that tells a wrong protocol from the right one, and what the wrong one breaks first.
struct LeastSchedule: Sendable, CustomStringConvertible {
    var mutant: ModelMutant
    var property: String
    var actions: [ModelAction]
    var description: String { mutant.rawValue }

    static let all: [LeastSchedule] = [
        // The first page after a round with a closure in its middle, and the closure's end before the next round.
        LeastSchedule(
            mutant: .endpointDifference,
            property: "P4",
            actions: [
                .scope(replica: 1, person: 2, milliseconds: 4_000),
                .ask(replica: 1, back: 0, pages: 1, limit: 2),
                .version(unit: 5, isHeld: false),
                .expire,
                .arrive(replica: 1, which: 0, .whole),
                .ask(replica: 1, back: 0, pages: 1, limit: 1),
                .arrive(replica: 1, which: 0, .whole),
                .ask(replica: 1, back: 0, pages: 2, limit: 2),
                .arrive(replica: 1, which: 0, .whole),
                .closed(unit: 5),
                .ask(replica: 1, back: 1, pages: 2, limit: 3),
                .opened(unit: 5),
                .arrive(replica: 1, which: 0, .whole),
            ]
        ),
        // Two rounds from one token; the older answer comes last.
        LeastSchedule(
            mutant: .noStamps,
            property: "P4",
            actions: [
                .scope(replica: 1, person: 1, milliseconds: 4_000),
                .ask(replica: 1, back: 0, pages: 1, limit: 1),
                .arrive(replica: 1, which: 0, .whole),
                .version(unit: 4, isHeld: false),
                .ask(replica: 1, back: 0, pages: 2, limit: 2),
                .version(unit: 4, isHeld: true),
                .ask(replica: 1, back: 0, pages: 3, limit: 3),
                .arrive(replica: 1, which: 1, .whole),
                .arrive(replica: 1, which: 0, .whole),
            ]
        ),
        // Closed after the target and denied; nothing may take it for missing at the round's end.
        LeastSchedule(mutant: .noTombstones, property: "P3", actions: closedInsideASnapshot),
        LeastSchedule(mutant: .sumsAlwaysCompared, property: "P4", actions: closedInsideASnapshot),
        LeastSchedule(
            mutant: .noCheckAtServing,
            property: "P6",
            actions: [
                .scope(replica: 0, person: 0, milliseconds: 4_000),
                .version(unit: 0, isHeld: false),
                .version(unit: 3, isHeld: false),
                .ask(replica: 0, back: 0, pages: 1, limit: 1),
                .arrive(replica: 0, which: 0, .whole),
                .closed(unit: 3),
            ]
        ),
        LeastSchedule(mutant: .noUrgentDenials, property: "P5", actions: closedBesideManyNew),
        LeastSchedule(mutant: .urgentFromTarget, property: "P5", actions: closedBesideManyNew),
        LeastSchedule(
            mutant: .tokenBeforeData,
            property: "P4",
            actions: [
                .scope(replica: 0, person: 0, milliseconds: 461),
                .ask(replica: 0, back: 0, pages: 1, limit: 2),
                .arrive(replica: 0, which: 0, .crash(0)),
            ]
        ),
        LeastSchedule(
            mutant: .closureAsMarker,
            property: "P6",
            actions: [
                .scope(replica: 0, person: 0, milliseconds: 3), .version(unit: 3, isHeld: false), .closed(unit: 3),
            ]
        ),
        // Two snapshots; the later one's target knows nothing of what the earlier one's first page put.
        LeastSchedule(
            mutant: .anySnapshot,
            property: "P4",
            actions: [
                .scope(replica: 1, person: 0, milliseconds: 4_000),
                .scope(replica: 1, person: 2, milliseconds: 4_000),
                .ask(replica: 1, back: 0, pages: 1, limit: 1),
                .version(unit: 0, isHeld: false),
                .ask(replica: 1, back: 0, pages: 1, limit: 1),
                .arrive(replica: 1, which: 1, .whole),
                .arrive(replica: 1, which: 0, .whole),
            ]
        ),
    ]

    private static let closedInsideASnapshot: [ModelAction] = [
        .scope(replica: 0, person: 0, milliseconds: 4_000),
        .scope(replica: 0, person: 2, milliseconds: 769),
        .version(unit: 3, isHeld: false),
        .ask(replica: 0, back: 0, pages: 1, limit: 1),
        .arrive(replica: 0, which: 0, .whole),
        .closed(unit: 3),
    ]

    /// The denial's turn is behind the first page.
    private static let closedBesideManyNew: [ModelAction] = [
        .scope(replica: 1, person: 2, milliseconds: 4_000),
        .version(unit: 0, isHeld: false),
        .version(unit: 5, isHeld: false),
        .version(unit: 6, isHeld: false),
        .ask(replica: 1, back: 0, pages: 1, limit: 2),
        .arrive(replica: 1, which: 0, .whole),
        .closed(unit: 5),
        .scope(replica: 1, person: 0, milliseconds: 324),
    ]
}
