/// What R4 says of one member of a JSON object: an element, or one of the forms of a choice (`valueQuantity`).
package struct ElementFact: Sendable {
    /// Properties that are true or false.
    package struct Marks: OptionSet, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        /// The element must be there.
        package static let required = Marks(rawValue: 1)
        /// The element may repeat, so its JSON is an array.
        package static let array = Marks(rawValue: 2)
        /// One of the forms of an element whose type is a choice.
        package static let choice = Marks(rawValue: 4)
        /// The type is a primitive, so a `_name` sibling may hold its id and extensions.
        package static let primitive = Marks(rawValue: 8)
        /// The value is a resource of any type.
        package static let resource = Marks(rawValue: 16)
        /// Shown with `_summary=true`.
        package static let summary = Marks(rawValue: 32)
        /// Changes the meaning of what it stands in.
        package static let modifier = Marks(rawValue: 64)
        /// An attribute in XML (`Element.id`, `Extension.url`), which has no `_name` sibling.
        package static let attribute = Marks(rawValue: 128)
    }

    /// Where the name begins in the table's names.
    var nameStart: UInt32
    /// Where the line begins in the generated texts, counted through all of them: the same for
    /// an inherited element in every type that has it.
    package var line: UInt32
    /// The type of the value.
    package var type: StructureTable.TypeIndex
    /// How long the name is.
    var nameLength: UInt8
    /// How long the name is without the type that a choice's form ends in.
    var stemLength: UInt8
    /// The element's place among the elements of its type; the forms of a choice share one.
    package var slot: UInt8
    /// What is true of the element.
    package var marks: Marks
}
