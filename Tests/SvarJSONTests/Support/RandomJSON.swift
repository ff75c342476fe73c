import SvarJSON

extension SeededGenerator {
    /// Any JSON value, without duplicate keys.
    mutating func value(depth: Int = 5) -> JSONValue {
        switch below(depth > 0 ? 10 : 6) {
        case 0: return .null
        case 1: return .bool(chance(1, in: 2))
        case 2, 3: return .number(lexeme())
        case 4, 5: return .string(text())
        case 6, 7: return .array((0..<below(6)).map { _ in value(depth: depth - 1) })
        default:
            var object = JSONValue.object([])
            for _ in 0..<(chance(1, in: 12) ? 50 : below(7)) { object[text()] = value(depth: depth - 2) }
            return object
        }
    }

    /// Any number by RFC 8259.
    mutating func lexeme() -> String {
        var lexeme = chance(1, in: 3) ? "-" : ""
        lexeme += chance(1, in: 3) ? "0" : "\(below(9) + 1)" + digits(below(22))
        if chance(1, in: 2) { lexeme += "." + digits(1 + below(20)) }
        if chance(1, in: 4) { lexeme += pick(["e", "E"]) + pick(["", "+", "-"]) + digits(1 + below(3)) }
        return lexeme
    }

    private mutating func digits(_ count: Int) -> String { (0..<count).map { _ in "\(below(10))" }.joined() }

    /// Any text without NUL: mostly short and plain, with every width of UTF-8 and all that must be escaped.
    mutating func text() -> String {
        var text = ""
        for _ in 0..<pick([0, 1, 3, 7, 8, 9, 15, 16, 17, 40]) {
            let scalar: UInt32
            switch below(12) {
            case 0: scalar = UInt32(1 + below(0x1F))
            case 1:
                scalar = pick([0x22, 0x5C, 0x2F, 0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000, 0x10FFFF, 0xFEFF, 0x2028])
            case 2: scalar = UInt32(0x80 + below(0x780))
            case 3: scalar = UInt32(below(0x110000))
            default: scalar = UInt32(0x61 + below(26))
            }
            text.unicodeScalars.append(Unicode.Scalar(scalar).flatMap { $0 == "\u{0}" ? nil : $0 } ?? "å")
        }
        return text
    }

    /// One of the many ways to write the value: white space anywhere, any character escaped or not.
    mutating func spelling(of value: JSONValue) -> [UInt8] {
        var bytes: [UInt8] = []
        space(&bytes)
        switch value {
        case .object(let members):
            bytes += "{".utf8
            for (place, member) in members.enumerated() {
                if place > 0 { bytes += ",".utf8 }
                bytes += spelling(of: .string(member.key)) + ":".utf8 + spelling(of: member.value)
            }
            if members.isEmpty { space(&bytes) }
            bytes += "}".utf8
        case .array(let elements):
            bytes += "[".utf8
            for (place, element) in elements.enumerated() {
                if place > 0 { bytes += ",".utf8 }
                bytes += spelling(of: element)
            }
            if elements.isEmpty { space(&bytes) }
            bytes += "]".utf8
        case .string(let text):
            bytes += "\"".utf8
            for scalar in text.unicodeScalars { bytes += spelling(of: scalar).utf8 }
            bytes += "\"".utf8
        case .number, .bool, .null: bytes += value.bytes
        }
        space(&bytes)
        return bytes
    }

    private mutating func spelling(of scalar: Unicode.Scalar) -> String {
        let short: [Unicode.Scalar: String] = [
            "\"": #"\""#, "\\": #"\\"#, "/": #"\/"#, "\n": #"\n"#, "\r": #"\r"#, "\t": #"\t"#,
            "\u{8}": #"\b"#, "\u{C}": #"\f"#,
        ]
        let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
        if !mustEscape, !chance(1, in: 8) { return String(scalar) }
        if let short = short[scalar], chance(1, in: 2) { return short }
        return String(scalar).utf16.map { unit in
            let hex = String(unit, radix: 16, uppercase: chance(1, in: 2))
            return #"\u"# + String(repeating: "0", count: 4 - hex.count) + hex
        }.joined()
    }

    private mutating func space(_ bytes: inout [UInt8]) {
        guard chance(1, in: 4) else { return }
        for _ in 0..<pick([1, 2, 9, 20]) { bytes.append(chance(3, in: 4) ? 0x20 : pick([0x09, 0x0A, 0x0D])) }
    }
}
