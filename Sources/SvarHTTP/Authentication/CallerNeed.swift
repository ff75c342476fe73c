import HTTPTypes
import Hummingbird

/// What a request needs of its caller, by method and the last part of its path.
enum CallerNeed: Sendable, Hashable, CaseIterable {
    /// GET and HEAD, and the searches and operations that are sent with POST.
    case reading
    /// Everything else: messages, Bundles, and single writes.
    case writing

    init(_ request: Request) { self.init(request.method, path: request.head.path ?? "") }

    init(_ method: HTTPRequest.Method, path: String) {
        switch method {
        case .get, .head: self = .reading
        case .post:
            let path = path.utf8.prefix { $0 != UInt8(ascii: "?") }
            let last = path.lastIndex(of: UInt8(ascii: "/")).map { path[path.index(after: $0)...] } ?? path
            self = last.first == UInt8(ascii: "$") || last.elementsEqual("_search".utf8) ? .reading : .writing
        default: self = .writing
        }
    }

    /// The scopes that decide the role, in the order in which they do: the first that a token carries.
    var scopes: [CallerScope] {
        switch self {
        case .reading: [.read, .citizen, .produce, .replica, .export, .operate]
        case .writing: [.produce]
        }
    }
}
