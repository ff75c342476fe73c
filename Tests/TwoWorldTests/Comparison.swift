import HTTPTypes
import SvarJSON
import SvarStore
import SvarSynthetic

/// Asks both worlds the same and says where they differ.
struct Comparison {
    struct Difference: CustomStringConvertible {
        var ask: Ask
        /// Which page of its answer, from 0.
        var page: Int
        var full: String
        var lesser: String
        var kind: ProbeKind?

        var description: String {
            "\(kind.map { "[\($0)] " } ?? "")\(ask.text)\(page == 0 ? "" : " (page \(page))")\n  --- where all of it happened\n\(shown(full))\n  --- where what is hidden never did\n\(shown(lesser))"
        }

        /// Long answers are shown from where they part.
        private func shown(_ text: String) -> String {
            if text.utf8.count < 1_200 { return text }
            // The body parts later than the length in the head.
            func body(_ text: String) -> Substring {
                text[(text.firstRange(of: "\n\n")?.upperBound ?? text.startIndex)...]
            }
            let (one, other) = (body(full), body(lesser))
            let from = max(0, zip(one.utf8, other.utf8).prefix { $0 == $1 }.count - 150)
            let head = text.prefix { $0 != "{" }
            let part = Array(body(text).utf8).dropFirst(from).prefix(700)
            return "\(head) … from byte \(from):\n\(String(decoding: part, as: UTF8.self))"
        }
    }

    let full: World
    let lesser: World
    let actor: String
    /// Routes that were reached, with whether something was answered.
    private(set) var reached: [String: Bool] = [:]
    private(set) var count = 0
    /// Whether a request ended or changed a setting that stood.
    private(set) var hasOpened = false
    private var fullNames: ReplyNames
    private var lesserNames: ReplyNames

    init(full: World, lesser: World, actor: String) async throws {
        (self.full, self.lesser, self.actor) = (full, lesser, actor)
        fullNames = try await ReplyNames(full)
        lesserNames = try await ReplyNames(lesser)
    }

    /// Sends one request to both and follows its pages in both. `name` names its randomness.
    mutating func compare(_ ask: Ask, _ kind: ProbeKind?, _ name: String) async throws -> Difference? {
        var (first, second): (Ask, Ask)
        do {
            first = try Self.filled(ask, fullNames.given)
            second = try Self.filled(ask, lesserNames.given)
        } catch is WorldFault {
            return nil
        }
        let asked = first
        for page in 0..<200 {
            let one = try await full.send(first, as: actor, probe: "\(name)-\(page)")
            let other = try await lesser.send(second, as: actor, probe: "\(name)-\(page)")
            count += 1
            if let route = first.route { reached[route] = reached[route] ?? false || one.status < 300 }
            let a = try fullNames.normalised(one, first)
            let b = try lesserNames.normalised(other, second)
            if a != b, ReplyNames.withoutTicks(a, since: full.asked) != ReplyNames.withoutTicks(b, since: lesser.asked)
            {
                return Difference(ask: asked, page: page, full: a, lesser: b, kind: kind)
            }
            if first.changesSetting, one.status < 300 { hasOpened = true }
            guard let next = Self.next(one, first), let otherNext = Self.next(other, second) else { return nil }
            (first, second) = (following(first, next), following(second, otherNext))
        }
        return nil
    }

    private static func filled(_ ask: Ask, _ given: [String: String]) throws -> Ask { try World.filled(ask, given) }

    private func following(_ ask: Ask, _ link: String) -> Ask {
        var next = Ask(.get, link)
        next.fields = ask.fields.filter { $0.name == "person-id" || $0.name == "access-basis" }
        return next
    }

    /// The path of the next page.
    private static func next(_ reply: Reply, _ ask: Ask) -> String? {
        if ask.path.hasPrefix("/v1/log") {
            guard let token = try? JSONDocument(reply.body).root["next"]?.string else { return nil }
            return "/v1/log?token=\(token)"
        }
        if let link = reply.field("link"), link.contains("rel=\"next\"") {
            let url = link.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" }
            return url.split(separator: "svar.test", maxSplits: 1).last.map(String.init)
        }
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
