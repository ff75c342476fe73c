import SvarDefinitions
import SvarFHIR
import SvarJSON

extension StructureWalk {
    /// Checks a primitive, or the null that fills its place in an array.
    mutating func primitive(_ value: JSONNode, _ element: Int, place: Int, in object: JSONNode) {
        let type = table.elements[element].type
        guard let primitive = StructureFacts.primitives[Int(type)] else { return }
        if primitive.accepts(value) { return }
        if value.isNull {
            guard place < 0 || !hasSibling(of: element, at: place, in: object) else { return }
            return fault(.nullValue, element, place: place)
        }
        if value.kind != primitive.jsonKind {
            return fault(.wrongKind(primitive.jsonKind), element, place: place)
        }
        if value.isString("") { return fault(.emptyString, element, place: place) }
        fault(.badValue(table.name(ofType: type)), element, place: place)
    }

    /// Checks `_name`: the ids and extensions of a primitive, place by place where it repeats.
    mutating func sibling(_ value: JSONNode, of element: Int, in object: JSONNode, _ bytes: RawSpan) {
        let isArray = value.kind == .array
        guard table.elements[element].marks.contains(.array) else {
            if isArray { return fault(.anArray, element) }
            return extras(value, of: element, place: -1, bytes)
        }
        guard isArray else { return fault(.notAnArray, element) }
        guard value.count > 0 else { return fault(.emptyArray, element) }
        let main = object[table.name(ofElement: element)]
        if let main, main.kind == .array, main.count != value.count { return fault(.siblingLength, element) }
        var mainElements = main?.elements.makeIterator()
        var place = 0
        for item in value.elements {
            let hasValue = mainElements?.next().map { !$0.isNull } ?? false
            // A null beside a null is told where the value's array is checked; without that array it is told here.
            if !item.isNull {
                extras(item, of: element, place: place, bytes)
            } else if !hasValue, main == nil {
                fault(.nullValue, element, place: place)
            }
            place += 1
        }
    }

    private mutating func extras(_ value: JSONNode, of element: Int, place: Int, _ bytes: RawSpan) {
        path.steps.append(.init(element: Int32(element), place: Int32(place)))
        if value.kind == .object {
            object(value, of: StructureFacts.elementType, isResource: false, bytes)
        } else {
            fault(value.isNull ? .nullValue : .notAnObject)
        }
        path.steps.removeLast()
    }

    private func hasSibling(of element: Int, at place: Int, in object: JSONNode) -> Bool {
        object["_" + table.name(ofElement: element)]?[place]?.kind == .object
    }
}
