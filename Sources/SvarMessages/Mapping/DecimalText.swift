import SvarFHIR

/// Numbers as laboratories write them.
enum DecimalText {
    /// A FHIR decimal's lexeme with every digit as sent; nil when the text is no number. A comma is taken as the decimal
    /// point; a leading `+`, spare zeros in front and a missing zero before the point are mended.
    static func lexeme(_ sent: String?) -> String? {
        guard var text = sent?.trimmedOrNil else { return nil }
        if text.utf8.filter({ $0 == UInt8(ascii: ",") }).count == 1, !text.utf8.contains(UInt8(ascii: ".")) {
            text = String(text.map { $0 == "," ? "." : $0 })
        }
        var isNegative = false
        if text.hasPrefix("+") {
            text.removeFirst()
        } else if text.hasPrefix("-") {
            text.removeFirst()
            isNegative = true
        }
        if text.hasPrefix(".") { text = "0" + text }
        if text.hasSuffix(".") { text.removeLast() }
        while text.hasPrefix("0"), let next = text.utf8.dropFirst().first, (48...57).contains(next) {
            text.removeFirst()
        }
        let lexeme = isNegative ? "-" + text : text
        return FHIRDecimal(lexeme) == nil ? nil : lexeme
    }
}
