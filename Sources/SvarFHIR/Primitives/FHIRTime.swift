/// A `time` of day without a zone, such as `14:05:00`. Two values are equal when their texts are.
public struct FHIRTime: FHIRPrimitive {
    /// The R4 type.
    public static var primitiveType: PrimitiveType { .time }
    /// The text as received.
    public let text: String
    private let fields: DateTimeFields

    /// Nil when the text is no `time`.
    public init?(_ text: String) {
        guard let fields = DateTimeFields(time: text.utf8Span.span) else { return nil }
        self.text = text
        self.fields = fields
    }

    /// How exact the text is.
    public var precision: DatePrecision { fields.precision }

    /// The half-open interval of microseconds since midnight it covers.
    public var range: Range<Int64> { fields.timeOfDay }
}
