import SvarJSON
import Testing

struct JSONDocumentTests {
    private let text =
        #" {"resourceType":"Observation", "value" : 1.10,"a":[1e2,{"b":null},true,"x\u00e5\n",[ ]],"c":{},"f":false}"#

    @Test func keepsOrderAndKinds() throws {
        let root = try JSONDocument(Array(text.utf8)).root
        #expect(root.kind == .object)
        #expect(root.count == 5)
        #expect(root.members.map(\.key) == ["resourceType", "value", "a", "c", "f"])
        #expect(root.members.map(\.value.kind) == [.string, .number, .array, .object, .bool])
        let array = try #require(root["a"])
        #expect(array.elements.map(\.kind) == [.number, .object, .bool, .string, .array])
        #expect(array.count == 5)
        #expect(array[1]?["b"]?.isNull == true)
        #expect(array[2]?.bool == true)
        #expect(root["f"]?.bool == false)
        #expect(array[3]?.string == "xå\n")
        #expect(root["c"]?.count == 0)
        #expect(root["c"]?.members.first { _ in true } == nil)
    }

    @Test func givesTheBytesAsTheyCame() throws {
        let document = try JSONDocument(Array(text.utf8))
        func bytes(_ range: Range<Int>) -> String { String(decoding: document.bytes[range], as: UTF8.self) }
        #expect(document.bytes == Array(text.utf8))
        #expect(document.root.range == 1..<text.utf8.count)
        let value = try #require(document.root.members.first { $0.hasKey("value") })
        #expect(bytes(value.keyRange) == "\"value\"")
        #expect(bytes(value.value.range) == "1.10")
        #expect(document.root["a"]?[3]?.bytes.elementsEqual(#""x\u00e5\n""#.utf8) == true)
        #expect(document.root["a"].map { bytes($0.range) } == #"[1e2,{"b":null},true,"x\u00e5\n",[ ]]"#)
    }

    @Test func answersNilForWhatIsNotThere() throws {
        let root = try JSONDocument(Array(text.utf8)).root
        #expect(root["missing"] == nil)
        #expect(root["valu"] == nil)
        #expect(root["values"] == nil)
        #expect(root[0] == nil)
        #expect(root["a"]?[5] == nil)
        #expect(root["a"]?[-1] == nil)
        #expect(root["a"]?["b"] == nil)
        #expect(root.string == nil)
        #expect(root.number == nil)
        #expect(root.bool == nil)
        #expect(!root.isNull)
        #expect(!root.isString(""))
        #expect(root["value"]?.count == 0)
        #expect(root.elements.map(\.kind) == [])
        #expect(root["a"]?.members.map(\.key) == [])
    }

    @Test func saysTheErrorInOneLineWithoutContent() {
        let error = JSONError(reason: .duplicateKey, offset: 12, path: "Patient.name")
        #expect("\(error)" == "duplicate key at byte 12 (Patient.name)")
    }
}
