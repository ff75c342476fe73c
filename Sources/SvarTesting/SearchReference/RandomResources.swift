package import SvarDomain
package import SvarFHIR
package import SvarJSON
import SvarSynthetic

/// A resource made of chance, before any server has seen it.
package struct RandomResource: Sendable {
    package var type: HostedType
    package var id: String
    package var body: JSONValue
    /// Which of the persons it is about; nil: nobody.
    package var person: Int?
    /// What it said before it was changed, if it was.
    package var earlier: JSONValue?
    package var isDeleted = false
}

/// A small world of resources that refer to each other: persons, a directory, reports with what belongs to them. The
/// same seed gives the same world.
package struct RandomResources {
    package private(set) var resources: [RandomResource] = []
    package let persons = 4
    private var random: SeededGenerator
    /// Ids by type, to refer to; some are of nobody.
    private var ids: [HostedType: [(id: String, person: Int?)]] = [:]

    package init(seed: UInt64, size: Int = 1) {
        random = SeededGenerator(seed: seed, stream: 1)
        for person in 0..<persons { add(.patient, "pat-\(person)", person: person) }
        for _ in 0..<2 { add(.organization) }
        for _ in 0..<2 { add(.location) }
        for _ in 0..<3 { add(.practitioner) }
        for _ in 0..<3 { add(.practitionerRole) }
        for _ in 0..<4 * size { add(.encounter, person: anyone()) }
        for _ in 0..<5 * size { add(.serviceRequest, person: anyone()) }
        for _ in 0..<6 * size { add(.specimen, person: anyone()) }
        for _ in 0..<3 * size { add(.imagingStudy, person: anyone()) }
        for _ in 0..<3 * size { add(.media, person: anyone()) }
        for _ in 0..<30 * size { add(.observation, person: anyone()) }
        for _ in 0..<6 * size { add(.documentReference, person: anyone()) }
        for _ in 0..<10 * size { add(.diagnosticReport, person: anyone()) }
        for _ in 0..<3 * size { add(.provenance, person: anyone()) }
    }

    /// The numbers a person is known by; the first stands in the Patient.
    package static func numbers(of person: Int) -> [PersonNumber] {
        person == 0 ? [RandomVocabulary.numbers[0], RandomVocabulary.numbers[7]] : [RandomVocabulary.numbers[person]]
    }

    private mutating func anyone() -> Int { random.integer(0...persons - 1) }

    private mutating func add(_ type: HostedType, _ id: String? = nil, person: Int? = nil) {
        let id = id ?? "\(type.rawValue.lowercased().prefix(8))-\(ids[type, default: []].count)"
        var resource = RandomResource(type: type, id: id, body: body(type, id, person), person: person)
        if random.oneIn(8) { resource.earlier = self.body(type, id, person) }
        if type != .patient, random.oneIn(16) { resource.isDeleted = true }
        ids[type, default: []].append((id, person))
        resources.append(resource)
    }

    private mutating func body(_ type: HostedType, _ id: String, _ person: Int?) -> JSONValue {
        var body = JSONValue.object(["resourceType": .string(type.rawValue), "id": .string(id)])
        if let meta = meta() { body["meta"] = meta }
        RandomContent(ids: ids, person: person).fill(&body, type, &random)
        return body
    }

    private mutating func meta() -> JSONValue? {
        guard random.oneIn(2) else { return nil }
        var meta = JSONValue.object([])
        if random.oneIn(2) { meta["profile"] = [.string(random.pick(RandomVocabulary.profiles))] }
        if random.oneIn(2) { meta["source"] = .string(random.pick(RandomVocabulary.sources)) }
        if random.oneIn(2) { meta["tag"] = [RandomContent.coding(&random)] }
        if random.oneIn(3) { meta["security"] = [RandomContent.coding(&random)] }
        return meta.members.isEmpty ? nil : meta
    }
}
