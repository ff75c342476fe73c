package import SvarFHIR
package import SvarJSON

/// A resource as the reference sees it.
package struct ReferenceResource: Sendable {
    package var type: HostedType
    package var id: String
    package var content: JSONNode
    /// `meta.lastUpdated` in microseconds.
    package var updated: Int64
    /// Stands for the person whose unit it is in; nil: no person's.
    package var person: Int?
    package var isDeleted: Bool

    package init(
        type: HostedType,
        id: String,
        content: JSONNode,
        updated: Int64,
        person: Int?,
        isDeleted: Bool = false
    ) {
        self.type = type
        self.id = id
        self.content = content
        self.updated = updated
        self.person = person
        self.isDeleted = isDeleted
    }

    /// `Type/id`
    package var address: String { "\(type.rawValue)/\(id)" }
}

/// A query that the specification, or this service by its documentation, refuses.
package struct ReferenceRefusal: Error, Hashable, Sendable {
    package var reason: String
    package init(_ reason: String) { self.reason = reason }
}

/// Search as the specification says it, with no index: each parameter is evaluated on each resource's content, straight
/// from the text of the query. Slow on purpose; what the real search finds is held against it.
///
/// Sources: http://hl7.org/fhir/R4/search.html, the R4 SearchParameter definitions, and `docs/api/search-semantics.md`
/// for what R4 leaves open.
package struct ReferenceSearch: Sendable {
    /// Whose resources a caller sees.
    package enum Scope: Hashable, Sendable {
        case everything
        /// Units of one person; the directory only where something refers to it.
        case person(Int)
    }

    /// What is asked of a resource.
    typealias Test = (ReferenceResource) -> Bool

    /// In the order they were created.
    package let resources: [ReferenceResource]
    let byAddress: [String: ReferenceResource]
    /// The person of each Patient, by its id.
    let patients: [String: Int]
    let numbers: [Number]
    let scope: Scope
    /// For `ap`, in microseconds.
    let now: Int64

    /// An identity number of a person.
    package struct Number: Hashable, Sendable {
        package var system: String
        package var value: String
        package var person: Int
        package init(system: String, value: String, person: Int) {
            self.system = system
            self.value = value
            self.person = person
        }
    }

    /// - Parameter numbers: the numbers the persons are known by.
    package init(_ resources: [ReferenceResource], numbers: [Number], scope: Scope = .everything, now: Int64) {
        self.resources = resources.filter { !$0.isDeleted }
        self.numbers = numbers
        self.scope = scope
        self.now = now
        patients = Dictionary(
            resources.compactMap { found in
                found.type == .patient ? found.person.map { (found.id, $0) } : nil
            }
        ) { first, _ in first }
        byAddress = Dictionary(self.resources.map { ($0.address, $0) }) { first, _ in first }
    }

    /// `Type/id` of what matches, in order.
    package func search(_ types: [HostedType], _ parameters: [(name: String, value: String)]) throws -> [String] {
        var tests: [[Test]] = []
        for type in types {
            tests.append(try parameters.filter { !Self.isControl($0.name) }.map { try test(type, $0) })
        }
        var found = resources.filter { resource in
            guard lists(resource), let place = types.firstIndex(of: resource.type) else { return false }
            return tests[place].allSatisfy { $0(resource) }
        }
        if let keys = parameters.first(where: { $0.name == "_sort" })?.value {
            found = try sorted(found, types, keys)
        }
        return found.map(\.address)
    }

    private static func isControl(_ name: String) -> Bool {
        ["_sort", "_count", "_total", "_summary", "_elements", "_include", "_revinclude", "_type"]
            .contains(String(name.prefix { $0 != ":" }))
    }

    // MARK: Who sees what

    /// Whether a search may find it.
    func lists(_ resource: ReferenceResource) -> Bool {
        switch scope {
        case .everything: true
        case .person(let person):
            resource.type.typeClass == .conformance || (resource.person != nil && resource.person == person)
        }
    }

    /// Whether something may refer to it.
    func shows(_ resource: ReferenceResource) -> Bool { resource.type.typeClass == .directory || lists(resource) }

    // MARK: Names

    func test(_ type: HostedType, _ parameter: (name: String, value: String)) throws -> Test {
        guard let name = ReferenceName(parameter.name) else { throw ReferenceRefusal("name \(parameter.name)") }
        return try test(type, name, parameter.value)
    }

    func test(_ type: HostedType, _ name: ReferenceName, _ value: String) throws -> Test {
        switch name {
        case .plain(let code, let modifier): return try plain(type, code, modifier, value)
        case .chain(let code, let target, let rest):
            let parameter = try reference(type, code)
            let targets = try self.targets(of: parameter, named: target)
            // A parameter that one of the possible targets does not have says nothing about that type.
            let tests = targets.compactMap { target in (try? test(target, rest, value)).map { (target, $0) } }
            guard !tests.isEmpty else { throw ReferenceRefusal("chain \(code)") }
            return { resource in
                referred(by: resource, parameter).contains { found in
                    shows(found) && tests.contains { $0.0 == found.type && $0.1(found) }
                }
            }
        case .has(let source, let code, let rest):
            guard let source = HostedType(rawValue: source) else { throw ReferenceRefusal("_has \(source)") }
            let parameter = try reference(source, code)
            let inner = try test(source, rest, value)
            return { resource in
                resources.contains { other in
                    other.type == source && shows(other) && inner(other)
                        && referred(by: other, parameter).contains { $0.address == resource.address }
                }
            }
        }
    }

    private func reference(_ type: HostedType, _ code: String) throws -> ReferenceParameter {
        guard let parameter = ReferenceParameter.named(type, code), parameter.kind == .reference else {
            throw ReferenceRefusal("no reference \(type.rawValue) \(code)")
        }
        return parameter
    }

    private func targets(of parameter: ReferenceParameter, named name: String?) throws -> [HostedType] {
        guard let name else { return parameter.targets }
        guard let type = HostedType(rawValue: name), parameter.targets.contains(type) else {
            throw ReferenceRefusal("target \(name)")
        }
        return [type]
    }

    // MARK: Following references

    /// Everything on this server that the resource refers to by a parameter. A person named by number is the person's
    /// Patient.
    func referred(by resource: ReferenceResource, _ parameter: ReferenceParameter) -> [ReferenceResource] {
        references(resource, parameter).flatMap { reference -> [ReferenceResource] in
            if let local = reference.local {
                let found = byAddress["\(local.type)/\(local.id)"]
                return found.map { parameter.targets.contains($0.type) ? [$0] : [] } ?? []
            }
            guard let person = person(named: reference, by: resource, parameter) else { return [] }
            return resources.filter { $0.type == .patient && $0.person == person }
        }
    }

    /// The references of a parameter. `patient` and `practitioner` are, by their definitions, only those that name such a
    /// resource on this server, or nobody by text; but where the element is of that name itself, it is taken whole.
    func references(_ resource: ReferenceResource, _ parameter: ReferenceParameter) -> [ReferenceValues.Reference] {
        parameter.places.flatMap { place in
            let all = ReferenceValues.at(place.path, in: resource.content).map { ReferenceValues.reference($0) }
            guard ["patient", "practitioner"].contains(parameter.code), parameter.targets.count == 1,
                place.path.last != parameter.code
            else { return all }
            return all.filter { $0.text == nil || $0.local?.type == parameter.targets[0].rawValue }
        }
    }

    /// The person a reference names, in the element that says whose the resource is.
    func person(
        named reference: ReferenceValues.Reference,
        by resource: ReferenceResource,
        _ parameter: ReferenceParameter
    ) -> Int? {
        guard let element = resource.type.patientElement,
            parameter.places.contains(where: { $0.path == [element] })
        else { return nil }
        if let local = reference.local { return local.type == "Patient" ? patients[local.id] : nil }
        guard reference.text == nil, let named = reference.identifier else { return nil }
        return numbers.first { $0.system == named.system && $0.value == named.code }?.person
    }
}
