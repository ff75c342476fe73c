extension JSONParser {
    /// An error at this byte.
    /// - Parameter inside: whether the current member of the innermost container is at fault, or the container itself.
    @inline(never)
    func error(_ reason: JSONError.Reason, at offset: Int, inside: Bool = false) -> JSONError {
        JSONError(reason: reason, offset: offset, path: path(inside: inside))
    }

    /// The error for a byte that cannot stand here.
    @inline(never)
    func unexpected(at offset: Int, inside: Bool = false) -> JSONError {
        if offset >= input.count { return error(.unexpectedEnd, at: input.count, inside: inside) }
        return error(input[offset] == 0 ? .nulCharacter : .unexpected, at: offset, inside: inside)
    }

    private func path(inside: Bool) -> String {
        var path = rootName ?? "$"
        let open = frames.dropFirst() + (frames.isEmpty ? [] : [frame])
        for (place, container) in open.enumerated() where inside || place < open.count - 1 {
            if container.isObject {
                path += "." + (name(Word(bits: tape[container.key])) ?? "?")
            } else {
                path += "[\(container.count)]"
            }
        }
        return path
    }

    /// The root's `resourceType`, if it was read.
    private var rootName: String? {
        guard let first = tape.first, Word(bits: first).kind == .object else { return nil }
        let wanted: StaticString = "resourceType"
        let bytes = UnsafeBufferPointer(start: wanted.utf8Start, count: wanted.utf8CodeUnitCount)
        var index = 2
        while index + 1 < tape.count {
            let key = Word(bits: tape[index])
            let value = Word(bits: tape[index + 1])
            if key.content.count == bytes.count, input.equals(bytes, at: key.start + 1) {
                return value.kind == .string ? name(value) : nil
            }
            guard value.isContainer else {
                index += 2
                continue
            }
            let next = Int(UInt32(truncatingIfNeeded: tape[index + 2]))
            // A container that is still open has no end yet.
            guard next > index else { return nil }
            index = next
        }
        return nil
    }

    /// The text of a word that is a plain identifier of reasonable length; nothing else is fit for an error text.
    private func name(_ word: Word) -> String? {
        let content = word.content
        guard !word.isEscaped, (1...64).contains(content.count) else { return nil }
        for at in content {
            switch input[at] {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"):
                continue
            case UInt8(ascii: "0")...UInt8(ascii: "9") where at > content.lowerBound: continue
            default: return nil
            }
        }
        return String(decoding: input.buffer[content], as: UTF8.self)
    }
}
