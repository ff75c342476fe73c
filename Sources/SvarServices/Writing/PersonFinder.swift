import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages
import SvarStore

/// Finds or makes the person a resource is about (decision 3): by any of the person's numbers, else by the Patient
/// resource itself. A Patient that is referred to before it is stored is a person already.
struct PersonFinder {
    /// Who a resource is about.
    enum Subject {
        /// It names nobody.
        case none
        case person(PersonKey)
        /// It names somebody in a way that is not understood here: such a resource never joins a report.
        case unresolved
    }

    let producer: Producer
    let ids: IDSource
    let intake: Intake

    private var store: any StoreTransaction { intake.store }

    /// The person of a Patient being written: whoever has one of its numbers, else the one this Patient stands for,
    /// else a new one.
    func person(patient work: Work) throws -> PersonKey {
        let numbers = try numbers(of: work)
        let known = try store.person(patient: work.id)
        let owners = try Set(numbers.compactMap { try intake.person($0) } + [known].compactMap { $0 })
        // One answer, so that it does not tell whether the store knows the other person.
        let differs = Refusal(
            .conflict,
            .conflict,
            "person-differs: the Patient carries a number that would make two persons one; a wrong number is mended by a "
                + "cancellation and a new report.",
            expression: [work.draft.expression("Patient.identifier")]
        )
        guard owners.count <= 1 else { throw differs }
        // Of somebody who is reserved nothing is kept, no further id or number either.
        if let owner = owners.first, try intake.isReserved(owner) { return owner }
        let held = try owners.first.map { try store.numbers(of: $0) } ?? []
        guard mayHold(numbers, beside: held) else { throw differs }
        guard let person = owners.first else { return try addPerson(patient: work.id, numbers: numbers) }
        if known == nil { try store.addPatient(work.id, to: person) }
        for number in numbers { try store.addNumber(number, to: person) }
        if !Set(numbers).isSubset(of: held) { try enterFacts(about: person) }
        return person
    }

    /// Whether numbers that a sender gives a Patient may be those of one person, who holds others already. Otherwise a
    /// mistyped number that is put right would show the results to whose number it was.
    ///
    /// A number is added beside one that is known and named again, and no kind twice: that somebody got a new number of
    /// the same kind is for the register to say, not for a sender. Where the register knows one of them, it says which others
    /// are theirs: else a sender could give anybody's results to somebody else. Help numbers are in no register.
    private func mayHold(_ numbers: [PersonNumber], beside before: [PersonNumber]) -> Bool {
        let all = Set(numbers)
        var held = Set(before)
        if all.isSubset(of: held) { return true }
        let registered = held.union(all).filter { $0.kind != .sharedHelp }
        if let known = registered.first(where: { intake.population.answer(about: [$0]) != nil }) {
            guard registered.isSubset(of: intake.population.numbers(with: known)) else { return false }
            if held.isEmpty || !held.isDisjoint(with: registered) { held.formUnion(registered) }
        }
        let new = all.subtracting(held)
        if new.isEmpty { return true }
        guard held.isEmpty || !held.isDisjoint(with: all) else { return false }
        let kinds = Set(held.union(all).map(\.kind))
        return kinds.allSatisfy { kind in
            let isAdded = new.contains { $0.kind == kind }
            return !isAdded || held.union(all).count { $0.kind == kind } == 1
        }
    }

    /// The person of anything else.
    func subject(of work: Work) throws -> Subject {
        guard let element = work.draft.type.patientElement, let subject = work.draft.node[element] else { return .none }
        for reference in subject.kind == .array ? Array(subject.elements) : [subject] {
            if let node = reference["reference"] {
                let text = work.replacements.first { $0.range == node.range }?.text ?? node.string ?? ""
                guard text.hasPrefix("Patient/") else { continue }
                let id = String(text.dropFirst(8).prefix { $0 != "/" })
                guard FHIRID(id) != nil else { continue }
                // The ids of somebody who is reserved are gone, their number is known.
                if let number = try number(of: reference, element, work), let owner = try intake.person(number),
                    try intake.isReserved(owner)
                {
                    return .person(owner)
                }
                let person = try store.person(patient: id) ?? store.addPerson(patient: id, numbers: [])
                if let number = try number(of: reference, element, work) {
                    try check(person, has: number, element, work)
                }
                return .person(person)
            }
            if let number = try number(of: reference, element, work) { return .person(try person(number: number)) }
        }
        return .unresolved
    }

    /// The identity number that a reference names its subject by.
    private func number(of reference: JSONNode, _ element: String, _ work: Work) throws -> PersonNumber? {
        guard let system = reference["identifier"]?["system"]?.string, let kind = PersonNumber.Kind(system: system)
        else {
            return nil
        }
        guard let number = PersonNumber(kind, reference["identifier"]?["value"]?.string ?? "") else {
            throw Refusal(
                .unprocessable,
                .value,
                "patient-id: the identity number is not valid.",
                expression: [work.draft.expression("\(work.draft.type.rawValue).\(element).identifier.value")]
            )
        }
        return number
    }

    /// A reference that names a Patient and a number names one person: else one of the two would be shown what is about
    /// the other. A Patient without a number known here is taken at the sender's word.
    private func check(_ person: PersonKey, has number: PersonNumber, _ element: String, _ work: Work) throws {
        let owner = try intake.person(number)
        if owner == person { return }
        if owner == nil, try store.numbers(of: person).isEmpty { return }
        throw Refusal(
            .conflict,
            .conflict,
            "person-differs: the reference and the identity number beside it name two persons.",
            expression: [work.draft.expression("\(work.draft.type.rawValue).\(element)")]
        )
    }

    /// The person of a number, made at first sight together with a Patient that holds the number alone (rule R7).
    func person(number: PersonNumber) throws -> PersonKey {
        if let known = try intake.person(number) {
            if try intake.isReserved(known) { return known }
            // A new number of somebody who is known by an earlier one.
            if try store.person(number: number) == nil { try store.addNumber(number, to: known) }
            let id = try store.patientID(of: known)
            if let patient = try store.current(.patient, id) {
                if patient.isDeleted { try writePatient(id, own(number, of: known), to: patient.unit) }
            } else {
                // Known from a replica's scope alone, or erased, which took the number away, and not reserved any more.
                let number = try own(number, of: known)
                try store.addNumber(number, to: known)
                try writePatient(id, number, to: addUnit(of: known))
                try enterFacts(about: known)
            }
            return known
        }
        let id = ids.resourceID()
        let person = try addPerson(patient: id, numbers: [number])
        try writePatient(id, number, to: addUnit(of: person))
        return person
    }

    /// The number that a person was found by: one named may be known as another's whom the register says to be the same.
    private func own(_ number: PersonNumber, of person: PersonKey) throws -> PersonNumber {
        try intake.population.numbers(with: number).first { try store.person(number: $0) == person } ?? number
    }

    private func addPerson(patient: String, numbers: [PersonNumber]) throws -> PersonKey {
        let person = try store.addPerson(patient: patient, numbers: numbers)
        try enterFacts(about: person)
        return person
    }

    /// What the register says of somebody who was made or got a number goes with the write, so that no question about
    /// them has to write it (decision 13).
    private func enterFacts(about person: PersonKey) throws {
        let numbers = try store.numbers(of: person)
        guard !numbers.isEmpty, let facts = intake.population.answer(about: numbers) else { return }
        try RegisterEntry.enter(facts, about: person, in: store)
    }

    private func addUnit(of person: PersonKey) throws -> UnitKey {
        // Nobody's own: a sender would learn whether they were the first to tell of the person.
        try store.addUnit(NewUnit(person: person, producer: .service, regime: .messages, typeClass: .personBound))
    }

    private func writePatient(_ id: String, _ number: PersonNumber, to unit: UnitKey) throws {
        let identifier = JSONValue.object([
            "system": .string(number.kind.system), "value": .string(number.value),
        ])
        let patient = LocalResource(
            key: LocalResource.patientKey,
            type: .patient,
            body: .object(["identifier": .array([identifier])])
        )
        let template = try BodyTemplate.all([patient], isIndexed: false, genetic: [])[0]
        let versionID = ids.versionID(ofPatient: id)
        let (body, offset) = template.filled(id: id, versionID: versionID, [:])
        let version = NewVersion(
            type: .patient,
            id: id,
            versionID: versionID,
            body: body,
            stampOffset: offset,
            index: try template.rows([:], body: body)
        )
        try store.append([version], to: unit, state: UnitState())
    }

    private func numbers(of work: Work) throws -> [PersonNumber] {
        guard let identifiers = work.draft.node["identifier"] else { return [] }
        return try identifiers.elements.compactMap { identifier in
            guard let system = identifier["system"]?.string, let kind = PersonNumber.Kind(system: system) else {
                return nil
            }
            guard let number = PersonNumber(kind, identifier["value"]?.string ?? "") else {
                throw Refusal(
                    .unprocessable,
                    .value,
                    "patient-id: the identity number is not valid.",
                    expression: [work.draft.expression("Patient.identifier.value")]
                )
            }
            return number
        }
    }
}
