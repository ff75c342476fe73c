import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// Where an interaction that is served in pages stands: at its first page, or at a place that a token names.
struct Walk: Sendable {
    /// What is asked for, on every page.
    let kept: KeptInteraction
    /// Nil on the first page.
    let place: PageTokens.Place?
    /// The token as sent.
    let token: String?
    /// When the first page was served.
    let begun: ServerTime
    let now: ServerTime
    /// The caller, about the person that the first page was about when the request names none.
    let caller: Caller

    var key: Int64? {
        switch place?.direction {
        case .after, .before: place?.key
        case .fromStart, .fromEnd, nil: nil
        }
    }
    var isReversed: Bool { place?.direction.isReversed ?? false }

    /// What the first and the last of this page were, and whether there is more the way it was walked.
    struct Page: Sendable {
        var first: Int64?
        var last: Int64?
        var hasMore: Bool
    }

    /// Where the page after this one is; nil when this is the last.
    func next(_ page: Page) -> (direction: PageTokens.Place.Direction, key: Int64)? {
        if isReversed { return page.last.map { (.after, $0) } ?? (.fromStart, 0) }
        return page.hasMore ? page.last.map { (.after, $0) } : nil
    }

    /// Where the page before this one is; nil when this is the first.
    func previous(_ page: Page) -> (direction: PageTokens.Place.Direction, key: Int64)? {
        if isReversed { return page.hasMore ? page.first.map { (.before, $0) } : nil }
        if key == nil { return nil }
        return page.first.map { (.before, $0) } ?? (.fromEnd, 0)
    }
}

extension ResultService {
    /// Finds out what an interaction asks for: as sent, or what its page token continues.
    ///
    /// - Throws: `Refusal` invalid for a token that is not of this place and caller, gone for one that has expired.
    func walk(_ interaction: KeptInteraction, _ caller: Caller) async throws -> Walk {
        let now = configuration.now()
        var asked = interaction
        asked.parameters.removeAll { ["_format", "_pretty"].contains($0.name) }
        let tokens = asked.parameters.filter { $0.name == SearchRequest.tokenParameter }
        guard let token = tokens.first?.value else {
            asked.person = caller.person
            return Walk(kept: asked, place: nil, token: nil, begun: now, now: now, caller: caller)
        }
        guard asked.parameters.count == 1 else {
            throw Refusal(
                .invalid,
                .invalid,
                "\(SearchRequest.tokenParameter) stands alone: the page it names knows the other parameters."
            )
        }
        let place = try self.tokens.open(token, now: now)
        guard let query = try await access.query(place.query, now: now) else { throw Refusal.expiredPage }
        let kept = try KeptInteraction(query.body)
        guard kept.path == asked.path else { throw Refusal.foreignPage }
        var caller = caller
        caller.person = caller.person ?? kept.person
        return Walk(kept: kept, place: place, token: token, begun: place.begun, now: now, caller: caller)
    }

    /// Refuses a page that another caller, or the same about another person, was given.
    func check(_ walk: Walk, _ admission: Admission) throws {
        guard let place = walk.place else { return }
        guard tokens.isHash(place.context, of: context(admission)) else { throw Refusal.foreignPage }
        // A restored store may not have come that far again.
        guard place.position <= admission.position else { throw Refusal.expiredPage }
    }

    /// The `self`, `next` and `previous` links of a page, and what the log of use must keep for them.
    /// - Parameters:
    ///   - own: what `self` shows on the first page.
    ///   - position: the place in the log that all pages are answered as of.
    func links(
        _ walk: Walk,
        _ page: Walk.Page,
        base: String,
        own: (path: String, query: [(name: String, value: String)]),
        at position: LogPosition,
        _ admission: Admission
    ) throws -> (links: [BundleLink], kept: KeptQuery?) {
        let url = { (token: String) in
            BundleLink.url(base, walk.kept.path, [(name: SearchRequest.tokenParameter, value: token)])
        }
        var links = [
            BundleLink(relation: "self", url: walk.token.map(url) ?? BundleLink.url(base, own.path, own.query))
        ]
        let places = [("next", walk.next(page)), ("previous", walk.previous(page))]
        if places.allSatisfy({ $0.1 == nil }) { return (links, nil) }
        let body = walk.kept.bytes
        let hash = walk.place?.query ?? tokens.hash(body)
        let asker = tokens.hash(context(admission))
        for case (let relation, let place?) in places {
            let token = try tokens.seal(
                PageTokens.Place(
                    position: position,
                    query: hash,
                    context: asker,
                    begun: walk.begun,
                    issued: walk.now,
                    direction: place.direction,
                    key: place.key
                )
            )
            links.append(BundleLink(relation: relation, url: url(token)))
        }
        let until = ServerTime(microseconds: walk.now.microseconds + PageTokens.lifetime)
        return (links, KeptQuery(hash: hash, body: body, until: until))
    }

    /// Who asks about whom; a token holds its hash.
    private func context(_ admission: Admission) -> [UInt8] {
        let actor = admission.caller.actor
        let person = admission.person.map { "\($0.rawValue)" } ?? ""
        // A producer's token need not name an organisation.
        let producer = if case .producer(let own) = admission.caller.role { own.rawValue } else { "" }
        let texts = [actor.role, producer, actor.organisation, actor.id, person]
        // Each with its length, so that no two lists give the same bytes.
        return texts.flatMap { Array("\($0.utf8.count):\($0)".utf8) }
    }
}
