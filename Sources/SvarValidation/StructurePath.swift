import SvarDefinitions

/// Where in a resource the walk is; text is made only when something is wrong.
struct StructurePath {
    /// An element on the way and its place in the array, -1 for one that does not repeat.
    struct Step {
        let element: Int32
        let place: Int32
    }

    /// The type of the outermost resource, once known.
    var root: StructureTable.TypeIndex?
    /// The elements from there to here.
    var steps: [Step] = []

    init() { steps.reserveCapacity(32) }

    /// The FHIRPath of here, with an element below it if one is named: `Observation.component[2].valueQuantity`.
    func expression(_ table: StructureTable, below name: String? = nil) -> String {
        var text = root.map { table.name(ofType: $0) } ?? "Resource"
        for step in steps {
            text += "." + table.name(ofElement: Int(step.element))
            if step.place >= 0 { text += "[\(step.place)]" }
        }
        if let name { text += "." + name }
        return text
    }
}
