import Yams

/// An OpenAPI description, read: what its page tells, references followed, everything in the file's order.
struct Description {
    var title = ""
    var summary = ""
    var text = ""
    var groups: [Group] = []
    /// The shared answers of errors, by the name that operations refer to.
    var errors: [(name: String, answer: Answer)] = []
    var schemas: [(name: String, schema: Schema)] = []
    var security: [(name: String, text: String)] = []

    /// The operations of one tag.
    struct Group {
        var name: String
        var text: String
        var operations: [Operation]
    }

    struct Operation {
        var method: String
        var path: String
        var id: String
        var summary: String
        var text: String
        var since: String
        var example: String
        /// A caller needs one of these scopes; empty: no token at all.
        var scopes: [String]
        var parameters: [Parameter]
        var body: Body?
        var answers: [Answer]
    }

    struct Parameter {
        var name: String
        /// `path`, `query`, `header` or `form`
        var place: String
        var isRequired: Bool
        var text: String
        var type: String
        /// The shared schema to look at, where `type` would be long.
        var schema: String?
        var example: String?
    }

    struct Body {
        var isRequired: Bool
        var text: String
        var media: [Media]
    }

    struct Media {
        var type: String
        var schema: Schema
        var examples: [(title: String, text: String)]
    }

    struct Answer {
        var status: String
        /// The name of the shared answer, when it is one.
        var name: String?
        var text: String
        var headers: [(name: String, text: String)]
        var media: [Media]
        var isError: Bool { status.first == "4" || status.first == "5" }
    }

    /// What a value looks like, in words.
    struct Schema {
        /// The name of the shared schema, when it is one.
        var name: String?
        var type: String
        var text: String
        var properties: [Parameter]
    }
}

/// Why a description cannot be shown.
enum DescriptionFault: Error, Equatable {
    case missing(String)
    case unresolved(String)
}
