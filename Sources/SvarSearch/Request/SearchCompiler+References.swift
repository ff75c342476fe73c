import SvarDomain
import SvarFHIR

/// References, and the persons they name (decision 3).
extension SearchCompiler {
    mutating func reference(
        _ set: ParameterSet,
        _ modifier: String?,
        _ values: [String],
        _ name: String
    ) throws(SearchProblem) -> RequestCriterion {
        if modifier == "identifier" {
            guard set.has("identifier") else { throw Self.badModifier(name, set) }
            return try identifiers(set, values, name) { .plain(.row(set.identifierSlots, $0)) }
        }
        if let modifier { try checkType(modifier, set, name) }
        var found: [RequestCriterion] = []
        for value in values {
            let text = SearchText.unescaped(value)
            if set.namesPerson, let id = Self.patientID(text, modifier, set) {
                found.append(.person(.patient(id), slots: set.slots(.person)))
                // An id alone may also be that of something else.
                guard modifier == nil, !text.utf8.contains(UInt8(ascii: "/")), set.targets != [.patient] else {
                    continue
                }
                guard let other = Self.otherThanPatient(text, set) else { continue }
                found.append(.plain(other))
                continue
            }
            guard let row = set.row({ RowCondition.reference(text, $0, type: modifier) }) else {
                throw Self.badValue(name, .reference)
            }
            found.append(.plain(row))
        }
        return found.count == 1 ? found[0] : .any(found)
    }

    /// The modifier must name a type.
    private func checkType(_ modifier: String, _ set: ParameterSet, _ name: String) throws(SearchProblem) {
        if let type = HostedType(rawValue: modifier) {
            guard set.targets.contains(type) else { throw Self.badModifier(name, set) }
        } else {
            let isTypeName = modifier.first?.isUppercase ?? false
            guard isTypeName, !set.isCanonical, ReferenceTarget(modifier + "/x").typeName == modifier else {
                throw Self.badModifier(name, set)
            }
        }
    }

    /// The id of the Patient that a value names.
    private static func patientID(_ text: String, _ modifier: String?, _ set: ParameterSet) -> String? {
        guard set.targets.contains(.patient), modifier == nil || modifier == "Patient" else { return nil }
        if case .relative(let address) = ReferenceTarget(text) {
            return address.type == "Patient" && address.versionId == nil ? address.id : nil
        }
        return FHIRID(text) == nil ? nil : text
    }

    /// Relative references with this id to another type than Patient.
    private static func otherThanPatient(_ id: String, _ set: ParameterSet) -> Criterion? {
        let others = set.parameters.filter { $0.onlyType == nil && $0.targets != [.patient] }
        guard !others.isEmpty else { return nil }
        let types = Set(others.flatMap(\.targets)).subtracting([.patient])
        return .row(
            Array(Set(others.flatMap { $0.slots() })).sorted(),
            .all([.whole(id), .ofTypes(HostedType.allCases.filter(types.contains))])
        )
    }

    /// `patient.identifier` and `patient._id`: the person, and for other identifiers the Patient that has them.
    mutating func person(
        _ set: ParameterSet,
        _ rest: String,
        _ value: String,
        _ name: String
    ) throws(SearchProblem) -> RequestCriterion {
        let values = try alternatives(value, name)
        if rest == "_id" {
            let found = values.map {
                RequestCriterion.person(.patient(SearchText.unescaped($0)), slots: set.slots(.person))
            }
            return found.count == 1 ? found[0] : .any(found)
        }
        let patients = try ParameterSet("identifier", of: [.patient], name: name)
        return try identifiers(set, values, name) {
            .refers(set.namingSlots([.patient]), to: [.patient], .plain(.row(patients.valueSlots, $0)))
        }
    }

    /// Patient?identifier: a person number finds the person's Patient, whichever of the numbers it shows.
    mutating func patientIdentifier(
        _ set: ParameterSet,
        _ values: [String],
        _ name: String
    ) throws(SearchProblem) -> RequestCriterion {
        try identifiers(set, values, name, isPatient: true) { .plain(.row(set.valueSlots, $0)) }
    }

    /// Identifier tokens: person numbers as persons, all others by `other`.
    private func identifiers(
        _ set: ParameterSet,
        _ values: [String],
        _ name: String,
        isPatient: Bool = false,
        _ other: (RowCondition) -> RequestCriterion
    ) throws(SearchProblem) -> RequestCriterion {
        var found: [RequestCriterion] = []
        var conditions: [RowCondition] = []
        let slots = isPatient ? [] : set.slots(.person)
        for value in values {
            guard let token = TokenText(value) else { throw Self.badValue(name, .token) }
            let kind = token.system.flatMap { PersonNumber.Kind(system: $0) }
            if isPatient || set.namesPerson, let code = token.code {
                if let kind {
                    found.append(.person(PersonNumber(kind, code).map(PersonName.number), slots: slots))
                    continue
                }
                if token.system == nil, let number = Self.personNumber(code) {
                    found.append(.person(.number(number), slots: slots))
                }
            }
            conditions.append(token.condition)
        }
        if !conditions.isEmpty { found.append(other(conditions.count == 1 ? conditions[0] : .any(conditions))) }
        return found.count == 1 ? found[0] : .any(found)
    }

    /// A number whose control digits say that it is one.
    private static func personNumber(_ text: String) -> PersonNumber? {
        guard PersonNumber.looksLikeOne(text) else { return nil }
        return PersonNumber(.dNumber, text) ?? PersonNumber(.nationalIdentity, text)
    }
}
