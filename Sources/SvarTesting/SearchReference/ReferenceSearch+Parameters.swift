import SvarFHIR
import SvarJSON

extension ReferenceSearch {
    /// The test of a parameter that is neither chain nor `_has`: one of the comma-separated values holds.
    func plain(_ type: HostedType, _ code: String, _ modifier: String?, _ value: String) throws -> Test {
        let alternatives = EscapedText(value).split(",")
        if code == "_id" {
            guard modifier == nil else { throw ReferenceRefusal("_id:\(modifier!)") }
            let ids = alternatives.map(\.text)
            guard !ids.contains("") else { throw ReferenceRefusal("empty _id") }
            return { resource in ids.contains { ReferenceText.same($0, resource.id) } }
        }
        if code == "_lastUpdated" {
            guard modifier == nil else { throw ReferenceRefusal("_lastUpdated:\(modifier!)") }
            return any(try alternatives.map { try spanTest($0) }) { resource in
                [TimeSpan(resource.updated, resource.updated + 1)]
            }
        }
        guard let parameter = ReferenceParameter.named(type, code) else {
            throw ReferenceRefusal("no parameter \(type.rawValue) \(code)")
        }
        if modifier == "missing" {
            guard parameter.kind != .composite, value == "true" || value == "false" else {
                throw ReferenceRefusal("missing \(value)")
            }
            return { hasValue($0, parameter) != (value == "true") }
        }
        switch parameter.kind {
        case .token: return try token(parameter, modifier, alternatives)
        case .reference: return try reference(parameter, modifier, alternatives)
        case .string: return try string(parameter, modifier, alternatives)
        case .uri: return try uri(parameter, modifier, alternatives)
        case .date:
            try refuse(modifier, of: parameter)
            return any(try alternatives.map { try spanTest($0) }) { spans(of: parameter, in: $0) }
        case .number:
            try refuse(modifier, of: parameter)
            throw ReferenceRefusal("number")
        case .quantity:
            try refuse(modifier, of: parameter)
            return any(try alternatives.map { try quantityTest($0) }) { quantities(of: parameter, in: $0) }
        case .composite:
            try refuse(modifier, of: parameter)
            return try composite(parameter, alternatives)
        }
    }

    private func refuse(_ modifier: String?, of parameter: ReferenceParameter) throws {
        if let modifier { throw ReferenceRefusal("\(parameter.code):\(modifier)") }
    }

    /// One of the values of a resource passes one of the tests.
    private func any<Value>(
        _ tests: [(Value) -> Bool],
        _ values: @escaping (ReferenceResource) -> [Value]
    ) -> Test {
        { resource in values(resource).contains { value in tests.contains { $0(value) } } }
    }

    // MARK: Values of a parameter

    private func nodes(_ parameter: ReferenceParameter, _ resource: ReferenceResource)
        -> [(node: JSONNode, place: ReferenceParameter.Place)]
    {
        parameter.places.flatMap { place in
            ReferenceValues.at(place.path, in: resource.content).map { ($0, place) }
        }
    }

    func tokens(of parameter: ReferenceParameter, in resource: ReferenceResource) -> [ReferenceValues.Token] {
        let nodes = nodes(parameter, resource)
        if parameter.places.contains(where: { $0.type == "Deceased" }) {
            // Dead by a date, or by saying so; who is not known to be dead is not.
            let isDead = nodes.contains { $0.node.bool == true || $0.node.string != nil }
            return [ReferenceValues.Token(code: isDead ? "true" : "false")]
        }
        return nodes.flatMap { ReferenceValues.tokens($0.node, $0.place.type, system: $0.place.system) }
    }

    func texts(of parameter: ReferenceParameter, in resource: ReferenceResource) -> [String] {
        nodes(parameter, resource).flatMap { ReferenceValues.texts($0.node, $0.place.type) }
    }

    func spans(of parameter: ReferenceParameter, in resource: ReferenceResource) -> [TimeSpan] {
        nodes(parameter, resource).compactMap { ReferenceValues.span($0.node, $0.place.type) }
    }

    func strings(of parameter: ReferenceParameter, in resource: ReferenceResource) -> [String] {
        nodes(parameter, resource).flatMap { ReferenceValues.strings($0.node, $0.place.type) }
    }

    func quantities(of parameter: ReferenceParameter, in resource: ReferenceResource) -> [ReferenceValues.Quantity] {
        nodes(parameter, resource).flatMap { ReferenceValues.quantities($0.node, $0.place.type) }
    }

    /// Whether there is anything the parameter could find, by whatever modifier.
    private func hasValue(_ resource: ReferenceResource, _ parameter: ReferenceParameter) -> Bool {
        switch parameter.kind {
        case .token: !(tokens(of: parameter, in: resource).isEmpty && texts(of: parameter, in: resource).isEmpty)
        case .reference: references(resource, parameter).contains { $0.text != nil || $0.identifier != nil }
        case .string, .uri: !strings(of: parameter, in: resource).isEmpty
        case .date: !spans(of: parameter, in: resource).isEmpty
        case .quantity, .number: !quantities(of: parameter, in: resource).isEmpty
        case .composite: false
        }
    }

    // MARK: Tests of one value

    private func spanTest(_ value: EscapedText) throws -> (TimeSpan) -> Bool {
        let (prefix, text) = ReferencePrefix.split(value.text)
        guard var searched = TimeSpan(search: text) else { throw ReferenceRefusal("date \(text)") }
        if prefix == .ap {
            // A tenth of the distance between now and then, to either side.
            let margin = abs(now - searched.low) / 10
            searched = TimeSpan(searched.low - margin, searched.high + margin)
        }
        return { prefix.holds(searched, $0) }
    }

    private func quantityTest(_ value: EscapedText) throws -> (ReferenceValues.Quantity) -> Bool {
        let parts = value.split("|")
        let (prefix, text) = ReferencePrefix.split(parts[0].text)
        guard let number = LongDecimal(text) else { throw ReferenceRefusal("quantity \(value.text)") }
        guard parts.count > 1 else { return { prefix.holds(number, $0.value) } }
        guard parts.count == 3, !parts[2].text.isEmpty else { throw ReferenceRefusal("quantity \(value.text)") }
        let (system, unit) = (parts[1].text, parts[2].text)
        return { quantity in
            guard prefix.holds(number, quantity.value) else { return false }
            if system.isEmpty {
                return ReferenceText.same(quantity.code, unit) || ReferenceText.same(quantity.unit, unit)
            }
            return ReferenceText.same(quantity.system, system) && ReferenceText.same(quantity.code, unit)
        }
    }

    private func tokenTest(_ value: EscapedText) throws -> (ReferenceValues.Token) -> Bool {
        let parts = value.split("|").map(\.text)
        switch parts.count {
        case 1 where !parts[0].isEmpty: return { ReferenceText.same($0.code, parts[0]) }
        case 2 where parts[0].isEmpty && !parts[1].isEmpty:
            return { $0.system == nil && ReferenceText.same($0.code, parts[1]) }
        case 2 where parts[1].isEmpty && !parts[0].isEmpty: return { ReferenceText.same($0.system, parts[0]) }
        case 2 where !parts[0].isEmpty:
            return { ReferenceText.same($0.system, parts[0]) && ReferenceText.same($0.code, parts[1]) }
        default: throw ReferenceRefusal("token \(value.text)")
        }
    }

    private func stringTest(_ value: EscapedText, _ modifier: String?) throws -> (String) -> Bool {
        let text = value.text
        guard !text.isEmpty else { throw ReferenceRefusal("empty string") }
        let folded = ReferenceText.folded(text)
        switch modifier {
        case nil: return { ReferenceText.text(ReferenceText.folded($0), startsWith: folded) }
        case "contains": return { ReferenceText.text(ReferenceText.folded($0), contains: folded) }
        case "exact": return { ReferenceText.same($0, text) }
        default: throw ReferenceRefusal("string:\(modifier!)")
        }
    }

    // MARK: Kinds

    private func token(_ parameter: ReferenceParameter, _ modifier: String?, _ values: [EscapedText]) throws -> Test {
        switch modifier {
        case nil, "not":
            let tests = try values.map { try tokenTest($0) }
            let test = any(tests) { tokens(of: parameter, in: $0) }
            // A person's Patient is found by every number of the person, whether it stands in the resource or not.
            let named = Set(parameter.base == .patient && parameter.code == "identifier" ? people(values) : [])
            let found: Test = { test($0) || $0.person.map { named.contains($0) } ?? false }
            // What has no value does not have this one either.
            return modifier == nil ? found : { !found($0) }
        case "text":
            return any(try values.map { try stringTest($0, nil) }) { texts(of: parameter, in: $0) }
        case "of-type":
            guard parameter.places.allSatisfy({ $0.type == "Identifier" }) else { throw ReferenceRefusal("of-type") }
            return any(try values.map { try typedTest($0) }) { resource in nodes(parameter, resource).map(\.node) }
        default: throw ReferenceRefusal("token:\(modifier!)")
        }
    }

    /// The persons whom the values name by number.
    private func people(_ values: [EscapedText]) -> [Int] {
        values.flatMap { value -> [Int] in
            let parts = value.split("|").map(\.text)
            return numbers.filter { number in
                number.value == parts.last && (parts.count == 1 || (parts.count == 2 && parts[0] == number.system))
            }
            .map(\.person)
        }
    }

    /// `system|code|value`: a coding of the identifier's type, and its value.
    private func typedTest(_ value: EscapedText) throws -> (JSONNode) -> Bool {
        let parts = value.split("|").map(\.text)
        guard parts.count == 3, !parts.contains("") else { throw ReferenceRefusal("of-type \(value.text)") }
        return { identifier in
            ReferenceText.same(identifier["value"]?.string, parts[2])
                && ReferenceValues.at(["type", "coding"], in: identifier).contains { coding in
                    ReferenceText.same(coding["system"]?.string, parts[0])
                        && ReferenceText.same(coding["code"]?.string, parts[1])
                }
        }
    }

    private func string(_ parameter: ReferenceParameter, _ modifier: String?, _ values: [EscapedText]) throws -> Test {
        any(try values.map { try stringTest($0, modifier) }) { strings(of: parameter, in: $0) }
    }

    private func uri(_ parameter: ReferenceParameter, _ modifier: String?, _ values: [EscapedText]) throws -> Test {
        try refuse(modifier, of: parameter)
        let isCanonical = parameter.places.contains { $0.type == "canonical" }
        return any(try values.map { try uriTest($0, isCanonical: isCanonical) }) { strings(of: parameter, in: $0) }
    }

    /// Equal. A canonical is found without its version too.
    private func uriTest(_ value: EscapedText, isCanonical: Bool) throws -> (String) -> Bool {
        let text = value.text
        guard !text.isEmpty else { throw ReferenceRefusal("empty uri") }
        return { found in
            if ReferenceText.same(found, text) { return true }
            guard isCanonical, let bar = found.lastIndex(of: "|") else { return false }
            return ReferenceText.same(String(found[..<bar]), text)
        }
    }

    private func reference(_ parameter: ReferenceParameter, _ modifier: String?, _ values: [EscapedText]) throws
        -> Test
    {
        if modifier == "identifier" {
            let tests = try values.map { try tokenTest($0) }
            let named = people(values)
            return { resource in
                references(resource, parameter).contains { reference in
                    if let person = person(named: reference, by: resource, parameter), named.contains(person) {
                        return true
                    }
                    return reference.identifier.map { identifier in tests.contains { $0(identifier) } } ?? false
                }
            }
        }
        let tests = try values.map { try referenceTest($0.text, type: modifier, parameter.targets) }
        let people = try values.compactMap { try patient($0.text, type: modifier, parameter) }
        return { resource in
            references(resource, parameter).contains { reference in
                if let person = person(named: reference, by: resource, parameter), people.contains(person) {
                    return true
                }
                return tests.contains { $0(reference) }
            }
        }
    }

    /// The person whom a value names by the id of a Patient.
    private func patient(_ text: String, type: String?, _ parameter: ReferenceParameter) throws -> Int? {
        guard parameter.targets.contains(.patient), (type ?? "Patient") == "Patient" else { return nil }
        return patients[text.hasPrefix("Patient/") ? String(text.dropFirst(8)) : text]
    }

    private func referenceTest(_ text: String, type: String?, _ targets: [HostedType]) throws
        -> (ReferenceValues.Reference) -> Bool
    {
        guard !text.isEmpty else { throw ReferenceRefusal("empty reference") }
        if let type, HostedType(rawValue: type).map({ targets.contains($0) }) != true {
            throw ReferenceRefusal("reference:\(type)")
        }
        if text.contains(":") { return { ReferenceText.same($0.text, text) } }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2 else { throw ReferenceRefusal("reference \(text)") }
        let named = parts.count == 2 ? parts[0] : type
        return { reference in
            guard let local = reference.local, ReferenceText.same(local.id, parts.last) else { return false }
            if let named { return local.type == named }
            // What the service does not host may be named by any.
            return HostedType(rawValue: local.type).map { targets.contains($0) } ?? true
        }
    }

    /// Combinations joined by `$`, whose parts must hold in one and the same place.
    private func composite(_ parameter: ReferenceParameter, _ values: [EscapedText]) throws -> Test {
        let combinations = try values.map { value -> [(JSONNode) -> Bool] in
            let parts = value.split("$")
            guard parts.count == parameter.components.count else { throw ReferenceRefusal("composite \(value.text)") }
            return try zip(parameter.components, parts).map { try component($0, $1) }
        }
        return { resource in
            parameter.bases.flatMap { ReferenceValues.at($0, in: resource.content) }.contains { node in
                combinations.contains { $0.allSatisfy { $0(node) } }
            }
        }
    }

    private func component(_ component: ReferenceParameter.Component, _ value: EscapedText) throws
        -> (JSONNode) -> Bool
    {
        func any<Value>(
            _ test: @escaping (Value) -> Bool,
            _ read: @escaping (JSONNode, ReferenceParameter.Place) -> [Value]
        )
            -> (JSONNode) -> Bool
        {
            { node in
                component.places.contains { place in
                    ReferenceValues.at(place.path, in: node).contains { read($0, place).contains(where: test) }
                }
            }
        }
        switch component.kind {
        case .token:
            return any(try tokenTest(value)) { ReferenceValues.tokens($0, $1.type, system: $1.system) }
        case .date: return any(try spanTest(value)) { ReferenceValues.span($0, $1.type).map { [$0] } ?? [] }
        case .string: return any(try stringTest(value, nil)) { ReferenceValues.strings($0, $1.type) }
        case .quantity: return any(try quantityTest(value)) { ReferenceValues.quantities($0, $1.type) }
        case .reference:
            return any(try referenceTest(value.text, type: nil, HostedType.allCases)) { node, _ in
                [ReferenceValues.reference(node)]
            }
        case .number, .uri, .composite: throw ReferenceRefusal("component")
        }
    }
}
