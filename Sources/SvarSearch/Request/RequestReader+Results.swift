import SvarDefinitions
import SvarFHIR

/// `_include`, `_revinclude` and `_elements`.
extension RequestReader {
    /// `Type:param[:Target]`, and for `_include` also `*` and `Type:*`.
    static func includes(
        _ value: String,
        _ name: String,
        isReverse: Bool,
        _ types: [HostedType]
    ) throws(SearchProblem) -> [Include] {
        let iterates = name.hasSuffix(":iterate")
        if value == "*", !isReverse {
            return types.flatMap { all(of: $0, iterates: iterates) }
        }
        let parts = value.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 || parts.count == 3, parts.allSatisfy({ !$0.isEmpty }), parts[1] != "*" || !isReverse
        else {
            throw .value(
                "The value of \"\(name)\" must be Type:parameter or Type:parameter:Target"
                    + (isReverse ? "." : ", or *.")
            )
        }
        guard let source = HostedType(rawValue: parts[0]) else {
            throw .unsupported("\"\(name)\" names a type that is not supported.")
        }
        guard isReverse || iterates || types.contains(source) else {
            throw .value(
                "\"\(name)\" starts at a type that is not searched; \"_include:iterate\" starts at what was included."
            )
        }
        if parts[1] == "*", parts.count == 2 { return all(of: source, iterates: iterates) }
        guard let parameter = SearchParameters.named(source, parts[1]), parameter.kind == .reference,
            !parameter.isCanonical
        else {
            throw .unsupported("\"\(name)\" names a parameter that is no reference of its type.")
        }
        let targets = parameter.onlyType.map { [$0] } ?? parameter.targets
        var target = parameter.onlyType
        if parts.count == 3 {
            guard let named = HostedType(rawValue: parts[2]), targets.contains(named) else {
                throw .unsupported("\"\(name)\" names a target that its parameter cannot have.")
            }
            target = named
        }
        if isReverse, !iterates, !types.contains(where: { target.map([$0].contains) ?? targets.contains($0) }) {
            throw .value("\"\(name)\" cannot name any of the types searched.")
        }
        return [
            Include(
                source: source,
                slots: parameter.namingSlots(target.map { [$0] } ?? targets).sorted(),
                target: target,
                iterates: iterates,
                isReverse: isReverse
            )
        ]
    }

    /// Every reference of a type.
    private static func all(of type: HostedType, iterates: Bool) -> [Include] {
        let parameters = SearchParameters.of(type).filter { $0.kind == .reference && !$0.isCanonical }
        let slots = Array(Set(parameters.flatMap { $0.namingSlots($0.targets) })).sorted()
        guard !slots.isEmpty else { return [] }
        return [Include(source: type, slots: slots, target: nil, iterates: iterates, isReverse: false)]
    }

    /// Names of elements at the top of at least one of the types.
    static func elements(_ value: String, _ types: [HostedType]) throws(SearchProblem) -> [String] {
        let names = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard names.count <= SearchRequest.maximumAlternatives else {
            throw .tooCostly("At most \(SearchRequest.maximumAlternatives) names are taken in \"_elements\".")
        }
        let table = StructureTable.r4
        let known = Set(
            types.compactMap { table.type(named: $0.rawValue) }.flatMap { type in
                table.types[Int(type)].elements.map { table.stem(ofElement: $0) }
            }
        )
        guard names.allSatisfy(known.contains) else {
            throw .value("\"_elements\" must name elements at the top of the type, separated by commas.")
        }
        return names
    }
}
