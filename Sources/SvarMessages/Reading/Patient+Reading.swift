extension Patient {
    init(_ node: XMLNode, below path: String) {
        let place = node.place(below: path)
        self.init(
            place: place,
            offId: node.identifier("OffId") ?? "",
            typeOffId: node.coded("TypeOffId") ?? CodedValue()
        )
        responsibleHcp = node.first("ResponsibleHcp").map { HealthCareParty($0, below: place.path) }
        infItems = node.all("InfItem").enumerated().map { InfItem($1, below: place.path, $0) }
        analysedSubjects = node.all("AnalysedSubject").enumerated().map { AnalysedSubject($1, below: place.path, $0) }
        resultItems = node.all("ResultItem").enumerated().map { ResultItem($1, below: place.path, $0) }
    }
}

extension InfItem {
    init(_ node: XMLNode, below path: String, _ index: Int) {
        self.init(place: node.place(below: path, index))
        type = node.coded("Type")
        startDateTime = node.time("StartDateTime")
        endDateTime = node.time("EndDateTime")
        orgDate = node.time("OrgDate")
        guard let observation = node.first("Observation") else { return }
        description = observation.markup("Description")
        comment = observation.string("Comment")
        codedDescr = observation.coded("CodedDescr")
    }
}

extension AnalysedSubject {
    init(_ node: XMLNode, below path: String, _ index: Int?) {
        self.init(place: node.place(below: path, index))
        let taken = node.firstOf(["CollectedSample", "CollectedStudyProduct"])
        if taken?.name == "CollectedSample" {
            collectedSample = taken.map(CollectedSample.init)
        } else {
            collectedStudyProduct = taken.map(CollectedStudyProduct.init)
        }
        servType = node.coded("ServType")
        type = node.string("Type")
        typeCoded = node.coded("TypeCoded")
        idByRequester = node.identifier("IdByRequester")
        idByServProvider = node.identifier("IdByServProvider")
        preservMaterial = node.string("PreservMaterial")
        comment = node.string("Comment")
        anatomicalOrigin = node.string("AnatomicalOrigin")
        number = node.identifier("Number")
        sampleCollProc = node.coded("SampleCollProc")
        sampleHandlings = node.all("SampleHandling").map { PlainText.of($0).text }.filter { !$0.isBlank }
        accredited = node.boolean("Accredited")
        analysedSubjects = node.first("AnalysedSubject").map { [AnalysedSubject($0, below: place.path, nil)] } ?? []
        pretreatment = node.first("Pretreatment").flatMap(HeadedText.init)
        relServProv = node.first("RelServProv").map { HealthCareParty($0, below: place.path) }
    }
}

extension CollectedSample {
    init(_ node: XMLNode) {
        self.init()
        collectedDate = node.time("CollectedDate")
        collectorComment = node.string("CollectorComment")
        collectorCommentsCoded = node.allCoded("CollectorCommentCoded")
        logistics = node.string("Logistics")
    }
}

extension CollectedStudyProduct {
    init(_ node: XMLNode) {
        self.init()
        type = node.string("Type")
        producedDate = node.time("ProducedDate")
        refRelatedProd = node.string("RefRelatedProd")
    }
}
