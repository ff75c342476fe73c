public import SvarJSON

/// A report of a laboratory or an imaging unit. Source: http://hl7.org/fhir/R4/diagnosticreport.html
public struct DiagnosticReportView: ResourceView {
    /// The type.
    public static var type: HostedType { .diagnosticReport }
    /// The object.
    public let node: JSONNode
    /// A view of an object.
    public init(_ node: JSONNode) { self.node = node }

    /// Business identifiers.
    public var identifier: [Identifier] { elements("identifier") }
    /// What was asked for.
    public var basedOn: [Reference] { elements("basedOn") }
    /// registered, partial, preliminary, final, amended, corrected, appended, cancelled, entered-in-error, unknown.
    public var status: PrimitiveElement<FHIRCode>? { primitive("status") }
    /// The disciplines.
    public var category: [CodeableConcept] { elements("category") }
    /// What the report is about.
    public var code: CodeableConcept? { element("code") }
    /// The patient.
    public var subject: Reference? { element("subject") }
    /// The contact it belongs to.
    public var encounter: Reference? { element("encounter") }
    /// The clinically relevant time: dateTime or Period.
    public var effective: FHIRValue? { choice("effective") }
    /// When this version was made public.
    public var issued: PrimitiveElement<FHIRInstant>? { primitive("issued") }
    /// Who is responsible for the report.
    public var performer: [Reference] { elements("performer") }
    /// Who interpreted the results.
    public var resultsInterpreter: [Reference] { elements("resultsInterpreter") }
    /// The specimens.
    public var specimen: [Reference] { elements("specimen") }
    /// The observations.
    public var result: [Reference] { elements("result") }
    /// Full details of imaging.
    public var imagingStudy: [Reference] { elements("imagingStudy") }
    /// Key images.
    public var media: [Media] { elements("media") }
    /// The conclusion in words.
    public var conclusion: PrimitiveElement<FHIRString>? { primitive("conclusion") }
    /// The conclusion in codes.
    public var conclusionCode: [CodeableConcept] { elements("conclusionCode") }
    /// The report as a document.
    public var presentedForm: [Attachment] { elements("presentedForm") }

    /// A key image of a report.
    public struct Media: FHIRElement {
        /// The object.
        public let node: JSONNode
        /// A view of an object.
        public init(_ node: JSONNode) { self.node = node }

        /// Why it is there.
        public var comment: PrimitiveElement<FHIRString>? { primitive("comment") }
        /// The Media resource.
        public var link: Reference? { element("link") }
    }
}
