import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSynthetic

/// Content of random resources: elements that exist in R4, each there or not by chance.
struct RandomContent {
    let ids: [HostedType: [(id: String, person: Int?)]]
    let person: Int?

    // MARK: Data types

    static func coding(_ random: inout SeededGenerator) -> JSONValue {
        var coding = JSONValue.object([])
        if !random.oneIn(4) { coding["system"] = .string(random.pick(RandomVocabulary.systems)) }
        if !random.oneIn(8) { coding["code"] = .string(random.pick(RandomVocabulary.codes)) }
        if random.oneIn(2) || coding.members.isEmpty {
            coding["display"] = .string(random.pick(RandomVocabulary.words))
        }
        return coding
    }

    static func concept(_ random: inout SeededGenerator) -> JSONValue {
        var concept = JSONValue.object([])
        let count = random.integer(0...2)
        if count > 0 { concept["coding"] = .array((0..<count).map { _ in coding(&random) }) }
        if count == 0 || random.oneIn(3) { concept["text"] = .string(random.pick(RandomVocabulary.words)) }
        return concept
    }

    static func identifier(_ random: inout SeededGenerator) -> JSONValue {
        var identifier = JSONValue.object([])
        if random.oneIn(2) {
            var type = concept(&random)
            if random.oneIn(2) { type["coding"] = [coding(&random)] }
            identifier["type"] = type
        }
        if !random.oneIn(4) { identifier["system"] = .string(random.pick(RandomVocabulary.systems)) }
        if !random.oneIn(6) || identifier.members.isEmpty {
            identifier["value"] = .string(random.pick(RandomVocabulary.codes))
        }
        return identifier
    }

    static func period(_ random: inout SeededGenerator) -> JSONValue {
        var period = JSONValue.object([])
        if !random.oneIn(3) { period["start"] = .string(RandomVocabulary.dateTime(&random)) }
        if !random.oneIn(3) || period.members.isEmpty { period["end"] = .string(RandomVocabulary.dateTime(&random)) }
        return period
    }

    static func timing(_ random: inout SeededGenerator) -> JSONValue {
        var timing = JSONValue.object([])
        let count = random.integer(0...3)
        if count > 0 {
            timing["event"] = .array((0..<count).map { _ in .string(RandomVocabulary.dateTime(&random)) })
        }
        if random.oneIn(2) { timing["repeat"] = .object(["boundsPeriod": period(&random)]) }
        if timing.members.isEmpty { timing["code"] = concept(&random) }
        return timing
    }

    static func decimal(_ random: inout SeededGenerator) -> JSONValue {
        .number(random.pick(random.oneIn(6) ? RandomVocabulary.powers : RandomVocabulary.decimals))
    }

    static func quantity(_ random: inout SeededGenerator) -> JSONValue {
        var quantity = JSONValue.object([])
        if !random.oneIn(8) { quantity["value"] = decimal(&random) }
        if random.oneIn(6) { quantity["comparator"] = "<" }
        let unit = random.pick(RandomVocabulary.units)
        if let text = unit.unit { quantity["unit"] = .string(text) }
        if let text = unit.system { quantity["system"] = .string(text) }
        if let text = unit.code { quantity["code"] = .string(text) }
        if quantity.members.isEmpty { quantity["unit"] = "mg" }
        return quantity
    }

    static func sampled(_ random: inout SeededGenerator) -> JSONValue {
        var origin = quantity(&random)
        origin["comparator"] = nil
        if origin["value"] == nil { origin["value"] = .number("0") }
        var data = JSONValue.object(["origin": origin, "period": .number("10")])
        if random.oneIn(2) { data["factor"] = .number(random.pick(["1.5", "0.10", "-2", "10"])) }
        if random.oneIn(2) { data["lowerLimit"] = .number("-3.5") }
        if random.oneIn(2) { data["upperLimit"] = .number("100.5") }
        data["dimensions"] = .number("1")
        let words = (0..<random.integer(1...4)).map { _ in random.pick(["5", "-3", "99.5", "E", "L", "U", "0.5"]) }
        data["data"] = .string(words.joined(separator: " "))
        return data
    }

    static func name(_ random: inout SeededGenerator) -> JSONValue {
        var name = JSONValue.object([])
        if random.oneIn(3) { name["text"] = .string(random.pick(RandomVocabulary.words)) }
        if !random.oneIn(4) || name.members.isEmpty { name["family"] = .string(random.pick(RandomVocabulary.words)) }
        if random.oneIn(2) { name["given"] = .array((0..<2).map { _ in .string(random.pick(RandomVocabulary.words)) }) }
        if random.oneIn(4) { name["prefix"] = ["Dr."] }
        if random.oneIn(5) { name["suffix"] = ["jr"] }
        return name
    }

    static func address(_ random: inout SeededGenerator) -> JSONValue {
        var address = JSONValue.object(["use": .string(random.pick(["home", "work", "temp"]))])
        for part in ["text", "city", "district", "state", "postalCode", "country"] where random.oneIn(3) {
            address[part] = .string(random.pick(RandomVocabulary.words))
        }
        if random.oneIn(3) { address["line"] = [.string(random.pick(RandomVocabulary.words)), "2. etg"] }
        return address
    }

    static func contact(_ random: inout SeededGenerator) -> JSONValue {
        var contact = JSONValue.object(["system": .string(random.pick(["email", "phone", "url"]))])
        if !random.oneIn(6) {
            contact["value"] = .string(random.pick(["+47 900 00 000", "a@example.org", "A@example.org"]))
        }
        if random.oneIn(2) { contact["use"] = .string(random.pick(["home", "work"])) }
        return contact
    }

    // MARK: References

    /// A reference to one of the types, written in one of the ways there are.
    func reference(_ types: [HostedType], _ random: inout SeededGenerator) -> JSONValue {
        // A resource of one person never refers to one of another.
        let near = types.flatMap { type in
            (ids[type] ?? []).filter { $0.person == nil || $0.person == person }.map { "\(type.rawValue)/\($0.id)" }
        }
        switch random.integer(0...11) {
        case 0:
            return .object(["identifier": Self.identifier(&random), "display": "somebody"])
        case 1: return .object(["display": .string(random.pick(RandomVocabulary.words))])
        case 2: return .object(["reference": .string(random.pick(RandomVocabulary.addresses))])
        case 3 where !near.isEmpty: return .object(["reference": .string(random.pick(near) + "/_history/1")])
        case 4: return .object(["reference": .string("\(types[0].rawValue)/absent")])
        case 5 where !near.isEmpty:
            return .object(["reference": .string(random.pick(near)), "identifier": Self.identifier(&random)])
        default:
            guard !near.isEmpty else { return .object(["display": "nobody"]) }
            return .object(["reference": .string(random.pick(near))])
        }
    }

    /// The person a resource is about, by id or by number.
    func subject(_ random: inout SeededGenerator) -> JSONValue? {
        guard let person else { return nil }
        if random.oneIn(3) {
            let number = random.pick(RandomResources.numbers(of: person))
            return .object([
                "identifier": .object(["system": .string(number.kind.system), "value": .string(number.value)])
            ])
        }
        return .object(["reference": .string("Patient/pat-\(person)")])
    }
}
