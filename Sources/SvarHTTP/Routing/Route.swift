package import HTTPTypes
import SvarServices

/// One row of the route table: which method on which path is which interaction.
package struct Route: Hashable, Sendable {
    /// A part of a path.
    package enum Segment: Hashable, Sendable {
        case literal(String)
        /// A hosted type's name.
        case type
        /// A logical id.
        case id
        /// A version id.
        case version
        /// A file name of the pages about the service.
        case file

        /// How it is written in a template, for logs and metrics.
        package var text: String {
            switch self {
            case .literal(let text): text
            case .type: "{type}"
            case .id: "{id}"
            case .version: "{vid}"
            case .file: "{file}"
            }
        }
    }

    /// The FHIR code of an interaction and the level it stands at.
    package enum Declared: Hashable, Sendable {
        /// `rest.interaction`
        case system([String])
        /// `rest.resource.interaction`
        case type(String)
        /// `rest.resource.interaction` of a type that is made by the server from what it keeps, and stored by nobody.
        case served(String, String)
        /// `rest.resource.operation` of one type: its name and the canonical address of its definition.
        case operation(String, name: String, definition: String)
        /// An element of each resource, such as `conditionalUpdate`, and its value.
        case flag(String, String)
        /// The CapabilityStatement itself, or another way to say what another row declares.
        case implied
    }

    package let interaction: Interaction
    package let method: HTTPRequest.Method
    package let path: [Segment]
    /// A caller needs one of these; of several that a token has, the first here decides its role. Empty: nobody has to
    /// say who they are.
    package let scopes: [CallerScope]
    /// Where the CapabilityStatement tells of it; nil for what is not FHIR, or not at the FHIR base.
    package let declared: Declared?
    /// Whether it takes requests with a query; the same path and method without one is another row or none.
    package let needsQuery: Bool
    /// The path with its variable parts named: the only form of a path that logs and metrics may hold.
    package let template: String

    package init(
        _ interaction: Interaction,
        _ method: HTTPRequest.Method,
        _ path: [Segment],
        _ scopes: [CallerScope],
        _ declared: Declared? = nil,
        needsQuery: Bool = false
    ) {
        self.interaction = interaction
        self.method = method
        self.path = path
        self.scopes = scopes
        self.declared = declared
        self.needsQuery = needsQuery
        template = path.isEmpty ? "/" : path.map { "/" + $0.text }.joined()
    }

    /// Whether the caller is asked who they are.
    package var needsCaller: Bool { !scopes.isEmpty }

    /// How its callers may show their tokens: where content is read in the national shape, as the national API has it.
    package var schemes: TokenSchemes { interaction == .nationalSearch ? .proofOnly : .any }

    /// Whether it is of the national read service's shape.
    package var isNational: Bool { interaction == .nationalSearch || interaction == .nationalCapabilities }

    /// Whether it is about privacy settings, in their own shape.
    package var isPrivacy: Bool { template.hasPrefix(RouteTable.privacyPath + "/") }

    /// What it does to a setting that is there.
    var act: SettingAct? {
        guard interaction == .actOnSetting, case .literal(let name)? = path.last else { return nil }
        return SettingAct(rawValue: name)
    }

    /// Whether it is a replica's.
    package var isSync: Bool { template.hasPrefix(RouteTable.syncPath + "/") }
}
