import SvarDomain
package import SvarFHIR
import SvarJSON
import SvarSynthetic

/// A query made of chance.
package struct RandomQuery: Sendable, CustomStringConvertible {
    package var types: [HostedType]
    package var parameters: [(name: String, value: String)]
    /// Whose resource it aims at.
    package var person: Int?

    /// As it would stand in a URL, unescaped.
    package var description: String {
        types.map(\.rawValue).joined(separator: ",") + "?"
            + parameters.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }
}

/// Queries over a world of random resources: parameter × modifier × prefix × shape of value. Most values come from the
/// resources, as they stand or a little changed, so that many queries find something.
package struct RandomQueries {
    private let resources: [ReferenceResource]
    private let byType: [HostedType: [ReferenceResource]]
    private let byAddress: [String: ReferenceResource]
    private let types: [HostedType]
    /// The resource that values are taken from, so that several parameters and links of a chain find it together.
    private var anchor: ReferenceResource
    private var random: SeededGenerator

    package init(_ resources: [ReferenceResource], seed: UInt64) {
        self.resources = resources
        byType = Dictionary(grouping: resources) { $0.type }
        byAddress = Dictionary(resources.map { ($0.address, $0) }) { first, _ in first }
        types = HostedType.allCases.filter { !ReferenceParameter.all($0).isEmpty }
        anchor = resources[0]
        random = SeededGenerator(seed: seed, stream: 2)
    }

    package mutating func next() -> RandomQuery {
        // Observations hold most of what there is to get wrong.
        let type = random.oneIn(3) ? .observation : random.pick(types)
        let aim = random.pick(byType[type] ?? resources)
        var query = RandomQuery(types: [type], parameters: [], person: aim.person)
        for _ in 0..<random.pick([1, 1, 1, 1, 2, 2, 3]) {
            anchor = aim
            query.parameters.append(parameter(type, depth: 0))
        }
        if random.oneIn(12) { addType(to: &query) }
        if random.oneIn(4) { query.parameters.append(("_sort", sort(query.types))) }
        while random.oneIn(5) { if let include = include(type) { query.parameters.append(include) } }
        return query
    }

    /// `_include` of what the type refers to, or `_revinclude` of what refers to it.
    private mutating func include(_ type: HostedType) -> (name: String, value: String)? {
        let isReverse = random.oneIn(3)
        let known = (isReverse ? types : [type]).flatMap { source in
            ReferenceParameter.all(source).filter { parameter in
                parameter.kind == .reference && (!isReverse || parameter.targets.contains(type))
            }
        }
        guard !known.isEmpty else { return nil }
        let parameter = random.pick(known)
        var value = "\(parameter.base.rawValue):\(parameter.code)"
        if random.oneIn(4) { value += ":" + (isReverse ? type : random.pick(parameter.targets)).rawValue }
        let name = isReverse ? "_revinclude" : "_include"
        return (name + (random.oneIn(4) ? ":iterate" : ""), value)
    }

    /// One more type, where every parameter exists in it too.
    private mutating func addType(to query: inout RandomQuery) {
        let other = random.pick(types)
        guard other != query.types[0] else { return }
        let fits = query.parameters.allSatisfy { parameter in
            guard let name = ReferenceName(parameter.name) else { return false }
            switch name {
            case .plain("_id", _), .plain("_lastUpdated", _): return true
            case .plain(_, let modifier?) where modifier.first?.isUppercase == true: return false
            case .plain(let code, _):
                return ReferenceParameter.named(other, code)?.kind
                    == ReferenceParameter.named(query.types[0], code)?.kind
            case .chain, .has: return false
            }
        }
        if fits { query.types.append(other) }
    }

    private mutating func sort(_ types: [HostedType]) -> String {
        let codes = ReferenceParameter.all(types[0])
            .filter { [.token, .date, .string, .quantity, .uri].contains($0.kind) }
            .filter { parameter in
                types.allSatisfy { ReferenceParameter.named($0, parameter.code)?.kind == parameter.kind }
            }
            .map(\.code)
        return (0..<random.integer(1...2)).map { _ in
            let code = random.oneIn(4) || codes.isEmpty ? random.pick(["_id", "_lastUpdated"]) : random.pick(codes)
            return (random.oneIn(2) ? "-" : "") + code
        }
        .joined(separator: ",")
    }

    // MARK: Parameters

    private mutating func parameter(_ type: HostedType, depth: Int) -> (name: String, value: String) {
        let references = ReferenceParameter.all(type).filter { $0.kind == .reference && !$0.targets.isEmpty }
        if depth < 2, random.oneIn(6), !references.isEmpty { return chain(random.pick(references), depth) }
        if depth < 2, random.oneIn(8), let found = has(type, depth) { return found }
        if random.oneIn(12) { return common(type) }
        let known = ReferenceParameter.all(type)
        let filled = known.filter { parameter in
            if parameter.kind != .composite {
                return parameter.places.contains { !ReferenceValues.at($0.path, in: anchor.content).isEmpty }
            }
            return parameter.bases.contains { base in
                parameter.components.allSatisfy { component in
                    component.places.contains { !ReferenceValues.at(base + $0.path, in: anchor.content).isEmpty }
                }
            }
        }
        return plain(random.pick(filled.isEmpty || random.oneIn(10) ? known : filled))
    }

    private mutating func chain(_ parameter: ReferenceParameter, _ depth: Int) -> (name: String, value: String) {
        var target = random.pick(parameter.targets.filter { !ReferenceParameter.all($0).isEmpty })
        if !random.oneIn(6), let found = named(by: anchor, parameter).map({ random.pick($0) }) {
            target = found.type
            anchor = found
        }
        let inner = self.parameter(target, depth: depth + 1)
        let isNamed = parameter.targets.count > 1 && (!random.oneIn(4) || inner.name.contains("_has"))
        return (parameter.code + (isNamed ? ":\(target.rawValue)" : "") + "." + inner.name, inner.value)
    }

    private mutating func has(_ type: HostedType, _ depth: Int) -> (name: String, value: String)? {
        let sources = types.flatMap { source in
            ReferenceParameter.all(source).filter { $0.kind == .reference && $0.targets.contains(type) }
        }
        guard !sources.isEmpty else { return nil }
        var source = random.pick(sources)
        let address = anchor.address
        let naming = sources.flatMap { source in
            (byType[source.base] ?? []).filter { other in
                (named(by: other, source) ?? []).contains { $0.address == address }
            }
            .map { (source, $0) }
        }
        if !random.oneIn(6), !naming.isEmpty { (source, anchor) = random.pick(naming) }
        let inner = parameter(source.base, depth: depth + 1)
        return ("_has:\(source.base.rawValue):\(source.code):\(inner.name)", inner.value)
    }

    /// The resources a resource names by a parameter; nil when there are none.
    private func named(by resource: ReferenceResource, _ parameter: ReferenceParameter) -> [ReferenceResource]? {
        let found = parameter.places.flatMap { ReferenceValues.at($0.path, in: resource.content) }
            .compactMap { ReferenceValues.reference($0).local }
            .compactMap { byAddress["\($0.type)/\($0.id)"] }
            .filter { parameter.targets.contains($0.type) && !ReferenceParameter.all($0.type).isEmpty }
        return found.isEmpty ? nil : found
    }

    private mutating func common(_ type: HostedType) -> (name: String, value: String) {
        let codes = ["_id", "_lastUpdated", "_profile", "_tag", "_security", "_source"]
        let code = random.pick(codes)
        switch code {
        case "_id":
            return (
                code,
                alternatives {
                    Self.escape($0.random.oneIn(2) ? $0.anchor.id : $0.random.pick($0.byType[type] ?? $0.resources).id)
                }
            )
        case "_lastUpdated":
            let updated = anchor.updated + Int64(random.integer(-1...1))
            return (code, prefix() + FHIRInstant(microseconds: updated).text)
        default: return plain(ReferenceParameter.named(type, code)!)
        }
    }

    private mutating func plain(_ parameter: ReferenceParameter) -> (name: String, value: String) {
        if parameter.kind != .composite, random.oneIn(12) {
            return (parameter.code + ":missing", random.pick(["true", "false"]))
        }
        switch parameter.kind {
        case .token: return token(parameter)
        case .reference: return reference(parameter)
        case .string:
            let modifier = random.pick(["", "", ":contains", ":exact"])
            let places = parameter.places
            return (parameter.code + modifier, alternatives { $0.text(places, parameter.base, modifier) })
        case .uri: return (parameter.code, alternatives { $0.uri(parameter) })
        case .date: return (parameter.code, alternatives { $0.date(parameter.places, parameter.base) })
        case .quantity, .number: return (parameter.code, alternatives { $0.quantity(parameter.places, parameter.base) })
        case .composite: return (parameter.code, alternatives { $0.composite(parameter) })
        }
    }

    private mutating func alternatives(_ make: (inout Self) -> String) -> String {
        (0..<random.pick([1, 1, 1, 2, 3])).map { _ in make(&self) }.joined(separator: ",")
    }

    // MARK: Values

    private mutating func prefix() -> String {
        random.oneIn(3) ? "" : random.pick(ReferencePrefix.allCases.map(\.rawValue))
    }

    private mutating func date(_ places: [ReferenceParameter.Place], _ type: HostedType) -> String {
        var text = random.oneIn(2) ? random.pick(RandomVocabulary.days) : random.pick(RandomVocabulary.clocks)
        if random.oneIn(2), let (node, _) = sample(places, type),
            let found = node.string ?? node["start"]?.string ?? node["event"]?[0]?.string
        {
            text = String(found.prefix(random.pick([4, 7, 10, 10, 19, 23])))
            if text.utf8.count == 19 || text.utf8.count == 23 { text = found }
        } else if text.contains("T") {
            if random.oneIn(4) { text = String(text.prefix(16)) }
            if !random.oneIn(3) { text += random.pick(RandomVocabulary.zones) }
        }
        return prefix() + text
    }

    private mutating func quantity(_ places: [ReferenceParameter.Place], _ type: HostedType) -> String {
        var number = prefix() + random.pick(RandomVocabulary.decimals)
        var unit = random.pick(RandomVocabulary.units)
        if !random.oneIn(3), let (node, _) = sample(places, type) {
            let node = node["origin"] ?? node
            unit = (node["system"]?.string, node["code"]?.string, node["unit"]?.string)
            if let value = node["value"]?.number, random.oneIn(2) { number = prefix() + value }
        }
        switch random.integer(0...2) {
        case 0:
            guard let system = unit.system, let code = unit.code else { return number }
            return "\(number)|\(Self.escape(system))|\(Self.escape(code))"
        case 1: return "\(number)||\(Self.escape(unit.code ?? unit.unit ?? "mg"))"
        default: return number
        }
    }

    /// A value of the parameter in some resource; else one of the vocabulary's.
    private mutating func sample(_ places: [ReferenceParameter.Place], _ type: HostedType)
        -> (JSONNode, ReferenceParameter.Place)?
    {
        let isNear = anchor.type == type && !random.oneIn(12)
        guard let resource = isNear ? anchor : byType[type].map({ random.pick($0) }) else { return nil }
        let found = places.flatMap { place in
            ReferenceValues.at(place.path, in: resource.content).map { ($0, place) }
        }
        return found.isEmpty ? nil : random.pick(found)
    }

    private mutating func token(_ parameter: ReferenceParameter) -> (name: String, value: String) {
        let isIdentifier = parameter.places.allSatisfy { $0.type == "Identifier" }
        switch random.integer(0...7) {
        case 0: return (parameter.code + ":not", alternatives { $0.token(parameter.places, parameter.base) })
        case 1 where parameter.places.contains { ["CodeableConcept", "Coding", "Identifier"].contains($0.type) }:
            return (
                parameter.code + ":text",
                alternatives { Self.escape($0.changed($0.random.pick(RandomVocabulary.words))) }
            )
        case 2 where isIdentifier:
            return (parameter.code + ":of-type", alternatives { $0.typed(parameter) })
        default: return (parameter.code, alternatives { $0.token(parameter.places, parameter.base) })
        }
    }

    private mutating func token(_ places: [ReferenceParameter.Place], _ type: HostedType) -> String {
        var token = ReferenceValues.Token(
            system: random.pick(RandomVocabulary.systems),
            code: random.pick(RandomVocabulary.codes)
        )
        if !random.oneIn(8), let (node, place) = sample(places, type),
            let found = ReferenceValues.tokens(node, place.type, system: place.system).first
        {
            token = found
        }
        let system = Self.escape(token.system ?? "")
        let code = Self.escape(token.code ?? random.pick(RandomVocabulary.codes))
        switch random.integer(0...7) {
        case 0: return "|" + code
        case 1 where !system.isEmpty: return system + "|"
        case 2...4: return system.isEmpty ? (random.oneIn(2) ? "|" : "") + code : system + "|" + code
        default: return code
        }
    }

    private mutating func typed(_ parameter: ReferenceParameter) -> String {
        guard let (node, _) = sample(parameter.places, parameter.base),
            let coding = ReferenceValues.at(["type", "coding"], in: node).first, let system = coding["system"]?.string,
            let code = coding["code"]?.string, let value = node["value"]?.string
        else {
            return [random.pick(RandomVocabulary.systems), "A", "718-7"].map { Self.escape($0) }.joined(separator: "|")
        }
        return [system, code, value].map { Self.escape($0) }.joined(separator: "|")
    }

    private mutating func text(_ places: [ReferenceParameter.Place], _ type: HostedType, _ modifier: String) -> String {
        var text = random.pick(RandomVocabulary.words)
        if !random.oneIn(4), let (node, place) = sample(places, type),
            let found = ReferenceValues.strings(node, place.type).first
        {
            text = found
        }
        return Self.escape(modifier == ":exact" && !random.oneIn(4) ? text : changed(text))
    }

    /// The same in other case, or only a part of it; never nothing.
    private mutating func changed(_ text: String) -> String {
        var text = text
        if random.oneIn(2) { text = String(text.unicodeScalars.prefix(random.integer(1...6))) }
        switch random.integer(0...3) {
        case 0: text = text.uppercased()
        case 1: text = text.lowercased()
        case 2: text = ReferenceText.folded(text)
        default: break
        }
        return ReferenceText.folded(text).isEmpty ? "h" : text
    }

    private mutating func uri(_ parameter: ReferenceParameter) -> String {
        if parameter.places[0].type == "canonical" {
            let profile = random.pick(RandomVocabulary.profiles)
            return random.oneIn(2) ? profile : String(profile.prefix { $0 != "|" })
        }
        return Self.escape(random.pick(RandomVocabulary.sources))
    }

    private mutating func reference(_ parameter: ReferenceParameter) -> (name: String, value: String) {
        switch random.integer(0...5) {
        case 0: return (parameter.code + ":identifier", alternatives { $0.identifier() })
        case 1 where !parameter.targets.isEmpty:
            let target = random.pick(parameter.targets)
            let ids = byType[target]?.map(\.id) ?? ["absent"]
            return ("\(parameter.code):\(target.rawValue)", alternatives { $0.random.pick(ids) })
        default: return (parameter.code, alternatives { $0.reference(to: parameter.targets, by: parameter) })
        }
    }

    private mutating func identifier() -> String {
        if random.oneIn(3) {
            let number = random.pick(RandomVocabulary.numbers)
            return random.oneIn(2) ? number.value : "\(number.kind.system)|\(number.value)"
        }
        return Self.escape(random.pick(RandomVocabulary.systems)) + "|"
            + Self.escape(random.pick(RandomVocabulary.codes))
    }

    private mutating func reference(to targets: [HostedType], by parameter: ReferenceParameter? = nil) -> String {
        if random.oneIn(8) { return random.pick(RandomVocabulary.addresses) }
        if let parameter, !random.oneIn(4), let found = named(by: anchor, parameter).map({ random.pick($0) }) {
            return random.oneIn(2) ? found.id : found.address
        }
        let near = targets.flatMap { byType[$0] ?? [] }
        guard !near.isEmpty, !random.oneIn(10) else { return "absent" }
        let resource = random.pick(near)
        return random.oneIn(2) ? resource.id : resource.address
    }

    private mutating func composite(_ parameter: ReferenceParameter) -> String {
        let component = { (random: inout Self, part: ReferenceParameter.Component) -> String in
            let places = part.places.flatMap { place in
                parameter.bases.map { base in
                    var place = place
                    place.path = base + place.path
                    return place
                }
            }
            switch part.kind {
            case .token: return random.token(places, parameter.base)
            case .date: return random.date(places, parameter.base)
            case .string: return random.text(places, parameter.base, "")
            case .reference: return random.reference(to: [parameter.base])
            default: return random.quantity(places, parameter.base)
            }
        }
        return parameter.components.map { component(&self, $0) }.joined(separator: "$")
    }

    /// With a backslash before what separates.
    private static func escape(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if ["\\", ",", "$", "|"].contains(scalar) { result.append("\\") }
            result.append(scalar)
        }
        return String(result)
    }

}
