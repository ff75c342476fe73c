/// The receipt as an application receipt ("applikasjonskvittering", AppRec 1.0), for senders whose systems read that.
///
/// A minimal form, written from general knowledge of the standard and to be checked against its schema: status by code
/// list 8258 (1 OK, 2 Avvist, 3 OK, feil i delmelding); each issue an `Error` of code list 8221 with code X99 ("Annen
/// feil"), its own code, place and text in OT. It goes back the way the message came: its sender is the message's
/// receiver. It holds no more of the message than `OriginalMessage`.
package struct ApplicationReceipt: Sendable, Hashable {
    /// The namespace of AppRec 1.0.
    package static let namespace = "http://www.kith.no/xmlstds/apprec/2004-11-21"
    /// Issues told; a receipt is read by people.
    private static let maximumErrors = 50

    package var receipt: Receipt
    package var original: OriginalMessage
    /// Of this receipt, from outside.
    package var id: String
    /// When it is made, as text with offset, from outside.
    package var genDate: String

    package init(_ receipt: Receipt, to original: OriginalMessage, id: String, genDate: String) {
        self.receipt = receipt
        self.original = original
        self.id = id
        self.genDate = genDate
    }

    /// The document in UTF-8.
    package var bytes: [UInt8] {
        var xml = XMLWriter()
        xml.open("AppRec", [("xmlns", Self.namespace)])
        xml.empty("MsgType", [("V", "APPREC"), ("DN", "Applikasjonskvittering")])
        xml.text("MIGversion", "1.0 2004-11-21")
        xml.text("GenDate", genDate)
        xml.text("Id", id)
        write("Sender", original.receiver, into: &xml)
        write("Receiver", original.sender, into: &xml)
        let (code, name) = status
        xml.empty("Status", [("V", code), ("DN", name)])
        let issues = receipt.issues + receipt.reports.flatMap(\.issues)
        for issue in issues.prefix(Self.maximumErrors) {
            let line = issue.line.map { " line \($0)" } ?? ""
            let text = "\(issue.code.rawValue): \(issue.text) [\(issue.path)\(line)]"
            let attributes = [("V", "X99"), ("S", "2.16.578.1.12.4.1.1.8221"), ("DN", "Annen feil"), ("OT", text)]
            xml.empty("Error", attributes)
        }
        xml.open("OriginalMsgId")
        xml.empty("MsgType", [("V", original.type?.v ?? "SVAR_LAB")] + (original.type?.dn.map { [("DN", $0)] } ?? []))
        // What is no time may be anything.
        xml.text("IssueDate", original.genDate.flatMap { MessageTime($0) == nil ? nil : $0 } ?? "")
        xml.text("Id", original.msgId ?? "")
        xml.close("OriginalMsgId")
        xml.close("AppRec")
        return xml.bytes
    }

    /// Code list 8258.
    private var status: (code: String, name: String) {
        let outcomes = receipt.reports.map(\.outcome)
        switch receipt.outcome {
        case .refused: return ("2", "Avvist")
        case .acceptedWithWarnings: return ("3", "OK, feil i delmelding")
        case .accepted, .acceptedNotStored, .duplicate:
            return outcomes.contains(.refused) ? ("3", "OK, feil i delmelding") : ("1", "OK")
        }
    }

    private func write(_ name: String, _ party: MessageEnvelope.Party, into xml: inout XMLWriter) {
        xml.open(name)
        xml.open("HCP")
        xml.open("Inst")
        if let outer = party.organisations.first {
            write(outer, into: &xml)
        } else {
            xml.text("Name", "")
        }
        for part in party.organisations.dropFirst() {
            xml.open("Dept")
            write(part, into: &xml)
            xml.close("Dept")
        }
        xml.close("Inst")
        xml.close("HCP")
        xml.close(name)
    }

    /// The name and the first id: HER where there is one.
    private func write(_ organisation: MessageEnvelope.Organisation, into xml: inout XMLWriter) {
        xml.text("Name", organisation.name ?? "")
        guard let id = organisation.ids.first(where: { $0.type?.v == "HER" }) ?? organisation.ids.first else { return }
        xml.text("Id", id.id)
        let type = [("V", id.type?.v), ("S", id.type?.s), ("DN", id.type?.dn)]
        xml.empty("TypeId", type.compactMap { name, value in value.map { (name, $0) } })
    }
}

/// Writes a document element by element, escaping what must be.
private struct XMLWriter {
    private(set) var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)

    mutating func open(_ name: String, _ attributes: [(String, String)] = []) {
        tag(name, attributes)
        append(">")
    }

    mutating func empty(_ name: String, _ attributes: [(String, String)]) {
        tag(name, attributes)
        append("/>")
    }

    mutating func close(_ name: String) { append("</\(name)>") }

    mutating func text(_ name: String, _ text: String) {
        open(name)
        escape(text)
        close(name)
    }

    private mutating func tag(_ name: String, _ attributes: [(String, String)]) {
        append("<\(name)")
        for (name, value) in attributes {
            append(" \(name)=\"")
            escape(value)
            append("\"")
        }
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// What XML cannot hold at all becomes U+FFFD.
    private mutating func escape(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": append("&amp;")
            case "<": append("&lt;")
            case ">": append("&gt;")
            case "\"": append("&quot;")
            case "\t", "\n", "\r": append("&#\(scalar.value);")
            case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": append("\u{FFFD}")
            default: append(String(scalar))
            }
        }
    }
}
