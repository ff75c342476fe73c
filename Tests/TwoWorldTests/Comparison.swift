import HTTPTypes
import SvarJSON
import SvarStore
import SvarSynthetic

/// Asks both worlds the same and says where they differ.
struct Comparison {
    struct Difference: CustomStringConvertible {
        var ask: Ask
        var full: String
        var lesser: String
        var kind: ProbeKind?

        var description: String {
            "\(kind.map { "[\($0)] " } ?? "")\(ask.text)\n  --- where all of it happened\n\(shown(full))\n  --- where what is hidden never did\n\(shown(lesser))"
        }

        /// Long answers are shown from where they part.
        private func shown(_ text: String) -> String {
            let common = zip(full.utf8, lesser.utf8).prefix { $0 == $1 }.count
            if text.utf8.count < 1_500 { return text }
            let head = String(decoding: Array(text.utf8).prefix(300), as: UTF8.self)
            let part = Array(text.utf8).dropFirst(max(0, common - 200)).prefix(900)
            return "\(head)\n … from byte \(max(0, common - 200)):\n\(String(decoding: part, as: UTF8.self))"
        }
    }

    let full: World
    let lesser: World
    let actor: String
    /// Routes that were reached, with whether something was answered.
    private(set) var reached: [String: Bool] = [:]
    private(set) var count = 0
    private var fullNames = ReplyNames()
    private var lesserNames = ReplyNames()

    init(full: World, lesser: World, actor: String) {
        (self.full, self.lesser, self.actor) = (full, lesser, actor)
    }

    /// Sends one request to both and follows its pages in both. `name` names its randomness.
    mutating func compare(_ ask: Ask, _ kind: ProbeKind?, _ name: String) async throws -> Difference? {
        var (first, second): (Ask, Ask)
        do {
            first = try fullNames.filled(full.filled(ask))
            second = try lesserNames.filled(lesser.filled(ask))
        } catch is WorldFault {
            return nil
        }
        for page in 0..<200 {
            let one = try await full.send(first, as: actor, probe: "\(name)-\(page)")
            let other = try await lesser.send(second, as: actor, probe: "\(name)-\(page)")
            count += 1
            if let route = first.route { reached[route] = reached[route] ?? false || one.status < 300 }
            let a = try fullNames.normalised(one, full, first)
            let b = try lesserNames.normalised(other, lesser, second)
            if a != b { return Difference(ask: first, full: a, lesser: b, kind: kind) }
            guard let next = Self.next(one), let otherNext = Self.next(other) else { return nil }
            (first, second) = (following(first, next), following(second, otherNext))
        }
        return nil
    }

    private func following(_ ask: Ask, _ link: String) -> Ask {
        var next = Ask(.get, link)
        next.fields = ask.fields.filter { $0.name == "person-id" || $0.name == "access-basis" }
        return next
    }

    /// The path of the next page.
    private static func next(_ reply: Reply) -> String? {
        guard reply.text.contains("\"relation\":\"next\""), let root = try? JSONDocument(reply.body).root else {
            return nil
        }
        for link in root["link"].map({ Array($0.elements) }) ?? [] where link["relation"]?.string == "next" {
            guard let url = link["url"]?.string else { continue }
            return url.split(separator: "svar.test", maxSplits: 1).last.map(String.init)
        }
        return nil
    }
}
