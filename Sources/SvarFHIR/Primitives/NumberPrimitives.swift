/// An `integer`: a whole number of 32 bits with sign.
public struct FHIRInteger: FHIRPrimitive {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .integer }
    /// The text as received.
    public let text: String
    /// The number.
    public let value: Int32
    /// Nil when the text is no whole number of 32 bits, or has leading zeros.
    public init?(_ text: String) {
        guard let value = TextSyntax.integer(text.utf8Span.span) else { return nil }
        self.text = text
        self.value = value
    }
}

/// An `unsignedInt`: a whole number from 0.
public struct FHIRUnsignedInt: FHIRPrimitive {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .unsignedInt }
    /// The text as received.
    public let text: String
    /// The number.
    public let value: Int32
    /// Nil when the text is no such number or has a sign.
    public init?(_ text: String) {
        guard let value = TextSyntax.integer(text.utf8Span.span), value >= 0, !text.utf8.starts(with: "+".utf8) else {
            return nil
        }
        self.text = text
        self.value = value
    }
}

/// A `positiveInt`: a whole number from 1.
public struct FHIRPositiveInt: FHIRPrimitive {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .positiveInt }
    /// The text as received.
    public let text: String
    /// The number.
    public let value: Int32
    /// Nil when the text is no such number.
    public init?(_ text: String) {
        guard let value = TextSyntax.integer(text.utf8Span.span), value > 0 else { return nil }
        self.text = text
        self.value = value
    }
}

/// A `boolean`: `true` or `false`.
public struct FHIRBoolean: FHIRPrimitive {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .boolean }
    /// The value.
    public let value: Bool
    /// `true` or `false`.
    public var text: String { value ? "true" : "false" }
    /// Nil when the text is neither.
    public init?(_ text: String) {
        guard text == "true" || text == "false" else { return nil }
        value = text == "true"
    }
}
