import SvarFHIR
import SvarJSON

/// Who refers to whom between units, by hashes of `Type/id`: resources that belong to a person, such as Encounter and
/// Provenance, are shown iff a shown unit refers to them or they refer to it (decision 2).
struct UnitTies: Sendable, Hashable {
    /// What the unit's resources are called.
    var names: [UInt64] = []
    /// What they refer to, where one of the two ends belongs to a person.
    var references: [UInt64] = []

    init() {}

    init(of type: HostedType, _ id: String, _ node: JSONNode) {
        names = [type == .patient ? Self.patient : Self.name(type.rawValue, id)]
        let isBound = type.typeClass == .personBound
        guard type != .patient else { return }
        // Everything of a person is about them, however it says so.
        references = [Self.patient]
        for reference in ReferenceScan.references(in: node) {
            guard case .reference = reference.form, let text = reference.text else { continue }
            let parts = text.split(separator: "/", maxSplits: 2)
            guard parts.count >= 2, let target = HostedType(rawValue: String(parts[0])), target != .patient else {
                continue
            }
            guard isBound ? target.typeClass == .member : target.typeClass == .personBound else { continue }
            references.append(Self.name(target.rawValue, String(parts[1])))
        }
    }

    mutating func add(_ other: UnitTies) {
        names += other.names
        for reference in other.references where !references.contains(reference) { references.append(reference) }
    }

    /// Whether either refers to the other.
    /// - Parameters: names and references of the others
    func isTied(to otherNames: Set<UInt64>, _ otherReferences: Set<UInt64>) -> Bool {
        names.contains(where: otherReferences.contains) || references.contains(where: otherNames.contains)
    }

    /// Whether this is a Patient.
    var isPatient: Bool { names == [Self.patient] }

    /// Stands for the Patient resources of the person.
    private static let patient: UInt64 = 1

    /// FNV-1a of 64 bits; only resources of one person meet.
    private static func name(_ type: String, _ id: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(type)/\(id)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return hash
    }
}
