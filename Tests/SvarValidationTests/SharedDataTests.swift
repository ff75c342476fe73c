import Foundation
import SvarFHIR
import SvarJSON
import SvarValidation
import Testing

/// The structure check on public data: what must pass passes, what must not is refused where the fault is.
@Suite(.enabled(if: SharedData.isPresent))
struct SharedDataTests {
    @Test(arguments: ["r4-examples", "synthea", "norway", "eu-lab/examples", "us-core", "uk-core"])
    func explore(_ folder: String) throws {
        for file in try SharedData.files(folder) {
            let bytes = try SharedData.bytes(file)
            do {
                let document = try JSONDocument(bytes)
                guard document.root["resourceType"] != nil else { continue }
                let issues = StructureCheck.check(document.root)
                for issue in issues.prefix(4) {
                    print("ISSUE", file.lastPathComponent, issue.expression[0], issue.text)
                }
            } catch {
                print("JSON", file.lastPathComponent, error)
            }
        }
    }

    @Test func be() throws {
        for file in try SharedData.files("be-lab") {
            let document = try JSONDocument(try SharedData.bytes(file))
            for issue in StructureCheck.check(document.root).prefix(4) {
                print("BE", file.lastPathComponent, issue.expression[0], issue.text)
            }
        }
    }
}
