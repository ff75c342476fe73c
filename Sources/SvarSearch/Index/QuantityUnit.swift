/// The unit of a quantity as an index row holds it: `system|code|unit|`, so that "system and code" is a beginning and
/// "code or unit" stands between two bars. Bars inside the parts are written as another character.
enum QuantityUnit {
    static func text(system: String, code: String, unit: String) -> String {
        "\(escaped(system))|\(escaped(code))|\(escaped(unit))|"
    }

    /// Holds for rows with this system and this code.
    static func condition(system: String, code: String) -> RowCondition {
        .prefix(.extra, "\(escaped(system))|\(escaped(code))|")
    }

    /// Holds for rows whose code or unit is this, whatever the system.
    static func condition(codeOrUnit text: String) -> RowCondition {
        .contains(.extra, "|\(escaped(text))|")
    }

    private static func escaped(_ text: String) -> String {
        let text = IndexText.whole(text)
        guard text.utf8.contains(UInt8(ascii: "|")) else { return text }
        return String(decoding: text.utf8.map { $0 == UInt8(ascii: "|") ? 1 : $0 }, as: UTF8.self)
    }
}
