import SvarDomain
import SvarFHIR
import SvarStore

/// Turns the references of a submission into the ids its resources got: `urn:uuid`, full URLs and conditional ones.
/// Every other reference is served as it was sent; there is no referential check across units (decision 2).
final class ReferenceResolver {
    /// By full URL (absolute or urn), and by `Type/id` of a resource that keeps its id.
    private var exact: [String: Int] = [:]
    /// By `Type/id` inside the sender's own system: several entries may share one.
    private var short: [String: [Int]] = [:]
    private let places: [String]
    private let bases: [String?]
    private var conditional: [String: String] = [:]
    private let producer: Producer
    private let now: ServerTime
    private let store: any StoreTransaction

    /// - Throws: `Refusal` where two entries have the same fullUrl.
    init(_ work: [Work], producer: Producer, now: ServerTime, store: any StoreTransaction) throws {
        self.now = now
        self.producer = producer
        self.store = store
        places = work.map { "\($0.draft.type.rawValue)/\($0.id)" }
        bases = work.map(\.draft.name.base)
        for (index, item) in work.enumerated() {
            if let fullURL = item.draft.name.fullURL {
                guard exact.updateValue(index, forKey: fullURL) == nil else {
                    throw Refusal(
                        .invalid,
                        .duplicate,
                        "Two entries have the same fullUrl.",
                        expression: item.draft.location.map { [$0] } ?? []
                    )
                }
            }
            if let name = item.draft.name.short { short[name, default: []].append(index) }
            if case .update = item.draft.method, item.draft.name.short != places[index] {
                short[places[index], default: []].append(index)
            }
        }
    }

    /// What replaces which bytes of a draft.
    /// - Throws: `Refusal` for a reference that fits two entries, or a condition that does not find one resource.
    func replacements(for work: Work) throws -> [(range: Range<Int>, text: String)] {
        var replacements: [(range: Range<Int>, text: String)] = []
        for use in work.draft.references {
            let found = entries(use.text, from: work.draft)
            if found.count > 1 {
                throw Refusal(
                    .invalid,
                    .multipleMatches,
                    "A reference fits more than one entry. Give the entries absolute or urn:uuid fullUrls.",
                    expression: [work.draft.expression(use.path)]
                )
            } else if let index = found.first {
                replacements.append((use.range, places[index]))
            } else if case .conditional(let type, let query) = use.target {
                replacements.append((use.range, try find(type, query, use, work.draft)))
            }
        }
        return replacements
    }

    /// The draft of this submission that a reference names, if any.
    func draft(named text: String, from draft: Draft) -> Int? { entries(text, from: draft).first }

    /// A full URL names its entry. A relative reference means the referring entry's own system
    /// (http://hl7.org/fhir/R4/bundle.html#references); an entry without one takes whoever has the name.
    private func entries(_ text: String, from draft: Draft) -> [Int] {
        if let index = exact[text] { return [index] }
        guard let base = draft.name.base else { return short[text] ?? [] }
        if let index = exact["\(base)/\(text)"] { return [index] }
        return (short[text] ?? []).filter { bases[$0] == nil }
    }

    /// The one resource a conditional reference finds among the caller's own and the directory.
    private func find(_ typeName: String, _ query: String, _ use: Draft.Pointer, _ draft: Draft) throws -> String {
        let text = "\(typeName)?\(query)"
        if let known = conditional[text] { return known }
        let expression = [draft.expression(use.path)]
        guard let type = HostedType(rawValue: typeName) else {
            throw Refusal(
                .invalid,
                .notSupported,
                "A conditional reference must be of a hosted type.",
                expression: expression
            )
        }
        let found = try Condition(type, query: query, now: now, expression: expression).matches(producer, in: store)
        guard let match = found.first, found.count == 1 else {
            throw Refusal(
                .preconditionFailed,
                found.isEmpty ? .notFound : .multipleMatches,
                "A conditional reference finds \(found.isEmpty ? "nothing" : "more than one resource").",
                expression: expression
            )
        }
        let reference = "\(type.rawValue)/\(match.id)"
        conditional[text] = reference
        return reference
    }
}

/// Percent decoding of query text.
enum PercentCoding {
    static func decoded(_ text: String) -> String? {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else { return text }
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                bytes.append(UInt8(ascii: " "))
            } else if byte == UInt8(ascii: "%") {
                guard rest.count >= 2,
                    let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
                else { return nil }
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
