import SvarDomain
import SvarMessages
import SvarSynthetic
import Testing

/// The messages as intake reads them: nothing is refused and nothing needs a warning.
struct ReadingTests {
    @Test func everyMessageIsReadWithoutAWarning() throws {
        for message in SyntheticData.demo.messages() {
            let read = try MessageReader.read(message.bytes)
            #expect(read.issues.isEmpty, "\(message.name)")
            #expect(read.refusedReports.isEmpty, "\(message.name)")
            #expect(read.reportIssues.isEmpty, "\(message.name): \(read.reportIssues)")
            #expect(read.message.serviceReports.count == 1)
        }
    }
}
