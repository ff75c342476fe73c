import Foundation
import SvarDomain
import SvarReplica
import SvarStore
import SvarSync
import SvarTesting

/// What must hold, by the list that the world keeps.
extension Simulation {
    private func fail(_ property: String, _ replica: Int, _ detail: String) -> SimulationViolation {
        SimulationViolation(property: property, detail: "replica \(replica): \(detail)")
    }

    private func place(_ stamp: SyncStamp, _ replica: Int) throws -> Int {
        guard let place = world.place(of: stamp, replica) else {
            throw fail("stamps", replica, "\(stamp) is of no change")
        }
        return place
    }

    // MARK: When it is sent

    /// G5: no body of what may not be seen now, and of the version that the round's target has; denials of nothing that
    /// was never there (P14); at the end the count and the sum of the target.
    func check(_ lines: [SyncLine], _ begin: SyncLine.Begin, _ replica: Int) throws {
        let (to, now) = (world.view(replica, at: try place(begin.to, replica)), world.view(replica))
        for line in lines {
            switch line {
            case .begin, .page: break
            case .put(let put):
                guard now.units[put.unit] != nil else {
                    throw fail("G5", replica, "\(put.unit.text) is sent, and hidden")
                }
                guard let held = to.units[put.unit], held.version == put.version, held.body == put.body,
                    held.hash == put.hash, held.person == put.person
                else { throw fail("G5", replica, "\(put.unit.text) is sent as it was not at the target") }
                _ = try place(put.stamp, replica)
            case .deny(let deny):
                guard world.wasThere(deny.unit, replica) else {
                    throw fail("P14", replica, "\(deny.unit.text) is denied, and was never there")
                }
                _ = try place(deny.stamp, replica)
            case .person(let line):
                guard world.persons.contains(line.person) else {
                    throw fail("P14", replica, "somebody unknown is told")
                }
                _ = try place(line.stamp, replica)
            case .end(let end):
                let total = world.total(of: to)
                guard end.count == total.count, end.digest == total.digest else {
                    throw fail("G3", replica, "the end says \(end.count) units, not \(total.count), or another sum")
                }
            }
        }
    }

    func checkManifest(_ replica: Int, _ head: SyncResponseHead, _ body: [UInt8], at place: Int) throws {
        let view = world.view(replica, at: place)
        let total = world.total(of: view)
        guard let rows = ManifestRow.rows(of: body), Set(rows.map(\.person)) == Set(view.persons.keys),
            head.headers["svar-count"] == String(total.count),
            head.headers["svar-digest"] == Base64URL.encode(total.digest.bytes)
        else { throw fail("P4", replica, "the manifest is of others, or its sum is") }
        for row in rows {
            guard row.count == view.units.values.count(where: { $0.person == row.person }) else {
                throw fail("P4", replica, "the manifest counts \(row.count) of \(row.person.text)")
            }
        }
    }

    // MARK: When it is kept

    /// What a replica's rows may be, after a page.
    func check(_ page: SimulatedAnswer.Page, of answer: SimulatedAnswer, _ begin: SyncLine.Begin, _ number: Int)
        async throws
    {
        let replica = replicas[number]
        let state = try replica.store.state()
        // While it is put right, and before, rows may be of another time.
        guard !state.needsReconcile, !replica.isDamaged, state.enrolment?.epoch == (try await store.open.epoch) else {
            return
        }
        let rows = try replica.rows()
        if page.head >= replica.head {
            replica.head = page.head
            let view = world.view(number, at: page.head)
            for row in rows where view.units[row.key] == nil {
                throw fail("G4", number, "\(row.key.text) is there after a page of place \(page.head)")
            }
            for person in try replica.persons().keys where view.persons[person] == nil {
                throw fail("G4", number, "\(person.text) is there after a page of place \(page.head)")
            }
            let (blocked, there) = (try replica.blocked(), try replica.persons())
            for (person, tags) in tags(of: view, number) where there[person] != nil {
                guard tags.isSubset(of: blocked[person] ?? []) else {
                    throw fail("R05", number, "\(person.text) is open after a page of place \(page.head)")
                }
            }
        }
        guard state.round == nil, state.mark.floor == begin.to, page.bytes == answer.pages.last?.bytes else { return }
        try checkRound(rows, to: begin.to, isWhole: !thinned.contains(begin.round), number)
    }

    /// G2: after a round what is there is of its target, and all of it unless something was closed meanwhile.
    private func checkRound(_ rows: [SimulatedReplica.Row], to: SyncStamp, isWhole: Bool, _ number: Int) throws {
        let view = world.view(number, at: try place(to, number))
        let settled = rows.filter { $0.stamp <= to }
        for row in settled {
            guard let held = view.units[row.key], held.version == row.version, held.hash == row.hash,
                held.person == row.person
            else { throw fail("G2", number, "\(row.key.text) is not as it was at the round's target") }
        }
        guard isWhole else { return }
        let known = Set(rows.map(\.key))
        for key in view.units.keys where !known.contains(key) && world.view(number).units[key] != nil {
            throw fail("G1", number, "\(key.text) is missing after the round")
        }
    }

    /// What rows of persons have to say.
    private func tags(of view: SimulatedWorld.View, _ replica: Int) -> [WireKey: Set<WireKey>] {
        view.blocked.mapValues { numbers in
            Set(numbers.map { world.keys.professional($0, in: replicas[replica].id) })
        }
    }

    // MARK: At rest

    /// P4: all that may be seen is there, byte for byte, nothing else is, and the sums say so.
    func checkAtRest(_ replica: SimulatedReplica) async throws {
        let number = replica.number
        let view = world.view(number)
        let rows = try replica.rows()
        guard Set(rows.map(\.key)) == Set(view.units.keys) else {
            let missing = Set(view.units.keys).subtracting(rows.map(\.key)).map(\.text)
            let left = Set(rows.map(\.key)).subtracting(view.units.keys).map(\.text)
            throw fail("P4", number, "missing \(missing.sorted()), left over \(left.sorted())")
        }
        for row in rows {
            guard let held = view.units[row.key], held.version == row.version, held.person == row.person,
                try replica.store.body(of: row.key) == held.body
            else { throw fail("P4", number, "\(row.key.text) has another body, version or person") }
        }
        let persons = try replica.persons()
        guard persons == view.persons else {
            throw fail(
                "P4",
                number,
                "persons until \(persons.values.sorted()), not \(view.persons.values.sorted())"
            )
        }
        guard try replica.blocked() == tags(of: view, number) else {
            throw fail("R05", number, "persons are closed from others than those whom they named")
        }
        let (state, total) = (try replica.store.state(), world.total(of: view))
        guard state.totals.units == total.count, state.totals.sum == total.digest else {
            throw fail("P4", number, "it counts \(state.totals.units), not \(total.count), or has another sum")
        }
        guard try replica.store.scrub(isRepairing: false).isEmpty else {
            throw fail("P4", number, "verify finds something")
        }
        try checkOffline(replica)
        try checkEnds(replica, view)
    }

    /// Nobody is shown past the end that the replica knows.
    func checkOffline(_ replica: SimulatedReplica) throws {
        let now = Date(timeIntervalSince1970: Double(clock.now.microseconds) / 1e6)
        for person in try Replica(replica.store).followed(now: now) where person.until <= now {
            throw fail("G10", replica.number, "\(person.key) is shown past the end")
        }
    }

    /// P8: without a network everybody is shown up to the end of their line and not from then on.
    private func checkEnds(_ replica: SimulatedReplica, _ view: SimulatedWorld.View) throws {
        try replica.enrolSomebody()
        let queries = try Replica(replica.store).reader(hpr: 9, purpose: .treatment, now: Date())
        for (person, until) in view.persons.sorted(by: { $0.value < $1.value }) {
            for time in [until - 1, until] {
                let now = Date(timeIntervalSince1970: Double(time) / 1_000)
                let shown = Set(try queries.persons(now: now).map(\.key))
                guard shown == Set(view.persons.filter { $0.value > time }.map(\.key.text)) else {
                    throw fail("P8", replica.number, "\(shown.count) persons are shown at \(time)")
                }
                let reports = try queries.reports(of: person.text, now: now).reports
                let count = time < until ? view.units.values.count { $0.person == person } : 0
                guard reports.count == count else {
                    throw fail("P8", replica.number, "\(reports.count) reports of a person at \(time), not \(count)")
                }
            }
        }
    }

    /// The world is what the store says when it is asked as anybody may who may ask everything.
    func checkStore() async throws {
        for (unit, body, hasDeleted) in world.shown where !hasDeleted {
            let members = try await store.open.members(of: unit, in: .everything).map { version in
                UnitBody.Member(
                    type: version.type,
                    body: version.body,
                    stampOffset: version.stampOffset,
                    at: version.stamp.at.microseconds,
                    isDeleted: false
                )
            }
            let isWithdrawn = products.first { $0.unit == unit }?.state.isWithdrawn ?? false
            guard try UnitBody.bytes(of: members, isWithdrawn: isWithdrawn) == body else {
                throw SimulationViolation(property: "store", detail: "unit \(unit.rawValue) reads as something else")
            }
        }
    }
}
