package import SvarDomain
package import SvarFHIR

/// What the rules know of the person the results are about: the register's facts and the settings in force, all of them
/// read from the log (decision 13). Under all numbers of one person the facts are one (row A72).
package struct PersonFacts: Sendable, Hashable {
    /// Whether the store knows the person at all (row A71).
    package var isKnown: Bool
    /// Nil: unknown, and then no rule that asks for an age opens anything.
    package let birthDate: CivilDate?
    package var isDeceased: Bool
    /// Fortrolig or strengt fortrolig adresse (row A61).
    package var hasProtectedAddress: Bool
    /// Whether at least one parent lives at the child's address (rows A46 and A47).
    package var sharesAddressWithParent: Bool
    /// Whether the number is of a synthetic series (row A63).
    package var isSynthetic: Bool
    /// Who may act for the person.
    package var mandates: [Mandate]
    package var settings: PrivacySettings

    /// Midnight in Oslo of the 12th and the 16th birthday; `.never` when the birth date is unknown.
    package let twelfthBirthday: ServerTime
    package let sixteenthBirthday: ServerTime
    /// The day of the 12th birthday, for row A53.
    package let twelfthBirthdayDate: CivilDate?

    package init(
        isKnown: Bool = true,
        birthDate: CivilDate?,
        isDeceased: Bool = false,
        hasProtectedAddress: Bool = false,
        sharesAddressWithParent: Bool = false,
        isSynthetic: Bool = false,
        mandates: [Mandate] = [],
        settings: PrivacySettings = PrivacySettings()
    ) {
        self.isKnown = isKnown
        self.birthDate = birthDate
        self.isDeceased = isDeceased
        self.hasProtectedAddress = hasProtectedAddress
        self.sharesAddressWithParent = sharesAddressWithParent
        self.isSynthetic = isSynthetic
        self.mandates = mandates
        self.settings = settings
        twelfthBirthdayDate = birthDate?.birthday(12)
        twelfthBirthday = twelfthBirthdayDate?.midnight ?? .never
        sixteenthBirthday = birthDate?.birthday(16)?.midnight ?? .never
    }

    /// How old the person is, as far as the rules ask.
    package func age(at: ServerTime) -> AgeGroup {
        guard birthDate != nil else { return .unknown }
        return at < twelfthBirthday ? .child : at < sixteenthBirthday ? .youth : .grown
    }

    /// The next birthday that matters.
    package func nextBirthday(after at: ServerTime) -> ServerTime {
        at < twelfthBirthday ? twelfthBirthday : at < sixteenthBirthday ? sixteenthBirthday : .never
    }
}

/// The three ages of the regulation: results are the parents' under 12, nobody's from 12 to 15 today, one's own from 16.
package enum AgeGroup: Sendable, Hashable, CaseIterable {
    /// Under 12.
    case child
    /// 12 to 15.
    case youth
    /// 16 and older.
    case grown
    /// No birth date known.
    case unknown
}

/// Fullmakt, vergemål, foreldreansvar: who may act for the person, in what, from when to when.
package struct Mandate: Sendable, Hashable {
    package enum Kind: Sendable, Hashable, CaseIterable {
        /// Parental responsibility (FORELDREREPRESENTASJON).
        case parent
        /// VERGEMAL.
        case guardian
        /// FULLMAKT.
        case proxy
    }
    /// What a mandate is for.
    package struct Scope: OptionSet, Sendable, Hashable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        /// Seeing results.
        package static let results = Scope(rawValue: 1)
        /// Setting and lifting privacy settings.
        package static let settings = Scope(rawValue: 2)
    }

    package var kind: Kind
    package var holder: PersonKey
    package var scope: Scope
    package var valid: Validity
    package init(_ kind: Kind, holder: PersonKey, scope: Scope = [.results, .settings], valid: Validity = .always) {
        self.kind = kind
        self.holder = holder
        self.scope = scope
        self.valid = valid
    }
}

extension CivilDate {
    /// The day one turns `years`; who is born on 29 February has it on 1 March in a year without that day.
    package func birthday(_ years: Int) -> CivilDate? {
        CivilDate(year: year + years, month: month, day: day) ?? CivilDate(year: year + years, month: 3, day: 1)
    }

    /// The instant the day begins in Oslo.
    package var midnight: ServerTime { ServerTime(microseconds: OsloTime.startOfDay(self)) }
}
