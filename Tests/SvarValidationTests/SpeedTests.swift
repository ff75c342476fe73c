import Foundation
import SvarDefinitions
import SvarJSON
import SvarValidation
import Testing

/// Prints how fast the check is; only release builds say something useful.
@Suite(.serialized)
struct SpeedTests {
    @Test func tablesAreReadInTime() {
        let clock = ContinuousClock()
        let time = clock.measure { _ = StructureTable.read() }
        print("tables read in \(time)")
        #expect(time < (SharedData.isDebug ? .seconds(2) : .milliseconds(50)))
    }

    @Test func tablesStaySmall() {
        print("tables take \(StructureTable.r4.byteCount) bytes for \(StructureTable.r4.elements.count) elements")
        #expect(StructureTable.r4.byteCount < 1 << 20)
    }

    @Test(.enabled(if: SharedData.isPresent && !SharedData.isDebug)) func printsItsSpeed() throws {
        let documents = try SharedData.files("synthea/patients").map { try JSONDocument(SharedData.bytes($0)) }
        let bytes = documents.reduce(0) { $0 + $1.bytes.count }
        let resources = documents.reduce(0) { $0 + ($1.root["entry"]?.count ?? 0) }
        var best = Duration.seconds(100)
        for _ in 0..<10 {
            let time = ContinuousClock().measure {
                for document in documents { _ = StructureCheck.check(document.root) }
            }
            best = min(best, time)
        }
        let seconds = Double(best.components.attoseconds) / 1e18 + Double(best.components.seconds)
        print(
            "checked \(bytes) bytes, \(resources) resources in \(best):",
            Double(bytes) / seconds / 1e6,
            "MB/s,",
            seconds / Double(resources) * 1e6,
            "µs a resource"
        )
    }
}
