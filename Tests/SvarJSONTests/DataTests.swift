import Foundation
import SvarJSON
import TestLane
import Testing

/// The official instances and other public files; without them nothing is tested here.
@Suite(.enabled(if: TestData.isPresent), .aside)
struct DataTests {
    @Test(arguments: ["r4-examples", "be-lab", "synthea/infrastructure"])
    func readsPublicFilesAndWritesThemBack(_ folder: String) throws {
        for file in try TestData.files(folder) {
            let bytes = [UInt8](try Data(contentsOf: file))
            let value = JSONValue(try JSONDocument(bytes).root)
            #expect(JSONValue(try JSONDocument(value.bytes).root) == value, "\(file.lastPathComponent)")
        }
    }

    @Test func agreesWithTheReferenceOnPublicFiles() throws {
        for file in try TestData.files("r4-examples").filter({ $0.lastPathComponent.hasPrefix("Observation") }) {
            let bytes = [UInt8](try Data(contentsOf: file))
            #expect(
                JSONValue(try JSONDocument(bytes).root) == ReferenceParser.value(of: bytes),
                "\(file.lastPathComponent)"
            )
        }
    }
}
