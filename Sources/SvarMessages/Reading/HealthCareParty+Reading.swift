extension HealthCareParty {
    /// Of an element that holds an `HCP`.
    init(_ node: XMLNode, below path: String, _ index: Int? = nil) {
        self.init(place: node.place(below: path, index))
        role = node.coded("Role")
        relation = node.coded("Relation")
        guard let hcp = node.first("HCP") else { return }
        switch hcp.firstOf(["Inst", "HCProf"]) {
        case let node? where node.name == "Inst": inst = Institution(node)
        case let node?: prof = HealthCareProfessional(node)
        case nil: break
        }
        medSpeciality = hcp.coded("MedSpeciality")
        teleAddresses = hcp.first("Address")?.all("TeleAddress").compactMap { $0.token("V") } ?? []
    }
}

extension Institution {
    fileprivate init(_ node: XMLNode) {
        self.init()
        name = node.string("Name")
        id = PartyID(idAndTypeId: node)
        departments = node.all("Dept").map(Department.init)
        persons = node.all("HCPerson").map(HealthCareProfessional.init)
        additionalIds = node.all("AdditionalId").compactMap(PartyID.init(additional:))
    }
}

extension Department {
    fileprivate init(_ node: XMLNode) {
        self.init()
        type = node.coded("Type")
        name = node.string("Name")
        id = PartyID(idAndTypeId: node)
        additionalIds = node.all("AdditionalId").compactMap(PartyID.init(additional:))
    }
}

extension HealthCareProfessional {
    fileprivate init(_ node: XMLNode) {
        self.init()
        type = node.coded("Type")
        name = node.string("Name")
        id = PartyID(idAndTypeId: node)
        additionalIds = node.all("AdditionalId").compactMap(PartyID.init(additional:))
    }
}

extension PartyID {
    /// `Id` with `TypeId` inside an element.
    fileprivate init?(idAndTypeId node: XMLNode) {
        guard let id = node.identifier("Id") else { return nil }
        self.init(id: id, type: node.coded("TypeId"))
    }

    /// An `AdditionalId`; nil for one that is empty.
    fileprivate init?(additional node: XMLNode) {
        guard let id = node.identifier("Id") else { return nil }
        self.init(id: id, type: node.coded("Type"))
    }
}
