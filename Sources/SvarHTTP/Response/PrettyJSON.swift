/// JSON with line breaks and indents, for people (`_pretty=true`). Only white space between tokens changes: numbers,
/// strings and the order of members stay byte for byte.
enum PrettyJSON {
    /// Levels that are indented; deeper ones stand where the last of these does.
    private static let maximumIndent = 16

    /// The text indented, or as it was when that would make more than eight times as much of it.
    static func indented(_ json: [UInt8]) -> [UInt8] {
        guard let first = json.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return json }
        let limit = json.count * 8 + 1_024
        var result: [UInt8] = []
        result.reserveCapacity(json.count * 2)
        var depth = 0
        var position = 0
        func breakLine() {
            result.append(UInt8(ascii: "\n"))
            for _ in 0..<min(depth, maximumIndent) { result += [0x20, 0x20] }
        }
        while position < json.count {
            guard result.count < limit else { return json }
            let byte = json[position]
            switch byte {
            case UInt8(ascii: "\""):
                let start = position
                position += 1
                while position < json.count, json[position] != UInt8(ascii: "\"") {
                    position += json[position] == UInt8(ascii: "\\") ? 2 : 1
                }
                position = min(position, json.count - 1)
                result += json[start...position]
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                result.append(byte)
                let next = json[(position + 1)...].firstIndex { !isSpace($0) } ?? position
                if json[next] == byte + 2 {
                    // An empty one stays on its line.
                    result.append(byte + 2)
                    position = next
                } else {
                    depth += 1
                    breakLine()
                }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth = max(0, depth - 1)
                breakLine()
                result.append(byte)
            case UInt8(ascii: ","):
                result.append(byte)
                breakLine()
            case UInt8(ascii: ":"): result += [byte, 0x20]
            default: if !isSpace(byte) { result.append(byte) }
            }
            position += 1
        }
        result.append(UInt8(ascii: "\n"))
        return result
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
