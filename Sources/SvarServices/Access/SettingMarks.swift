import SvarAccess
import SvarDomain

/// When delays, denials and emergency closures of a person stood: while they do they mark what health personnel are shown,
/// without a new version of it (decision 25).
struct SettingMarks: Sendable {
    private struct Mark: Sendable {
        let target: SettingTarget
        let results: ResultPeriod?
        let from: ServerTime
        let until: ServerTime

        func touches(_ unit: SvarAccess.UnitFacts, at: ServerTime) -> Bool {
            guard from < until, from <= at, let first = unit.versions.first, first.received < until else {
                return false
            }
            return target.matches(unit) && results?.touches(unit.span) ?? true
        }
    }

    /// What one setting says until something is done to it.
    private struct Standing {
        let draft: SettingDraft
        var from: ServerTime
        var isRequested: Bool
        var until: ServerTime

        init(_ draft: SettingDraft, from: ServerTime, isRequested: Bool = false) {
            (self.draft, self.from, self.isRequested) = (draft, from, isRequested)
            until = draft.valid.until
            if case .delayedView(.until(let end)) = draft.kind { until = min(until, end) }
        }

        /// What it marked; nil for what does not mark, and for what was only asked for.
        func mark(endingAt end: ServerTime) -> Mark? {
            guard !isRequested else { return nil }
            switch draft.kind.type {
            case .delayedView, .denial, .emergencyClosure: break
            default: return nil
            }
            return Mark(
                target: draft.target,
                results: draft.results,
                from: max(from, draft.valid.from),
                until: min(end, until)
            )
        }
    }

    private var byUnit: [UnitKey: [Mark]] = [:]
    private var general: [Mark] = []

    /// - Parameter events: in the order of the log
    init(_ events: [SettingEvent]) {
        var standing: [Setting.ID: Standing] = [:]
        for event in events {
            let before = standing[event.setting]
            add(before?.mark(endingAt: event.at))
            switch event.action {
            case .set(let draft): standing[event.setting] = Standing(draft, from: event.at)
            case .request(let draft): standing[event.setting] = Standing(draft, from: event.at, isRequested: true)
            case .change(let draft):
                standing[event.setting] = Standing(draft, from: event.at, isRequested: before?.isRequested ?? false)
            case .accept:
                standing[event.setting]?.isRequested = false
                standing[event.setting]?.from = event.at
            case .extend(let until): standing[event.setting]?.until = until
            case .lift, .release: standing[event.setting] = nil
            }
        }
        for rest in standing.values { add(rest.mark(endingAt: .never)) }
    }

    private mutating func add(_ mark: Mark?) {
        guard let mark else { return }
        if case .unit(let key) = mark.target {
            byUnit[key, default: []].append(mark)
        } else {
            general.append(mark)
        }
    }

    /// Whether one stood at some time while the unit was there, up to an instant.
    func marked(_ unit: SvarAccess.UnitFacts, at: ServerTime) -> Bool {
        byUnit[unit.key]?.contains { $0.touches(unit, at: at) } ?? false
            || general.contains { $0.touches(unit, at: at) }
    }
}
