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
    /// - Throws: `SvarError` when the store cannot take it; `Refusal` forbidden for callers that do not submit.
    /// - Parameter isHistoric: the message is of a load of old reports, whose delays count from GenDate
    package func submitMessage(_ bytes: [UInt8], isHistoric: Bool = false, caller: Caller) async throws -> MessageReply
    {
        let authority = try await auditingRefusals(.message, caller) { try caller.writeAuthority(hidden: .forbidden) }
        let read: ReadMessage
        do throws(MessageRefusal) {
            var limits = IntakeLimits()
            limits.maximumBytes = configuration.maximumBytes
            read = try MessageReader.read(bytes, limits: limits)
        } catch {
            let receipt = Receipt(error)
            try await auditRefused(receipt, caller)
            return reply(receipt, OriginalMessage(error.message, error.envelope))
        }
        var receipts: [Int: Receipt.Report] = [:]
        for refused in read.refusedReports {
            receipts[refused.number] = Receipt.Report(.refused, issues: refused.issues)
        }
        let participants = configuration.participants()
        let prepared = try prepare(read, authority, participants, &receipts)
        let others = receipts
        let issues = read.issues
        guard !prepared.isEmpty else {
            let receipt = Receipt(others, issues)
            try await auditRefused(receipt, caller)
            return reply(receipt, OriginalMessage(read.message, read.envelope))
        }
        let (ids, feed, population) = (ids, feed, configuration.population)
        let messageID = read.message.msgId
        let isWhole = !others.values.contains { $0.issues.contains { $0.code == .outOfScope } }
        let done = try await recorded(.message, caller) { store in
            var writer = MessageWriter(
                ids: ids,
                feed: feed,
                intake: Intake(lists: participants.lists, feed: feed, population: population, store: store),
                isHistoric: isHistoric,
                messageID: messageID,
                bytes: bytes
            )
            let written = try writer.write(prepared, isWhole: isWhole)
            let receipt = Receipt(others.merging(written) { $1 }, issues)
            return RecordedWrite(receipt, status: receipt.httpStatus, writer.touched)
        }
        return reply(done, OriginalMessage(read.message, read.envelope))
    }

    /// The row of a message of which nothing was taken.
    private func auditRefused(_ receipt: Receipt, _ caller: Caller) async throws {
        let none = EmptyCollection<UnitKey>()
        try await access.record(
            row(.message, caller, nil, LogPosition(0), status: receipt.httpStatus, units: none),
            keeping: nil
        )
    }

    /// Maps the reports and finds their senders; those that are refused get their receipts here.
    private func prepare(
        _ read: ReadMessage,
        _ authority: WriteAuthority,
        _ participants: ParticipantRegister,
        _ receipts: inout [Int: Receipt.Report]
    ) throws -> [MessageWriter.Prepared] {
        let context = MappingContext(
            environment: configuration.environment == .test ? .test : .production,
            unitsOutOfScope: participants.lists.outOfScope,
            sha1: { Array(Insecure.SHA1.hash(data: $0)) }
        )
        return try read.message.serviceReports.compactMap { report in
            let warnings = read.reportIssues[report.number] ?? []
            switch Mapper.map(report, of: read.message, context: context) {
            case .refused(let issues):
                receipts[report.number] = Receipt.Report(.refused, issues: issues + warnings)
                return nil
            case .mapped(let contribution, let issues):
                let identifiers = contribution.serviceProvider.map {
                    ParticipantRegister.Identifier(type: $0.kind, value: $0.value)
                }
                // Another's report is refused as one of nobody's is (decision 34).
                guard let provider = participants.serviceProvider(identifiers),
                    authority.isSandbox || provider.producer == authority.producer
                else {
                    let issue = IntakeIssue(.notYourOrganisation, at: report.place, "ServProvider")
                    receipts[report.number] = Receipt.Report(.refused, issues: [issue] + warnings)
                    return nil
                }
                return try MessageWriter.Prepared(
                    number: report.number,
                    place: report.place,
                    provider: provider,
                    contribution: contribution,
                    issues: warnings + issues,
                    participants: participants
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

extension Receipt {
    /// By the reports' numbers.
    fileprivate init(_ reports: [Int: Receipt.Report], _ issues: [IntakeIssue]) {
        self.init(reports: reports.sorted { $0.key < $1.key }.map(\.value), issues: issues)
    }
}
