/// The structure of every R4 type, ready for look-up by bytes: about 10 000 rows of 16 bytes, read once when first asked.
///
/// Source: the StructureDefinitions of FHIR R4 4.0.1 (`scripts/definitions/generate.py`).
package struct StructureTable: Sendable {
    /// A type's place in `types`.
    package typealias TypeIndex = UInt16

    /// The table of R4.
    package static let r4 = read()

    /// Reads the table of R4 anew; `r4` does so once.
    package static func read() -> StructureTable {
        StructureTable([GeneratedTables.dataTypes, GeneratedTables.resources])
    }

    /// Every type.
    package let types: [TypeFact]
    /// The elements of all types, each type's beside each other.
    package let elements: [ElementFact]
    /// The bytes of all names.
    let names: [UInt8]
    /// Open addressing: 0 is empty, else place + 1 in `elements` or, for a type's own name, in `types`.
    let buckets: [UInt16]
    /// What the rows were read from.
    let texts: [StaticString]

    /// The memory the table takes.
    package var byteCount: Int {
        types.capacity * MemoryLayout<TypeFact>.stride + elements.capacity * MemoryLayout<ElementFact>.stride
            + names.capacity + buckets.capacity * MemoryLayout<UInt16>.stride
    }

    /// The number of an element by its JSON name, as it stands in a resource; nil when the type has no such element.
    /// - Complexity: O(1); no allocation.
    package func element(_ name: borrowing RawSpan, of type: TypeIndex) -> Int? {
        var slot = Int(nameHash(name, type) & UInt32(truncatingIfNeeded: buckets.count - 1))
        while true {
            let found = Int(buckets[slot]) - 1
            if found < 0 { return nil }
            let isOfType = types[Int(type)].elements.contains(found)
            if isOfType, elementHasName(found, name) { return found }
            slot = (slot &+ 1) & (buckets.count &- 1)
        }
    }

    /// The type of that name (`Observation`, `Quantity`, `Observation.component`), nil when R4 has none.
    package func type(_ name: borrowing RawSpan) -> TypeIndex? {
        var slot = Int(nameHash(name, Self.typeNames) & UInt32(truncatingIfNeeded: buckets.count - 1))
        while true {
            let found = Int(buckets[slot]) - 1
            if found < 0 { return nil }
            if found < types.count, typeHasName(found, name) { return TypeIndex(found) }
            slot = (slot &+ 1) & (buckets.count &- 1)
        }
    }

    /// The type of that name.
    package func type(named name: String) -> TypeIndex? {
        let bytes = Array(name.utf8)
        return type(bytes.span.bytes)
    }

    /// The number of an element by its JSON name.
    package func element(_ name: String, of type: TypeIndex) -> Int? {
        let bytes = Array(name.utf8)
        return element(bytes.span.bytes, of: type)
    }

    /// The JSON name of an element (`valueQuantity`).
    package func name(ofElement index: Int) -> String {
        let fact = elements[index]
        return text(Int(fact.nameStart), Int(fact.nameLength))
    }

    /// The name without the type of a choice (`value` for `valueQuantity`).
    package func stem(ofElement index: Int) -> String {
        let fact = elements[index]
        return text(Int(fact.nameStart), Int(fact.stemLength))
    }

    /// The name of a type.
    package func name(ofType index: TypeIndex) -> String {
        let fact = types[Int(index)]
        return text(Int(fact.nameStart), Int(fact.nameLength))
    }

    /// The value set that an element's code must come from, nil where no such binding is. Read from the text.
    package func requiredValueSet(ofElement index: Int) -> String? {
        guard let mark = words(ofElement: index).last, mark.first == UInt8(ascii: "!") else { return nil }
        let name = String(decoding: mark.dropFirst(), as: UTF8.self)
        return name.utf8.contains(UInt8(ascii: ":")) ? name : "http://hl7.org/fhir/ValueSet/" + name
    }

    private func words(ofElement index: Int) -> [Slice<UnsafeBufferPointer<UInt8>>] {
        var offset = Int(elements[index].line)
        for text in texts {
            let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
            if offset < bytes.count {
                return bytes[offset...].prefix { $0 != UInt8(ascii: "\n") }.split(separator: UInt8(ascii: " "))
            }
            offset -= bytes.count
        }
        return []
    }

    /// What the hash of a type's name is mixed with, where an element has its type.
    static let typeNames = TypeIndex.max

    private func text(_ start: Int, _ count: Int) -> String {
        String(decoding: names[start..<start + count], as: UTF8.self)
    }

    private func elementHasName(_ index: Int, _ name: borrowing RawSpan) -> Bool {
        let fact = elements[index]
        return Int(fact.nameLength) == name.byteCount && namesEqual(Int(fact.nameStart), name)
    }

    private func typeHasName(_ index: Int, _ name: borrowing RawSpan) -> Bool {
        let fact = types[index]
        return Int(fact.nameLength) == name.byteCount && namesEqual(Int(fact.nameStart), name)
    }

    private func namesEqual(_ start: Int, _ name: borrowing RawSpan) -> Bool {
        let own = names.span.bytes.extracting(start..<start + name.byteCount)
        return bytesEqual(own, name)
    }
}
