import SvarAccess
import SvarDomain
import SvarFHIR
import SvarServices
import SvarStore
import SvarSynthetic
import SvarTesting
import TestLane
import Testing

/// Entries about persons come back as they were written, and what cannot be read says so.
@Suite(.aside)
struct FactCodingTests {
    @Test func everySettingEventComesBack() throws {
        var random = RandomEntries(seed: 51)
        for _ in 0..<random.count(3_000) {
            let event = random.event()
            let entry = PersonEntry(
                stamp: Stamp(position: LogPosition(1), at: event.at),
                kind: .setting,
                subject: event.setting.rawValue,
                body: SettingCoding.encode(event)
            )
            #expect(SettingCoding.decode(entry) == event)
            #expect(try SettingCoding.read(entry) == event)
        }
    }

    @Test func everyPresetComesBack() throws {
        var random = RandomEntries(seed: 52)
        for _ in 0..<random.count(1_000) {
            let preset = random.preset()
            for event in [PresetEvent.set(preset, by: random.author(), why: "because"), .withdrawn, .applied] {
                let entry = PersonEntry(
                    stamp: Stamp(position: LogPosition(1), at: preset.setAt),
                    kind: .preset,
                    subject: 4,
                    body: PresetCoding.encode(event)
                )
                #expect(PresetCoding.decode(entry, of: preset.key.person) == event)
            }
        }
    }

    @Test func everyRegisterAnswerComesBack() throws {
        var random = RandomEntries(seed: 53)
        for _ in 0..<random.count(1_000) {
            let facts = random.registerFacts()
            #expect(RegisterFactsCoding.decode(RegisterFactsCoding.encode(facts)) == facts)
        }
    }

    /// The bytes of today are read for ever: a change of these is a new form beside this one.
    @Test func theFirstFormIsFixed() {
        let event = SettingEvent(
            setting: Setting.ID(9),
            at: ServerTime(microseconds: 5),
            action: .set(
                SettingDraft(
                    .denial(.soundTreatment),
                    target: .unit(UnitKey(300)),
                    valid: Validity(from: ServerTime(microseconds: 0), until: ServerTime(microseconds: 64))
                )
            ),
            by: .personnel(
                SettingPersonnel(
                    hpr: HPRNumber(9_144_889),
                    organisation: Organisation("999"),
                    isTreating: true,
                    isOnWish: false
                )
            ),
            why: "æ"
        )
        #expect(
            SettingCoding.encode(event) == [
                1, 1, 2, 0xD8, 4, 1, 6, 9, 0, 0, 0x80, 1, 5, 0xF2, 0xA8, 0xDC, 8, 3, 57, 57, 57, 1, 0, 2, 0xC3, 0xA6,
            ]
        )
        let facts = RegisterFacts(
            birthDate: CivilDate(year: 1970, month: 1, day: 3),
            isDeceased: true,
            mandates: [Mandate(.guardian, holder: PersonKey(-1), scope: .results, valid: .always)]
        )
        let ever: [UInt8] = [255, 255, 255, 255, 255, 255, 255, 255, 255, 1]
        let never: [UInt8] = [254, 255, 255, 255, 255, 255, 255, 255, 255, 1]
        #expect(RegisterFactsCoding.encode(facts) == [1, 1, 4, 1, 0, 0, 1, 2, 1, 1] + ever + never)
    }

    @Test func whatIsCutOffLongerOrOfAnotherFormIsToldApart() {
        var random = RandomEntries(seed: 54)
        for _ in 0..<random.count(200) {
            let body = SettingCoding.encode(random.event())
            for length in 0..<body.count { #expect(Self.error(Array(body[..<length])) == .damaged) }
            #expect(Self.error(body + [0]) == .damaged)
            #expect(Self.error([2] + body.dropFirst()) == .unknownForm)
        }
        #expect(Self.error([1, 1, 99]) == .unknownForm)
    }

    @Test func noBytesAtAllMakeTheReadersTrap() {
        var random = RandomEntries(seed: 55)
        for _ in 0..<random.count(20_000) {
            let bytes = random.bytes()
            _ = Self.error(bytes)
            _ = RegisterFactsCoding.decode(bytes)
            _ = PresetCoding.decode(Self.entry(.preset, bytes), of: PersonKey(1))
            _ = SettingCoding.unit(in: bytes)
            _ = SettingCoding.replacing(unit: UnitKey(5), in: bytes)
            _ = UnitFactsCoding.facts(
                of: Self.unit,
                [UnitVersionRecord(unit: Self.unit.key, stamp: Self.stamp, facts: bytes)]
            )
        }
    }

    @Test func theUnitOfASettingIsFoundAndReplacedAndNothingElse() throws {
        var random = RandomEntries(seed: 56)
        for _ in 0..<random.count(2_000) {
            let event = random.event()
            let body = SettingCoding.encode(event)
            let other = UnitKey(Int64(random.random.integer(-5...1_000_000)))
            var expected = event
            switch event.action {
            case .set(var draft), .request(var draft), .change(var draft):
                guard case .unit(let unit) = draft.target else { break }
                #expect(SettingCoding.unit(in: body) == unit)
                draft.target = .unit(other)
                expected.action =
                    switch event.action {
                    case .set: .set(draft)
                    case .request: .request(draft)
                    default: .change(draft)
                    }
            case .accept, .lift, .release, .extend: #expect(SettingCoding.unit(in: body) == nil)
            }
            let replaced = SettingCoding.replacing(unit: other, in: body)
            let entry = PersonEntry(
                stamp: Stamp(position: LogPosition(1), at: event.at),
                kind: .setting,
                subject: event.setting.rawValue,
                body: replaced
            )
            #expect(SettingCoding.decode(entry) == expected)
        }
    }

    @Test func anEntryThatCannotBeReadHoldsEverythingBack() throws {
        let good = try UnitFactsCoding.encode([ResourceVersion](), genetic: [])
        func record(_ entries: [PersonEntry]) -> PersonRecord {
            PersonRecord(
                person: PersonKey(1),
                numbers: [],
                units: [Self.unit],
                versions: [UnitVersionRecord(unit: Self.unit.key, stamp: Self.stamp, facts: good)],
                entries: entries,
                last: LogPosition(1)
            )
        }
        #expect(record([]).accessFacts().units.map(\.isHeld) == [false])
        #expect(record([Self.entry(.setting, [9])]).accessFacts().units.map(\.isHeld) == [true])
    }

    private static let stamp = Stamp(position: LogPosition(1), at: ServerTime(microseconds: 1))
    private static let unit = UnitRecord(
        key: UnitKey(3),
        person: PersonKey(1),
        producer: Producer("p"),
        regime: .rest,
        typeClass: .member,
        report: nil,
        state: UnitState(),
        stamp: stamp
    )

    private static func entry(_ kind: LogEntry.Kind, _ body: [UInt8]) -> PersonEntry {
        PersonEntry(stamp: stamp, kind: kind, subject: 1, body: body)
    }

    private static func error(_ body: [UInt8]) -> FactError? {
        do throws(FactError) {
            _ = try SettingCoding.read(entry(.setting, body))
            return nil
        } catch {
            return error
        }
    }
}
