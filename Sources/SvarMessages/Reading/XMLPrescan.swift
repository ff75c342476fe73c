/// Walks over the markup once before the XML parser sees it: refuses DOCTYPE, and with it every entity declared by the
/// sender, and holds the limits, so that the parser is never handed what makes it slow or large.
struct XMLPrescan {
    /// Why the bytes go no further.
    enum Failure: Error {
        case malformed(line: Int)
        case tooLarge(line: Int)
        /// A character reference to a control character.
        case forbiddenCharacter(line: Int)
    }

    private let limits: IntakeLimits
    private var depth = 0
    private var elements = 0

    /// Throws unless the bytes, which are checked UTF-8, are worth parsing.
    static func check(_ text: [UInt8], _ limits: IntakeLimits) throws(Failure) {
        var scan = XMLPrescan(limits: limits)
        let stop: Stop? = text.withUnsafeBufferPointer { scan.firstStop(in: $0) }
        guard let stop else { return }
        let line = text[..<min(stop.index, text.count)].reduce(into: 1) { if $1 == 0x0A { $0 += 1 } }
        throw stop.isSize ? .tooLarge(line: line) : .malformed(line: line)
    }

    private struct Stop {
        var index: Int
        var isSize: Bool
    }

    private init(limits: IntakeLimits) {
        self.limits = limits
    }

    private mutating func firstStop(in text: UnsafeBufferPointer<UInt8>) -> Stop? {
        var index = 0
        while true {
            while index < text.count, text[index] != 0x3C { index += 1 }
            guard index < text.count else { return nil }
            let start = index
            guard index + 1 < text.count else { return Stop(index: start, isSize: false) }
            switch text[index + 1] {
            case 0x21:  // "!": a comment or CDATA, nothing else
                if Self.matches("<!--", text, index) {
                    guard let end = Self.find("-->", text, index + 4) else { return Stop(index: start, isSize: false) }
                    index = end
                } else if Self.matches("<![CDATA[", text, index) {
                    guard let end = Self.find("]]>", text, index + 9) else { return Stop(index: start, isSize: false) }
                    index = end
                } else {
                    return Stop(index: start, isSize: false)
                }
            case 0x3F:  // "?"
                // The declaration is blanked before this; no message has other instructions, and the parser below does
                // not survive one without data.
                return Stop(index: start, isSize: false)
            case 0x2F:  // "/"
                guard let end = Self.find(">", text, index + 2) else { return Stop(index: start, isSize: false) }
                depth -= 1
                index = end
            default:
                if let stop = startTag(text, &index) { return stop }
            }
        }
    }

    /// From a start tag's `<` to behind its `>`.
    private mutating func startTag(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Stop? {
        elements += 1
        guard elements <= limits.maximumElements else { return Stop(index: index, isSize: true) }
        var attributes = 0
        var outside = 0
        let start = index
        index += 1
        while index < text.count {
            let byte = text[index]
            if byte == 0x3E {
                if text[index - 1] != 0x2F { depth += 1 }
                index += 1
                return depth > limits.maximumDepth ? Stop(index: start, isSize: true) : nil
            } else if byte == 0x22 || byte == 0x27 {
                attributes += 1
                let from = index + 1
                index = from
                while index < text.count, text[index] != byte { index += 1 }
                guard attributes <= limits.maximumAttributes, index - from <= limits.maximumAttributeBytes else {
                    return Stop(index: start, isSize: true)
                }
            } else if byte == 0x3C {
                return Stop(index: start, isSize: false)
            } else {
                outside += 1
                guard outside <= 16 << 10 else { return Stop(index: start, isSize: true) }
            }
            index += 1
        }
        return Stop(index: start, isSize: false)
    }

    private static func matches(_ mark: StaticString, _ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        guard index + mark.utf8CodeUnitCount <= text.count else { return false }
        return (0..<mark.utf8CodeUnitCount).allSatisfy { text[index + $0] == mark.utf8Start[$0] }
    }

    /// The index behind the mark's next occurrence.
    private static func find(_ mark: StaticString, _ text: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int? {
        var index = from
        while index + mark.utf8CodeUnitCount <= text.count {
            if text[index] == mark.utf8Start[0], matches(mark, text, index) { return index + mark.utf8CodeUnitCount }
            index += 1
        }
        return nil
    }
}
