import SvarDefinitions
import SvarFHIR

/// Places in the table that the walk knows by name.
enum StructureFacts {
    /// The line of `DomainResource.contained`, which every resource type shares.
    static let containedLine: UInt32? = line(of: "contained", in: "DomainResource")
    /// The type of `_name`: id and extensions only.
    static let elementType: StructureTable.TypeIndex = StructureTable.r4.type(named: "Element") ?? 0
    /// The primitive of each type's number; nil for a type that is none.
    static let primitives: [PrimitiveType?] = StructureTable.r4.types.indices.map { index in
        guard StructureTable.r4.types[index].kind == .primitive else { return nil }
        return PrimitiveType(rawValue: StructureTable.r4.name(ofType: StructureTable.TypeIndex(index)))
    }

    private static func line(of name: String, in type: String) -> UInt32? {
        let table = StructureTable.r4
        return table.type(named: type).flatMap { table.element(name, of: $0) }.map { table.elements[$0].line }
    }
}
