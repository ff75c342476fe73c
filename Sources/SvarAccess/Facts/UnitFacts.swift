package import SvarDomain

/// What the rules know of one unit: facts, never a body (decision 20).
package struct UnitFacts: Sendable, Hashable {
    package var key: UnitKey
    /// Who sent it.
    package var producer: Producer
    /// Result date; nil when nothing in it is dated.
    package var span: ResultSpan?
    package var requester: Department?
    package var performer: Organisation?
    /// The requester's order id (ServReq.Id).
    package var order: String?
    /// The referral it belongs to.
    package var referral: String?
    /// IdResultItem of its items.
    package var items: Set<String>
    /// Codes of its items.
    package var codes: Set<String>
    /// Hidden from all until somebody has classified it (decision 35: an unknown reservation code).
    package var isHeld: Bool
    /// Oldest first, by `received`. What is received after the instant of a decision is not there yet.
    package var versions: [VersionFacts]

    package init(
        key: UnitKey,
        producer: Producer,
        span: ResultSpan?,
        requester: Department? = nil,
        performer: Organisation? = nil,
        order: String? = nil,
        referral: String? = nil,
        items: Set<String> = [],
        codes: Set<String> = [],
        isHeld: Bool = false,
        versions: [VersionFacts]
    ) {
        self.key = key
        self.producer = producer
        self.span = span
        self.requester = requester
        self.performer = performer
        self.order = order
        self.referral = referral
        self.items = items
        self.codes = codes
        self.isHeld = isHeld
        self.versions = versions
    }
}

/// One version of a unit.
package struct VersionFacts: Sendable, Hashable {
    /// How far the report has come, by the source pair 7306 × 7309 (decision 22).
    package enum State: Sendable, Hashable, CaseIterable {
        /// Planned, preliminary or unknown.
        case notFinal
        /// 7306 F or A; FHIR final, amended, corrected, appended.
        case final
        /// Cancelled, or entered in error, by the laboratory.
        case withdrawn
        /// Entered in error because it was about somebody else (decision 8).
        case wrongPerson
    }

    /// When the service received it.
    package var received: ServerTime
    /// When its delay begins to count: `received`, or GenDate in a load marked `historic` (decision 22).
    package var delayStart: ServerTime
    package var state: State
    /// Of all items.
    package var disciplines: Disciplines
    /// Of the items that no earlier final version had; of the first final version: of all items. Empty: it adds none.
    /// `VersionFacts.history` computes it.
    package var added: Disciplines

    package init(
        received: ServerTime,
        delayStart: ServerTime? = nil,
        state: State = .final,
        disciplines: Disciplines,
        added: Disciplines
    ) {
        self.received = received
        self.delayStart = delayStart ?? received
        self.state = state
        self.disciplines = disciplines
        self.added = added
    }
}

extension VersionFacts {
    /// A version as it came: its items by key, each with its disciplines.
    package struct Arrival: Sendable, Hashable {
        package var received: ServerTime
        /// GenDate of a load marked `historic`.
        package var historic: ServerTime?
        package var state: State
        package var items: [String: Disciplines]
        package init(
            received: ServerTime,
            historic: ServerTime? = nil,
            state: State = .final,
            items: [String: Disciplines]
        ) {
            self.received = received
            self.historic = historic
            self.state = state
            self.items = items
        }
    }

    /// The versions of a unit with what each adds to the final ones before it. What was said to be of a wrong person and
    /// then deleted or withdrawn is of a wrong person still: only a version that says something is about the right one.
    package static func history(_ arrivals: [Arrival]) -> [VersionFacts] {
        var known: [String: Disciplines] = [:]
        var state = State.final
        return arrivals.map { arrival in
            state = arrival.state == .withdrawn && state == .wrongPerson ? .wrongPerson : arrival.state
            var all: Disciplines = []
            var added: Disciplines = []
            for (key, disciplines) in arrival.items {
                all.formUnion(disciplines)
                // An item that has become of another class is new in that class.
                added.formUnion(disciplines.subtracting(known[key] ?? []))
            }
            if arrival.state == .final { known.merge(arrival.items) { $0.union($1) } }
            return VersionFacts(
                received: arrival.received,
                delayStart: arrival.historic,
                state: state,
                disciplines: all,
                added: added
            )
        }
    }
}
