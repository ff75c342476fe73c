import SvarDefinitions
import SvarFHIR
import SvarJSON

/// One walk through a resource. `bytes` are those of the outermost node; names are compared there, in place.
struct StructureWalk {
    let table = StructureTable.r4
    /// Where the first of the bytes stands in the document.
    let start: Int
    var path = StructurePath()
    private(set) var issues: [OutcomeIssue] = []
    /// Whether the resource being walked is itself contained.
    private var isContained = false

    init(start: Int) { self.start = start }

    /// Checks a resource of whatever type it says it is.
    mutating func resource(_ node: JSONNode, _ bytes: RawSpan) {
        guard node.kind == .object else { return fault(.notAnObject) }
        guard let typeName = node["resourceType"] else { return fault(.noResourceType, below: "resourceType") }
        guard let type = resourceType(typeName, bytes) else {
            return fault(.unknownResourceType, below: "resourceType")
        }
        if path.root == nil { path.root = type }
        object(node, of: type, isResource: true, bytes)
    }

    /// Checks the members of an object of a type.
    mutating func object(_ node: JSONNode, of type: StructureTable.TypeIndex, isResource: Bool, _ bytes: RawSpan) {
        guard issues.count < StructureCheck.maximumIssues else { return }
        guard isResource || node.count > 0 else { return fault(.emptyObject) }
        var seen: UInt64 = 0
        for member in node.members {
            let range = member.keyRange
            let name = bytes.extracting(range.lowerBound + 1 - start..<range.upperBound - 1 - start)
            if let element = table.element(name, of: type) {
                note(element, in: node, of: type, &seen)
                self.element(member.value, element, in: node, bytes)
            } else {
                other(member, in: node, of: type, isResource: isResource, &seen, bytes)
            }
        }
        let missing = table.types[Int(type)].requiredSlots & ~seen
        if missing != 0 { report(missing, of: type) }
    }

    /// Checks the value of an element: one, or an array of them.
    private mutating func element(_ value: JSONNode, _ element: Int, in object: JSONNode, _ bytes: RawSpan) {
        let marks = table.elements[element].marks
        let isArray = value.kind == .array
        guard marks.contains(.array) else {
            if isArray { return fault(.anArray, element) }
            return item(value, element, place: -1, in: object, bytes)
        }
        guard isArray else { return fault(value.isNull ? .nullValue : .notAnArray, element) }
        guard value.count > 0 else { return fault(.emptyArray, element) }
        var place = 0
        for value in value.elements {
            item(value, element, place: place, in: object, bytes)
            place += 1
        }
    }

    private mutating func item(
        _ value: JSONNode,
        _ element: Int,
        place: Int,
        in object: JSONNode,
        _ bytes: RawSpan
    ) {
        let fact = table.elements[element]
        if fact.marks.contains(.primitive) {
            return primitive(value, element, place: place, in: object)
        }
        path.steps.append(.init(element: Int32(element), place: Int32(place)))
        if fact.marks.contains(.resource) {
            nested(value, isContained: fact.line == StructureFacts.containedLine, bytes)
        } else if value.kind == .object {
            self.object(value, of: fact.type, isResource: false, bytes)
        } else {
            fault(value.isNull ? .nullValue : .notAnObject)
        }
        path.steps.removeLast()
    }

    private mutating func nested(_ value: JSONNode, isContained inside: Bool, _ bytes: RawSpan) {
        if inside, isContained { return fault(.nestedContained) }
        let outer = isContained
        isContained = inside
        resource(value, bytes)
        isContained = outer
    }

    /// Checks a member that is no element by its bytes: `resourceType`, `_name`, a name written with escapes.
    private mutating func other(
        _ member: JSONMember,
        in object: JSONNode,
        of type: StructureTable.TypeIndex,
        isResource: Bool,
        _ seen: inout UInt64,
        _ bytes: RawSpan
    ) {
        if isResource, member.hasKey("resourceType") { return }
        let key = member.key
        if let element = table.element(key, of: type) {
            note(element, in: object, of: type, &seen)
            return self.element(member.value, element, in: object, bytes)
        }
        if key.utf8.first == UInt8(ascii: "_"), let element = table.element(String(key.dropFirst()), of: type) {
            let marks = table.elements[element].marks
            if marks.contains(.primitive), !marks.contains(.attribute) {
                note(element, in: object, of: type, &seen)
                return sibling(member.value, of: element, in: object, bytes)
            }
        }
        fault(.unknownElement, below: shown(key))
    }

    /// Remembers that an element is there, and finds a second form of a choice.
    @inline(__always)
    private mutating func note(
        _ element: Int,
        in object: JSONNode,
        of type: StructureTable.TypeIndex,
        _ seen: inout UInt64
    ) {
        let fact = table.elements[element]
        let bit: UInt64 = 1 << UInt64(fact.slot)
        if fact.marks.contains(.choice), seen & bit != 0 { findSecondForm(element, in: object, of: type) }
        seen |= bit
    }

    /// `valueString` beside `_valueString` is one form; beside `valueCode` or `_valueCode` there are two.
    private mutating func findSecondForm(_ element: Int, in object: JSONNode, of type: StructureTable.TypeIndex) {
        for member in object.members {
            let key = member.key
            let name = key.utf8.first == UInt8(ascii: "_") ? String(key.dropFirst()) : key
            guard let other = table.element(name, of: type) else { continue }
            if other == element { return }
            if table.elements[other].slot == table.elements[element].slot { return fault(.secondForm, element) }
        }
    }

    private mutating func report(_ missing: UInt64, of type: StructureTable.TypeIndex) {
        var left = missing
        for element in table.types[Int(type)].elements {
            let bit: UInt64 = 1 << UInt64(table.elements[element].slot)
            guard left & bit != 0 else { continue }
            left &= ~bit
            fault(.missingElement, below: table.stem(ofElement: element))
        }
    }

    private func resourceType(_ node: JSONNode, _ bytes: RawSpan) -> StructureTable.TypeIndex? {
        guard node.kind == .string else { return nil }
        let range = node.range
        let name = bytes.extracting(range.lowerBound + 1 - start..<range.upperBound - 1 - start)
        let type = table.type(name) ?? node.string.flatMap { table.type(named: $0) }
        guard let type, table.types[Int(type)].kind == .resource else { return nil }
        return type
    }

    /// A name that may stand in an expression: an identifier without long numbers, so that no content is repeated.
    private func shown(_ key: String) -> String? {
        var digits = 0
        for (place, byte) in key.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                if place == 0 || digits > 4 { return nil }
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): break
            default: return nil
            }
        }
        return key.isEmpty || key.utf8.count > 64 ? nil : key
    }

    /// Notes a fault here, or at an element or name below.
    mutating func fault(_ fault: StructureFault, below name: String? = nil) {
        guard issues.count < StructureCheck.maximumIssues else { return }
        issues.append(
            OutcomeIssue(
                severity: .error,
                code: fault.code,
                text: fault.text,
                expression: [path.expression(table, below: name)]
            )
        )
    }

    /// Notes a fault at an element.
    mutating func fault(_ fault: StructureFault, _ element: Int, place: Int = -1) {
        let name = table.name(ofElement: element)
        self.fault(fault, below: place < 0 ? name : "\(name)[\(place)]")
    }
}
