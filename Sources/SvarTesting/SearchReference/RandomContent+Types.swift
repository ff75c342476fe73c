import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSynthetic

/// An element of a random resource: a line of `randomElementText`.
struct RandomElement: Sendable {
    var name: String
    /// It is there once in so many times.
    var rarity: Int
    var repeats: Bool
    /// A data type, `code` or `Reference`; empty for an element with members of its own.
    var type: String
    /// Codes to choose from, or types a reference may name.
    var choices: [String]
    var members: [RandomElement] = []

    /// The elements of each type.
    static let table: [String: [RandomElement]] = {
        var lines = randomElementText.split(separator: "\n")[...]
        return Dictionary(uniqueKeysWithValues: read(&lines, depth: 0).map { ($0.name, $0.members) })
    }()

    /// Reads the lines that are indented this far, with what stands below them.
    private static func read(_ lines: inout ArraySlice<Substring>, depth: Int) -> [RandomElement] {
        var result: [RandomElement] = []
        while let line = lines.first, line.prefix(while: { $0 == " " }).count == depth {
            lines.removeFirst()
            let words = line.split(separator: " ").map(String.init)
            var element = RandomElement(
                name: words[0].replacing("*", with: ""),
                rarity: words.count > 1 ? Int(words[1]) ?? 1 : 1,
                repeats: words[0].hasSuffix("*"),
                type: words.count > 2 ? words[2] : "",
                choices: Array(words.dropFirst(3))
            )
            element.members = read(&lines, depth: depth + 1)
            result.append(element)
        }
        return result
    }
}

extension RandomContent {
    private func add(_ elements: [RandomElement], to body: inout JSONValue, _ random: inout SeededGenerator) {
        for element in elements where element.rarity == 1 || random.oneIn(element.rarity) {
            if element.repeats {
                body[element.name] = .array((0..<random.integer(1...2)).map { _ in value(element, &random) })
            } else {
                body[element.name] = value(element, &random)
            }
        }
    }

    private func value(_ element: RandomElement, _ random: inout SeededGenerator) -> JSONValue {
        switch element.type {
        case "CodeableConcept": return Self.concept(&random)
        case "Coding": return Self.coding(&random)
        case "Identifier": return Self.identifier(&random)
        case "Period": return Self.period(&random)
        case "Timing": return Self.timing(&random)
        case "Quantity": return Self.quantity(&random)
        case "HumanName": return Self.name(&random)
        case "Address": return Self.address(&random)
        case "ContactPoint": return Self.contact(&random)
        case "boolean": return .bool(random.oneIn(2))
        case "string": return .string(random.pick(RandomVocabulary.words))
        case "date": return .string(random.pick(RandomVocabulary.days))
        case "dateTime": return .string(RandomVocabulary.dateTime(&random))
        case "instant": return .string(RandomVocabulary.instant(&random))
        case "uri": return .string(random.pick(RandomVocabulary.sources))
        case "Reference": return reference(element.choices.compactMap { HostedType(rawValue: $0) }, &random)
        case "code": return .string(random.pick(element.choices))
        default:
            var part = JSONValue.object([])
            add(element.members, to: &part, &random)
            return part.members.isEmpty ? .object(["id": "e"]) : part
        }
    }

    /// Gives a resource of the type its content.
    func fill(_ body: inout JSONValue, _ type: HostedType, _ random: inout SeededGenerator) {
        if random.oneIn(12), type.typeClass == .member {
            body["contained"] = [["resourceType": "Practitioner", "id": "c1"]]
            body["extension"] = [["url": "http://example.org/e", "valueReference": ["reference": "#c1"]]]
        }
        let subject = subject(&random)
        if let element = type.patientElement, let subject { body[element] = subject }
        add(RandomElement.table[type.rawValue] ?? [], to: &body, &random)
        switch type {
        case .observation: fillObservation(&body, &random)
        case .patient: fillPatient(&body, &random)
        case .provenance:
            let about = reference([.diagnosticReport, .observation], &random)
            body["target"] = .array([about] + [subject].compactMap(\.self))
        default: break
        }
    }

    private func fillPatient(_ body: inout JSONValue, _ random: inout SeededGenerator) {
        let number = RandomResources.numbers(of: person ?? 0)[0]
        let first = JSONValue.object(["system": .string(number.kind.system), "value": .string(number.value)])
        body["identifier"] = random.oneIn(2) ? [first, Self.identifier(&random)] : [first]
        switch random.integer(0...3) {
        case 0: body["deceasedBoolean"] = .bool(random.oneIn(2))
        case 1: body["deceasedDateTime"] = .string(RandomVocabulary.dateTime(&random))
        default: break
        }
    }

    private func fillObservation(_ body: inout JSONValue, _ random: inout SeededGenerator) {
        switch random.integer(0...4) {
        case 0: body["effectiveDateTime"] = .string(RandomVocabulary.dateTime(&random))
        case 1: body["effectivePeriod"] = Self.period(&random)
        case 2: body["effectiveTiming"] = Self.timing(&random)
        case 3: body["effectiveInstant"] = .string(RandomVocabulary.instant(&random))
        default: break
        }
        measure(&body, &random)
        if random.oneIn(3) {
            body["component"] = .array(
                (0..<random.integer(1...3)).map { _ in
                    var component = JSONValue.object(["code": Self.concept(&random)])
                    measure(&component, &random)
                    return component
                }
            )
        }
    }

    /// A value, or why there is none.
    private func measure(_ body: inout JSONValue, _ random: inout SeededGenerator) {
        switch random.integer(0...9) {
        case 0...3: body["valueQuantity"] = Self.quantity(&random)
        case 4: body["valueCodeableConcept"] = Self.concept(&random)
        case 5: body["valueString"] = .string(random.pick(RandomVocabulary.words))
        case 6: body["valueDateTime"] = .string(RandomVocabulary.dateTime(&random))
        case 7: body["valuePeriod"] = Self.period(&random)
        case 8: body["valueSampledData"] = Self.sampled(&random)
        default: body["dataAbsentReason"] = Self.concept(&random)
        }
    }
}
