/// A `dateTime`: a date of any precision, or a time to the second or finer with its offset. Two values are equal when
/// their texts are; compare times by `range`.
public struct FHIRDateTime: FHIRPrimitive {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .dateTime }
    /// The text as received.
    public let text: String
    private let fields: DateTimeFields

    /// Nil when the text is no `dateTime` or names a day that does not exist.
    public init?(_ text: String) {
        guard let fields = DateTimeFields(dateTime: text.utf8Span.span) else { return nil }
        self.text = text
        self.fields = fields
    }

    /// How exact the text is.
    public var precision: DatePrecision { fields.precision }

    /// Minutes east of UTC as written; nil for a date.
    public var offsetMinutes: Int? { fields.offsetMinutes }

    /// The day as written, in its own offset; nil for a year or a month.
    public var day: CivilDate? { CivilDate(year: fields.year, month: fields.month, day: fields.day) }

    /// The half-open interval of instants it covers, in microseconds since 1970 UTC. A date is a day,
    /// month or year of Europe/Oslo.
    public var range: Range<Int64> { fields.range }
}
