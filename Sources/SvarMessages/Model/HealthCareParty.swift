/// A party of the message: ServProvider, Requester, RelServProv or ResponsibleHcp with its HCP (rule R24).
package struct HealthCareParty: Sendable, Hashable {
    package var place: SentPlace
    package var role: CodedValue?
    /// Of RelServProv and ResponsibleHcp.
    package var relation: CodedValue?
    /// `HCP/Inst`; a party has this or `prof`.
    package var inst: Institution?
    /// `HCP/HCProf`.
    package var prof: HealthCareProfessional?
    package var medSpeciality: CodedValue?
    /// `HCP/Address/TeleAddress`, such as `tel:…`; no other part of an address is kept.
    package var teleAddresses: [String] = []

    package init(place: SentPlace) {
        self.place = place
    }
}

/// An organisation.
package struct Institution: Sendable, Hashable {
    package var name: String?
    package var id: PartyID?
    package var departments: [Department] = []
    /// `HCPerson`.
    package var persons: [HealthCareProfessional] = []
    package var additionalIds: [PartyID] = []

    package init() {}
}

/// A department of an organisation.
package struct Department: Sendable, Hashable {
    package var type: CodedValue?
    package var name: String?
    package var id: PartyID?
    package var additionalIds: [PartyID] = []

    package init() {}
}

/// A person in health care: `HCProf` (which may have a type) or `HCPerson`.
package struct HealthCareProfessional: Sendable, Hashable {
    /// 9060.
    package var type: CodedValue?
    package var name: String?
    package var id: PartyID?
    package var additionalIds: [PartyID] = []

    package init() {}
}

/// An identifier with its kind: `Id` with `TypeId`, or `AdditionalId`.
package struct PartyID: Sendable, Hashable {
    package var id: String
    /// HER, ENH, RSH, AKO, HPR, LOP, XXX … (8116, 8268).
    package var type: CodedValue?

    package init(id: String, type: CodedValue? = nil) {
        self.id = id
        self.type = type
    }
}
