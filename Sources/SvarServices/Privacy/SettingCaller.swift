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
        case .parent(let holder): return Self.covers(.parent, holder, person, at) ? .parent(holder) : nil
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

    /// Whether somebody of the citizen side has nothing to do with the person: by age, relation, address or death (rows A41,
    /// A45, A47, A56, A61, A74), or because no mandate of theirs is in force. A parent may take back a consent also where the
    /// plans for youth are not in force.
    static func isShutOut(
        _ actor: AccessActor,
        of person: SvarAccess.PersonFacts,
        policy: AccessPolicy,
        at: ServerTime
    ) -> Bool {
        guard actor.isCitizenSide else { return false }
        switch actor {
        case .parent(let holder): if !covers(.parent, holder, person, at, scope: []) { return true }
        case .guardian(let holder): if !covers(.guardian, holder, person, at, scope: []) { return true }
        case .proxy(let holder): if !covers(.proxy, holder, person, at, scope: []) { return true }
        default: break
        }
        switch PersonView(actor: actor, person: person, policy: policy, at: at).refusal {
        case .deceased, .childSelf, .protectedAddress, .parentNoSharedAddress, .parentOfGrown: return true
        case .youthClosed: return actor == .citizen
        default: return false
        }
    }

    /// Whether the mandate that they act by is in force, and for settings too.
    private static func covers(
        _ kind: Mandate.Kind,
        _ holder: PersonKey,
        _ person: SvarAccess.PersonFacts,
        _ at: ServerTime,
        scope: Mandate.Scope = .settings
    ) -> Bool {
        person.mandates.contains {
            $0.kind == kind && $0.holder == holder && $0.scope.contains(scope) && $0.valid.contains(at)
        }
    }

    /// Whoever ordered something requested what will come of it, also before it has come.
    private func isOrdered(_ target: SettingTarget, by organisation: Organisation) -> Bool {
        if case .order(organisation, _) = target { true } else { false }
    }
}
