package import SvarDomain

/// One privacy setting as it stands after its events: what, on what, when, and by whom.
package struct Setting: Sendable, Hashable {
    /// The id it was given when it was set.
    package struct ID: Sendable, Hashable {
        package let rawValue: Int64
        package init(_ rawValue: Int64) { self.rawValue = rawValue }
    }

    package var id: ID
    package var kind: SettingKind
    package var target: SettingTarget
    /// Result dates it names; nil: all (privacy.md's `resultPeriod`).
    package var results: ResultPeriod?
    /// When it is in force (`validPeriod`).
    package var valid: Validity
    /// Asked for by the citizen and not yet accepted: no effect (decision 29).
    package var isRequested: Bool

    package init(
        id: ID,
        kind: SettingKind,
        target: SettingTarget = .all,
        results: ResultPeriod? = nil,
        valid: Validity = .always,
        isRequested: Bool = false
    ) {
        self.id = id
        self.kind = kind
        self.target = target
        self.results = results
        self.valid = valid
        self.isRequested = isRequested
    }

    /// Whether it has effect at an instant.
    package func isInForce(_ at: ServerTime) -> Bool { !isRequested && valid.contains(at) }

    /// Whether a closing setting is about a unit: its span touches the period (decision 28).
    package func closes(_ unit: UnitFacts) -> Bool {
        target.matches(unit) && (results?.touches(unit.span) ?? true)
    }

    /// Whether an opening setting is about a unit: its whole span lies inside the period (decision 28).
    package func opens(_ unit: UnitFacts) -> Bool {
        target.matches(unit) && (results?.covers(unit.span) ?? true)
    }
}

/// What a setting does.
package enum SettingKind: Sendable, Hashable {
    /// Reservasjon mot lagring: nothing is stored, what is there is erased (rows A02, A04, A22).
    case storageReservation
    /// Reservation against seeing one's own results at Helsenorge (row A39).
    case viewReservation
    /// Sperring: closed to all health personnel; opens on an elevated basis (rows A13–A18).
    case seal
    /// Blokkering: closed to one professional, always (rows A19–A21).
    case block(HPRNumber)
    /// Skjerming: as a seal, of single results (rows A23 and A24).
    case shielding
    /// Nekting: closed to the citizen side, with a ground (rows A35–A38, A44, A48, A54, A55).
    case denial(DenialGround)
    /// Utsatt innsyn, set by a person (rows A27–A29, A32–A34).
    case delayedView(DelayedView)
    /// Nødknapp, akuttsperre: everything closed to the citizen side (rows A49, A73).
    case emergencyClosure
    /// A parent's consent to a youth's own access (row A42).
    case parentalConsent
    /// A youth's or their parents' access to the results of one referral, opened by personnel (rows A43, A52).
    case opening(Opening)

    /// Without what it holds, for tables.
    package var type: SettingType {
        switch self {
        case .storageReservation: .storageReservation
        case .viewReservation: .viewReservation
        case .seal: .seal
        case .block: .block
        case .shielding: .shielding
        case .denial: .denial
        case .delayedView: .delayedView
        case .emergencyClosure: .emergencyClosure
        case .parentalConsent: .parentalConsent
        case .opening: .opening
        }
    }
}

/// The kinds of settings.
package enum SettingType: UInt8, Sendable, Hashable, CaseIterable {
    case storageReservation, viewReservation, seal, block, shielding, denial, delayedView, emergencyClosure
    case parentalConsent, opening
}

/// To whom a referral's results are opened.
package enum Opening: Sendable, Hashable, CaseIterable { case youth, parents }

/// What personnel decided about the delay of a result.
package enum DelayedView: Sendable, Hashable {
    /// Closed until an exact instant; a longer delay of the profile stands beside it (row P24).
    case until(ServerTime)
    /// The delays of versions received up to `Setting.valid.from` are over. Later versions have their own.
    case released
    /// This delay in place of the profile's, as chosen at ordering (row A28).
    case instead(Delay)
}

/// What a setting is about. It always acts on whole units: the one that holds the item or the code (decision 21).
package enum SettingTarget: Sendable, Hashable {
    case all
    case unit(UnitKey)
    /// The unit that holds an item by IdResultItem.
    case item(String)
    /// Units that hold a code.
    case code(String)
    /// Units of an order of a requesting organisation.
    case order(Organisation, String)
    /// Units of a referral.
    case referral(String)

    package func matches(_ unit: UnitFacts) -> Bool {
        switch self {
        case .all: true
        case .unit(let key): unit.key == key
        case .item(let item): unit.items.contains(item)
        case .code(let code): unit.codes.contains(code)
        case .order(let organisation, let order):
            !order.isEmpty && unit.order == order && unit.requester?.organisation == organisation
        case .referral(let referral): !referral.isEmpty && unit.referral == referral
        }
    }
}
