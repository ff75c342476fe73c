extension ResultItem {
    init(_ node: XMLNode, below path: String, _ index: Int) {
        self.init(place: node.place(below: path, index))
        value = ResultValue(node)
        servType = node.coded("ServType")
        refIntervals = node.all("RefInterval").compactMap { $0.string("Descr") }
        investigations = node.all("Investigation").map(Investigation.init)
        invDate = node.time("InvDate")
        comment = node.string("Comment")
        devResultInd = node.coded("DevResultInd")
        idResultItem = node.identifier("IdResultItem")
        refIdResultItem = node.identifier("RefIdResultItem")
        statusInvestigation = node.coded("StatusInvestigation")
        statusChangeDate = node.time("StatusChangeDate")
        descrDate = node.time("DescrDate")
        counterSignDate = node.time("CounterSignDate")
        medicalValidationDate = node.time("MedicalValidationDate")
        refAnalysedSubjects = node.all("RefAnalysedSubject").map { $0.text.trimmed }.filter { !$0.isEmpty }
        accredited = node.boolean("Accredited")
        relServProvs = node.all("RelServProv").enumerated().map { HealthCareParty($1, below: place.path, $0) }
        diagComment = node.first("DiagComment").flatMap(DiagComment.init)
        structuredInfos = node.all("StructuredInfo").map(StructuredInfo.init)
        resultItems = node.all("ResultItem").enumerated().map { ResultItem($1, below: place.path, $0) }
    }
}

extension ResultValue {
    /// The value of a result item: of several, the first.
    fileprivate init?(_ item: XMLNode) {
        guard let node = item.firstOf(["TextResult", "Interval", "DateResult", "NumResult"]) else { return nil }
        switch node.name {
        case "TextResult": self = .text(TextResult(node))
        case "Interval": self = .interval(low: node.quantity("Low"), high: node.quantity("High"))
        case "DateResult":
            guard let date = node.time("DateResultValue") else { return nil }
            self = .date(date)
        default:
            let value = node.quantity("NumResultValue") ?? SentQuantity()
            self = .number(NumResult(arithmeticComp: node.coded("ArithmeticComp"), value: value))
        }
    }
}

extension TextResult {
    init(_ node: XMLNode) {
        self.init()
        heading = node.coded("Heading")
        value = node.markup("TextResultValue")
        textCodes = node.allCoded("TextCode")
        unit = node.identifier("Unit")
    }
}

extension Investigation {
    init(_ node: XMLNode) {
        self.init()
        ids = node.allCoded("Id")
        specs = node.allCoded("Spec")
        comment = node.string("Comment")
    }
}

extension DiagComment {
    /// Nil without a concept.
    init?(_ node: XMLNode) {
        guard let concept = node.coded("Concept") else { return nil }
        self.init(concept: concept)
        modifiers = node.all("Modifier").map { node in
            Modifier(name: node.coded("Name") ?? CodedValue(), values: node.allCoded("Value"))
        }
    }
}

extension StructuredInfo {
    init(_ node: XMLNode) {
        self.init(type: node.coded("Type") ?? CodedValue())
        values = node.elements.compactMap { child in
            switch child.name {
            case "TextInfo": child.string("Text").map(Value.text)
            case "IntegerInfo": child.identifier("Integer").map(Value.integer)
            case "PhysicalInfo": child.quantity("Quantity").map(Value.quantity)
            case "CodedInfo": child.coded("Code").map(Value.coded)
            case "BooleanInfo": child.boolean("Flag").map(Value.boolean)
            default: nil
            }
        }
    }
}
