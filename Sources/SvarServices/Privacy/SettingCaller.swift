import SvarAccess
import SvarDomain
import SvarStore

/// Who does something to settings, before it is known to which: what their token and request say of them.
struct SettingCaller: Sendable {
    /// As whom the rules know them; nil for the one caller of a sandbox, who stands for the citizen.
    let actor: AccessActor?
    /// The care relationship that a professional's token attests.
    let care: CareRelationship?
    /// Organisations that a professional acts for, the unit before the legal entity.
    let organisations: [Organisation]

    var isPersonnel: Bool { if case .personnel = actor { true } else { false } }

    /// As whom they act toward what a setting names (decision 29); nil: as nobody who may do anything.
    /// - Parameter units: those that are named and that they are shown
    func author(
        _ person: SvarAccess.PersonFacts,
        toward target: SettingTarget,
        units: [UnitFacts],
        onWish: Bool,
        at: ServerTime
    ) -> SettingAuthor? {
        switch actor {
        case nil: return .citizen(.grown)
        case .citizen: return .citizen(person.age(at: at))
        case .parent(let holder): return .parent(holder)
        case .guardian(let holder):
            return .guardian(holder, inScope: Self.covers(.guardian, holder, person, at))
        case .proxy(let holder): return .proxy(holder, inScope: Self.covers(.proxy, holder, person, at))
        case .personnel(let personnel):
            let isTreating = organisations.contains { organisation in
                SettingPersonnel.treats(organisation, care: care, units: units) || isOrdered(target, by: organisation)
            }
            return .personnel(
                SettingPersonnel(
                    hpr: personnel.hpr,
                    organisation: personnel.organisation,
                    isTreating: isTreating,
                    isOnWish: onWish
                )
            )
        case .guidance: return .guidance(onWish: onWish)
        default: return nil
        }
    }

    /// Whether the mandate that they act by is for settings too.
    private static func covers(
        _ kind: Mandate.Kind,
        _ holder: PersonKey,
        _ person: SvarAccess.PersonFacts,
        _ at: ServerTime
    ) -> Bool {
        person.mandates.contains {
            $0.kind == kind && $0.holder == holder && $0.scope.contains(.settings) && $0.valid.contains(at)
        }
    }

    /// Whoever ordered something requested what will come of it, also before it has come.
    private func isOrdered(_ target: SettingTarget, by organisation: Organisation) -> Bool {
        if case .order(organisation, _) = target { true } else { false }
    }
}
