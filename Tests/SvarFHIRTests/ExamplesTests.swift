import Foundation
import SvarFHIR
import SvarJSON
import TestLane
import Testing

@Suite(.enabled(if: SharedData.isPresent), .aside)
struct ExamplesTests {
    private static func documents(_ path: String) throws -> [(name: String, document: JSONDocument)] {
        try SharedData.files(path).map { file in
            (file.lastPathComponent, try JSONDocument([UInt8](try Data(contentsOf: file))))
        }
    }

    @Test func primitivesOfAllExamplesAreAccepted() throws {
        let types = try ElementTypes()
        var count = 0
        var unknown: Set<String> = []
        for (name, document) in try Self.documents("fhir/r4-examples") {
            types.forEachPrimitive(of: document.root) { path, type, value in
                guard let type else {
                    unknown.insert(path)
                    return
                }
                count += 1
                #expect(type.accepts(value), "\(name) \(path) \(type.rawValue)")
            }
        }
        #expect(unknown.isEmpty)
        #expect(count > 50_000)
    }

    @Test func primitivesOfBelgianDocumentsAreAcceptedButForEmptyStringsOfTwo() throws {
        let types = try ElementTypes()
        var faulty: Set<String> = []
        for (name, document) in try Self.documents("fhir/be-lab") {
            types.forEachPrimitive(of: document.root) { path, type, value in
                guard let type, !type.accepts(value) else { return }
                faulty.insert(name)
                #expect(value.isString(""), "\(name) \(path)")
            }
        }
        #expect(faulty.count == 2)
    }

    @Test func storedFormOfEveryExampleDiffersInIdAndMetaOnly() throws {
        for (name, document) in try Self.documents("fhir/r4-examples") {
            let form = try #require(StoredForm(document.root, id: "new", versionId: "1"), "\(name)")
            let stored = try JSONDocument(form.body).root
            #expect(stored["id"]?.isString("new") == true)
            let before = document.root.members.filter { $0.key != "id" && $0.key != "meta" }
            let after = stored.members.filter { $0.key != "id" && $0.key != "meta" }
            #expect(before.map(\.key) == after.map(\.key))
            #expect(zip(before, after).allSatisfy { $0.value.bytes.elementsEqual($1.value.bytes) }, "\(name)")
        }
    }
}
