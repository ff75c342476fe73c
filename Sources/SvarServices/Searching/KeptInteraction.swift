import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch

/// What later pages continue, as the log of use keeps it (encrypted there): the parameters as sent and the person
/// named beside them. Parameters are understood again on each page, by the same rules.
struct KeptInteraction: Hashable, Sendable {
    /// Behind the base; the page must be asked for at the same place.
    var path: String
    var parameters: [NamedValue]
    var isPosted: Bool
    var isLenient: Bool
    var person: PersonName?

    var bytes: [UInt8] {
        var members = [
            JSONMemberValue("path", .string(path)),
            JSONMemberValue("posted", .bool(isPosted)),
            JSONMemberValue("lenient", .bool(isLenient)),
            JSONMemberValue("query", .array(parameters.flatMap { [.string($0.name), .string($0.value)] })),
        ]
        switch person {
        case .patient(let id): members.append(JSONMemberValue("patient", .string(id)))
        case .number(let number):
            members.append(JSONMemberValue("kind", .string(number.kind.rawValue)))
            members.append(JSONMemberValue("number", .string(number.value)))
        case nil: break
        }
        return JSONValue.object(members).bytes
    }

    init(path: String, parameters: [NamedValue], isPosted: Bool, isLenient: Bool, person: PersonName?) {
        self.path = path
        self.parameters = parameters
        self.isPosted = isPosted
        self.isLenient = isLenient
        self.person = person
    }

    /// - Throws: `SvarError` storeUnusable; what is kept was written by `bytes`.
    init(_ bytes: [UInt8]) throws {
        let damaged = SvarError(.storeUnusable, "a kept search cannot be read")
        let root: JSONNode
        do throws(JSONError) { root = try JSONDocument(bytes).root } catch { throw damaged }
        guard let path = root["path"]?.string, let isPosted = root["posted"]?.bool,
            let isLenient = root["lenient"]?.bool, let query = root["query"]
        else { throw damaged }
        let texts = query.elements.compactMap(\.string)
        guard texts.count == query.count, texts.count.isMultiple(of: 2) else { throw damaged }
        self.path = path
        self.isPosted = isPosted
        self.isLenient = isLenient
        parameters = stride(from: 0, to: texts.count, by: 2).map { NamedValue(texts[$0], texts[$0 + 1]) }
        if let id = root["patient"]?.string {
            person = .patient(id)
        } else if let kind = root["kind"]?.string.flatMap({ PersonNumber.Kind(rawValue: $0) }) {
            guard let number = root["number"]?.string.flatMap({ PersonNumber(kind, $0) }) else { throw damaged }
            person = .number(number)
        }
    }
}
