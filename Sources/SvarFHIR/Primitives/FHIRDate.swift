/// A `date`: `2026`, `2026-11` or `2026-11-21`. Two dates are equal when their texts are; compare times by `range`.
public struct FHIRDate: FHIRPrimitive {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .date }
    /// The text as received.
    public let text: String
    private let fields: DateTimeFields

    /// Nil when the text is no `date` or names a day that does not exist.
    public init?(_ text: String) {
        guard let fields = DateTimeFields(dateTime: text.utf8Span.span), !fields.hasTime else { return nil }
        self.text = text
        self.fields = fields
    }

    /// How exact the text is.
    public var precision: DatePrecision { fields.precision }

    /// The day; nil for a year or a month.
    public var day: CivilDate? { CivilDate(year: fields.year, month: fields.month, day: fields.day) }

    /// The half-open interval of instants it covers, in microseconds since 1970 UTC. Days are those of
    /// Europe/Oslo.
    public var range: Range<Int64> { fields.range }
}
