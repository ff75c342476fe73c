/// The shape of a time as sent, without its meaning.
enum SentTime {
    /// Whether the text has the shape of one of the schema's kinds: dateTime, date, gYearMonth, gYear or time.
    static func isTime(_ text: String) -> Bool {
        let shapes = ["dddd", "dddd-dd", "dddd-dd-dd", "dddd-dd-ddTdd:dd:dd", "dd:dd:dd"]
        var shape = ""
        for character in text.utf8 {
            switch character {
            case 0x30...0x39: shape += "d"
            default: shape.unicodeScalars.append(Unicode.Scalar(character))
            }
        }
        if shape.hasSuffix("Z") {
            shape.removeLast()
        } else if shape.hasSuffix("+dd:dd") || shape.utf8.count > 7 && shape.hasSuffix("-dd:dd") {
            shape.removeLast(6)
        }
        if let point = shape.firstIndex(of: "."), shape[shape.index(after: point)...].allSatisfy({ $0 == "d" }) {
            shape = String(shape[..<point])
        }
        return shapes.contains(shape)
    }
}
