import Crypto
import SvarDomain
import SvarFHIR
package import SvarMessages
import SvarStore

/// The answer to a submitted message, in both forms a caller may ask for.
package struct MessageReply: Sendable {
    package let receipt: Receipt
    /// The receipt as an application receipt in XML.
    package let applicationReceipt: ApplicationReceipt
}

extension ResultService {
    /// Takes in a svarrapport message: each of its reports becomes, or adds to, a unit.
    ///
    /// The message is one transaction with an outcome per report; a refused report does not refuse its siblings
    /// (decision 4). Refusals are in the receipt, never thrown.
    /// - Throws: `SvarError` when the store cannot take it.
    package func submitMessage(_ bytes: [UInt8], caller: Caller) async throws -> MessageReply {
        let read: ReadMessage
        do throws(MessageRefusal) {
            var limits = IntakeLimits()
            limits.maximumBytes = configuration.maximumBytes
            read = try MessageReader.read(bytes, limits: limits)
        } catch {
            return reply(Receipt(error), OriginalMessage(error.message, error.envelope))
        }
        var receipts: [Int: Receipt.Report] = [:]
        for refused in read.refusedReports {
            receipts[refused.number] = Receipt.Report(.refused, issues: refused.issues)
        }
        let prepared = prepare(read, &receipts)
        if !prepared.isEmpty {
            let ids = ids
            let messageID = read.message.msgId
            let written = try await store.write { store in
                try MessageWriter(ids: ids, store: store, messageID: messageID, bytes: bytes).write(prepared)
            }
            receipts.merge(written) { $1 }
        }
        let receipt = Receipt(reports: receipts.sorted { $0.key < $1.key }.map(\.value), issues: read.issues)
        return reply(receipt, OriginalMessage(read.message, read.envelope))
    }

    /// Maps the reports and finds their senders; those that are refused get their receipts here.
    private func prepare(_ read: ReadMessage, _ receipts: inout [Int: Receipt.Report]) -> [MessageWriter.Prepared] {
        let context = MappingContext(
            environment: configuration.environment == .test ? .test : .production,
            sha1: { Array(Insecure.SHA1.hash(data: $0)) }
        )
        let participants = configuration.participants()
        return read.message.serviceReports.compactMap { report in
            let warnings = read.reportIssues[report.number] ?? []
            switch Mapper.map(report, of: read.message, context: context) {
            case .refused(let issues):
                receipts[report.number] = Receipt.Report(.refused, issues: issues + warnings)
                return nil
            case .mapped(let contribution, let issues):
                let identifiers = contribution.serviceProvider.map {
                    ParticipantRegister.Identifier(type: $0.kind, value: $0.value)
                }
                guard let provider = participants.serviceProvider(identifiers) else {
                    let issue = IntakeIssue(.notYourOrganisation, at: report.place, "ServProvider")
                    receipts[report.number] = Receipt.Report(.refused, issues: [issue] + warnings)
                    return nil
                }
                return MessageWriter.Prepared(
                    number: report.number,
                    place: report.place,
                    provider: provider,
                    contribution: contribution,
                    issues: warnings + issues
                )
            }
        }
    }

    private func reply(_ receipt: Receipt, _ original: OriginalMessage) -> MessageReply {
        let now = InstantFormat.utcText(configuration.now().microseconds)
        return MessageReply(
            receipt: receipt,
            applicationReceipt: ApplicationReceipt(receipt, to: original, id: ids.resourceID(), genDate: now)
        )
    }
}
