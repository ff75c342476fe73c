extension StructureTable {
    /// Reads the generated texts.
    init(_ texts: [StaticString]) {
        var reader = TableReader()
        var base = 0
        for text in texts {
            let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
            reader.headers(bytes, base: base)
            base += bytes.count
        }
        for index in reader.drafts.indices { reader.fill(index, texts) }
        self.init(types: reader.types, elements: reader.elements, names: reader.names, texts: texts)
    }

    private init(types: [TypeFact], elements: [ElementFact], names: [UInt8], texts: [StaticString]) {
        var size = 1024
        while size < 2 * (types.count + elements.count) { size *= 2 }
        var buckets = [UInt16](repeating: 0, count: size)
        func put(_ value: Int, _ start: UInt32, _ count: UInt8, _ type: TypeIndex) {
            let name = names.span.bytes.extracting(Int(start)..<Int(start) + Int(count))
            var slot = Int(nameHash(name, type)) & (size - 1)
            while buckets[slot] != 0 { slot = (slot + 1) & (size - 1) }
            buckets[slot] = UInt16(value + 1)
        }
        for (index, type) in types.enumerated() {
            put(index, type.nameStart, type.nameLength, Self.typeNames)
            for element in type.elements {
                put(element, elements[element].nameStart, elements[element].nameLength, TypeIndex(index))
            }
        }
        self.types = types
        self.elements = elements
        self.names = names
        self.buckets = buckets
        self.texts = texts
    }
}

/// Builds the rows of a table from its lines: first all types by name, then each with what it inherits.
private struct TableReader {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    /// A type as its heading has it.
    struct Draft {
        var base: String
        var lines: [Substring.UTF8View]
        var lineStarts: [Int]
        var isFilled = false
    }

    var drafts: [Draft] = []
    var types: [TypeFact] = []
    var elements: [ElementFact] = []
    var names: [UInt8] = []
    var numbers: [String: Int] = [:]

    /// Notes the types of one text and where their lines are.
    mutating func headers(_ bytes: Bytes, base: Int) {
        let text = String(decoding: bytes, as: UTF8.self)
        var offset = base
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            defer { offset += line.count + 1 }
            guard line.first == UInt8(ascii: ":") else {
                drafts[drafts.count - 1].lines.append(line)
                drafts[drafts.count - 1].lineStarts.append(offset)
                continue
            }
            let words = line.dropFirst().split(separator: UInt8(ascii: " "))
            let name = String(Substring(words[0]))
            numbers[name] = drafts.count
            drafts.append(Draft(base: String(Substring(words[2])), lines: [], lineStarts: []))
            types.append(
                TypeFact(
                    nameStart: UInt32(names.count),
                    nameLength: UInt8(name.utf8.count),
                    kind: kind(words[1]),
                    elements: 0..<0,
                    requiredSlots: 0
                )
            )
            names.append(contentsOf: name.utf8)
        }
    }

    /// Writes a type's rows, its base's first.
    mutating func fill(_ index: Int, _ texts: [StaticString]) {
        guard !drafts[index].isFilled else { return }
        drafts[index].isFilled = true
        var inherited = 0..<0
        var slot: UInt8 = 0
        if let base = numbers[drafts[index].base], types[index].kind != .primitive {
            fill(base, texts)
            inherited = types[base].elements
            slot = (inherited.last.map { elements[$0].slot + 1 }) ?? 0
        }
        let start = elements.count
        for element in inherited { elements.append(elements[element]) }
        for (line, lineStart) in zip(drafts[index].lines, drafts[index].lineStarts) {
            append(line, lineStart, slot: slot)
            slot += 1
        }
        types[index].elements = start..<elements.count
        for element in elements[start...] where element.marks.contains(.required) {
            types[index].requiredSlots |= 1 << UInt64(element.slot)
        }
    }

    private mutating func append(_ line: Substring.UTF8View, _ lineStart: Int, slot: UInt8) {
        let words = line.split(separator: UInt8(ascii: " "))
        var marks: ElementFact.Marks = []
        if words[1].first != UInt8(ascii: "0") { marks.insert(.required) }
        if words[2].first == UInt8(ascii: "*") { marks.insert(.array) }
        if words[3].contains(UInt8(ascii: "S")) { marks.insert(.summary) }
        if words[3].contains(UInt8(ascii: "M")) { marks.insert(.modifier) }
        if words[3].contains(UInt8(ascii: "A")) { marks.insert(.attribute) }
        let isChoice = words[0].last == UInt8(ascii: "]")
        if isChoice { marks.insert(.choice) }
        let stem = isChoice ? words[0].dropLast(3) : words[0]
        for type in words[4].split(separator: UInt8(ascii: ",")) {
            let code = type.prefix { $0 != UInt8(ascii: "(") }
            let number = numbers[String(Substring(code.first == UInt8(ascii: "@") ? code.dropFirst() : code))]
            guard let number else { continue }
            var own = marks
            if types[number].kind == .primitive { own.insert(.primitive) }
            if Substring(code) == "Resource" { own.insert(.resource) }
            let nameStart = names.count
            names.append(contentsOf: stem)
            if isChoice, let first = code.first {
                names.append(first >= UInt8(ascii: "a") ? first - 32 : first)
                names.append(contentsOf: code.dropFirst())
            }
            elements.append(
                ElementFact(
                    nameStart: UInt32(nameStart),
                    line: UInt32(lineStart),
                    type: StructureTable.TypeIndex(number),
                    nameLength: UInt8(names.count - nameStart),
                    stemLength: UInt8(stem.count),
                    slot: slot,
                    marks: own
                )
            )
        }
    }

    private func kind(_ word: Substring.UTF8View.SubSequence) -> TypeFact.Kind {
        switch Substring(word) {
        case "resource": .resource
        case "abstract": .abstract
        case "primitive": .primitive
        case "backbone": .backbone
        default: .type
        }
    }
}
