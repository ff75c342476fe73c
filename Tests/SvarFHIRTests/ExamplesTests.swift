import Foundation
import SvarFHIR
import SvarJSON
import Testing

@Suite(.enabled(if: SharedData.isPresent))
struct ExamplesTests {
    /// Big terminologies add time and nothing new.
    private static func examples() throws -> [(name: String, document: JSONDocument)] {
        try SharedData.files("fhir/r4-examples").compactMap { file in
            let bytes = [UInt8](try Data(contentsOf: file))
            return bytes.count > 300_000 ? nil : (file.lastPathComponent, try JSONDocument(bytes))
        }
    }

    @Test func primitivesOfAllExamplesAreAccepted() throws {
        let types = try ElementTypes()
        var count = 0
        var unknown: Set<String> = []
        for (name, document) in try Self.examples() {
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
        #expect(count > 20_000)
        print("primitives accepted: \(count)")
    }

    @Test func storedFormOfEveryExampleDiffersInIdAndMetaOnly() throws {
        for (name, document) in try Self.examples() {
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
