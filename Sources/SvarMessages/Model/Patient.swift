/// The person of a report. Name, sex, birth date and address are read over and not kept: no mapped resource has them.
package struct Patient: Sendable, Hashable {
    package var place: SentPlace
    package var offId: String
    /// FNR, DNR, FHN, HNR … (8116, 8327).
    package var typeOffId: CodedValue
    package var responsibleHcp: HealthCareParty?
    package var infItems: [InfItem] = []
    package var analysedSubjects: [AnalysedSubject] = []
    package var resultItems: [ResultItem] = []

    package init(place: SentPlace, offId: String, typeOffId: CodedValue) {
        self.place = place
        self.offId = offId
        self.typeOffId = typeOffId
    }
}

/// A piece of clinical information sent along (rule R25).
package struct InfItem: Sendable, Hashable {
    package var place: SentPlace
    /// 8233.
    package var type: CodedValue?
    package var description: SentText?
    package var comment: String?
    package var codedDescr: CodedValue?
    package var startDateTime: String?
    package var endDateTime: String?
    package var orgDate: String?

    package init(place: SentPlace) {
        self.place = place
    }
}

/// What was analysed: a specimen.
package struct AnalysedSubject: Sendable, Hashable {
    package var place: SentPlace
    package var collectedSample: CollectedSample?
    package var collectedStudyProduct: CollectedStudyProduct?
    package var servType: CodedValue?
    /// The type as text.
    package var type: String?
    /// 8351, 8216.
    package var typeCoded: CodedValue?
    package var idByRequester: String?
    /// What `RefAnalysedSubject` names.
    package var idByServProvider: String?
    package var preservMaterial: String?
    package var comment: String?
    package var anatomicalOrigin: String?
    /// As sent.
    package var number: String?
    package var sampleCollProc: CodedValue?
    package var sampleHandlings: [String] = []
    /// `true` or `false` as sent; anything else is nil.
    package var accredited: Bool?
    /// A nested specimen: at most one.
    package var analysedSubjects: [AnalysedSubject] = []
    package var pretreatment: HeadedText?
    package var relServProv: HealthCareParty?

    package init(place: SentPlace) {
        self.place = place
    }
}

/// How a specimen was taken.
package struct CollectedSample: Sendable, Hashable {
    package var collectedDate: String?
    package var collectorComment: String?
    /// 8275.
    package var collectorCommentsCoded: [CodedValue] = []
    package var logistics: String?

    package init() {}
}

/// A studied object that is no specimen.
package struct CollectedStudyProduct: Sendable, Hashable {
    package var type: String?
    package var producedDate: String?
    package var refRelatedProd: String?

    package init() {}
}
