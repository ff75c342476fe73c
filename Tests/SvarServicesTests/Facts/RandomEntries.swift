import Foundation
import SvarAccess
import SvarDomain
import SvarFHIR
import SvarServices
import SvarSynthetic
import SvarTesting

/// Random settings, presets and register answers of a seed.
struct RandomEntries {
    var random: SeededGenerator
    private var situations: RandomSituations

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        situations = RandomSituations(seed: seed)
    }

    /// How often to try: more in the long run.
    func count(_ usual: Int) -> Int { ProcessInfo.processInfo.environment["SVAR_LONG"] == nil ? usual : usual * 20 }

    mutating func event() -> SettingEvent {
        let situation = situations.next()
        let kind = situations.anyKind(situation.at)
        let setting = situations.setting(Setting.ID(number()), kind, situation.unit, situation.at)
        let draft = SettingDraft(
            setting.kind,
            target: random.oneIn(3) ? .unit(UnitKey(number())) : setting.target,
            results: setting.results,
            valid: setting.valid
        )
        let actions: [SettingAction] = [
            .set(draft), .request(draft), .accept, .change(draft), .lift, .release, .extend(until: situation.at),
        ]
        return SettingEvent(
            setting: setting.id,
            at: situation.at,
            action: random.pick(actions),
            by: author(),
            why: random.pick(["", "ønsker det", String(repeating: "å", count: 300)])
        )
    }

    mutating func author() -> SettingAuthor {
        let key = PersonKey(number())
        return random.pick([
            .citizen(random.pick(AgeGroup.allCases)), .parent(key), .guardian(key, inScope: random.oneIn(2)),
            .proxy(key, inScope: random.oneIn(2)),
            .personnel(
                SettingPersonnel(
                    hpr: HPRNumber(random.integer(1...999_999_999)),
                    organisation: Organisation("999999999"),
                    isTreating: random.oneIn(2),
                    isOnWish: random.oneIn(2)
                )
            ),
            .laboratoryAtSending(Producer("999999998")), .guidance(onWish: random.oneIn(2)), .importer,
        ])
    }

    mutating func preset() -> OrderPreset {
        OrderPreset(
            key: OrderPreset.Key(
                organisation: Organisation("99999999\(random.integer(1...9))"),
                order: "A\(random.integer(1...99))",
                person: PersonKey(Int64(random.integer(1...9)))
            )!,
            setAt: ServerTime(microseconds: number()),
            purpose: random.oneIn(2) ? nil : random.pick(SamplePurpose.allCases),
            isReserved: random.oneIn(2),
            delay: random.oneIn(2) ? nil : random.pick([Delay.none, .days(random.integer(0...400)), .assessed]),
            denial: random.oneIn(2) ? nil : random.pick(DenialGround.allCases),
            reviewDate: random.oneIn(2) ? .never : ServerTime(microseconds: number())
        )
    }

    mutating func registerFacts() -> RegisterFacts {
        let person = situations.next().person
        return RegisterFacts(
            birthDate: person.birthDate,
            isDeceased: person.isDeceased,
            hasProtectedAddress: person.hasProtectedAddress,
            sharesAddressWithParent: person.sharesAddressWithParent,
            mandates: person.mandates
        )
    }

    /// Bytes that begin as a form does, more often than not.
    mutating func bytes() -> [UInt8] {
        var bytes: [UInt8] = random.oneIn(4) ? [] : [1]
        for _ in 0..<random.integer(0...40) {
            bytes.append(UInt8(random.oneIn(2) ? random.integer(0...8) : random.integer(0...255)))
        }
        return bytes
    }

    /// Of any size.
    private mutating func number() -> Int64 { Int64(bitPattern: random.next() >> UInt64(random.integer(0...63))) }
}
