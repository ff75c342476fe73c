/// What the message's elements are: our own table, taken from the schemas of v1.3 and v1.4 and the mapping guide.
///
/// A line is an element with children: its name, then its children in the schema's order. A child is
/// `Name:Kind` (no kind: its own line), then marks: `*` may be repeated; `!` refused when missing or empty; `~` the
/// schema requires it, but nothing mapped depends on it; `-` not mapped; `3` in v1.3 only; `|` joins a choice of one.
struct ElementTable: Sendable {
    /// How an element's value stands in it.
    enum Kind: Sendable, Hashable {
        /// Attributes V, DN.
        case codedSimple
        /// Attributes V, S, DN, OT.
        case codedValue
        /// Attribute V, a time.
        case time
        /// Attribute V, true or false.
        case boolean
        /// Attribute V.
        case url
        /// Attributes V, U.
        case quantity
        /// Text.
        case string
        /// Text, a whole number.
        case integer
        /// Text or XHTML.
        case markup
        /// Any content.
        case any
        /// Children, by the line of this name.
        case children(String)
    }

    /// What follows when the element is missing.
    enum Need: Sendable {
        case optional
        /// Told: `schema-order`.
        case expected
        /// The report, or outside one the message, is refused: `missing-element`.
        case required
    }

    /// One child of an element.
    struct Row: Sendable {
        var name: String
        var kind: Kind
        /// Position in the schema's sequence; the members of a choice share one.
        var position: Int
        var isChoice: Bool
        var isRepeatable: Bool
        var need: Need
        var isMapped: Bool
        var isOnlyV13: Bool
    }

    /// The children of each element, by its name.
    let lines: [String: [Row]]

    /// The table of the message.
    static let svarrapport = ElementTable(source)

    private static let source: StaticString = """
        Message Type:CS~ MsgVersion:ST MIGversion:ST~ GenDate:TS! MsgId:ST! Status:CS ServReport!*
        ServReport ServType:CS! IssueDate:TS~ ApprDate:TS Status:CS! CancellationCode:CV Ack:CS MsgDescr:CS! \
        ServProvId:ST Comment:ST CodedComment:CV* RefDoc* ServReq* Patient|Animal-|Material- ServProvider! Requester~ \
        PaymentResponsible- CopyDest*- RelServProv*
        ServReq ServType:CS IssueDate:TS PaymentCat:CS ReqComment:ST Ack:CS MsgDescr:CS Id:ST~ RequestedPrioReport:CS \
        ReceiptDate:TS IdByServProvider:ST Reservation:CV* Permission:CV*-3 ReasonAsText* Comment*
        Comment Heading:CS TextResultValue:ST TextCode:CV
        ReasonAsText Heading:CS TextResultValue:ANY TextCode:CV
        ServProvider Role:CS ComMethod:CS HCP!
        RefDoc IssueDate:TS MsgType:CS~ Id:ST MimeType:ST Description:ST Compression:CS FileReference:ST|Content:RAW
        Patient BasisForHealthServices:CS- Sex:CS- DateOfBirth:TS- DateOfDeath:TS- Name:ST- IdByServProvider:ST- \
        IdByRequester:ST- OffId:ST! TypeOffId:CS! Relation:CS- ResponsibleHcp AdmLocation- AdditionalId*- Address- \
        InfItem* AnalysedSubject* ResultItem* Patient-
        Material InvMaterial:ST IdByServProvider:ST IdByRequester:ST Relation:CS ResponsibleHcp AnalysedSubject* \
        ResultItem* Material
        Animal Sex:CS Name:ST NameOwner:ST Species:ST IdByServProvider:ST IdByRequester:ST Relation:CS ResponsibleHcp \
        AnalysedSubject* ResultItem* Animal
        PaymentResponsible Role:CS TypeGuarantor:ST~ HCP~
        CopyDest Role:CS CopyDestRole* HCP~
        CopyDestRole MsgType:CS~ ReqComMethod:CS ActComMethod:CS
        Requester Role:CS ComMethod:CS HCP~
        AdditionalId Id:ST~ Type:CS~
        AdmLocation Role:CS StartDateTime:TS EndDateTime:TS AdmCat:CS Location~
        Location Type:CS Description:ST SubLocation* Address Inst~
        SubLocation Type:CS~ Place:ST~
        ResponsibleHcp Role:CS Relation:CS HCP~
        RelServProv Role:CS Relation:CS~ HCP~
        InfItem Observation~ Type:CS~ StartDateTime:TS EndDateTime:TS OrgDate:TS
        Observation Description:ANY Comment:ST CodedDescr:CV
        HCP Inst|HCProf MedSpeciality:CV Address
        Inst Name:ST Id:ST TypeId:CS Dept* HCPerson* AdditionalId*
        Dept Type:CS Name:ST Id:ST TypeId:CS AdditionalId*
        HCPerson Name:ST Id:ST TypeId:CS AdditionalId*
        HCProf Type:CS Name:ST Id:ST TypeId:CS AdditionalId*
        Address Type:CS~- StreetAdr:ST- PostalCode:ST- City:ST- County:CS- Country:CS- CityDistr:CS- TeleAddress:URL*
        AnalysedSubject CollectedSample|CollectedStudyProduct ServType:CS Type:ST TypeCoded:CV IdByRequester:ST \
        PreservMaterial:ST Comment:ST AnatomicalOrigin:ST Number:INT SampleCollInd:CS SampleCollProc:CV \
        SampleHandling:ST* IdByServProvider:ST~ Accredited:BL AnalysedSubject Pretreatment RelServProv
        CollectedSample CollectedDate:TS CollectorComment:ST CollectorCommentCoded:CV* Logistics:ST
        CollectedStudyProduct Type:ST ProducedDate:TS RefRelatedProd:ST
        Pretreatment Heading:CS TextResultValue:ST
        ResultItem TextResult|Interval|DateResult|NumResult ServType:CS RefInterval* Investigation* InvDate:TS \
        Comment:ST DevResultInd:CS IdResultItem:ST RefIdResultItem:ST StatusInvestigation:CS StatusChangeDate:TS \
        DescrDate:TS CounterSignDate:TS MedicalValidationDate:TS RefAnalysedSubject:ST* Accredited:BL RelServProv* \
        DiagComment StructuredInfo* ResultItem*
        TextResult Heading:CS TextResultValue:ANY TextCode:CV* Unit:ST
        Interval Low:PQ High:PQ
        DateResult DateResultValue:TS~
        NumResult ArithmeticComp:CS NumResultValue:PQ~
        RefInterval Descr:ST
        Investigation Id:CV~* Spec:CV* Comment:ST
        DiagComment Concept:CV~ Modifier*
        Modifier Name:CS~ Value:CV~*
        StructuredInfo Type:CV~ TextInfo* IntegerInfo* PhysicalInfo* CodedInfo* BooleanInfo*
        TextInfo Text:ST~
        IntegerInfo Integer:INT~
        PhysicalInfo Quantity:PQ~
        CodedInfo Code:CV~
        BooleanInfo Flag:BL~
        """
}

extension ElementTable {
    private init(_ source: StaticString) {
        var lines: [String: [Row]] = [:]
        for line in source.description.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard let name = words.first else { continue }
            lines[String(name)] = words.dropFirst().enumerated().flatMap { position, word in
                let members = word.split(separator: "|")
                return members.map { Row($0, position: position, isChoice: members.count > 1) }
            }
        }
        self.lines = lines
    }
}

extension ElementTable.Row {
    fileprivate init(_ word: Substring, position: Int, isChoice: Bool) {
        let marks = word.suffix(where: { "*!~-3".contains($0) })
        let parts = word.dropLast(marks.count).split(separator: ":")
        name = String(parts[0])
        kind =
            switch parts.count > 1 ? parts[1] : "" {
            case "CS": .codedSimple
            case "CV": .codedValue
            case "TS": .time
            case "BL": .boolean
            case "URL": .url
            case "PQ": .quantity
            case "ST": .string
            case "INT": .integer
            case "ANY": .markup
            case "RAW": .any
            default: .children(name)
            }
        self.position = position
        self.isChoice = isChoice
        isRepeatable = marks.contains("*")
        need = marks.contains("!") ? .required : marks.contains("~") ? .expected : .optional
        isMapped = !marks.contains("-")
        isOnlyV13 = marks.contains("3")
    }
}

extension Substring {
    /// The longest end of which every character passes.
    fileprivate func suffix(where passes: (Character) -> Bool) -> Substring {
        guard let last = lastIndex(where: { !passes($0) }) else { return self }
        return self[index(after: last)...]
    }
}
