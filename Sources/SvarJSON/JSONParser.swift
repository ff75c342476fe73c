/// Reads a text once from front to back, without recursion, and fills the tape.
struct JSONParser {
    /// An open container.
    struct Frame {
        /// The tape index of its first word.
        var tape = 0
        /// Members read to the end.
        var count = 0
        var isObject = false
        /// The tape index of the key whose value is being read.
        var key = 0
        /// Where its keys start in `keys`.
        var firstKey = 0
        /// A bit for the hash of each key; a bit that is not set shows that a key is new.
        var filter: UInt64 = 0
    }

    let input: ByteView
    let limits: JSONLimits
    var tape: [UInt64] = []
    /// The container being read; the ones around it are in `frames`.
    var frame = Frame()
    var frames: [Frame] = []
    /// Keys of all open objects, the innermost last.
    var keys: [KeySlot] = []
    var nodes = 0

    init(_ input: ByteView, limits: JSONLimits) {
        self.input = input
        self.limits = limits
    }

    /// Reads the whole text.
    mutating func run() throws(JSONError) {
        guard input.count <= limits.maximumBytes else { throw error(.tooLarge, at: limits.maximumBytes) }
        switch (input[0], input[1], input[2]) {
        case (0xEF, 0xBB, 0xBF), (0xFE, 0xFF, _), (0xFF, 0xFE, _): throw error(.byteOrderMark, at: 0)
        default: break
        }
        tape.reserveCapacity(input.count / 8 + 16)
        var position = skippingSpace(0)
        guard position < input.count else { throw error(.empty, at: position) }
        reading: while true {
            try openOrRead(&position)
            while true {
                if frames.isEmpty { break reading }
                if try needsValue(&position) { continue reading }
            }
        }
        position = skippingSpace(position)
        guard position == input.count else {
            throw error(input[position] == 0 ? .nulCharacter : .trailingContent, at: position)
        }
    }

    /// Reads one leaf or a whole empty container, or opens containers down to the first leaf.
    @inline(__always)
    private mutating func openOrRead(_ position: inout Int) throws(JSONError) {
        while true {
            nodes &+= 1
            if nodes > limits.maximumNodes { throw error(.tooManyNodes, at: position, inside: true) }
            let start = position
            switch input[start] {
            case UInt8(ascii: "\""):
                let escaped = try scanString(&position, inside: true)
                tape.append(Word(.string, from: start, to: position, escaped: escaped).bits)
                return
            case UInt8(ascii: "{"):
                try open(isObject: true, at: start)
                position = skippingSpace(start &+ 1)
                if input[position] == UInt8(ascii: "}") {
                    try close(&position)
                    return
                }
                try readKey(&position)
            case UInt8(ascii: "["):
                try open(isObject: false, at: start)
                position = skippingSpace(start &+ 1)
                if input[position] == UInt8(ascii: "]") {
                    try close(&position)
                    return
                }
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                try scanNumber(&position)
                tape.append(Word(.number, from: start, to: position).bits)
                return
            default:
                try readLiteral(&position)
                return
            }
        }
    }

    /// After a value in a container: true if a comma was read and a value must follow, false if the container ended.
    @inline(__always)
    private mutating func needsValue(_ position: inout Int) throws(JSONError) -> Bool {
        frame.count &+= 1
        let closer = frame.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
        position = skippingSpace(position)
        let byte = input[position]
        if byte == UInt8(ascii: ",") {
            let comma = position
            position = skippingSpace(comma &+ 1)
            if input[position] == closer { throw error(.trailingComma, at: comma) }
            if frame.isObject { try readKey(&position) }
            return true
        }
        guard byte == closer else { throw unexpected(at: position) }
        try close(&position)
        return false
    }

    @inline(__always)
    private mutating func open(isObject: Bool, at position: Int) throws(JSONError) {
        guard frames.count < limits.maximumDepth else { throw error(.tooDeep, at: position, inside: true) }
        frames.append(frame)
        frame = Frame(tape: tape.count, isObject: isObject, firstKey: keys.count)
        tape.append(Word(isObject ? .object : .array, from: position, to: position).bits)
        tape.append(0)
    }

    @inline(__always)
    private mutating func close(_ position: inout Int) throws(JSONError) {
        if frame.isObject {
            if keys.count &- frame.firstKey > KeySlot.fewKeys { try checkManyKeys() }
            keys.removeLast(keys.count &- frame.firstKey)
        }
        position &+= 1
        let word = Word(bits: tape[frame.tape])
        tape[frame.tape] = Word(frame.isObject ? .object : .array, from: word.start, to: position).bits
        tape[frame.tape &+ 1] = Word.extent(next: tape.count, count: frame.count)
        frame = frames.removeLast()
    }

    /// Reads a key, its colon and the space behind it.
    @inline(__always)
    private mutating func readKey(_ position: inout Int) throws(JSONError) {
        let start = position
        guard input[start] == UInt8(ascii: "\"") else { throw unexpected(at: start) }
        let escaped = try scanString(&position, inside: false)
        let word = Word(.string, from: start, to: position, escaped: escaped)
        frame.key = tape.count
        tape.append(word.bits)
        try noteKey(word)
        position = skippingSpace(position)
        guard input[position] == UInt8(ascii: ":") else { throw unexpected(at: position, inside: true) }
        position = skippingSpace(position &+ 1)
    }

    private mutating func readLiteral(_ position: inout Int) throws(JSONError) {
        let start = position
        let kind: Word.Kind
        switch input[start] {
        case UInt8(ascii: "t"):
            kind = .true
            try expect("true", &position)
        case UInt8(ascii: "f"):
            kind = .false
            try expect("false", &position)
        case UInt8(ascii: "n"):
            kind = .null
            try expect("null", &position)
        case UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "N") where input[start &+ 1] == UInt8(ascii: "a"),
            UInt8(ascii: "I") where input[start &+ 1] == UInt8(ascii: "n"):
            throw error(.badNumber, at: start, inside: true)
        default:
            throw unexpected(at: start, inside: true)
        }
        tape.append(Word(kind, from: start, to: position).bits)
    }

    private func expect(_ literal: StaticString, _ position: inout Int) throws(JSONError) {
        let wanted = UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
        for byte in wanted {
            guard input[position] == byte else { throw unexpected(at: position, inside: true) }
            position &+= 1
        }
    }

    /// The index of the first byte from here on that is no white space.
    @inline(__always)
    func skippingSpace(_ position: Int) -> Int {
        if input[position] > 0x20 { return position }
        return skippingSpaceRun(position)
    }

    private func skippingSpaceRun(_ start: Int) -> Int {
        var position = start
        while true {
            switch input[position] {
            case 0x20:
                position &+= 1
                while input.eight(at: position) == 0x2020_2020_2020_2020 { position &+= 8 }
            case 0x0A, 0x0D, 0x09: position &+= 1
            default: return position
            }
        }
    }
}
