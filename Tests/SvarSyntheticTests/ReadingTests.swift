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

    @Test func everyReportIsMappedWithoutAWarning() throws {
        let context = MappingContext(environment: .test, sha1: { _ in [] })
        for message in SyntheticData.demo.messages() {
            let read = try MessageReader.read(message.bytes)
            for report in read.message.serviceReports {
                guard case .mapped(_, let issues) = Mapper.map(report, of: read.message, context: context) else {
                    Issue.record("\(message.name) is refused")
                    continue
                }
                #expect(issues.isEmpty, "\(message.name): \(issues)")
            }
        }
    }
}
