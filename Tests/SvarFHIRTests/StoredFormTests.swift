import SvarFHIR
import SvarJSON
import TestLane
import Testing

/// Decision 10: only id, resolved references and meta differ from what came; all other bytes are equal.
@Suite(.aside)
struct StoredFormTests {
    private static let stamp = #""lastUpdated":"1970-01-01T00:00:00.000000Z""#

    @Test(arguments: [
        (#"{"resourceType":"A"}"#, #"{"resourceType":"A","id":"i","meta":{"versionId":"v",§}}"#),
        (#"{"resourceType":"A","x":1.00}"#, #"{"resourceType":"A","id":"i","meta":{"versionId":"v",§},"x":1.00}"#),
        (#"{"x":1,"resourceType" : "A" }"#, #"{"x":1,"resourceType" : "A","id":"i","meta":{"versionId":"v",§} }"#),
        (#"{"resourceType":"A", "id":"old"}"#, #"{"resourceType":"A", "id":"i","meta":{"versionId":"v",§}}"#),
        (#"{"id" :"o","resourceType":"A"}"#, #"{"id" :"i","meta":{"versionId":"v",§},"resourceType":"A"}"#),
        (#"{"meta":{ },"resourceType":"A"}"#, #"{"meta":{"versionId":"v",§ },"resourceType":"A","id":"i"}"#),
        (#"{"id":"o","meta":null}"#, #"{"id":"i","meta":{"versionId":"v",§}}"#),
        (#"{"id":"o","meta":{"tag":[ 1 ]}}"#, #"{"id":"i","meta":{"versionId":"v",§,"tag":[ 1 ]}}"#),
        (#"{"id":"o","meta":{"versionId" : "9"}}"#, #"{"id":"i","meta":{"versionId" : "v",§}}"#),
        (#"{"id":"o","meta":{"lastUpdated":"x","a":1}}"#, #"{"id":"i","meta":{"versionId":"v",§,"a":1}}"#),
        (#"{"id":"o","meta":{"lastUpdated":"x","versionId":"9"}}"#, #"{"id":"i","meta":{§,"versionId":"v"}}"#),
        (#" {"resourceType":"A"} "#, #"{"resourceType":"A","id":"i","meta":{"versionId":"v",§}}"#),
        (#"{}"#, #"{"id":"i","meta":{"versionId":"v",§}}"#),
        (#"{ "x":1}"#, #"{"id":"i","meta":{"versionId":"v",§}, "x":1}"#),
    ])
    func idAndMetaAreSetInTheirPlace(received: String, expected: String) throws {
        let form = try #require(StoredForm(try JSONDocument(Array(received.utf8)).root, id: "i", versionId: "v"))
        let whole = expected.split(separator: "§", omittingEmptySubsequences: false).joined(separator: Self.stamp)
        #expect(String(decoding: form.body, as: UTF8.self) == whole)
        #expect(form.body[form.stampOffset...].starts(with: StoredForm.placeholder.utf8))
        #expect(String(decoding: form.served(at: 1), as: UTF8.self).contains("1970-01-01T00:00:00.000001Z"))
        #expect(form.served(at: 0) == form.body)
    }

    @Test func valueThatIsNoObjectHasNoStoredForm() throws {
        for text in ["[]", "1", "null"] {
            #expect(StoredForm(try JSONDocument(Array(text.utf8)).root, id: "i", versionId: "v") == nil)
        }
    }

    @Test func placeOutsideTheBodyLeavesItAsItIs() {
        #expect(StoredForm.served([1, 2], stampOffset: 0, at: 0) == [1, 2])
        #expect(StoredForm.served([1, 2], stampOffset: -1, at: 0) == [1, 2])
        #expect(StoredForm.served([], stampOffset: .max - 27, at: 0) == [])
    }

    @Test func resourceInsideABundleIsCutOutWithItsReferencesResolved() throws {
        let text = #"{"entry":[{"resource": {"subject" :{"reference":"urn:uuid:1"},"resourceType":"A","id":"o"} }]}"#
        let node = try #require(try JSONDocument(Array(text.utf8)).root["entry"]?[0]?["resource"])
        let references = ReferenceScan.references(in: node).compactMap { found in
            found.valueRange.map { ($0, "Patient/p\"") }
        }
        let form = try #require(StoredForm(node, id: "i", versionId: "v", references: references))
        #expect(
            String(decoding: form.body, as: UTF8.self)
                == #"{"subject" :{"reference":"Patient/p\""},"resourceType":"A","id":"i","meta":{"versionId":"v","#
                + Self.stamp + "}}"
        )
    }

    @Test func allOtherBytesAreEqual() throws {
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<1500 {
            let made = RandomResource(using: &generator)
            let document = try JSONDocument(made.text)
            let found = ReferenceScan.references(in: document.root).filter { $0.valueRange != nil }
            #expect(found.count == made.referenceCount)
            let references = found.map { ($0.valueRange!, "Patient/new") }
            let form = try #require(
                StoredForm(document.root, id: "new-id", versionId: "new-version", references: references)
            )
            let stored = try JSONDocument(form.body).root
            #expect(stored["id"]?.isString("new-id") == true)
            #expect(stored["meta"]?["versionId"]?.isString("new-version") == true)
            #expect(stored["meta"]?["lastUpdated"]?.isString(StoredForm.placeholder) == true)
            #expect(stored["meta"]?["lastUpdated"]?.range.lowerBound == form.stampOffset - 1)
            // What came, without what the server owns, is what is stored, without it.
            #expect(
                Self.withoutServersOwn(stored) == Self.withoutServersOwn(document.root),
                "\(String(decoding: made.text, as: UTF8.self))"
            )
        }
    }

    /// The members of a resource and of its meta, keys and values as bytes, but for id, versionId and lastUpdated;
    /// references blanked; and all white space outside strings that does not stand beside a removed member.
    private static func withoutServersOwn(_ root: JSONNode) -> [String] {
        func plain(_ node: JSONNode) -> String {
            var edits = JSONEdits()
            for found in ReferenceScan.references(in: node) {
                guard let range = found.valueRange else { continue }
                let start = node.range.lowerBound
                edits.replace(range.lowerBound - start..<range.upperBound - start, with: Array("\"\"".utf8))
            }
            return String(decoding: edits.applied(to: Array(node.bytes)), as: UTF8.self)
        }
        var parts: [String] = []
        for member in root.members where member.key != "id" {
            if member.key == "meta", member.value.kind == .object {
                for inner in member.value.members where inner.key != "versionId" && inner.key != "lastUpdated" {
                    parts.append("meta." + inner.key + plain(inner.value))
                }
            } else if member.key != "meta" {
                parts.append(member.key + plain(member.value))
            }
        }
        return parts
    }
}

/// A resource with members in random order, random white space, and id and meta anywhere or nowhere.
private struct RandomResource {
    var text: [UInt8]
    var referenceCount: Int

    init(using generator: inout SeededGenerator) {
        func space() -> String {
            ["", "", " ", "\n", "\t  ", "\r\n"].randomElement(using: &generator)!
        }
        func flip() -> Bool { Bool.random(using: &generator) }
        func object(_ members: [String]) -> String {
            "{" + space() + members.shuffled(using: &generator).joined(separator: space() + "," + space()) + space()
                + "}"
        }
        func member(_ key: String, _ value: String) -> String { "\"\(key)\"" + space() + ":" + space() + value }

        referenceCount = 0
        var members = [member("resourceType", "\"Observation\"")]
        if flip() { members.append(member("id", #""o\u0041""#)) }
        if flip() { members.append(member("_id", "{}")) }
        if flip() {
            var meta: [String] = []
            if flip() { meta.append(member("versionId", "\"1\"")) }
            if flip() { meta.append(member("lastUpdated", "\"2020-01-01T00:00:00Z\"")) }
            if flip() { meta.append(member("_versionId", object([]))) }
            if flip() { meta.append(member("tag", "[" + space() + object([member("code", "\"a\"")]) + "]")) }
            if flip() { meta.append(member("profile", #"["http://a\/b"]"#)) }
            members.append(member("meta", object(meta)))
        }
        if flip() { members.append(member("valueDecimal", "1.0E+02")) }
        if flip() { members.append(member("note", #""\u00e5 , {\"id\": 1}""#)) }
        if flip() {
            members.append(member("contained", "[" + object([member("id", "\"c\""), member("meta", "{}")]) + "]"))
        }
        for name in ["subject", "encounter"] where flip() {
            members.append(member(name, object([member("reference", "\"urn:uuid:1\""), member("display", "\"x\"")])))
            referenceCount += 1
        }
        text = Array((space() + object(members) + space()).utf8)
    }
}
