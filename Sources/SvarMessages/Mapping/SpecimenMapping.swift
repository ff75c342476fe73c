import SvarFHIR
import SvarJSON

/// Specimens (rules R20–R22).
extension ReportMapper {
    /// Every specimen of the report, nested ones after the one they came from; fills `specimens`.
    mutating func specimenResources() -> [LocalResource] {
        var result: [LocalResource] = []
        var count: [String: Int] = [:]
        for subject in patient.analysedSubjects { add(subject, parent: nil, to: &result, &count) }
        return result
    }

    private mutating func add(
        _ subject: AnalysedSubject,
        parent: String?,
        to result: inout [LocalResource],
        _ count: inout [String: Int]
    ) {
        let id = subject.idByServProvider?.trimmedOrNil
        var key = LocalResource.key("specimen", id ?? subject.idByRequester?.trimmedOrNil ?? "")
        count[key, default: 0] += 1
        if count[key]! > 1 { key += "/\(count[key]!)" }
        let collected = collected(subject)
        let mapped = MappedSpecimen(key: key, collected: collected)
        if let id, specimens[id] == nil { specimens[id] = mapped }
        if let other = subject.idByRequester?.trimmedOrNil, specimens[other] == nil { specimens[other] = mapped }
        let body = NationalBindings.claimed(body(subject, collected, parent: parent), .specimen)
        result.append(LocalResource(key: key, type: .specimen, body: body))
        for nested in subject.analysedSubjects { add(nested, parent: key, to: &result, &count) }
    }

    private mutating func collected(_ subject: AnalysedSubject) -> MessageTime? {
        if let sent = subject.collectedSample?.collectedDate {
            return time(sent, at: subject.place, "CollectedSample/CollectedDate")
        }
        return time(
            subject.collectedStudyProduct?.producedDate,
            at: subject.place,
            "CollectedStudyProduct/ProducedDate"
        )
    }

    private mutating func body(_ subject: AnalysedSubject, _ collected: MessageTime?, parent: String?) -> JSONValue {
        let identifiers = [
            identifier("AnalysedSubjectId", subject.idByServProvider),
            identifier("AnalysedSubjectIdByRequester", subject.idByRequester),
        ]
        let notes = [subject.collectedSample?.collectorComment, subject.comment].compactMap { $0?.trimmedOrNil }
        let additive = subject.preservMaterial?.trimmedOrNil
        return .members(
            ("resourceType", "Specimen"),
            ("meta", meta("specimen", meetsNILAR: identifiers[0] != nil)),
            ("extension", .list(extensions(subject))),
            ("identifier", .list(identifiers.compactMap(\.self))),
            ("accessionIdentifier", identifiers[0]),
            ("type", CodeMapping.concept([subject.typeCoded].compactMap(\.self), text: subject.type?.trimmedOrNil)),
            ("subject", self.subject),
            ("parent", parent.map { [.reference($0)] }),
            ("collection", collection(subject, collected)),
            ("container", additive.map { [["additiveCodeableConcept": ["text": .string($0)]]] }),
            ("note", .list(notes.map { ["text": .string($0)] }))
        )
    }

    private mutating func collection(_ subject: AnalysedSubject, _ collected: MessageTime?) -> JSONValue {
        let unknown = JSONValue.extension(Terminology.dataAbsentReason, "Code", "unknown")
        let collector = subject.relServProv.flatMap { performers($0, organisationOf: nil).first }
        let comments = (subject.collectedSample?.collectorCommentsCoded ?? []).compactMap { code in
            CodeMapping.concept([code.in("8275")])
                .map { JSONValue.extension(Terminology.nilarDefinition("comment"), "CodeableConcept", $0) }
        }
        let texts: [(String, String?)] = [
            ("logistics", subject.collectedSample?.logistics),
            ("study-product-type", subject.collectedStudyProduct?.type),
            ("study-product-ref", subject.collectedStudyProduct?.refRelatedProd),
        ]
        let extensions = texts.compactMap { name, text in
            text?.trimmedOrNil.map { JSONValue.extension(Terminology.nilarDefinition(name), "String", .string($0)) }
        }
        return .members(
            ("extension", .list(extensions + comments)),
            ("collector", collector),
            ("collectedDateTime", .text(collected?.text)),
            ("_collectedDateTime", collected == nil ? ["extension": [unknown]] : nil),
            ("method", CodeMapping.concept([subject.sampleCollProc].compactMap(\.self))),
            ("bodySite", subject.anatomicalOrigin?.trimmedOrNil.map { ["text": .string($0)] })
        )
    }

    private func extensions(_ subject: AnalysedSubject) -> [JSONValue] {
        let definition = Terminology.nilarDefinition
        var result: [JSONValue] = []
        if let accredited = subject.accredited {
            result.append(.extension(definition("accredited"), "Boolean", .bool(accredited)))
        }
        if let pretreatment = subject.pretreatment,
            let concept = CodeMapping.concept(
                [pretreatment.heading?.in("8232")].compactMap(\.self),
                text: pretreatment.value?.text.trimmedOrNil
            )
        {
            result.append(.extension(definition("pretreatment"), "CodeableConcept", concept))
        }
        if let number = subject.number?.trimmedOrNil.flatMap(Int32.init) {
            result.append(.extension(definition("container-count"), "Integer", JSONValue(number)))
        }
        result += subject.sampleHandlings.compactMap(\.trimmedOrNil).map {
            .extension(definition("sample-handling"), "String", .string($0))
        }
        return result
    }
}
