import HTTPTypes
import SvarAccess
import SvarDomain
import SvarFHIR
import SvarServices
import SvarStore
import SvarSynthetic

/// A random history: who there is, what came, and what was done with it. The same seed gives the same.
struct WorldHistory: Sendable {
    /// 2026-07-01T00:00:00Z, the day after the newest made-up message.
    static let start: Int64 = 1_782_864_000_000_000
    static let day: Int64 = 86_400_000_000

    let seed: UInt64
    /// Who introduces persons and is asked about as a producer.
    let introducer: String
    /// The switches of both services.
    let policy: AccessPolicy
    /// Whether there is a replica that follows everybody from the beginning.
    let hasReplica: Bool
    var persons: [SyntheticPerson] = []
    /// Those whom nobody introduces: the first thing that comes about them is a report, and the service makes their Patient.
    let unintroduced: Set<Int>
    /// Persons who ask that their results be denied: nothing comes of it before somebody accepts.
    private(set) var asking: Set<Int> = []
    var steps: [WorldStep] = []
    var units: [String: WorldUnit] = [:]
    var settings: [String: WorldSetting] = [:]
    var register: [WorldPerson] = []
    /// When the worlds are looked at.
    var end: Int64 = start

    var random: SeededGenerator
    private var count = 0

    static let organisations = (0..<5).map { Laboratory.organisationNumber($0) }

    init(seed: UInt64) {
        self.seed = seed
        random = SeededGenerator(seed: seed, stream: 0x574F_524C)
        introducer = random.pick(Self.organisations)
        hasReplica = random.oneIn(4)
        var switches = SeededGenerator(seed: seed, stream: 0x504F_4C49)
        policy = AccessPolicy(
            disclosure: switches.oneIn(3) ? .silent : .disclose,
            youth: switches.oneIn(3) ? .open : .closed,
            citizenPreliminary: switches.oneIn(5)
        )
        let first = random.integer(0...5_000)
        let count = random.pick([1, 2, 2, 3, 4])
        persons = (0..<count).map { SyntheticPerson(index: first + $0 * 37, seed: seed) }
        var others = SeededGenerator(seed: seed, stream: 0x4649_5253)
        unintroduced = others.oneIn(3) ? Set((0..<count).filter { _ in !others.oneIn(4) }) : []

        makeRegister()

        var time = Self.start
        for step in introductions() { append(step, &time, isQuick: true) }
        var queues = (0..<count).flatMap { messageUnits($0) + restUnits($0) }
        queues += (0..<count).flatMap { settings($0) }
        queues.removeAll(where: \.isEmpty)
        while !queues.isEmpty {
            let place = random.integer(0...queues.count - 1)
            append(queues[place].removeFirst(), &time)
            if queues[place].isEmpty { queues.remove(at: place) }
            if random.oneIn(4) { append(look(), &time, isQuick: true) }
        }
        for step in requests() { append(step, &time, isQuick: true) }
        followOn()
        end = time + Int64(random.pick([1, 60, 86_400, 3 * 86_400, 20 * 86_400])) * 1_000_000
        note()
    }

    /// Puts a step behind the others: at once, in the same millisecond, or after a while.
    private mutating func append(_ step: WorldStep, _ time: inout Int64, isQuick: Bool = false) {
        switch random.integer(0...9) {
        case 0, 1: time += Int64(random.integer(60...900))
        case _ where isQuick: time += Int64(random.integer(1_000...90_000_000))
        case 2...5: time += Int64(random.integer(1...7_200)) * 1_000_003
        case 6...8: time += Int64(random.integer(1...30)) * 3_600_000_000
        default: time += Int64(random.integer(1...9)) * Self.day + Int64(random.integer(0...86_399)) * 1_000_000
        }
        var step = step
        step.at = time
        steps.append(step)
    }

    private mutating func requests() -> [WorldStep] {
        var others = SeededGenerator(seed: seed, stream: 0x5245_5155)
        asking = Set(persons.indices.filter { _ in others.oneIn(6) })
        return asking.sorted().map { place in
            let body = #"{"kind":"denial","ground":"NORN_FFL","request":true,"why":"ønske"}"#
            let ask = Ask(.post, "/v1/privacy/settings", [("content-type", "application/json")], body: body)
            return WorldStep(
                name: "request\(place)",
                at: 0,
                person: place,
                action: .look(ask, as: Cast.citizen(place))
            )
        }
    }

    /// The replica asks what is new, at once after some of the steps.
    private mutating func followOn() {
        guard hasReplica, let first = steps.firstIndex(where: { $0.name == "sync" }) else { return }
        var random = SeededGenerator(seed: seed, stream: 0x5359_4E43)
        var all = Array(steps[...first])
        for step in steps[(first + 1)...] {
            all.append(step)
            guard random.oneIn(3) else { continue }
            let ask = Ask(.get, "/v1/sync/replicas/{{replica}}/delta?token={{late}}")
            all.append(
                WorldStep(
                    name: "sync\(all.count)",
                    at: step.at,
                    action: .ask(ask, as: Cast.replica, expecting: 200...299)
                )
            )
        }
        steps = all
    }

    /// Nobody closes a report that has not come.
    private mutating func dropEarlySettings() {
        for setting in settings.values {
            guard case .unit(let unit) = setting.target else { continue }
            let arrival = steps.firstIndex { $0.unit == unit } ?? steps.endIndex
            let places = steps.indices.filter { steps[$0].setting == setting.name }
            guard let first = places.first, first < arrival else { continue }
            settings[setting.name] = nil
            steps.removeAll { $0.setting == setting.name }
        }
    }

    /// Writes down when versions arrived.
    private mutating func note() {
        dropEarlySettings()
        for step in steps {
            if case .setting(let name, let isLifted) = step.action {
                if isLifted { settings[name]?.liftedAt = step.at } else { settings[name]?.setAt = step.at }
            }
            guard let name = step.unit, units[name] != nil else { continue }
            if let arrival = step.arrival {
                units[name]?.arrivals[arrival].received = ServerTime(microseconds: step.at)
            } else {
                units[name]?.deletedAt = step.at
            }
        }
    }

    mutating func next() -> Int {
        count += 1
        return count
    }

    /// Whether somebody reserves themselves against storage, at some time.
    func isReserved(_ place: Int) -> Bool {
        settings.values.contains { $0.person == place && $0.kind == .storageReservation }
    }

    // MARK: Who there is

    static func producer(_ organisation: String) -> String { "producer \(organisation)" }

    /// Persons, a directory, and a replica that follows them.
    private mutating func introductions() -> [WorldStep] {
        var steps: [WorldStep] = []
        for (place, person) in persons.enumerated() {
            if unintroduced.contains(place) {
                steps.append(firstLook(place))
                continue
            }
            let body =
                #"{"resourceType":"Patient","identifier":[\#(identifier(person.number))]}"#
            steps.append(
                step("patient\(place)", unit: "patient\(place)", person: place, post("Patient", body), by: introducer)
            )
        }
        if hasReplica {
            let all = "/v1/sync/replicas"
            let json = ("content-type", "application/json")
            let scope = Self.scope(self, Array(persons.indices), at: Self.start)
            for (name, ask) in [
                ("replica", Ask(.post, all, [json], body: #"{"schema":1}"#)),
                ("scope", Ask(.put, "\(all)/{{replica}}/scope", [json], body: scope)),
                ("sync", Ask(.get, "\(all)/{{replica}}/delta")),
            ] {
                steps.append(WorldStep(name: name, at: 0, action: .ask(ask, as: Cast.replica, expecting: 200...299)))
            }
        }
        let organisation =
            #"{"resourceType":"Organization","identifier":[{"system":"urn:x:org","value":"O1"}],"name":"Klinikk"}"#
        steps.append(step("organization", post("Organization", organisation), by: introducer))
        let practitioner = #"{"resourceType":"Practitioner","identifier":[{"system":"urn:x:hpr","value":"P1"}]}"#
        steps.append(step("practitioner", post("Practitioner", practitioner), by: introducer))
        return steps
    }

    /// Somebody looks for the person by their number before anything came. From then on they have a Patient id, which both
    /// worlds share; the Patient itself comes with the first report.
    private func firstLook(_ place: Int) -> WorldStep {
        let fields = [("person-id", persons[place].number.value), ("access-basis", "UNNTAK")]
        let ask = Ask(.get, "/v1/fhir/DiagnosticReport", fields)
        return WorldStep(name: "known\(place)", at: 0, person: place, action: .look(ask, as: Cast.otherPersonnel))
    }

    func identifier(_ number: PersonNumber) -> String {
        #"{"system":"\#(number.kind.system)","value":"\#(number.value)"}"#
    }

    func post(_ type: String, _ body: String) -> Ask {
        Ask(.post, "/v1/fhir/\(type)", [("content-type", "application/fhir+json")], body: body)
    }

    func step(
        _ name: String,
        unit: String? = nil,
        arrival: Int? = nil,
        person: Int? = nil,
        _ ask: Ask,
        by organisation: String,
        entries: [String] = []
    ) -> WorldStep {
        WorldStep(
            name: name,
            at: 0,
            unit: unit,
            arrival: arrival,
            person: person,
            action: .ask(ask, as: Self.producer(organisation), expecting: 200...299),
            entries: entries
        )
    }

    // MARK: Messages

    /// The messages of each report of a person, in their order.
    private mutating func messageUnits(_ place: Int) -> [[WorldStep]] {
        let person = persons[place]
        let reports = random.integer(1...3)
        let all = SyntheticData(seed: seed, persons: person.index + 1, reportsPerPerson: reports)
        var byReport: [String: [SyntheticMessage]] = [:]
        for message in all.messages(of: person.index) { byReport[message.reportID, default: []].append(message) }
        return byReport.keys.sorted().map { report in
            let name = "m\(place)-\(report)"
            let isHeld = random.oneIn(9)
            let messages = byReport[report] ?? []
            units[name] = WorldUnit(
                name: name,
                person: place,
                organisation: messages[0].organisationNumber,
                arrivals: messages.map(Self.arrival),
                discipline: messages[0].discipline.classes,
                isHeld: isHeld
            )
            return messages.enumerated().map { arrival, message in
                var ask = Ask(.post, "/v1/messages", [("content-type", "application/xml")])
                ask.body = isHeld ? Self.held(message.bytes) : message.bytes
                return step(
                    "\(name)-\(arrival)",
                    unit: name,
                    arrival: arrival,
                    person: place,
                    ask,
                    by: message.organisationNumber
                )
            }
        }
    }

    private static func arrival(_ message: SyntheticMessage) -> VersionFacts.Arrival {
        let classes = message.discipline.classes
        let state: VersionFacts.State =
            switch message.kind {
            case .preliminary: .notFinal
            case .cancellation: .withdrawn
            default: .final
            }
        var items = ["all": classes]
        if message.kind == .addition { items["added"] = classes }
        return VersionFacts.Arrival(received: ServerTime(microseconds: 0), state: state, items: items)
    }

    /// The message with a reservation code in its order that nobody has classified.
    private static func held(_ bytes: [UInt8]) -> [UInt8] {
        let end = Array("</ServReq>".utf8)
        let code = Array("<Reservation V=\"ZZ\" S=\"2.16.578.1.12.4.1.1.3108\" DN=\"Ukjent\"/>".utf8)
        guard let place = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else { return bytes }
        return bytes[..<place] + code + bytes[place...]
    }

    // MARK: Looks

    /// Somebody looks while the history goes on.
    private mutating func look() -> WorldStep {
        let place = random.integer(0...persons.count - 1)
        let number = persons[place].number.value
        let type = random.pick(["DiagnosticReport", "Observation", "Specimen"])
        // On one page: what a page shows a professional stands in the citizen's log (row A64), and what of it they see not
        // took its place on the page.
        let professional = [("person-id", number), ("access-basis", "UNNTAK")]
        let asks: [(Ask, String)] = [
            (Ask(.get, "/v1/fhir/\(type)?_total=accurate&_count=200", professional), Cast.personnel),
            (Ask(.get, "/v1/fhir/\(type)/_history?_count=200", professional), Cast.personnel),
            (Ask(.get, "/v1/fhir/\(type)"), Cast.citizen(place)),
            (Ask(.get, "/v1/fhir/Patient/{{patient\(place)}}/$everything"), Cast.citizen(place)),
            (Ask(.get, "/v1/fhir/\(type)?patient=Patient/{{patient\(place)}}"), Self.producer(introducer)),
        ]
        let (ask, actor) = random.pick(asks)
        return WorldStep(name: "look\(next())", at: 0, person: place, action: .look(ask, as: actor))
    }
}

extension WorldHistory {
    /// The body that makes a replica follow persons, by their Patients.
    static func scope(_ history: WorldHistory, _ places: [Int], at time: Int64) -> String {
        let until = InstantFormat.utcText(time + 300 * day)
        let lines = places.map {
            #"{"person":"Patient/{{patient\#($0)}}","basis":"gp-list","responsible":"9144889","until":"\#(until)"}"#
        }
        return #"{"persons":[\#(lines.joined(separator: ","))]}"#
    }
}
