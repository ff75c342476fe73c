package import SvarAccess
package import SvarDomain
import SvarFHIR
import SvarSynthetic

/// Random questions of a seed. They are made so that every row of the table is met often: the facts suit the actor more
/// often than not, and the instant is mostly at, or a microsecond beside, a boundary that the facts name.
package struct RandomSituations {
    private(set) var random: SeededGenerator

    package init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    static let (hpr, otherHPR) = (HPRNumber(9_000_001), HPRNumber(9_000_002))
    static let (holder, stranger) = (PersonKey(7), PersonKey(8))
    static let (key, otherKey) = (UnitKey(100), UnitKey(101))
    static let clinic = Department(Organisation("999999901"), unit: "4001")
    static let childWard = Department(Organisation("999999902"), unit: "4002")
    static let otherClinic = Department(Organisation("999999903"))
    static let producers = [Producer("999999911"), Producer("999999912")]

    package mutating func next() -> AccessSituation {
        let actor = actor()
        let around = instant()
        let policy = policy()
        let unit = unit(around)
        var situation = AccessSituation(
            actor: actor,
            person: person(actor, unit, around),
            unit: unit,
            policy: policy,
            at: around
        )
        // a result from about the twelfth birthday, which row A53 asks for
        if case .parent = actor, let birthday = situation.person.twelfthBirthdayDate, chance(30) {
            let days = birthday.daysSince1970 + random.integer(-20...5)
            situation.unit.span = ResultSpan(
                CivilDate(daysSince1970: days),
                CivilDate(daysSince1970: days + random.integer(0...20))
            )
        }
        let boundaries = AccessReference.boundaries(situation)
        let near = boundaries.filter { abs($0.microseconds - around.microseconds) < 40 * Self.day }
        if random.integer(1...10) <= 7, let boundary = near.isEmpty ? nil : random.pick(near) {
            situation.at = ServerTime(microseconds: boundary.microseconds + Int64(random.integer(-1...1)))
        }
        return situation
    }

    // MARK: time

    static let day: Int64 = 86_400_000_000

    /// Within three years, on a day when the clock changes more often than others.
    private mutating func instant() -> ServerTime {
        let changes = [(2024, 3, 31), (2024, 10, 27), (2025, 3, 30), (2025, 10, 26)]
        if random.oneIn(6) {
            let (year, month, day) = random.pick(changes)
            let midnight = OsloTime.startOfDay(CivilDate(year: year, month: month, day: day)!)
            return ServerTime(microseconds: midnight + Int64(random.integer(-40...160)) * 900_000_000)
        }
        let first = CivilDate(year: 2024, month: 1, day: 1)!.daysSince1970
        let days = Int64(first + random.integer(0...1000))
        return ServerTime(microseconds: days * Self.day + Int64(random.next() % UInt64(Self.day)))
    }

    /// Some days before or after, at a quarter or at any microsecond.
    mutating func near(_ time: ServerTime, _ days: ClosedRange<Int>) -> ServerTime {
        var moved = time.microseconds + Int64(random.integer(days)) * Self.day
        if random.oneIn(2) { moved += Int64(random.next() % UInt64(Self.day)) }
        if random.oneIn(3) { moved -= moved % 900_000_000 }
        return ServerTime(microseconds: moved)
    }

    mutating func date(near time: ServerTime, _ days: ClosedRange<Int>) -> CivilDate {
        CivilDate(daysSince1970: OsloTime.local(time.microseconds).date.daysSince1970 + random.integer(days))
    }

    mutating func chance(_ percent: Int) -> Bool { random.integer(1...100) <= percent }

    mutating func pick<Element>(_ elements: [Element]) -> Element { random.pick(elements) }

    // MARK: who, and under which policy

    private mutating func actor() -> AccessActor {
        switch random.integer(1...100) {
        case ...32: .personnel(personnel())
        case ...54: .citizen
        case ...72: .parent(holder())
        case ...77: .guardian(holder())
        case ...82: .proxy(holder())
        case ...85: .producer(random.pick(Self.producers))
        case ...88: .replicaFeed
        case ...92:
            .replicaReader(
                ReplicaReader(hpr: chance(90) ? Self.hpr : nil, isEnrolled: chance(85), hasPurpose: chance(85))
            )
        default: random.pick([.verification, .caseworker, .systemOperator, .guidance, .auditor, .foreign])
        }
    }

    package mutating func personnel() -> Personnel {
        Personnel(
            hpr: chance(85) ? Self.hpr : Self.otherHPR,
            role: random.pick(["LE", "SP"]),
            organisation: random.pick([Self.clinic.organisation, Self.childWard.organisation]),
            basis: random.pick(AccessBasis.allCases)
        )
    }

    private mutating func holder() -> PersonKey { chance(88) ? Self.holder : Self.stranger }

    package mutating func policy() -> AccessPolicy {
        AccessPolicy(
            disclosure: chance(60) ? .disclose : .silent,
            youth: chance(25) ? .closed : .open,
            delays: profile(),
            selfShield: chance(50),
            emergencyOffline: chance(50),
            citizenPreliminary: chance(15),
            childDepartments: chance(50) ? [Self.childWard] : []
        )
    }

    private mutating func profile() -> DelayProfile {
        var profile: DelayProfile =
            switch random.integer(1...10) {
            case ...4: .trial2025
            case ...6: .all14
            case 7: .note10
            default: DelayProfile(name: "own", rows: rows(1...4))
            }
        if chance(20) { profile.requesters[random.pick([Self.clinic, Self.childWard])] = rows(1...2) }
        return profile
    }

    private mutating func rows(_ count: ClosedRange<Int>) -> [DelayProfile.Row] {
        (0..<random.integer(count)).map { _ in DelayProfile.Row(disciplines(), delay()) }
    }

    mutating func delay() -> Delay { random.pick([.none, .days(1), .days(10), .days(14), .days(30), .assessed]) }

    mutating func disciplines() -> Disciplines {
        let classes: [Disciplines] = [
            .biochemistry, .biochemistry, .microbiology, .pharmacology, .radiology, .nuclearMedicine, .pathology,
            .genetics, .other,
        ]
        var set = random.pick(classes)
        while random.oneIn(3) { set.formUnion(random.pick(classes)) }
        return set
    }

    // MARK: the unit

    private mutating func unit(_ around: ServerTime) -> UnitFacts {
        UnitFacts(
            key: Self.key,
            producer: Self.producers[0],
            span: chance(94) ? ResultSpan(date(near: around, -60...5), date(near: around, -40...5)) : nil,
            requester: chance(90) ? random.pick([Self.clinic, Self.childWard, Self.childWard, Self.otherClinic]) : nil,
            performer: Organisation("999999911"),
            order: chance(85) ? random.pick(["order-1", "order-2", ""]) : nil,
            referral: chance(85) ? random.pick(["referral-1", "referral-1", "referral-2", ""]) : nil,
            items: ["item-1", "item-2"],
            codes: ["NPU19748", "NPU03230"],
            isHeld: chance(2),
            versions: VersionFacts.history(arrivals(around))
        )
    }

    /// Versions as they came: mostly some final ones, each with the items of the last and perhaps a new one.
    package mutating func arrivals(_ around: ServerTime) -> [VersionFacts.Arrival] {
        var received = near(around, random.oneIn(3) ? -16 ... -8 : -45...1)
        var items: [String: Disciplines] = [:]
        var arrivals: [VersionFacts.Arrival] = []
        for place in 0..<random.pick([1, 1, 2, 2, 3, 4]) {
            if place == 0 || chance(50) { items["item-\(items.count + 1)"] = chance(2) ? .autopsy : disciplines() }
            if place > 0, chance(10), let gone = items.keys.min() { items[gone] = nil }
            let states: [VersionFacts.State] =
                place == 0
                ? [.final, .final, .final, .final, .notFinal] : [.final, .final, .final, .final, .withdrawn, .notFinal]
            arrivals.append(
                VersionFacts.Arrival(
                    received: received,
                    historic: chance(8) ? near(received, -400 ... -1) : nil,
                    state: chance(2) ? .wrongPerson : random.pick(states),
                    items: items
                )
            )
            received = ServerTime(microseconds: near(received, 0...16).microseconds + 1)
            if received <= arrivals.last!.received {
                received = ServerTime(microseconds: arrivals.last!.received.microseconds + 1)
            }
        }
        return arrivals
    }
}
