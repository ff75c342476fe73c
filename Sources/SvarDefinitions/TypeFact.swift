/// What R4 says of one type: a resource, a data type, a primitive, or a backbone element (named by its path).
package struct TypeFact: Sendable {
    /// What sort of type it is.
    package enum Kind: UInt8, Sendable {
        case resource, abstract, type, primitive, backbone
    }

    /// Where the name begins in the table's names, and how long it is.
    var nameStart: UInt32
    var nameLength: UInt8
    /// What sort of type it is.
    package var kind: Kind
    /// Its elements' places in `StructureTable.elements`: inherited ones first, the forms of a choice beside each other.
    package var elements: Range<Int>
    /// The slots that must be filled, one bit each.
    package var requiredSlots: UInt64
}
