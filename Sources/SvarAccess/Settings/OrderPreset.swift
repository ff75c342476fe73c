package import SvarDomain
internal import SvarFHIR

/// An order number that can be matched: what is empty, zero or NULL names nothing and never does.
package struct OrderNumber: Sendable, Hashable {
    package let rawValue: String
    /// Nil for a text that names nothing, whatever blanks surround it.
    package init?(_ text: String) {
        let bytes = text.utf8.drop { $0 == 32 || $0 == 9 }
        guard let last = bytes.lastIndex(where: { $0 != 32 && $0 != 9 }) else { return nil }
        let value = String(Substring(bytes[...last]))
        let isZero = value.utf8.allSatisfy { $0 == UInt8(ascii: "0") }
        guard !isZero, value.lowercased() != "null" else { return nil }
        rawValue = value
    }
}

/// What a requester chose for an order before any result exists, applied when one arrives (row A28).
package struct OrderPreset: Sendable, Hashable {
    /// Keyed by who ordered, what, and for whom: an order number alone is not unique.
    package struct Key: Sendable, Hashable {
        package let organisation: Organisation
        package let order: OrderNumber
        package let person: PersonKey
        /// Nil when a part names nothing.
        package init?(organisation: Organisation, order: String, person: PersonKey) {
            guard OrderNumber(organisation.rawValue) != nil, let order = OrderNumber(order), person.rawValue != 0 else {
                return nil
            }
            self.organisation = organisation
            self.order = order
            self.person = person
        }

        /// The key a unit would be found by.
        package init?(_ unit: UnitFacts, of person: PersonKey) {
            guard let organisation = unit.requester?.organisation, let order = unit.order else { return nil }
            self.init(organisation: organisation, order: order, person: person)
        }
    }

    package var key: Key
    package var setAt: ServerTime
    /// What the sample is for, when the requester declared it (`IntakeRules`).
    package var purpose: SamplePurpose?
    /// The results of this order are not stored. This is about the order alone: a reservation of the person is the
    /// citizen's to set (decision 29).
    package var isReserved: Bool
    /// In place of the profile's delay.
    package var delay: Delay?
    /// With its review date, where the ground needs one.
    package var denial: DenialGround?
    package var reviewDate: ServerTime

    package init(
        key: Key,
        setAt: ServerTime,
        purpose: SamplePurpose? = nil,
        isReserved: Bool = false,
        delay: Delay? = nil,
        denial: DenialGround? = nil,
        reviewDate: ServerTime = .never
    ) {
        self.key = key
        self.setAt = setAt
        self.purpose = purpose
        self.isReserved = isReserved
        self.delay = delay
        self.denial = denial
        self.reviewDate = reviewDate
    }

    /// The first instant at which it has lapsed: midnight in Oslo, 12 months after the day it was set.
    package var lapses: ServerTime {
        OsloTime.local(setAt.microseconds).date.birthday(1)?.midnight ?? .never
    }

    /// Whether it is applied to a result of that key that arrives at an instant.
    package func applies(to key: Key?, at: ServerTime) -> Bool {
        key == self.key && setAt <= at && at < lapses
    }

    /// The settings it becomes when the first result arrives: about the order, so that later results are covered too.
    package var drafts: [SettingDraft] {
        let target = SettingTarget.order(key.organisation, key.order.rawValue)
        var drafts: [SettingDraft] = []
        if let delay { drafts.append(SettingDraft(.delayedView(.instead(delay)), target: target)) }
        if let denial {
            drafts.append(SettingDraft(.denial(denial), target: target, valid: Validity(until: reviewDate)))
        }
        return drafts
    }
}
