extension UnitRule {
    /// Utsatt innsyn and report status toward the citizen side, and the marker for personnel: see `Timeline` (rows A26, A30,
    /// A32–A34, A50, A60, A69, A70, A81).
    static let delay = UnitRule(
        id: .delay,
        rows: ["A26", "A30", "A32", "A33", "A34", "A50", "A60", "A69", "A70", "A81"]
    ) { one in
        let timeline = one.timeline
        switch one.base.actor {
        case .personnel:
            return Opinion(
                nil,
                .markedForPersonnel,
                markers: timeline.isDelayed ? .delayed : [],
                until: timeline.validUntil
            )
        case .citizen, .parent, .guardian, .proxy:
            return Opinion(timeline.current == nil ? .hide : nil, timeline.reason, until: timeline.validUntil)
        default:
            return .none
        }
    }
}

extension Timeline {
    fileprivate var reason: Reason {
        switch obstacle {
        case .nothing: .own
        case .delayed: .delayed
        case .notFinal: .notFinal
        case .withdrawnUnseen: .withdrawnUnseen
        case .wrongPerson: .wrongPerson
        case .noVersion: .noVersion
        }
    }
}
