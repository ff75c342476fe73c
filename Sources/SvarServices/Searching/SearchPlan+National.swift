import SvarDomain
package import SvarFHIR
import SvarSearch

extension SearchPlan {
    /// A search of the national read API: its parameters, meanings and defaults over the same search.
    ///
    /// Nothing is ever left out silently, and each search is about the one person of the field `person-id`.
    init(national type: HostedType, _ search: SearchInteraction, _ begun: ServerTime) throws {
        guard let accepted = NationalParameters.accepted[type] else {
            throw Refusal(.invalid, .notSupported, "\(type.rawValue) is not searched here.")
        }
        var rest: [NamedValue] = []
        var either: [[NamedValue]] = []
        var offset: Int?
        for item in search.parameters {
            guard accepted.contains(item.name) else {
                let known = accepted.sorted().joined(separator: ", ")
                throw Refusal(
                    .invalid,
                    .notSupported,
                    "The parameter \(Self.safe(item.name)) is not supported for \(type.rawValue). Supported: \(known)."
                )
            }
            switch item.name {
            case "_skip":
                guard offset == nil, let number = Int(item.value), (0...NationalParameters.maximumSkip).contains(number)
                else {
                    throw Refusal(.invalid, .value, "_skip: one number from 0 to \(NationalParameters.maximumSkip).")
                }
                offset = number
            case "date":
                guard NationalParameters.isDate(item.value) else {
                    throw Refusal(.invalid, .value, "date: a date or time with the prefix eq, lt or gt, or with none.")
                }
                rest.append(item)
            case "_tag", "_tags": either.append(NationalParameters.tag(item.value))
            case "identifier" where type == .diagnosticReport:
                rest.append(item)
                rest += NationalParameters.notMessages(item.value)
            default: rest.append(item)
            }
        }
        var plain = search
        plain.isLenient = false
        // The newest first, as a journal shows them.
        if accepted.contains("date") { rest.append(NamedValue("_sort", "-date")) }
        try self.init(plain, [type], rest, begun)
        var limits = [criterion]
        for alternatives in either {
            let criteria = try alternatives.map { try SearchPlan(plain, [type], [$0], begun).criterion }
            limits.append(.any(criteria))
        }
        criterion = .all(limits)
        choice = .skipping(offset ?? 0)
        wantsTotal = true
        saysNoData = true
        (shown, path) = ([], search.path)
    }
}

/// The parameters of the national read API (Pasientens prøvesvar).
///
/// Source: the service's developer page at utviklerportal.nhn.no and the examples of HL7 Norway's NILAR guide.
package enum NationalParameters {
    private static let shared: Set<String> = [
        "_id", "identifier", "_include", "_include:iterate", "_revinclude", "_revinclude:iterate", "_count", "_skip",
    ]

    /// What each type takes. `_tag` is how the older documentation spells `_tags`.
    package static let accepted: [HostedType: Set<String>] = [
        .diagnosticReport: shared.union(["date"]),
        .observation: shared.union(["date", "_tags", "_tag"]),
        .specimen: shared,
        .serviceRequest: shared,
        .practitionerRole: shared,
    ]

    /// The types in the order of the documentation.
    package static let types: [HostedType] = [
        .diagnosticReport, .observation, .specimen, .serviceRequest, .practitionerRole,
    ]

    /// What it takes beside R4's parameters, each with the FHIR code of its kind and its meaning.
    package static let own: [(name: String, kind: String, meaning: String)] = [
        ("_count", "number", "Results a page: 50 unless asked otherwise, at most \(SearchRequest.maximumCount)."),
        ("_skip", "number", "Results passed over: 0 unless asked otherwise, at most \(maximumSkip)."),
        ("_tags", "token", "system:code or system|code: a tag, or the code of the observation."),
    ]

    static let maximumSkip = 100_000

    /// Only `eq`, `lt` and `gt`, by the effective time.
    static func isDate(_ value: String) -> Bool {
        guard let first = value.utf8.first, !value.utf8.contains(UInt8(ascii: ",")) else { return false }
        return (0x30...0x39).contains(first) || ["eq", "lt", "gt"].contains(String(value.prefix(2)))
    }

    /// `urn:oid:2.16.578.1.12.4.1.1.7280:NPU19767` is the code NPU19767 of that system, as a tag or as the code of the
    /// observation; `system|code` says the same.
    static func tag(_ value: String) -> [NamedValue] {
        let values = value.split(separator: ",", omittingEmptySubsequences: false).map { alternative in
            guard !alternative.contains("|"), let colon = alternative.lastIndex(of: ":") else {
                return String(alternative)
            }
            return "\(alternative[..<colon])|\(alternative[alternative.index(after: colon)...])"
        }
        let token = values.joined(separator: ",")
        return [NamedValue("_tag", token), NamedValue("code", token)]
    }

    /// The identifier of a report is the service provider's; the message's id stands beside it and is not meant.
    static func notMessages(_ value: String) -> [NamedValue] {
        let values = value.split(separator: ",", omittingEmptySubsequences: false).filter { !$0.contains("|") }
        if values.isEmpty { return [] }
        return [NamedValue("identifier:not", values.map { "\(messageSystem)|\($0)" }.joined(separator: ","))]
    }

    private static let messageSystem = "http://nhn.no/fhir/nilar/CodeSystem/identifier-source-cs/MsgId"
}
