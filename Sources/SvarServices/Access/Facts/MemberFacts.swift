import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages

/// What one resource of a unit says to the unit's facts, found in one walk over its elements.
struct MemberFacts: Sendable {
    /// What its siblings call it: the part of a reference behind `Type/`, or a key inside a message.
    let name: String
    let type: HostedType
    /// Nil where it says nothing of how far it has come.
    private(set) var state: VersionFacts.State?
    /// Codes with the numbers of their lists, those of the report as 8202.
    private(set) var listed: [DisciplineCodes.Code] = []
    /// Codes of a result, whatever their system.
    private(set) var codes: [String] = []
    /// IdResultItem.
    private(set) var item: String?
    private(set) var effective: UnitVersionFacts.Days?
    private(set) var issued: Int?
    /// Of an organisation, or of one that a role is in.
    private(set) var organisation: [OrganisationID] = []
    /// The siblings that tell who ordered or answers, by name, and those that are told on the spot.
    private(set) var parties: [Party] = []
    private(set) var order: String?
    private(set) var referral: String?

    /// What it is called and what it refers to.
    let ties: UnitTies

    /// Codes of 3108.
    private(set) var reservations: [String] = []
    /// What the sample is declared to be for.
    private(set) var purpose: String?
    /// The delay toward the citizen that whoever answers chose with the report.
    private(set) var delay: DelayedView?

    enum Party: Sendable, Hashable {
        case named(String)
        case told([OrganisationID])
    }

    /// - Parameter sibling: what a reference's text calls a sibling; nil when it is none.
    init(
        _ type: HostedType,
        _ node: JSONNode,
        name: String,
        genetic: Set<String>,
        sibling: (String) -> String? = MemberFacts.id
    ) {
        self.name = name
        self.type = type
        ties = UnitTies(of: type, name, node)
        state = StatusFacts.state(of: type, node)
        purpose =
            node.list("extension").lazy.filter { $0.isExtension("sample-purpose") }
            .compactMap { $0["valueCode"]?.string }.first
        switch type {
        case .diagnosticReport:
            take(codings: node["code"])
            for category in node.list("category") { take(codings: category) }
            effective = TimeFacts.effective(node)
            issued = TimeFacts.reportDate(node) ?? TimeFacts.day(node["issued"])
            parties = node.list("performer").compactMap { Self.party($0, node, sibling) }
            delay = node.list("extension").lazy.filter { $0.isExtension("citizen-delay") }.compactMap(Self.delay).first
        case .observation:
            take(codings: node["code"], genetic: genetic, isOwn: true)
            for component in node.list("component") { take(codings: component["code"], genetic: genetic, isOwn: true) }
            for category in node.list("category") { take(codings: category) }
            item = node.list("identifier").lazy.compactMap { Self.value($0, "ResultItemId") }.first
            effective = TimeFacts.effective(node)
            issued = TimeFacts.day(node["issued"])
            parties = node.list("performer").compactMap { Self.party($0, node, sibling) }
        case .serviceRequest:
            order = Self.order(node)
            referral = node["requisition"]?["value"]?.string.flatMap { $0.isEmpty ? nil : $0 }
            for element in node.list("extension")
            where element["url"]?.isString("http://nhn.no/fhir/nilar/StructureDefinition/nilar-reservation") ?? false {
                let codings = element["valueCodeableConcept"]?.list("coding") ?? []
                reservations.append(codings.lazy.compactMap { $0["code"]?.string }.first ?? "")
            }
            parties = [node["requester"].flatMap { Self.party($0, node, sibling) }].compactMap(\.self)
        case .practitionerRole:
            parties = [node["organization"].flatMap { Self.party($0, node, sibling) }].compactMap(\.self)
        case .organization:
            organisation = node.list("identifier").compactMap(OrganisationID.init)
        case .imagingStudy:
            listed.append(DisciplineCodes.Code("8202", "BLD"))
            effective = TimeFacts.days(node["started"])
        case .media:
            effective = TimeFacts.days(node["createdDateTime"])
        case .documentReference:
            effective = TimeFacts.days(node["date"])
        default: break
        }
    }

    /// The id in a literal reference.
    static func id(in reference: String) -> String? {
        let parts = reference.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[1]) : nil
    }

    /// Takes every code of a concept whose list the rules know.
    private mutating func take(codings concept: JSONNode?, genetic: Set<String> = [], isOwn: Bool = false) {
        guard let concept else { return }
        for coding in concept.list("coding") {
            guard let code = coding["code"]?.string, !code.isEmpty else { continue }
            if isOwn {
                if !codes.contains(code) { codes.append(code) }
                // A genetic analysis is one under whatever system its code is sent.
                if genetic.contains(code) {
                    listed.append(DisciplineCodes.Code("7280", code))
                    continue
                }
            }
            if let known = CodeLists.code(coding["system"], code) { listed.append(known) }
        }
    }

    private static func party(_ reference: JSONNode, _ owner: JSONNode, _ sibling: (String) -> String?) -> Party? {
        if let told = reference["identifier"].flatMap(OrganisationID.init) { return .told([told]) }
        guard let text = reference["reference"]?.string else { return nil }
        guard text.hasPrefix("#") else { return sibling(text).map { .named($0) } }
        let contained = owner.list("contained").first { $0["id"]?.isString(String(text.dropFirst())) ?? false }
        guard let contained else { return nil }
        // A contained role may name a contained organisation of the same owner; no further.
        let organisation = contained["organization"] ?? contained
        if let told = organisation["identifier"], told.kind == .object {
            return OrganisationID(told).map { .told([$0]) }
        }
        if let next = organisation["reference"]?.string, next != text {
            if !next.hasPrefix("#") { return sibling(next).map { .named($0) } }
            let inner = owner.list("contained").first { $0["id"]?.isString(String(next.dropFirst())) ?? false }
            return inner.map { .told($0.list("identifier").compactMap(OrganisationID.init)) }
        }
        return .told(organisation.list("identifier").compactMap(OrganisationID.init))
    }

    /// The order's number as its requester gave it: ServReq.Id; over REST the placer's number, else the first identifier.
    private static func order(_ request: JSONNode) -> String? {
        let identifiers = request.list("identifier")
        let placer = identifiers.first { identifier in
            identifier["type"]?.list("coding").contains { $0["code"]?.isString("PLAC") ?? false } ?? false
        }
        let isOurs = identifiers.contains { value($0, "ServReqIdByServProvider") != nil }
        let found =
            identifiers.lazy.compactMap { value($0, "ServReqId") }.first ?? placer?["value"]?.string
            ?? (isOurs ? nil : identifiers.first?["value"]?.string)
        return found.flatMap(OrderNumber.init)?.rawValue
    }

    /// An instant, or `assessed`: until it is released.
    private static func delay(_ element: JSONNode) -> DelayedView? {
        if element["valueCode"]?.isString("assessed") ?? false { return .instead(.assessed) }
        let end = element["valueDateTime"]?.string.flatMap(FHIRDateTime.init)?.range.lowerBound
        return end.map { .until(ServerTime(microseconds: $0)) }
    }

    /// The value of an identifier of the national kind.
    private static func value(_ identifier: JSONNode, _ source: String) -> String? {
        guard let system = identifier["system"]?.string, system.hasSuffix("/identifier-source-cs/\(source)") else {
            return nil
        }
        return identifier["value"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension OrganisationID {
    /// Of an identifier of a kind that names organisations nationally.
    init?(_ identifier: JSONNode) {
        guard let system = identifier["system"], let value = identifier["value"]?.string, !value.isEmpty,
            let kind = Self.systems.first(where: { system.isString($0.system) })?.kind
        else { return nil }
        self.init(kind: kind, value: value)
    }

    private static let systems = [
        (system: "urn:oid:2.16.578.1.12.4.1.4.101", kind: "ENH"), (system: "urn:oid:2.16.578.1.12.4.1.2", kind: "HER"),
        (system: "urn:oid:2.16.578.1.12.4.1.4.102", kind: "RSH"),
        (system: "urn:oid:2.16.578.1.12.4.1.4.107", kind: "AKO"),
    ]
}

extension JSONNode {
    /// Whether this is an extension of ours.
    fileprivate func isExtension(_ name: String) -> Bool {
        self["url"]?.isString("\(SvarCanonical.base)/StructureDefinition/\(name)") ?? false
    }

    /// The elements of a member that is a list; none when there is no such list.
    func list(_ key: String) -> [JSONNode] {
        guard let list = self[key], list.kind == .array else { return [] }
        return Array(list.elements)
    }
}
