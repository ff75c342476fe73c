import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch

/// One resource about to be written: understood, checked and indexed before the writer is taken (decision 40).
struct Draft: Sendable {
    /// Create, or update of a resource that is named or found.
    enum Method: Sendable, Hashable {
        /// With a condition, only when nothing matches it (`If-None-Exist`).
        case create(Condition?)
        case update(UpdateAim, ifMatch: String?, onlyNew: Bool)
    }

    /// What an update is of.
    enum UpdateAim: Sendable, Hashable {
        case id(String)
        case condition(Condition)
    }

    let type: HostedType
    var method: Method
    /// The resource inside the submission's document.
    let node: JSONNode
    /// What it points at, in the order it stands.
    let references: [Pointer]
    /// All index rows but those of references, which are known when the references are resolved.
    let index: [IndexRow]
    /// What other entries of the submission may call it.
    let name: EntryName
    /// Where it stands in a Bundle, for errors: `Bundle.entry[3]`.
    let location: String?

    init(
        _ type: HostedType,
        _ method: Method,
        node: JSONNode,
        name: EntryName = EntryName(),
        location: String? = nil
    ) throws {
        self.type = type
        self.method = method
        self.node = node
        self.name = name
        self.location = location
        references = ReferenceScan.references(in: node).compactMap(Pointer.init)
        index = try IndexRows.values(of: type, node)
    }

    /// The element path of an error inside this draft.
    func expression(_ path: String) -> String {
        location.map { "\($0).resource" + path.drop { $0 != "." } } ?? path
    }

    /// The element of the entry's request that an error is about; empty outside a Bundle.
    func requestExpression(_ element: String) -> [String] { location.map { ["\($0).request.\(element)"] } ?? [] }
}

extension Draft {
    /// A reference with a text, which may be replaced.
    struct Pointer: Sendable {
        /// The string to replace, quotes included, in the document's bytes.
        let range: Range<Int>
        let text: String
        let target: ReferenceTarget
        private let found: FoundReference

        init?(_ found: FoundReference) {
            guard let range = found.valueRange, let text = found.text else { return nil }
            self.range = range
            self.text = text
            target = found.target
            self.found = found
        }

        /// Computed when an error needs it.
        var path: String { found.path }
    }
}

/// What became of one draft.
struct Written: Sendable {
    var outcome: WriteReply.Outcome
    var type: HostedType
    var id: String
    var unit: UnitKey
    var person: PersonKey?
    var versionID: String
    var at: ServerTime
    var body: [UInt8]
    var stampOffset: Int

    var served: ServedResource {
        ServedResource(
            type: type,
            id: id,
            versionID: versionID,
            lastModified: at.microseconds,
            bytes: StoredForm.served(body, stampOffset: stampOffset, at: at.microseconds)
        )
    }
}
