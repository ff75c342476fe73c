/// What the text of a reference points at. Source: http://hl7.org/fhir/R4/references.html
public enum ReferenceTarget: Hashable, Sendable {
    /// `Type/id` or `Type/id/_history/version` on the same server.
    case relative(ResourceAddress)
    /// A URL, with its last part when that is an address of a FHIR server.
    case absolute(url: String, address: ResourceAddress?)
    /// `urn:uuid:…` or `urn:oid:…`: another entry of the same Bundle.
    case urn(String)
    /// `Type?query`, to be resolved by a search.
    case conditional(type: String, query: String)
    /// `#id`: a contained resource; `#` alone is the container.
    case fragment(String)
    /// No text, but an identifier (`Reference.identifier`).
    case logical(system: String?, value: String?)
    /// None of these.
    case other(String)

    /// Reads the text of `Reference.reference`.
    public init(_ text: String) {
        if text.utf8.first == UInt8(ascii: "#") {
            self = .fragment(String(text.dropFirst()))
        } else if text.hasPrefix("urn:uuid:") || text.hasPrefix("urn:oid:") {
            self = .urn(text)
        } else if let address = ResourceAddress(text) {
            self = .relative(address)
        } else if let question = text.firstIndex(of: "?"), ResourceAddress.isTypeName(text[..<question]) {
            self = .conditional(type: String(text[..<question]), query: String(text[text.index(after: question)...]))
        } else if text.hasPrefix("http://") || text.hasPrefix("https://") {
            self = .absolute(url: text, address: ResourceAddress(endOf: text))
        } else {
            self = .other(text)
        }
    }

    /// The type the text names; nil where it names none.
    public var typeName: String? {
        switch self {
        case .relative(let address): address.type
        case .absolute(_, let address): address?.type
        case .conditional(let type, _): type
        case .urn, .fragment, .logical, .other: nil
        }
    }
}

/// `Type/id`, with a version where one is named.
public struct ResourceAddress: Hashable, Sendable, CustomStringConvertible {
    /// A FHIR type name, hosted or not.
    public let type: String
    /// The logical id.
    public let id: String
    /// The version behind `_history`.
    public let versionId: String?

    /// The address of these parts.
    public init(type: String, id: String, versionId: String? = nil) {
        self.type = type
        self.id = id
        self.versionId = versionId
    }

    /// Nil when the text is nothing but an address.
    public init?(_ text: String) {
        self.init(parts: text.split(separator: "/", maxSplits: 4, omittingEmptySubsequences: false)[...])
    }

    /// The address at the end of a URL; nil when there is none.
    init?(endOf url: String) {
        let parts = url.prefix { $0 != "?" && $0 != "#" }.split(separator: "/", omittingEmptySubsequences: false)
        // Behind the scheme and the host.
        guard parts.count >= 5, url.utf8.allSatisfy({ $0 != UInt8(ascii: "?") }) else { return nil }
        if parts.count >= 7, let address = Self(parts: parts.suffix(4)) {
            self = address
        } else if let address = Self(parts: parts.suffix(2)) {
            self = address
        } else {
            return nil
        }
    }

    private init?(parts: ArraySlice<Substring>) {
        let parts = Array(parts)
        guard parts.count == 2 || (parts.count == 4 && parts[2] == "_history" && PrimitiveType.id.accepts(parts[3])),
            Self.isTypeName(parts[0]), PrimitiveType.id.accepts(parts[1])
        else { return nil }
        self.init(type: String(parts[0]), id: String(parts[1]), versionId: parts.count == 4 ? String(parts[3]) : nil)
    }

    /// Whether a text looks like a FHIR type name: letters, the first a capital.
    static func isTypeName(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, (0x41...0x5A).contains(first) else { return false }
        return text.utf8.allSatisfy { TextSyntax.isLetter($0) }
    }

    /// `Type/id` or `Type/id/_history/version`.
    public var description: String {
        versionId.map { "\(type)/\(id)/_history/\($0)" } ?? "\(type)/\(id)"
    }
}

extension PrimitiveType {
    fileprivate func accepts(_ text: Substring) -> Bool { accepts(text: String(text)) }
}
