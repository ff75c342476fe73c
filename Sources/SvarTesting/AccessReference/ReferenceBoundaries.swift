import SvarAccess
import SvarDomain
import SvarFHIR

/// Every instant at which an answer may change without a new fact.
struct ReferenceBoundaries {
    let situation: AccessSituation

    init(_ situation: AccessSituation) { self.situation = situation }

    var all: [ServerTime] {
        let person = situation.person
        var instants = person.settings.all.flatMap { setting in
            [setting.valid.from, setting.valid.until] + until(setting.kind)
        }
        instants += person.mandates.flatMap { [$0.valid.from, $0.valid.until] }
        if let born = person.birthDate { instants += [12, 16].map { birthday(born, $0) } }
        for version in situation.unit.versions {
            instants += [version.received, version.delayStart]
            instants += possibleDelays.map { days in roundedUp(version.delayStart.microseconds + days * 86_400_000_000)
            }
        }
        return Set(instants).filter { $0 != .never && $0 != .ever }.sorted()
    }

    private func until(_ kind: SettingKind) -> [ServerTime] {
        if case .delayedView(.until(let until)) = kind { [until] } else { [] }
    }

    /// Midnight of a birthday; of 1 March where there is no 29 February.
    private func birthday(_ born: CivilDate, _ years: Int) -> ServerTime {
        let day =
            CivilDate(year: born.year + years, month: born.month, day: born.day)
            ?? CivilDate(year: born.year + years, month: 3, day: 1)!
        return ServerTime(microseconds: OsloTime.startOfDay(day))
    }

    private var possibleDelays: Set<Int64> {
        var delays = situation.policy.delays.rows.map(\.delay)
        delays += situation.policy.delays.requesters.values.flatMap { $0.map(\.delay) }
        for setting in situation.person.settings.all {
            if case .delayedView(.instead(let delay)) = setting.kind { delays.append(delay) }
        }
        return Set(delays.compactMap { if case .days(let days) = $0 { Int64(days) } else { nil } } + [10])
    }

    private func roundedUp(_ microseconds: Int64) -> ServerTime {
        let quarter: Int64 = 900_000_000
        let past = ((microseconds % quarter) + quarter) % quarter
        return ServerTime(microseconds: past == 0 ? microseconds : microseconds - past + quarter)
    }
}
