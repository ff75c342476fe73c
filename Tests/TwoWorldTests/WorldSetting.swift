import HTTPTypes
import SvarAccess
import SvarDomain
import SvarFHIR
import SvarStore
import SvarSynthetic
import SvarTesting

@testable import SvarServices

/// A setting as the history knows it. Its target names a unit by the history's name: both worlds have the setting, also
/// the one in which the unit never was.
struct WorldSetting: Sendable {
    enum Target: Sendable, Hashable {
        case all
        case unit(String)
        case code(String)
    }

    var name: String
    var person: Int
    var kind: SettingKind
    var target: Target
    var results: ResultPeriod?
    var valid: Validity
    /// Who sets it over the public interface; nil: it is entered in the log, as an import does.
    var author: String?
    /// When it was set, and when it was lifted.
    var setAt: Int64 = 0
    var liftedAt: Int64?

    /// As the rules are told, with units by the keys of a world or of the oracle.
    func draft(_ key: (String) -> UnitKey) -> SettingDraft {
        let target: SettingTarget =
            switch target {
            case .all: .all
            case .unit(let name): .unit(key(name))
            case .code(let code): .code(code)
            }
        return SettingDraft(kind, target: target, results: results, valid: valid)
    }

    /// For the oracle: what stands of it.
    func setting(_ id: Int64, _ key: (String) -> UnitKey) -> Setting {
        let draft = draft(key)
        let until = min(valid.until, liftedAt.map { ServerTime(microseconds: $0) } ?? .never)
        return Setting(
            id: Setting.ID(id),
            kind: kind,
            target: draft.target,
            results: results,
            valid: Validity(from: max(valid.from, ServerTime(microseconds: setAt)), until: until)
        )
    }
}

extension WorldSetting {
    /// As it is sent to the public interface.
    func body(_ address: (String) -> String) -> String {
        var members = [#""wish":true"#]
        switch kind {
        case .storageReservation: members.append(#""kind":"storage-reservation""#)
        case .viewReservation: members.append(#""kind":"view-reservation""#)
        case .seal: members.append(#""kind":"seal""#)
        case .block(let hpr): members.append(#""kind":"block","hpr":"\#(hpr.rawValue)""#)
        case .shielding: members.append(#""kind":"shielding""#)
        case .denial(let ground): members.append(#""kind":"denial","ground":"\#(ground.code)""#)
        case .delayedView(.until(let end)):
            members.append(#""kind":"delayed-view","delay":{"until":"\#(InstantFormat.utcText(end.microseconds))"}"#)
        case .delayedView: members.append(#""kind":"delayed-view","delay":{"released":true}"#)
        case .emergencyClosure: members.append(#""kind":"emergency-closure""#)
        case .parentalConsent, .opening: break
        }
        switch target {
        case .all: break
        case .code(let code): members.append(#""target":{"code":"\#(code)"}"#)
        case .unit(let name): members.append(#""target":{"report":"DiagnosticReport/\#(address(name))"}"#)
        }
        func day(_ date: CivilDate) -> String {
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            return #""\#(date.year)-\#(two(date.month))-\#(two(date.day))""#
        }
        if let results {
            let from = results.from.map { #""from":\#(day($0))"# }
            let through = results.through.map { #""through":\#(day($0))"# }
            members.append(#""results":{\#([from, through].compactMap(\.self).joined(separator: ","))}"#)
        }
        var period: [String] = []
        if valid.from != .ever { period.append(#""from":"\#(InstantFormat.utcText(valid.from.microseconds))""#) }
        if valid.until != .never { period.append(#""until":"\#(InstantFormat.utcText(valid.until.microseconds))""#) }
        if !period.isEmpty { members.append(#""valid":{\#(period.joined(separator: ","))}"#) }
        return "{\(members.joined(separator: ","))}"
    }
}

extension World {
    /// Sets or lifts over the public interface. What is refused is not set, in this world and, unless they differ, in the
    /// other.
    func send(_ setting: WorldSetting, isLifted: Bool, by author: String, of number: PersonNumber) async throws {
        let all = "/v1/privacy/settings"
        var fields = [("content-type", "application/json")]
        if author == Cast.otherPersonnel { fields += [("person-id", number.value), ("access-basis", "UNNTAK")] }
        if isLifted {
            guard let id = settingIDs[setting.name] else { return }
            let reply = try await send(Ask(.delete, "\(all)/\(id)?wish=true", fields), as: author)
            if reply.status >= 300 { notLifted.insert(setting.name) }
            return
        }
        let reply = try await send(Ask(.post, all, fields, body: setting.body { _ in "none" }), as: author)
        guard reply.status < 300, let id = reply.field("location")?.split(separator: "/").last else {
            refused[setting.name] = reply.text
            return
        }
        settingIDs[setting.name] = String(id)
    }

    /// Enters a setting, or lifts it.
    func enter(_ setting: WorldSetting, isLifted: Bool, of number: PersonNumber) async throws {
        let keys = try await reportUnits()
        let draft = setting.draft { keys[$0] ?? Self.absent($0) }
        let known = subjects[setting.name]
        let (now, feed) = (clock.now, feed)
        let subject = try await store.write { store -> Int64 in
            guard let person = try store.person(number: number) else { throw WorldFault("nobody has a setting") }
            let subject = try known ?? store.newSubject()
            let event = SettingEvent(
                setting: Setting.ID(subject),
                at: now,
                action: isLifted ? .lift : .set(draft),
                by: .importer
            )
            _ = try store.enter(.setting, subject: subject, SettingCoding.encode(event), about: person)
            try feed.apply(to: person, in: store)
            return subject
        }
        subjects[setting.name] = subject
    }

    /// A key that no unit of this world has.
    private static func absent(_ name: String) -> UnitKey {
        UnitKey(name.utf8.reduce(1_000_000_000) { $0 &* 31 &+ Int64($1) } & 0xFFFF_FFFF_FFFF | 1 << 50)
    }
}

extension WorldHistory {
    /// Settings of a person, each with the steps that set it and perhaps lift it.
    mutating func settings(_ place: Int) -> [[WorldStep]] {
        guard random.oneIn(3) == false else { return [] }
        let own = units.values.filter { $0.person == place }.map(\.name).sorted()
        return (0..<random.integer(1...3)).map { _ in
            let name = "s\(next())"
            var setting = setting(name, place, own)
            setting.author = author(setting)
            settings[name] = setting
            var steps = [step(name, setting, isLifted: false)]
            if setting.kind != .storageReservation, random.oneIn(4) {
                steps.append(step("\(name)-lifted", setting, isLifted: true))
            }
            return steps
        }
    }

    /// Who may set it over the public interface, most likely.
    private mutating func author(_ setting: WorldSetting) -> String? {
        if case .unit = setting.target { return nil }
        if setting.kind.type != .storageReservation, random.oneIn(2) { return nil }
        switch setting.kind {
        case .storageReservation, .viewReservation, .denial(.ownWish): return Cast.citizen(setting.person)
        case .seal, .block: return random.oneIn(2) ? Cast.citizen(setting.person) : Cast.otherPersonnel
        default: return Cast.otherPersonnel
        }
    }

    private func step(_ name: String, _ setting: WorldSetting, isLifted: Bool) -> WorldStep {
        WorldStep(name: name, at: 0, person: setting.person, action: .setting(setting.name, isLifted: isLifted))
    }

    private mutating func setting(_ name: String, _ place: Int, _ own: [String]) -> WorldSetting {
        var kind: SettingKind = random.pick([
            .seal, .seal, .block(Cast.hpr), .block(Cast.otherHPR), .shielding, .shielding, .emergencyClosure,
            .viewReservation, .storageReservation,
            .denial(random.pick([.dangerToLife, .ownWish, .all, .soundTreatment, .parents, .dangerToPersonnel])),
            .denial(random.pick([.inadvisable, .other, .ownWish])), .delayedView(.released),
            .delayedView(.until(ServerTime(microseconds: Self.start + Int64(random.integer(1...40)) * Self.day))),
        ])
        var target: WorldSetting.Target = .all
        var results: ResultPeriod?
        let single: WorldSetting.Target =
            own.isEmpty || random.oneIn(4) ? .code(random.pick(Self.codes)) : .unit(random.pick(own))
        switch kind.type {
        case .seal, .block:
            if random.oneIn(2) { target = single } else if random.oneIn(2) { results = period() }
        case .shielding: target = single
        case .denial, .delayedView: if !random.oneIn(4) { target = single }
        default: break
        }
        if case .delayedView(.until) = kind, own.isEmpty { kind = .delayedView(.released) }
        var valid = Validity.always
        if case .denial(let ground) = kind, ground.needsReview || random.oneIn(3) {
            valid.until = ServerTime(microseconds: Self.start + Int64(random.integer(5...90)) * Self.day)
        } else if random.oneIn(4), kind.type == .seal || kind.type == .shielding {
            valid.from = ServerTime(microseconds: Self.start + Int64(random.integer(0...20)) * Self.day)
            valid.until = ServerTime(microseconds: valid.from.microseconds + Int64(random.integer(1...60)) * Self.day)
        }
        return WorldSetting(name: name, person: place, kind: kind, target: target, results: results, valid: valid)
    }

    private mutating func period() -> ResultPeriod {
        let today = OsloTime.local(Self.start).date.daysSince1970
        let from = today - random.integer(0...300)
        return ResultPeriod(
            from: random.oneIn(3) ? nil : CivilDate(daysSince1970: from),
            through: random.oneIn(3) ? nil : CivilDate(daysSince1970: from + random.integer(0...200))
        )
    }
}
