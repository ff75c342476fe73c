import SvarDomain
import SvarFHIR
import SvarSearch

/// What is asked of the log of use: which rows, how many, and from where.
package struct LogQuery: Sendable, Hashable {
    /// In which form the answer is given.
    package enum Form: Sendable, Hashable {
        /// Plain JSON (`/v1/log`).
        case plain
        /// A searchset of AuditEvents.
        case events
    }

    /// Fewest and most rows a page is asked to have.
    static let counts = 1...200
    static let defaultCount = 50
    /// The name of the parameter that a page token stands in, at `/v1/log`.
    static let plainToken = "token"

    var form: Form
    var persons: [PersonName] = []
    var from = ServerTime(microseconds: .min)
    var until = ServerTime(microseconds: .max)
    var count = LogQuery.defaultCount
    var token: String?
    /// As sent, for the `self` link.
    var parameters: [NamedValue]

    /// - Throws: `Refusal` invalid.
    package init(_ form: Form, _ parameters: [NamedValue]) throws(Refusal) {
        self.form = form
        self.parameters = parameters
        for item in parameters { try take(item) }
        if token != nil, parameters.count > 1 {
            throw Refusal(
                .invalid,
                .invalid,
                "\(form == .plain ? Self.plainToken : SearchRequest.tokenParameter) stands alone: "
                    + "the page it names knows the other parameters."
            )
        }
    }

    private mutating func take(_ item: NamedValue) throws(Refusal) {
        switch (form, item.name) {
        case (.plain, Self.plainToken), (.events, SearchRequest.tokenParameter): token = item.value
        case (.plain, "limit"), (.events, "_count"):
            guard let number = Int(item.value), number > 0 else {
                throw Refusal(.invalid, .value, "\(item.name): a number of at least 1.")
            }
            count = min(number, Self.counts.upperBound)
        case (.plain, "from"): from = max(from, try time(item, item.value).lowerBound)
        case (.plain, "until"): until = min(until, try time(item, item.value).lowerBound)
        case (.events, "date"): try takeDate(item)
        case (.events, "patient"):
            let parts = item.value.split(separator: "/", omittingEmptySubsequences: false)
            guard let id = parts.last.map(String.init), FHIRID(id) != nil,
                parts.count == 1 || (parts.count == 2 && parts[0] == "Patient")
            else { throw Refusal(.invalid, .value, "patient: Patient/[id] or [id].") }
            persons.append(.patient(id))
        default:
            throw Refusal(
                .invalid,
                .notSupported,
                "Unknown parameter \(SearchPlan.safe(item.name)). Supported: "
                    + (form == .plain ? "from, until, limit, token." : "patient, date, _count.")
            )
        }
    }

    /// The prefixes of a date (http://hl7.org/fhir/R4/search.html#prefix) that a row, which is one instant, can meet.
    private mutating func takeDate(_ item: NamedValue) throws(Refusal) {
        let prefix = item.value.prefix { $0.isLetter }
        let range = try time(item, String(item.value.dropFirst(prefix.count)))
        switch prefix {
        case "", "eq":
            from = max(from, range.lowerBound)
            until = min(until, range.upperBound)
        case "ge": from = max(from, range.lowerBound)
        case "gt", "sa": from = max(from, range.upperBound)
        case "le": until = min(until, range.upperBound)
        case "lt", "eb": until = min(until, range.lowerBound)
        default: throw Refusal(.invalid, .notSupported, "date: the prefixes are eq, ge, gt, le, lt, sa and eb.")
        }
    }

    private func time(_ item: NamedValue, _ text: String) throws(Refusal) -> (
        lowerBound: ServerTime, upperBound: ServerTime
    ) {
        guard let range = FHIRDateTime(text)?.range else {
            throw Refusal(
                .invalid,
                .value,
                "\(SearchPlan.safe(item.name)): not a date or time; in an address + is written %2B."
            )
        }
        return (ServerTime(microseconds: range.lowerBound), ServerTime(microseconds: range.upperBound))
    }
}
