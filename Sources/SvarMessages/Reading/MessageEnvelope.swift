/// What a MsgHead envelope (HIS 80601) says of who sent the message to whom. Facts for the producer register; nothing of
/// the person is read.
package struct MessageEnvelope: Sendable, Hashable {
    /// The namespace of MsgHead.
    package static let namespace = "http://www.kith.no/xmlstds/msghead/2006-05-24"

    /// A party of the envelope: its organisations from the outermost in.
    package struct Party: Sendable, Hashable {
        package var organisations: [Organisation] = []

        /// The HER-ids of all of them, the innermost first.
        package var herIds: [String] {
            organisations.reversed().flatMap(\.ids).filter { $0.type?.v == "HER" }.map(\.id)
        }
    }

    /// An organisation of the envelope.
    package struct Organisation: Sendable, Hashable {
        package var name: String?
        /// HER, ENH, RSH …
        package var ids: [PartyID] = []
    }

    package var type: CodedValue?
    package var msgId: String?
    package var genDate: String?
    package var sender = Party()
    package var receiver = Party()
    /// The other documents of the envelope, as they would stand in a report: content, type, description.
    package var attachments: [RefDoc] = []

    package init() {}

    init(_ head: XMLNode) {
        guard let info = head.first("MsgInfo") else { return }
        type = info.coded("Type")
        msgId = info.identifier("MsgId")
        // A bare text in MsgHead, not an attribute as in the message it carries.
        genDate = info.identifier("GenDate")
        sender = Party(info.first("Sender"))
        receiver = Party(info.first("Receiver"))
    }
}

extension MessageEnvelope.Party {
    fileprivate init(_ node: XMLNode?) {
        var next = node?.first("Organisation")
        while let organisation = next {
            let ids = organisation.all("Ident").compactMap { ident in
                ident.identifier("Id").map { PartyID(id: $0, type: ident.coded("TypeId")) }
            }
            organisations.append(.init(name: organisation.string("OrganisationName"), ids: ids))
            next = organisation.first("Organisation")
        }
    }
}
