import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// Turns the references of a submission into the ids its resources got: `urn:uuid`, full URLs and conditional ones.
/// Every other reference is served as it was sent; there is no referential check across units (decision 2).
final class ReferenceResolver {
    private var targets: [String: (type: HostedType, id: String, index: Int)] = [:]
    private var conditional: [String: String] = [:]
    private let producer: Producer
    private let store: any StoreTransaction

    init(_ work: [Work], producer: Producer, store: any StoreTransaction) {
        self.producer = producer
        self.store = store
        for (index, item) in work.enumerated() {
            for name in item.draft.names {
                targets[name] = (item.draft.type, item.id, index)
            }
            targets["\(item.draft.type.rawValue)/\(item.id)"] = (item.draft.type, item.id, index)
        }
    }

    /// What replaces which bytes of a draft.
    func replacements(for work: Work) throws -> [(range: Range<Int>, text: String)] {
        var replacements: [(range: Range<Int>, text: String)] = []
        for use in work.draft.references {
            if let target = targets[use.text] {
                replacements.append((use.range, "\(target.type.rawValue)/\(target.id)"))
            } else if case .conditional(let type, let query) = use.target {
                replacements.append((use.range, try find(type, query, use, work.draft)))
            }
        }
        return replacements
    }

    /// The draft of this submission that a reference names, if any.
    func draft(named text: String) -> Int? { targets[text]?.index }

    /// The one resource a conditional reference finds among the caller's own and the directory.
    private func find(_ typeName: String, _ query: String, _ use: Draft.Pointer, _ draft: Draft) throws -> String {
        let text = "\(typeName)?\(query)"
        if let known = conditional[text] { return known }
        let expression = [draft.expression(use.path)]
        guard let type = HostedType(rawValue: typeName), let tokens = ConditionalQuery.identifier(query) else {
            throw Refusal(
                .invalid,
                .notSupported,
                "A conditional reference must be of a hosted type and by identifier.",
                expression: expression
            )
        }
        let found = try store.matches(type, tokens, producer: producer, limit: 2)
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

/// The search a condition may use: `identifier` alone.
enum ConditionalQuery {
    /// The tokens of `identifier=system|value`, percent-decoded; nil for anything else.
    static func identifier(_ query: String) -> [SearchQuery.Token]? {
        let parts = query.split(separator: "&", omittingEmptySubsequences: true)
        guard parts.count == 1, parts[0].hasPrefix("identifier=") else { return nil }
        guard let value = PercentCoding.decoded(String(parts[0].dropFirst(11))), !value.isEmpty else { return nil }
        return SearchRequest.alternatives(value).map(SearchRequest.token)
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
