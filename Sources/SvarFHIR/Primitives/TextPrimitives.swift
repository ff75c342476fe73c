/// An `id`: 1 to 64 letters, digits, `-` and `.`.
public struct FHIRID: FHIRPrimitive {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .id }
    /// The text as received.
    public let text: String
    /// Nil when the text is no id.
    public init?(_ text: String) {
        guard TextSyntax.isID(text.utf8Span.span) else { return nil }
        self.text = text
    }
}

/// A `code`: at least one character, no white space but single spaces inside.
public struct FHIRCode: FHIRPrimitive {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .code }
    /// The text as received.
    public let text: String
    /// Nil when the text is no code.
    public init?(_ text: String) {
        guard TextSyntax.isCode(text.utf8Span.span) else { return nil }
        self.text = text
    }
}

/// A `uri`: not empty and without white space.
public struct FHIRURI: FHIRPrimitive {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .uri }
    /// The text as received.
    public let text: String
    /// Nil when the text is no URI.
    public init?(_ text: String) {
        guard TextSyntax.isURI(text.utf8Span.span) else { return nil }
        self.text = text
    }
}

/// A `url`: a URI that can be followed.
public struct FHIRURL: FHIRPrimitive {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .url }
    /// The text as received.
    public let text: String
    /// Nil when the text is no URI.
    public init?(_ text: String) {
        guard TextSyntax.isURI(text.utf8Span.span) else { return nil }
        self.text = text
    }
}

/// A `canonical`: the URL of a conformance resource, with a version after `|` where one is named.
public struct FHIRCanonical: FHIRPrimitive {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .canonical }
    /// The text as received.
    public let text: String
    /// Nil when the text is no URI.
    public init?(_ text: String) {
        guard TextSyntax.isURI(text.utf8Span.span) else { return nil }
        self.text = text
    }

    /// The URL without version and fragment.
    public var url: String { String(text.prefix { $0 != "|" && $0 != "#" }) }

    /// The version after `|`; nil when none is named.
    public var version: String? {
        guard let bar = text.firstIndex(of: "|") else { return nil }
        return String(text[text.index(after: bar)...].prefix { $0 != "#" })
    }
}

/// An `oid` in its URN form, `urn:oid:1.2.3`.
public struct FHIROID: FHIRPrimitive {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .oid }
    /// The text as received.
    public let text: String
    /// Nil when the text is no OID.
    public init?(_ text: String) {
        guard TextSyntax.isOID(text.utf8Span.span) else { return nil }
        self.text = text
    }
}

/// A `uuid` in its URN form and lower case.
public struct FHIRUUID: FHIRPrimitive {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .uuid }
    /// The text as received.
    public let text: String
    /// Nil when the text is no UUID.
    public init?(_ text: String) {
        guard TextSyntax.isUUID(text.utf8Span.span) else { return nil }
        self.text = text
    }
}

/// A `string`: not empty, at most 1 MB.
public struct FHIRString: FHIRPrimitive {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .string }
    /// The text as received.
    public let text: String
    /// Nil when the text is empty, too long or begins with a control character.
    public init?(_ text: String) {
        guard TextSyntax.isString(text.utf8Span.span) else { return nil }
        self.text = text
    }
}

/// A `markdown` text: not empty.
public struct FHIRMarkdown: FHIRPrimitive {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .markdown }
    /// The text as received.
    public let text: String
    /// Nil when the text is empty or begins with a control character.
    public init?(_ text: String) {
        guard TextSyntax.isMarkdown(text.utf8Span.span) else { return nil }
        self.text = text
    }
}
