import SvarJSON

/// A slow and obvious JSON reader: the text decoded by the standard library, one function per rule of RFC 8259, plus the
/// same extra refusals (duplicate keys, lone surrogates, NUL, depth). It says only whether, not where.
struct ReferenceParser {
    struct Refused: Error {}

    private let scalars: [Unicode.Scalar]
    private var at = 0

    static func value(of bytes: [UInt8], maximumDepth: Int = 64) -> JSONValue? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        var parser = ReferenceParser(scalars: Array(text.unicodeScalars))
        do {
            parser.skipSpace()
            let value = try parser.value(depth: maximumDepth)
            parser.skipSpace()
            return parser.at == parser.scalars.count ? value : nil
        } catch {
            return nil
        }
    }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private var current: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

    private mutating func skipSpace() {
        while let scalar = current, [" ", "\t", "\n", "\r"].contains(scalar) { at += 1 }
    }

    private mutating func take(_ wanted: String) -> Bool {
        let wanted = Array(wanted.unicodeScalars)
        guard scalars[at...].starts(with: wanted) else { return false }
        at += wanted.count
        return true
    }

    private mutating func value(depth: Int) throws(Refused) -> JSONValue {
        if take("{") { return try object(depth: depth) }
        if take("[") { return try array(depth: depth) }
        if take("\"") { return .string(try string()) }
        if take("true") { return true }
        if take("false") { return false }
        if take("null") { return .null }
        return try number()
    }

    private mutating func object(depth: Int) throws(Refused) -> JSONValue {
        guard depth > 0 else { throw Refused() }
        var members: [JSONMemberValue] = []
        var seen: Set<[UInt8]> = []
        skipSpace()
        if take("}") { return .object(members) }
        repeat {
            skipSpace()
            guard take("\"") else { throw Refused() }
            let key = try string()
            guard seen.insert(Array(key.utf8)).inserted else { throw Refused() }
            skipSpace()
            guard take(":") else { throw Refused() }
            skipSpace()
            members.append(JSONMemberValue(key, try value(depth: depth - 1)))
            skipSpace()
        } while take(",")
        guard take("}") else { throw Refused() }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(Refused) -> JSONValue {
        guard depth > 0 else { throw Refused() }
        var elements: [JSONValue] = []
        skipSpace()
        if take("]") { return .array(elements) }
        repeat {
            skipSpace()
            elements.append(try value(depth: depth - 1))
            skipSpace()
        } while take(",")
        guard take("]") else { throw Refused() }
        return .array(elements)
    }

    private mutating func string() throws(Refused) -> String {
        var units: [UInt16] = []
        while let scalar = current {
            at += 1
            switch scalar {
            case "\"":
                guard !units.contains(0), let text = String(validating: units, as: UTF16.self) else { throw Refused() }
                return text
            case "\\": units.append(try escape())
            case "\u{0}"..<" ": throw Refused()
            default: units.append(contentsOf: String(scalar).utf16)
            }
        }
        throw Refused()
    }

    private mutating func escape() throws(Refused) -> UInt16 {
        guard let scalar = current else { throw Refused() }
        at += 1
        switch scalar {
        case "\"", "\\", "/": return UInt16(scalar.value)
        case "b": return 8
        case "f": return 12
        case "n": return 10
        case "r": return 13
        case "t": return 9
        case "u":
            var digits = ""
            while digits.count < 4, let digit = current, Character(digit).isHexDigit, digit.isASCII {
                digits.unicodeScalars.append(digit)
                at += 1
            }
            guard digits.count == 4, let unit = UInt16(digits, radix: 16) else { throw Refused() }
            return unit
        default: throw Refused()
        }
    }

    private mutating func digits() throws(Refused) -> String {
        var digits = ""
        while let digit = current, ("0"..."9").contains(digit) {
            digits.unicodeScalars.append(digit)
            at += 1
        }
        guard !digits.isEmpty else { throw Refused() }
        return digits
    }

    private mutating func number() throws(Refused) -> JSONValue {
        var lexeme = take("-") ? "-" : ""
        let whole = try digits()
        guard whole == "0" || !whole.hasPrefix("0") else { throw Refused() }
        lexeme += whole
        if take(".") { lexeme += "." + (try digits()) }
        for mark in ["e", "E"] where take(mark) {
            lexeme += mark
            for sign in ["+", "-"] where take(sign) {
                lexeme += sign
                break
            }
            lexeme += try digits()
            break
        }
        return .number(lexeme)
    }
}
