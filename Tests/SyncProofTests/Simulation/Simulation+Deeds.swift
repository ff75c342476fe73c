import SvarDomain
import SvarFHIR
import SvarJSON
import SvarServices
import SvarStore
import SvarSync
import SvarSynthetic
import SvarTesting

/// What happens at the server, besides answers.
extension Simulation {
    /// A unit as its producer knows it.
    struct Product: Sendable {
        var unit: UnitKey
        var person: Int
        /// Nil for one that no report names yet.
        var report: String?
        var observations: [String]
        var state = UnitState()
        var isDeleted = false
    }

    /// Something that is not the replica's doing: a write, a change of the scope by another program, time.
    func happen(_ random: inout SeededGenerator) async throws {
        switch random.integer(0...11) {
        case 0, 1: try await changeScope(random.integer(0...replicas.count - 1), &random)
        case 2: pass(microseconds: Int64(random.integer(1...3_000)), &random)
        case 3: try await tick()
        case 4: try await block(&random)
        default: try await write(&random)
        }
    }

    func pass(microseconds: Int64, _ random: inout SeededGenerator) {
        clock.move(microseconds: microseconds)
        note("pass \(microseconds)")
    }

    func tick() async throws {
        try await service.tickIfDue()
        try await observe([])
    }

    // MARK: Producers

    /// Most writes fall into a few microseconds, so that many share a millisecond.
    func write(_ random: inout SeededGenerator) async throws {
        clock.move(microseconds: Int64(random.pick([0, 1, 1, 400, 5_000])))
        guard !products.isEmpty, !random.oneIn(3) else { return try await report(&random) }
        let index = random.integer(0...products.count - 1)
        switch random.integer(0...9) {
        case 0, 1, 2: try await correct(index, &random)
        case 3: try await cancel(index)
        case 4: try await delete(index)
        case 5, 6, 7:
            products[index].state.isHeld.toggle()
            // Held and let go with a version or without.
            try await append(random.oneIn(2) ? versions(of: products[index], &random) : [], to: index)
        case 8: try await lone(&random)
        default: try await gather(&random)
        }
    }

    private func report(_ random: inout SeededGenerator) async throws {
        let person = random.integer(0...world.patients.count - 1)
        let number = products.count
        let product = Product(
            unit: UnitKey(0),
            person: person,
            report: "r\(number)x\(restores)",
            observations: (0..<random.integer(0...2)).map { "o\(number)x\(restores)x\($0)" },
            state: UnitState(isHeld: random.oneIn(8))
        )
        try await add(product, moving: [], &random)
    }

    /// A result that comes before its report.
    private func lone(_ random: inout SeededGenerator) async throws {
        let person = random.integer(0...world.patients.count - 1)
        let id = "l\(products.count)x\(restores)"
        try await add(Product(unit: UnitKey(0), person: person, report: nil, observations: [id]), moving: [], &random)
    }

    /// A new report names a result that stood alone.
    private func gather(_ random: inout SeededGenerator) async throws {
        let free = products.indices.filter { index in
            products[index].report == nil && !products[index].observations.isEmpty && !products[index].isDeleted
                && !products[index].state.isHeld
        }
        guard !free.isEmpty else { return try await lone(&random) }
        let index = random.pick(free)
        let left = products[index]
        let report = Product(
            unit: UnitKey(0),
            person: left.person,
            report: "r\(products.count)x\(restores)",
            observations: left.observations
        )
        products[index].observations = []
        products[index].isDeleted = true
        try await add(report, moving: left.observations.map { ($0, left.unit) }, &random)
    }

    private func add(_ product: Product, moving: [(String, UnitKey)], _ random: inout SeededGenerator) async throws {
        let moved = Set(moving.map(\.0))
        var whole = product
        whole.observations.removeAll { moved.contains($0) }
        let versions = versions(of: whole, &random)
        let (person, state) = (people[product.person], product.state)
        let unit = try await store.open.write { transaction in
            let unit = try transaction.addUnit(
                NewUnit(
                    person: person,
                    producer: Fixture.laboratory,
                    regime: .rest,
                    typeClass: .member,
                    state: state
                )
            )
            for (id, _) in moving { try transaction.move(.observation, id, to: unit) }
            try transaction.append(versions, to: unit, state: state)
            return unit
        }
        world.add(unit, of: product.person)
        var product = product
        product.unit = unit
        products.append(product)
        note("\(product.report ?? "lone") of \(product.person)\(state.isHeld ? " held" : "") \(moved.sorted())")
        try await observe(
            moving.map { .moved(.observation, $0.0, from: $0.1, to: unit) } + [
                .versions(versions, of: unit, state: state)
            ]
        )
    }

    private func correct(_ index: Int, _ random: inout SeededGenerator) async throws {
        guard !products[index].isDeleted else { return }
        products[index].state.isWithdrawn = false
        try await append(versions(of: products[index], &random), to: index)
    }

    private func cancel(_ index: Int) async throws {
        guard !products[index].isDeleted else { return }
        products[index].state.isWithdrawn = true
        var random = SeededGenerator(seed: UInt64(index))
        try await append(versions(of: products[index], status: "cancelled", &random), to: index)
    }

    private func delete(_ index: Int) async throws {
        let product = products[index]
        guard !product.isDeleted else { return }
        products[index].isDeleted = true
        let names =
            (product.report.map { [(HostedType.diagnosticReport, $0)] } ?? [])
            + product.observations.map { (HostedType.observation, $0) }
        let gone = names.map { type, id in
            NewVersion(
                type: type,
                id: id,
                versionID: nextVersion(),
                body: [],
                stampOffset: 0,
                isDeleted: true,
                index: []
            )
        }
        try await append(gone, to: index)
    }

    private func append(_ versions: [NewVersion], to index: Int) async throws {
        let (unit, state) = (products[index].unit, products[index].state)
        if products[index].observations.isEmpty, products[index].report == nil { return }
        try await store.open.write { _ = try $0.append(versions, to: unit, state: state) }
        note(
            "\(products[index].report ?? "lone \(index)"): \(versions.count) versions"
                + (products[index].isDeleted ? " deleted" : "") + (state.isHeld ? " held" : "")
        )
        try await observe([.versions(versions, of: unit, state: state)])
    }

    private func versions(
        of product: Product,
        status: String = "final",
        _ random: inout SeededGenerator
    ) -> [NewVersion] {
        if product.isDeleted { return [] }
        let patient = world.patients[product.person]
        var versions: [NewVersion] = []
        if let report = product.report {
            let results = product.observations.map { #"{"reference":"Observation/\#($0)"}"# }.joined(separator: ",")
            versions.append(version(.diagnosticReport, report, status, patient, #""result":[\#(results)]"#))
        }
        for id in product.observations {
            let value = random.integer(1...99)
            versions.append(
                version(.observation, id, status, patient, #""valueQuantity":{"value":\#(value).5,"unit":"mmol/L"}"#)
            )
        }
        return versions
    }

    private func version(_ type: HostedType, _ id: String, _ status: String, _ patient: String, _ rest: String)
        -> NewVersion
    {
        let version = nextVersion()
        let before =
            #"{"resourceType":"\#(type.rawValue)","id":"\#(id)","meta":{"versionId":"\#(version)","lastUpdated":""#
        let after = """
            1970-01-01T00:00:00.000000Z"},"status":"\(status)","code":{"coding":[{"system":"urn:oid:2.16.578.1.12.4.1.1.7280",\
            "code":"NPU01994"}]},"subject":{"reference":"Patient/\(patient)"},"effectiveDateTime":"2025-11-02",\(rest)}
            """
        return NewVersion(
            type: type,
            id: id,
            versionID: version,
            body: Array((before + after).utf8),
            stampOffset: before.utf8.count,
            index: []
        )
    }

    // MARK: Blocks

    /// Somebody closes themself from some of those who may read, and from one who may not: that one is nobody's business.
    func block(_ random: inout SeededGenerator) async throws {
        let person = random.integer(0...world.patients.count - 1)
        let numbers = Set([1, 2, 3].filter { _ in random.oneIn(2) })
        let key = people[person]
        try await store.open.write { transaction in
            _ = try transaction.enter(.setting, subject: 1, [], about: key)
            try transaction.setBlocked(numbers, of: key)
        }
        note("block of \(person): \(numbers.sorted())")
        try await observe([.block(person: person, numbers)])
    }

    // MARK: Scope

    /// Which lines a clinic wants next, from those in force.
    func nextScope(_ replica: Int, _ random: inout SeededGenerator) -> [Int: Int64] {
        var wanted = world.followers[replica].until
        for _ in 0..<random.integer(1...2) {
            let person = random.integer(0...world.patients.count - 1)
            if wanted[person] != nil, !random.oneIn(3) {
                wanted[person] = nil
            } else {
                // From the next moment to a month.
                let span = random.pick([3, 40, 2_000, 86_400_000, 9 * 86_400_000, 29 * 86_400_000])
                wanted[person] = (clock.now.microseconds / 1_000 + Int64(span)) * 1_000
            }
        }
        return wanted
    }

    /// Another program of the clinic sets the scope, past the replica.
    func changeScope(_ replica: Int, _ random: inout SeededGenerator) async throws {
        try await setScope(replica, nextScope(replica, &random))
    }

    func setScope(_ replica: Int, _ wanted: [Int: Int64]) async throws {
        let lines = wanted.sorted { $0.key < $1.key }.map { person, until in
            #"{"person":"Patient/\#(world.patients[person])","basis":"gp-list","responsible":"9144889","until":"\#(InstantFormat.utcText(until))"}"#
        }
        let body = Array(#"{"persons":[\#(lines.joined(separator: ","))]}"#.utf8)
        do {
            _ = try await service.setScope(replicas[replica].id, body, ifMatch: nil, caller: Self.clinic)
        } catch is Refusal {
            // A line that was over by now.
            return note("scope of \(replica) refused")
        }
        note("scope of \(replica): \(wanted.sorted { $0.key < $1.key }.map { "\($0.key) until \($0.value)" })")
        try await observe([.scope(replica: replica, wanted)])
    }
}
