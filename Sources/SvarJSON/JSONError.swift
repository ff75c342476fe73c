/// Why and where bytes were refused as JSON; it holds no content but element names.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The closed set of reasons; the raw value is a short text for people.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        /// Nothing but white space.
        case empty = "empty input"
        /// The text starts with U+FEFF, in UTF-8 or UTF-16; RFC 8259 section 8.1 forbids to send it.
        case byteOrderMark = "byte order mark"
        /// A byte that cannot stand where it stands.
        case unexpected = "unexpected character"
        /// The text ends inside a value.
        case unexpectedEnd = "unexpected end"
        /// A comma before `]` or `}`; the offset is that of the comma.
        case trailingComma = "trailing comma"
        /// Something after the one value.
        case trailingContent = "content after the value"
        /// A key that its object already has, compared after unescaping; the offset is that of the later key. Among
        /// more than 32 keys it is found when the object ends, so that a fault inside that object is told before it.
        case duplicateKey = "duplicate key"
        /// Not a number by RFC 8259 section 6 (`01`, `1.`, `+1`, `NaN`); the offset is that of its first byte.
        case badNumber = "bad number"
        /// A backslash followed by what is no escape; the offset is that of the backslash.
        case badEscape = "bad escape"
        /// An escape for half of a surrogate pair; the offset is that of its backslash.
        case loneSurrogate = "lone surrogate"
        /// A NUL, raw or as `\u0000` in a string: no FHIR string may hold it.
        case nulCharacter = "NUL character"
        /// A raw control character in a string.
        case controlCharacter = "control character in a string"
        /// Overlong, truncated, surrogate or too high; the offset is that of the sequence's first byte.
        case badUTF8 = "invalid UTF-8"
        /// More open containers than `JSONLimits.maximumDepth`.
        case tooDeep = "nested too deep"
        /// More bytes than `JSONLimits.maximumBytes`.
        case tooLarge = "too large"
        /// More values than `JSONLimits.maximumNodes`.
        case tooManyNodes = "too many values"
    }

    /// What is wrong.
    public let reason: Reason
    /// Where, as bytes from the start.
    public let offset: Int
    /// The element at fault in the manner of FHIRPath: `Bundle.entry[3].resource.code`. The root is named by its
    /// `resourceType` if that was seen before the fault, else `$`; a key that is no identifier is shown as `?`.
    public let path: String

    /// An error of this reason at this place.
    public init(reason: Reason, offset: Int, path: String) {
        self.reason = reason
        self.offset = offset
        self.path = path
    }

    /// One line for people: `duplicate key at byte 12 (Patient.name)`.
    public var description: String { "\(reason.rawValue) at byte \(offset) (\(path))" }
}
