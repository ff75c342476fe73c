import SvarDefinitions
import SvarFHIR
import SvarValidation
import Testing

struct StructureTableTests {
    let table = StructureTable.r4

    @Test func holdsEveryTypeOfR4() {
        func count(_ kind: TypeFact.Kind) -> Int { table.types.count { $0.kind == kind } }
        #expect(count(.resource) == 146)
        #expect(count(.primitive) == 20)
        #expect(count(.type) == 39)
        #expect(count(.abstract) == 4)
        #expect(count(.backbone) == 473)
    }

    @Test(arguments: HostedType.allCases) func knowsEveryHostedType(_ type: HostedType) throws {
        let found = try #require(table.type(named: type.rawValue))
        #expect(table.types[Int(found)].kind == .resource)
        #expect(table.element("meta", of: found) != nil)
    }

    @Test func findsEveryElementByItsName() {
        for (index, type) in table.types.enumerated() {
            let number = StructureTable.TypeIndex(index)
            #expect(table.type(named: table.name(ofType: number)) == number)
            for element in type.elements {
                #expect(table.element(table.name(ofElement: element), of: number) == element)
                #expect(table.elements[element].slot < 64)
            }
        }
    }

    @Test func everyPrimitiveHasItsSyntax() {
        let names = table.types.indices.filter { table.types[$0].kind == .primitive }
            .map { table.name(ofType: StructureTable.TypeIndex($0)) }
        #expect(Set(names) == Set(PrimitiveType.allCases.map(\.rawValue)))
    }

    @Test(arguments: [
        ("Observation", "status", "code", true, false),
        ("Observation", "component", "Observation.component", false, true),
        ("Observation.component", "referenceRange", "Observation.referenceRange", false, true),
        ("Observation", "valueQuantity", "Quantity", false, false), ("Observation", "id", "id", false, false),
        ("Duration", "value", "decimal", false, false), ("Timing.repeat", "dayOfWeek", "code", false, true),
        ("Bundle.entry", "link", "Bundle.link", false, true), ("Bundle.entry", "resource", "Resource", false, false),
        ("Element", "id", "string", false, false), ("Extension", "url", "uri", true, false),
        ("Narrative", "div", "xhtml", true, false), ("Extension", "valueMeta", "Meta", false, false),
        ("ExampleScenario.instance", "resourceType", "code", true, false),
    ])
    func saysTypeAndCardinality(_ type: String, _ name: String, _ value: String, _ isRequired: Bool, _ isArray: Bool)
        throws
    {
        let index = try #require(table.type(named: type))
        let element = try #require(table.element(name, of: index))
        let fact = table.elements[element]
        #expect(table.name(ofType: fact.type) == value)
        #expect(fact.marks.contains(.required) == isRequired)
        #expect(fact.marks.contains(.array) == isArray)
    }

    @Test(arguments: [
        ("Observation", "value"), ("Observation", "value[x]"), ("Observation", "valuequantity"), ("Observation", ""),
        ("Observation", "valueMoney"), ("Observation", "resourceType"), ("Binary", "text"), ("Bundle", "contained"),
        ("Quantity", "modifierExtension"), ("code", "value"),
    ])
    func hasNoOtherElements(_ type: String, _ name: String) throws {
        #expect(table.element(name, of: try #require(table.type(named: type))) == nil)
    }

    @Test func namesTheValueSetOfARequiredBinding() throws {
        func valueSet(_ type: String, _ name: String) throws -> String? {
            let index = try #require(table.type(named: type))
            return table.requiredValueSet(ofElement: try #require(table.element(name, of: index)))
        }
        #expect(try valueSet("Observation", "status") == "http://hl7.org/fhir/ValueSet/observation-status")
        #expect(try valueSet("Quantity", "comparator") == "http://hl7.org/fhir/ValueSet/quantity-comparator")
        #expect(try valueSet("Age", "comparator") == "http://hl7.org/fhir/ValueSet/quantity-comparator")
        #expect(try valueSet("Observation", "code") == nil)
    }

    @Test func marksWhatIsASummaryOrModifies() throws {
        let type = try #require(table.type(named: "Observation"))
        let status = table.elements[try #require(table.element("status", of: type))]
        #expect(status.marks.isSuperset(of: [.summary, .modifier]))
        let method = table.elements[try #require(table.element("method", of: type))]
        #expect(method.marks.isDisjoint(with: [.summary, .modifier]))
    }
}
