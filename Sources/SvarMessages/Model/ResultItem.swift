/// One result, with those nested in it.
package struct ResultItem: Sendable, Hashable {
    package var place: SentPlace
    package var value: ResultValue?
    /// N, M, C, H or A (8270); absent in 101 of 565 public items (rule R8).
    package var servType: CodedValue?
    /// `RefInterval/Descr`, those that have one (rule R18).
    package var refIntervals: [String] = []
    package var investigations: [Investigation] = []
    package var invDate: String?
    package var comment: String?
    /// 8244 (rule R32).
    package var devResultInd: CodedValue?
    package var idResultItem: String?
    package var refIdResultItem: String?
    /// 8245 (rule R8).
    package var statusInvestigation: CodedValue?
    package var statusChangeDate: String?
    package var descrDate: String?
    package var counterSignDate: String?
    package var medicalValidationDate: String?
    package var refAnalysedSubjects: [String] = []
    /// `true` or `false` as sent; anything else is nil.
    package var accredited: Bool?
    package var relServProvs: [HealthCareParty] = []
    package var diagComment: DiagComment?
    package var structuredInfos: [StructuredInfo] = []
    package var resultItems: [ResultItem] = []

    package init(place: SentPlace) {
        self.place = place
    }
}

/// The value of a result: at most one.
package enum ResultValue: Sendable, Hashable {
    case number(NumResult)
    case text(TextResult)
    /// An interval of uncertainty.
    case interval(low: SentQuantity?, high: SentQuantity?)
    /// A date or time as sent.
    case date(String)
}

/// A numeric result.
package struct NumResult: Sendable, Hashable {
    /// 8239 (rule R16).
    package var arithmeticComp: CodedValue?
    package var value: SentQuantity

    package init(arithmeticComp: CodedValue? = nil, value: SentQuantity) {
        self.arithmeticComp = arithmeticComp
        self.value = value
    }
}

/// A result in words or codes (rule R15).
package struct TextResult: Sendable, Hashable {
    /// 8243.
    package var heading: CodedValue?
    /// `TextResultValue`, with its white space as sent.
    package var value: SentText?
    /// 8271, 8340, 7010 …
    package var textCodes: [CodedValue] = []
    package var unit: String?

    package init() {}
}

/// What was investigated.
package struct Investigation: Sendable, Hashable {
    /// All codes, in order (rule R13).
    package var ids: [CodedValue] = []
    package var specs: [CodedValue] = []
    package var comment: String?

    package init() {}
}

/// A comment given as a diagnosis.
package struct DiagComment: Sendable, Hashable {
    package var concept: CodedValue
    package var modifiers: [Modifier] = []

    /// A qualifier of a diagnosis.
    package struct Modifier: Sendable, Hashable {
        package var name: CodedValue
        package var values: [CodedValue]

        package init(name: CodedValue, values: [CodedValue]) {
            self.name = name
            self.values = values
        }
    }

    package init(concept: CodedValue) {
        self.concept = concept
    }
}

/// A structured piece of a result (rule R31).
package struct StructuredInfo: Sendable, Hashable {
    package var type: CodedValue
    /// In the order sent.
    package var values: [Value] = []

    /// One value of a structured piece.
    package enum Value: Sendable, Hashable {
        case text(String)
        /// As sent.
        case integer(String)
        case quantity(SentQuantity)
        case coded(CodedValue)
        case boolean(Bool)
    }

    package init(type: CodedValue) {
        self.type = type
    }
}
