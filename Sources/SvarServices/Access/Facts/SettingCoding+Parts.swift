import SvarAccess
import SvarDomain
import SvarFHIR

/// The numbers that parts of settings are kept under. A number is never given a second meaning.
enum SettingTables {
    static let actions = FactTable<SettingActionType>([
        (1, .set), (2, .request), (3, .accept), (4, .change), (5, .lift), (6, .release), (7, .extend),
    ])
    static let types = FactTable<SettingType>([
        (1, .storageReservation), (2, .viewReservation), (3, .seal), (4, .block), (5, .shielding), (6, .denial),
        (7, .delayedView), (8, .emergencyClosure), (9, .parentalConsent), (10, .opening),
    ])
    static let grounds = FactTable<DenialGround>([
        (1, .dangerToLife), (2, .inadvisable), (3, .ownWish), (4, .all), (5, .obsolete), (6, .parents), (7, .youth),
        (8, .dangerToPersonnel), (9, .soundTreatment), (10, .duplicate), (11, .other),
    ])
    static let openings = FactTable<Opening>([(1, .youth), (2, .parents)])
    static let ages = FactTable<AgeGroup>([(1, .child), (2, .youth), (3, .grown), (4, .unknown)])
}

extension FactWriter {
    mutating func flag(_ value: Bool) { byte(value ? 1 : 0) }

    mutating func target(_ target: SettingTarget) {
        switch target {
        case .all: byte(1)
        case .unit(let key):
            byte(2)
            signed(key.rawValue)
        case .item(let item):
            byte(3)
            text(item)
        case .code(let code):
            byte(4)
            text(code)
        case .order(let organisation, let order):
            byte(5)
            text(organisation.rawValue)
            text(order)
        case .referral(let referral):
            byte(6)
            text(referral)
        }
    }

    mutating func action(_ action: SettingAction) {
        SettingTables.actions.write(action.type, to: &self)
        if let draft = action.draft { self.draft(draft) }
        if case .extend(let until) = action { time(until) }
    }

    /// All but the target.
    private mutating func draft(_ draft: SettingDraft) {
        kind(draft.kind)
        optional(draft.results) { writer, results in
            writer.optional(results.from) { $0.day($1) }
            writer.optional(results.through) { $0.day($1) }
        }
        validity(draft.valid)
    }

    private mutating func kind(_ kind: SettingKind) {
        SettingTables.types.write(kind.type, to: &self)
        switch kind {
        case .storageReservation, .viewReservation, .seal, .shielding, .emergencyClosure, .parentalConsent: break
        case .block(let hpr): signed(Int64(hpr.rawValue))
        case .denial(let ground): SettingTables.grounds.write(ground, to: &self)
        case .opening(let opening): SettingTables.openings.write(opening, to: &self)
        case .delayedView(.until(let end)):
            byte(1)
            time(end)
        case .delayedView(.released): byte(2)
        case .delayedView(.instead(let delay)):
            byte(3)
            self.delay(delay)
        }
    }

    mutating func delay(_ delay: Delay) {
        switch delay {
        case .none: byte(1)
        case .days(let days):
            byte(2)
            signed(Int64(days))
        case .assessed: byte(3)
        }
    }

    mutating func author(_ author: SettingAuthor) {
        switch author {
        case .citizen(let age):
            byte(1)
            SettingTables.ages.write(age, to: &self)
        case .parent(let parent):
            byte(2)
            signed(parent.rawValue)
        case .guardian(let guardian, let inScope):
            byte(3)
            signed(guardian.rawValue)
            flag(inScope)
        case .proxy(let proxy, let inScope):
            byte(4)
            signed(proxy.rawValue)
            flag(inScope)
        case .personnel(let personnel):
            byte(5)
            signed(Int64(personnel.hpr.rawValue))
            text(personnel.organisation.rawValue)
            flag(personnel.isTreating)
            flag(personnel.isOnWish)
        case .laboratoryAtSending(let producer):
            byte(6)
            text(producer.rawValue)
        case .guidance(let onWish):
            byte(7)
            flag(onWish)
        case .importer: byte(8)
        }
    }
}

extension FactReader {
    mutating func target() throws(FactError) -> SettingTarget {
        switch try byte() {
        case 1: .all
        case 2: .unit(UnitKey(try signed()))
        case 3: .item(try text())
        case 4: .code(try text())
        case 5: .order(Organisation(try text()), try text())
        case 6: .referral(try text())
        default: throw .unknownForm
        }
    }

    mutating func action(on target: SettingTarget?) throws(FactError) -> SettingAction {
        switch try SettingTables.actions.read(&self) {
        case .set: .set(try draft(target))
        case .request: .request(try draft(target))
        case .change: .change(try draft(target))
        case .accept: .accept
        case .lift: .lift
        case .release: .release
        case .extend: .extend(until: try time())
        }
    }

    private mutating func draft(_ target: SettingTarget?) throws(FactError) -> SettingDraft {
        guard let target else { throw .damaged }
        let kind = try kind()
        let results = try optional { reader throws(FactError) in
            ResultPeriod(
                from: try reader.optional { reader throws(FactError) in try reader.day() },
                through: try reader.optional { reader throws(FactError) in try reader.day() }
            )
        }
        return SettingDraft(kind, target: target, results: results, valid: try validity())
    }

    private mutating func kind() throws(FactError) -> SettingKind {
        switch try SettingTables.types.read(&self) {
        case .storageReservation: .storageReservation
        case .viewReservation: .viewReservation
        case .seal: .seal
        case .block: .block(HPRNumber(try integer()))
        case .shielding: .shielding
        case .denial: .denial(try SettingTables.grounds.read(&self))
        case .delayedView: .delayedView(try delayedView())
        case .emergencyClosure: .emergencyClosure
        case .parentalConsent: .parentalConsent
        case .opening: .opening(try SettingTables.openings.read(&self))
        }
    }

    private mutating func delayedView() throws(FactError) -> DelayedView {
        switch try byte() {
        case 1: .until(try time())
        case 2: .released
        case 3: .instead(try delay())
        default: throw .unknownForm
        }
    }

    mutating func delay() throws(FactError) -> Delay {
        switch try byte() {
        case 1: .none
        case 2: .days(try integer())
        case 3: .assessed
        default: throw .unknownForm
        }
    }

    mutating func author() throws(FactError) -> SettingAuthor {
        switch try byte() {
        case 1: .citizen(try SettingTables.ages.read(&self))
        case 2: .parent(PersonKey(try signed()))
        case 3: .guardian(PersonKey(try signed()), inScope: try flag())
        case 4: .proxy(PersonKey(try signed()), inScope: try flag())
        case 5:
            .personnel(
                SettingPersonnel(
                    hpr: HPRNumber(try integer()),
                    organisation: Organisation(try text()),
                    isTreating: try flag(),
                    isOnWish: try flag()
                )
            )
        case 6: .laboratoryAtSending(Producer(try text()))
        case 7: .guidance(onWish: try flag())
        case 8: .importer
        default: throw .unknownForm
        }
    }

    private mutating func integer() throws(FactError) -> Int {
        guard let value = Int(exactly: try signed()) else { throw .damaged }
        return value
    }
}
