/// What an application receipt repeats of the message it answers: ids and the organisations' own names.
package struct OriginalMessage: Sendable, Hashable {
    package var msgId: String?
    package var genDate: String?
    package var type: CodedValue?
    package var sender: MessageEnvelope.Party
    package var receiver: MessageEnvelope.Party

    /// Of an enveloped message the envelope's facts, of a bare one those of its first report: its service provider is
    /// the sender, its requester the receiver.
    package init(_ message: Svarrapport?, _ envelope: MessageEnvelope?) {
        if let envelope {
            msgId = envelope.msgId
            genDate = envelope.genDate
            type = envelope.type
            sender = envelope.sender
            receiver = envelope.receiver
        } else {
            msgId = message?.msgId
            genDate = message?.genDate
            type = message?.type
            let report = message?.serviceReports.first
            sender = MessageEnvelope.Party(report?.servProvider)
            receiver = MessageEnvelope.Party(report?.requester)
        }
    }
}

extension MessageEnvelope.Party {
    /// The organisation and the first department of a party of the message; no persons.
    fileprivate init(_ party: HealthCareParty?) {
        self.init()
        guard let inst = party?.inst else { return }
        organisations = [.init(name: inst.name, ids: (inst.id.map { [$0] } ?? []) + inst.additionalIds)]
        if let part = inst.departments.first {
            organisations.append(.init(name: part.name, ids: (part.id.map { [$0] } ?? []) + part.additionalIds))
        }
    }
}
