/// A FHIR primitive value that is known to be valid and keeps the text it came as.
public protocol FHIRPrimitive: Hashable, Sendable, CustomStringConvertible {
    /// Which primitive type of R4 this is.
    static var primitiveType: PrimitiveType { get }
    /// The text as received.
    var text: String { get }
    /// Nil when `text` is no value of the type. Source: http://hl7.org/fhir/R4/datatypes.html#primitive
    init?(_ text: String)
}

extension FHIRPrimitive {
    /// The text as received.
    public var description: String { text }
}
