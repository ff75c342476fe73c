import SvarDomain
package import SvarSync

/// What a token holds, sealed in the product; here it lies in the server's table under a text that says nothing.
package struct ModelToken: Hashable, Sendable {
    var replica: Int
    var epoch: Int
    var mode: SyncMode
    var from: Int
    var to: Int
    var lastHead: Int
    /// Person and unit of the last page's end; nil: the round has not begun.
    var cursor: Cursor?
    var page: Int

    struct Cursor: Hashable, Sendable, Comparable {
        var person: Int
        /// -1: the person alone.
        var unit: Int
        static func < (a: Self, b: Self) -> Bool { (a.person, a.unit) < (b.person, b.unit) }
    }
}

/// An answer, with what only the test knows of it.
package struct ModelAnswer: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        case nothing
        case lines([SyncLine])
        /// `place` is the stamp of the manifest's place.
        case manifest([ManifestRow], token: String, place: SyncStamp, count: Int, digest: SyncDigest)
        case fault(SyncFault)
    }
    package var content: Content
    /// For the test: the log's head when each page was read, and the round's target.
    package var heads: [Int] = []
    package var target = 0
}

/// Rounds, page by page, as the service serves them.
extension ModelServer {
    /// `GET delta`, or `POST reconcile` with persons.
    /// - Parameters:
    ///   - pages: how many pages the answer has at most
    ///   - limit: units a page
    package mutating func answer(
        _ replica: Int,
        token text: String?,
        persons: [WireKey]? = nil,
        pages: Int,
        limit: Int
    ) -> ModelAnswer {
        var token: ModelToken
        switch opened(text, replica) {
        case .failure(let fault): return ModelAnswer(content: .fault(fault))
        case .success(let found): token = found
        }
        if token.cursor == nil {
            switch (text, persons) {
            case (nil, _): (token.mode, token.to, token.lastHead) = (.snapshot, head, head)
            case (_, .some): (token.mode, token.to, token.lastHead) = (.reconcile, token.from, token.from)
            default:
                guard hasChanged(replica, after: token.from) else { return ModelAnswer(content: .nothing) }
                (token.mode, token.to) = (.delta, head)
                // Whatever was closed since the last round goes first.
                token.lastHead = mutant == .urgentFromTarget ? head : token.from
            }
        }
        prepare(replica)
        var lines: [SyncLine] = [
            .begin(
                SyncLine.Begin(
                    mode: token.mode,
                    from: token.mode == .delta ? lastStamp(replica, token.from) : .zero,
                    to: lastStamp(replica, token.to),
                    estimate: nil,
                    round: "\(replica)"
                )
            )
        ]
        var answer = ModelAnswer(content: .nothing, target: token.to)
        for _ in 0..<pages {
            let (page, cursor) = page(token, persons, limit)
            lines += page
            answer.heads.append(head)
            (token.lastHead, token.page) = (head, token.page + 1)
            guard let cursor else {
                lines.append(.end(end(token)))
                break
            }
            token.cursor = cursor
            lines.append(.page(number: token.page, token: give(token)))
        }
        answer.content = .lines(lines)
        return answer
    }

    /// `GET manifest`.
    package mutating func manifest(_ replica: Int) -> ModelAnswer {
        let token = give(
            ModelToken(replica: replica, epoch: epoch, mode: .delta, from: head, to: head, lastHead: head, page: 0)
        )
        let rows = (0..<shape.persons).filter { presence(replica, .person($0)).isPresent(at: place(head)) }.map {
            var total = self.total(replica, at: head, person: $0)
            if let row = scopes[replica][$0].last {
                let key = ModelNames.integrityKey(epoch)
                total.digest += .person(ModelNames.persons[$0], until: row.until / 1_000, blocked: [], key: key)
            }
            return ManifestRow(person: ModelNames.persons[$0], count: total.count, digest: total.digest)
        }
        let total = self.total(replica, at: head)
        return ModelAnswer(
            content: .manifest(
                rows.sorted { $0.person < $1.person },
                token: token,
                place: lastStamp(replica, head),
                count: total.count,
                digest: total.digest
            ),
            heads: [head],
            target: head
        )
    }

    private func opened(_ text: String?, _ replica: Int) -> Result<ModelToken, SyncFault> {
        guard let text else {
            return .success(
                ModelToken(replica: replica, epoch: epoch, mode: .snapshot, from: 0, to: 0, lastHead: 0, page: 0)
            )
        }
        guard let token = tokens[text] else { return .failure(.tokenMalformed) }
        if token.replica != replica { return .failure(.tokenNotYours) }
        if token.epoch != epoch { return .failure(.epochChanged) }
        // What a round needs lies between its ends; a snapshot has none before its target.
        if (token.mode == .delta ? token.from : token.to) < horizon { return .failure(.tokenExpired) }
        return .success(token)
    }

    private mutating func give(_ token: ModelToken) -> String {
        given[token.replica] += 1
        let text = "\(token.replica).\(given[token.replica])"
        tokens[text] = token
        return text
    }

    private mutating func end(_ token: ModelToken) -> SyncLine.End {
        let (replica, to) = (token.replica, token.to)
        let total = self.total(replica, at: to)
        return SyncLine.End(
            token: give(
                ModelToken(replica: replica, epoch: epoch, mode: .delta, from: to, to: to, lastHead: to, page: 0)
            ),
            count: total.count,
            digest: total.digest,
            more: hasChanged(replica, after: to)
        )
    }

    // MARK: One page

    private func place(_ place: Int) -> LogPosition { LogPosition(Int64(place)) }

    private func versions(of key: ModelKey, _ replica: Int) -> [LogPosition] {
        switch key {
        case .unit(let unit): versions[unit].map { place($0.place) }
        case .person(let person): scopes[replica][person].map { place($0.from) }
        }
    }

    /// The last change of a key's state in a window.
    private func change(_ token: ModelToken, _ key: ModelKey, after: Int, through: Int) -> Presence.Change? {
        let presence = presence(token.replica, key)
        return presence.change(after: place(after), through: place(through), versions: versions(of: key, token.replica))
    }

    /// What the round says of a key, as of its target.
    private func turn(_ token: ModelToken, _ key: ModelKey) -> Presence.Change? {
        if token.mode == .delta {
            let change = change(token, key, after: token.from, through: token.to)
            guard mutant == .endpointDifference, case .put(let at) = change else { return change }
            // Such a server compares what was with what is, and finds nothing where a unit went and came back.
            let presence = presence(token.replica, key)
            let isNew = versions(of: key, token.replica).contains { $0 > place(token.from) && $0 <= place(token.to) }
            return presence.isPresent(at: place(token.from)) && !isNew ? nil : .put(at)
        }
        // Everything that is there, whenever it came.
        if case .put(let at) = change(token, key, after: -1, through: token.to) { return .put(at) }
        return nil
    }

    private func page(_ token: ModelToken, _ persons: [WireKey]?, _ limit: Int) -> ([SyncLine], ModelToken.Cursor?) {
        var denials: [SyncLine] = []
        var tells: [SyncLine] = []
        var puts: [SyncLine] = []
        var urgent: Set<ModelKey> = []
        let all = (0..<shape.persons).flatMap { person in
            [ModelKey.person(person)] + stride(from: person, to: shape.units, by: shape.persons).map { .unit($0) }
        }
        if mutant != .noUrgentDenials {
            for key in all where isTouched(token.replica, owner(key), after: token.lastHead) {
                guard case .deny(let at) = change(token, key, after: token.lastHead, through: head) else { continue }
                urgent.insert(key)
                denials.append(denial(token.replica, key, at))
            }
        }
        var count = 0
        var last: ModelToken.Cursor?
        for key in all {
            let cursor = cursor(key)
            if let done = token.cursor, cursor <= done { continue }
            if let persons, !persons.contains(ModelNames.persons[owner(key)]) { continue }
            guard var turn = turn(token, key) else { continue }
            if count >= limit { return (denials + tells + puts, last ?? token.cursor) }
            if case .put = turn, mutant != .noCheckAtServing,
                case .deny(let at) = change(token, key, after: token.to, through: head)
            {
                turn = .deny(at)
            }
            switch turn {
            case .deny(let at): if !urgent.contains(key) { denials.append(denial(token.replica, key, at)) }
            case .put(let at):
                if let line = put(token, key, at) {
                    if case .person = line { tells.append(line) } else { puts.append(line) }
                }
            }
            last = cursor
            if case .unit = key { count += 1 }
        }
        return (denials + tells + puts, nil)
    }

    private func owner(_ key: ModelKey) -> Int {
        switch key {
        case .person(let person): person
        case .unit(let unit): shape.person(of: unit)
        }
    }

    private func cursor(_ key: ModelKey) -> ModelToken.Cursor {
        switch key {
        case .person(let person): ModelToken.Cursor(person: person, unit: -1)
        case .unit(let unit): ModelToken.Cursor(person: shape.person(of: unit), unit: unit)
        }
    }

    private func denial(_ replica: Int, _ key: ModelKey, _ at: LogPosition) -> SyncLine {
        let stamp = stamp(replica, Int(at.rawValue))
        let person = owner(key)
        switch key {
        case .person:
            let name = ModelNames.persons[person]
            return .person(SyncLine.PersonLine(person: name, stamp: stamp, until: nil, patient: ""))
        case .unit(let unit):
            let isInScope = presence(replica, .person(person)).isPresent(at: at)
            return .deny(
                SyncLine.DenyLine(
                    unit: ModelNames.units[unit][person],
                    person: ModelNames.persons[person],
                    stamp: stamp,
                    cause: isInScope ? .withdrawn : .scope
                )
            )
        }
    }

    /// The key as of the round's target.
    private func put(_ token: ModelToken, _ key: ModelKey, _ at: LogPosition) -> SyncLine? {
        let stamp = stamp(token.replica, Int(at.rawValue))
        let person = owner(key)
        let name = ModelNames.persons[person]
        switch key {
        case .person:
            guard let row = scopes[token.replica][person].last(where: { $0.from <= token.to }) else { return nil }
            let line = SyncLine.PersonLine(
                person: name,
                stamp: stamp,
                until: row.until / 1_000,
                patient: "patient-\(person)"
            )
            return .person(line)
        case .unit(let unit):
            guard let version = version(unit, at: token.to) else { return nil }
            return .put(
                SyncLine.PutLine(
                    unit: ModelNames.units[unit][person],
                    person: name,
                    stamp: stamp,
                    version: version.at,
                    hash: ModelNames.hash(version.content),
                    body: ModelNames.body(version.content)
                )
            )
        }
    }
}
