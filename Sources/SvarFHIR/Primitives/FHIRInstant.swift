/// An `instant`: a time to the second or finer with its offset. Two values are equal when their texts are; compare times
/// by `microseconds`.
public struct FHIRInstant: FHIRPrimitive {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .instant }
    /// The text as received.
    public let text: String
    private let fields: DateTimeFields

    /// Nil when the text is no `instant` or names a day that does not exist.
    public init?(_ text: String) {
        guard let fields = DateTimeFields(dateTime: text.utf8Span.span), fields.hasTime else { return nil }
        self.text = text
        self.fields = fields
    }

    /// How exact the text is.
    public var precision: DatePrecision { fields.precision }

    /// Minutes east of UTC as written.
    public var offsetMinutes: Int { fields.offsetMinutes ?? 0 }

    /// Microseconds since 1970 UTC; finer digits are cut off here and kept in the text.
    public var microseconds: Int64 { fields.range.lowerBound }

    /// The half-open interval of instants it covers, in microseconds since 1970 UTC.
    public var range: Range<Int64> { fields.range }

    /// The instant in UTC, with six decimals.
    public init(microseconds: Int64) {
        text = InstantFormat.utcText(microseconds)
        fields = DateTimeFields(dateTime: text.utf8Span.span)!
    }
}
