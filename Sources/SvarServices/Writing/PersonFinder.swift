import SvarDomain
import SvarFHIR
import SvarJSON
import SvarStore

/// Finds or makes the person a resource is about (decision 3): by any of the person's numbers, else by the Patient
/// resource itself. A Patient that is referred to before it is stored is a person already.
struct PersonFinder {
    let store: any StoreTransaction

    /// The person of a Patient being written: whoever has one of its numbers, else the one this Patient stands for,
    /// else a new one.
    func person(patient work: Work) throws -> PersonKey {
        let numbers = try numbers(of: work)
        let known = try store.person(patient: work.id)
        let owners = try Set(numbers.compactMap { try store.person(number: $0) } + [known].compactMap { $0 })
        guard owners.count <= 1 else {
            throw Refusal(
                .conflict, .conflict, "The Patient carries a number of another person.",
                expression: [work.draft.expression("Patient.identifier")])
        }
        guard let person = owners.first else { return try store.addPerson(patient: work.id, numbers: numbers) }
        if known == nil { try store.addPatient(work.id, to: person) }
        for number in numbers { try store.addNumber(number, to: person) }
        return person
    }

    /// The person of anything else; nil where it names none.
    func person(subjectOf work: Work) throws -> PersonKey? {
        guard let element = work.draft.type.patientElement, let subject = work.draft.node[element] else { return nil }
        for reference in subject.kind == .array ? Array(subject.elements) : [subject] {
            if let node = reference["reference"] {
                let text = work.replacements.first { $0.range == node.range }?.text ?? node.string ?? ""
                guard text.hasPrefix("Patient/") else { continue }
                let id = String(text.dropFirst(8).prefix { $0 != "/" })
                guard FHIRID(id) != nil else { continue }
                return try store.person(patient: id) ?? store.addPerson(patient: id, numbers: [])
            }
            if let system = reference["identifier"]?["system"]?.string, let kind = PersonNumber.Kind(system: system) {
                guard let number = PersonNumber(kind, reference["identifier"]?["value"]?.string ?? "") else {
                    throw Refusal(
                        .unprocessable,
                        .value,
                        "patient-id: the identity number is not valid.",
                        expression: [work.draft.expression("\(work.draft.type.rawValue).\(element).identifier.value")]
                    )
                }
                return try store.person(number: number)
            }
        }
        return nil
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
