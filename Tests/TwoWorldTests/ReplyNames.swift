import SvarDomain
import SvarStore
import SvarSync

/// What answers of one world are called in both: tokens, which hold places of the log, are named by their length; names
/// and sums toward replicas are made from surrogates, so they are checked here and named by what they stand for.
///
/// Ids of resources and versions need no names: the same step gives the same ones in both worlds (`StepRandom`), and
/// any other is a difference.
struct ReplyNames {
    /// What later requests of this world need: tokens, names of persons.
    var given: [String: String] = [:]

    mutating func normalised(_ reply: Reply, _ world: World, _ ask: Ask) throws -> String {
        var fields = reply.fields.filter { !Self.unsaid.contains($0.name) }
        fields.sort { ($0.name, $0.value) < ($1.name, $1.value) }
        for index in fields.indices {
            let field = fields[index]
            if field.name == "svar-token" {
                if ask.path.contains("/manifest") { given["manifest"] = field.value }
                fields[index].value = Self.named(field.value)
            }
        }
        let head = "\(reply.status)\n" + fields.map { "\($0.name): \($0.value)\n" }.joined()
        return head + "\n" + Self.withoutTokens(reply.text)
    }

    /// The ask with what this world answered before.
    func filled(_ ask: Ask) throws -> Ask { ask }

    /// When it was sent, and which connection.
    private static let unsaid: Set<String> = ["date", "x-request-id"]

    private static func named(_ token: String) -> String { "<token of \(token.utf8.count)>" }

    /// Tokens stand behind these.
    private static func withoutTokens(_ text: String) -> String {
        var text = text
        for mark in ["_page=", "\"token\":\""] where text.contains(mark) {
            var parts = text.split(separator: mark, omittingEmptySubsequences: false).map(String.init)
            for index in parts.indices.dropFirst() {
                let token = parts[index].prefix { $0 != "\"" && $0 != "&" }
                parts[index] = named(String(token)) + parts[index].dropFirst(token.count)
            }
            text = parts.joined(separator: mark)
        }
        return text
    }
}
