import SvarSync
import SvarSynthetic
import SvarTesting
import Testing

/// Properties of the protocol that need a world of their own, beside what every schedule is looked at for.
@Suite struct ModelPropertyTests {
    /// A world in which much has happened, and replica 0 follows persons 0 and 1.
    private static func world(_ seed: UInt64) throws -> ModelRun {
        var random = SeededGenerator(seed: seed)
        var run = ModelRun()
        for person in 0...1 { try run.step(.scope(replica: 0, person: person, milliseconds: 5_000)) }
        try run.step(.scope(replica: 1, person: 2, milliseconds: 5_000))
        for _ in 0..<40 {
            let unit = random.integer(0...6)
            switch random.integer(0...9) {
            case 0: try run.step(.closed(unit: unit))
            case 1: try run.step(.opened(unit: unit))
            case 2: try run.step(.emptied(unit: unit))
            default: try run.step(.version(unit: unit, isHeld: random.oneIn(8)))
            }
        }
        return run
    }

    private static func follow(_ run: inout ModelRun, pages: Int = 1, limit: Int = 2) throws {
        for _ in 0..<60 {
            try run.step(.ask(replica: 0, back: 0, pages: pages, limit: limit))
            try run.step(.arrive(replica: 0, which: 0, .whole))
        }
    }

    private static let counts: [(pages: Int, limit: Int)] = [(1, 1), (1, 2), (1, 100), (2, 1), (3, 2), (20, 1)]

    /// P15: how a round is cut into answers and pages does not matter.
    @Test func sizesOfPagesAndAnswersChangeNothing() throws {
        for seed in 0..<UInt64(20) {
            let world = try Self.world(seed)
            let copies = try Self.counts.map { count in
                var run = world
                try Self.follow(&run, pages: count.pages, limit: count.limit)
                return run.replicas[0].rows
            }
            #expect(Set(copies).count == 1, "seed \(seed)")
        }
    }

    /// P15: putting right, from whatever damage and after whatever loss of tokens, ends where a first copy does.
    @Test func copyThatWasPutRightIsAFreshCopy() throws {
        for seed in 0..<UInt64(30) {
            var random = SeededGenerator(seed: seed)
            var fresh = try Self.world(seed)
            var old = fresh
            try Self.follow(&old)
            for _ in 0..<6 {
                let version = ModelAction.version(unit: random.integer(0...6), isHeld: random.oneIn(4))
                try old.step(version)
                try fresh.step(version)
            }
            for _ in 0..<random.integer(0...4) {
                try old.step(.damage(replica: 0, kind: random.integer(0...4), which: random.integer(0...99)))
            }
            try old.step(random.oneIn(2) ? .expire : .scrub(replica: 0))
            try old.settle()
            try fresh.settle()
            #expect(old.replicas[0].rows == fresh.replicas[0].rows, "seed \(seed)")
            #expect(old.replicas[0].persons == fresh.replicas[0].persons, "seed \(seed)")
        }
    }

    /// P16 and G8: wherever the bytes of an answer end, what is kept is what some page ended with, token included.
    @Test func answerThatIsCutLeavesWholePages() throws {
        for seed in 0..<UInt64(4) {
            var run = try Self.world(seed)
            let answer = run.serve(replica: 0, token: nil, pages: 2, limit: 2)
            let whole = answer.bytes
            var states: Set<ModelReplica> = []
            var kept: Set<[WireKey: ModelReplica.Row]> = []
            for count in 0...whole.count {
                var replica = ModelReplica()
                let lines = ModelRun.read(Array(whole.prefix(count)))
                guard case .begin(let begin) = lines.first else { continue }
                var page: [SyncLine] = []
                for line in lines.dropFirst() {
                    page.append(line)
                    switch line {
                    case .page, .end:
                        replica.take(page, of: begin, epoch: 0)
                        page = []
                    default: break
                    }
                }
                states.insert(replica)
                kept.insert(replica.rows)
                for row in replica.rows.values { #expect(UnitBody.hash(row.body) == row.hash) }
            }
            let pages = answer.heads.count
            #expect(states.count == pages + 1 && kept.count <= pages + 1, "seed \(seed)")
        }
    }

    /// P18: damage to body or version, a row that is lost or one too many shows in the sum of the stored bytes.
    @Test(arguments: 0...4) func damageShows(kind: Int) throws {
        for seed in 0..<UInt64(10) {
            var run = try Self.world(seed)
            try Self.follow(&run)
            var replica = run.replicas[0]
            guard !replica.rows.isEmpty else { continue }
            replica.scrub()
            #expect(replica.phase == .following)
            replica.damage(kind, Int(seed))
            replica.scrub()
            #expect(replica.phase == .wanting, "seed \(seed)")
        }
    }

    /// P13: a token that is another's, altered, too old or of another epoch gets an error, never data.
    @Test func tokensThatAreNotGoodGetNoData() throws {
        for seed in 0..<UInt64(10) {
            var run = try Self.world(seed)
            try Self.follow(&run)
            let token = try #require(run.replicas[0].token)
            try run.step(.version(unit: 0, isHeld: false))
            #expect(run.serve(replica: 1, token: token, pages: 1, limit: 1).content == .fault(.tokenNotYours))
            #expect(run.serve(replica: 0, token: token + "0", pages: 1, limit: 1).content == .fault(.tokenMalformed))
            #expect(run.serve(replica: 0, token: "", pages: 1, limit: 1).content == .fault(.tokenMalformed))
            var old = run
            try old.step(.expire)
            #expect(old.serve(replica: 0, token: token, pages: 1, limit: 1).content == .fault(.tokenExpired))
            try run.step(.restore(back: 0))
            #expect(run.serve(replica: 0, token: token, pages: 1, limit: 1).content == .fault(.epochChanged))
        }
    }

    /// P7: what was taken away and is allowed again comes back without anybody asking for it.
    @Test(arguments: [
        ([ModelAction.closed(unit: 0)], [ModelAction.opened(unit: 0)]),
        ([.scopeEnd(replica: 0, person: 0)], [.scope(replica: 0, person: 0, milliseconds: 9_000)]),
        ([.version(unit: 0, isHeld: true)], [.version(unit: 0, isHeld: false)]),
        ([.emptied(unit: 0)], [.version(unit: 0, isHeld: false)]),
        ([.pass(milliseconds: 9_000)], [.scope(replica: 0, person: 0, milliseconds: 9_000)]),
        (
            [.closed(unit: 0), .scopeEnd(replica: 0, person: 0)],
            [.opened(unit: 0), .scope(replica: 0, person: 0, milliseconds: 9)]
        ),
    ])
    func whatIsAllowedAgainComesBack(taken: [ModelAction], allowed: [ModelAction]) throws {
        var run = ModelRun()
        try run.step(.scope(replica: 0, person: 0, milliseconds: 5_000))
        try run.step(.version(unit: 0, isHeld: false))
        for doesAskBetween in [true, false] {
            try run.settle()
            let name = ModelNames.units[0][0]
            #expect(run.replicas[0].rows[name] != nil)
            for action in taken { try run.step(action) }
            if doesAskBetween {
                try run.settle()
                #expect(run.replicas[0].rows[name] == nil)
            }
            for action in allowed { try run.step(action) }
            try run.settle()
            #expect(run.replicas[0].rows[name] != nil)
        }
    }

    /// P11: contributions of a report in any order, some twice, a cancellation before what it cancels: the replica ends
    /// with the same. The fold here is the least one with decision 5's meaning: by place in the order, C after N.
    @Test func orderOfArrivalChangesNothing() throws {
        struct Contribution: Hashable {
            var place: Int
            var item: Int
            var isCancelled: Bool
        }
        for seed in 0..<UInt64(30) {
            var random = SeededGenerator(seed: seed)
            let all = (0..<6).map { Contribution(place: $0, item: random.integer(0...2), isCancelled: random.oneIn(3)) }
            var ends: Set<[WireKey: ModelReplica.Row]> = []
            var results: Set<[Int: Contribution]> = []
            for _ in 0..<4 {
                var run = ModelRun()
                try run.step(.scope(replica: 0, person: 0, milliseconds: 5_000))
                var known: Set<Contribution> = []
                var last: [Int: Contribution] = [:]
                for contribution in (all + all.filter { _ in random.oneIn(2) }).shuffled(using: &random) {
                    known.insert(contribution)
                    var fold: [Int: Contribution] = [:]
                    for each in known.sorted(by: { $0.place < $1.place }) { fold[each.item] = each }
                    guard fold != last else { continue }
                    last = fold
                    try run.step(.version(unit: 0, isHeld: false))
                    if random.oneIn(2) {
                        try run.step(.ask(replica: 0, back: random.integer(0...2), pages: 1, limit: 1))
                        try run.step(.arrive(replica: 0, which: 0, random.oneIn(3) ? .lost : .whole))
                    }
                }
                try run.settle()
                results.insert(last)
                // The newest version is what the fold of all contributions gave.
                ends.insert(run.replicas[0].rows.filter { $0.value.version == run.server.log.last?.at })
            }
            #expect(results.count == 1 && ends.allSatisfy { $0.count == 1 }, "seed \(seed)")
        }
    }
}
