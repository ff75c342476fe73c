import Foundation
import SvarDefinitions
import SvarJSON
import SvarValidation
import TestLane
import Testing

/// Prints how fast the check is; only release builds say something useful.
@Suite(.serialized, .aside)
struct SpeedTests {
    @Test func tablesAreReadInTime() {
        let limit: Duration = SharedData.isDebug ? .seconds(10) : .milliseconds(250)
        let times = (0..<3).map { _ in ProcessorTime.of { _ = StructureTable.read() } }
        print("tables read in \(times.min()!)")
        #expect(times.min()! < limit)
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
            let time = ProcessorTime.of {
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
