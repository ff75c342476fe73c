/// Reads a svarrapport message, v1.3 or v1.4, bare or in a MsgHead envelope.
package enum MessageReader {
    /// What stands before the version in the message's namespace.
    private static let namespaceStem = "http://www.kith.no/xmlstds/labsvar/"

    /// The message in the bytes.
    ///
    /// - Throws: `MessageRefusal` when nothing of it can be taken. A single report that cannot is in
    ///   `ReadMessage.refusedReports` instead.
    package static func read(
        _ bytes: [UInt8],
        limits: IntakeLimits = IntakeLimits()
    ) throws(MessageRefusal) -> ReadMessage {
        let root = try tree(bytes, limits)
        if isMessage(root) { return try read(root, nil, limits) }
        guard root.name == "MsgHead", root.namespace == MessageEnvelope.namespace else {
            throw MessageRefusal(.notSvarrapport, [IntakeIssue(.notSvarrapport, line: root.line)])
        }
        return try open(root, limits)
    }

    /// Bytes to tree: size, encoding, well-formedness.
    private static func tree(_ bytes: [UInt8], _ limits: IntakeLimits) throws(MessageRefusal) -> XMLNode {
        guard bytes.count <= limits.maximumBytes else {
            throw MessageRefusal(.tooLarge, [IntakeIssue(.tooLarge)])
        }
        let text: [UInt8]
        do throws(TextDecoding.Failure) {
            text = try TextDecoding.decode(bytes)
        } catch {
            throw MessageRefusal(.notSvarrapport, [IntakeIssue(.encoding, line: error.line)])
        }
        do throws(XMLPrescan.Failure) {
            return try XMLTreeParser.parse(text, limits)
        } catch {
            switch error {
            case .malformed(let line): throw MessageRefusal(.notSvarrapport, [IntakeIssue(.malformedXML, line: line)])
            case .tooLarge(let line): throw MessageRefusal(.tooLarge, [IntakeIssue(.tooLarge, line: line)])
            case .forbiddenCharacter(let line):
                throw MessageRefusal(.notSvarrapport, [IntakeIssue(.encoding, line: line)])
            }
        }
    }

    private static func isMessage(_ node: XMLNode) -> Bool {
        node.name == "Message" && node.namespace.hasPrefix(namespaceStem)
    }

    private static func read(
        _ root: XMLNode,
        _ envelope: MessageEnvelope?,
        _ limits: IntakeLimits
    ) throws(MessageRefusal) -> ReadMessage {
        let version: Svarrapport.Version
        switch root.namespace.dropFirst(namespaceStem.count) {
        case "2008-12-01": version = .v13
        case "2012-02-15": version = .v14
        default:
            throw MessageRefusal(.refused, [IntakeIssue(.versionUnsupported, line: root.line)], envelope: envelope)
        }
        let message = Svarrapport(root, version)
        for (index, report) in root.all("ServReport").enumerated()
        where report.count(of: "ResultItem") > limits.maximumResultItems {
            let issue = IntakeIssue(.tooLarge, at: report.place(below: "", index))
            throw MessageRefusal(.tooLarge, [issue], message: message, envelope: envelope)
        }
        let findings = SchemaCheck.check(root, version, limits)
        let own = findings[0] ?? SchemaCheck.Findings()
        guard own.refusals.isEmpty else {
            throw MessageRefusal(.refused, own.refusals + own.warnings, message: message, envelope: envelope)
        }
        var result = ReadMessage(
            message: message,
            refusedReports: [],
            issues: own.warnings,
            reportIssues: [:],
            envelope: envelope
        )
        for (index, node) in root.all("ServReport").enumerated() {
            let found = findings[index + 1] ?? SchemaCheck.Findings()
            if found.refusals.isEmpty {
                let report = ServReport(node, number: index + 1)
                result.message.serviceReports.append(report)
                if !found.warnings.isEmpty { result.reportIssues[index + 1] = found.warnings }
            } else {
                let place = node.place(below: "", index)
                result.refusedReports.append(
                    .init(number: index + 1, place: place, issues: found.refusals + found.warnings)
                )
            }
        }
        return result
    }
}

extension MessageReader {
    /// Opens an envelope. The first document that holds a svarrapport is the message, inline or as base64; paths and
    /// lines are then those inside the carried message. Every other document is an attachment: it joins the message's
    /// report where there is exactly one, otherwise it cannot be told whose it is and is warned of. A second
    /// svarrapport is warned of and not read. Where there is no message, XML that could not be read says why. An envelope in an envelope is not opened.
    private static func open(_ head: XMLNode, _ limits: IntakeLimits) throws(MessageRefusal) -> ReadMessage {
        var envelope = MessageEnvelope(head)
        var message: XMLNode?
        var issues: [IntakeIssue] = []
        var unreadable: MessageRefusal?
        for (index, document) in head.all("Document").enumerated() {
            let path = document.place(below: "MsgHead", index).path
            guard let reference = document.first("RefDoc") else { continue }
            let carried: XMLNode?
            do throws(MessageRefusal) {
                carried = try carriedMessage(reference, limits)
            } catch {
                unreadable = unreadable ?? error
                carried = nil
            }
            if let carried, message == nil {
                message = carried
            } else if carried != nil {
                issues.append(IntakeIssue(.schemaOrder, path: path, line: document.line))
            } else {
                envelope.attachments.append(RefDoc(reference, below: path, nil))
            }
        }
        guard let message else {
            if var unreadable {
                unreadable.envelope = envelope
                throw unreadable
            }
            throw MessageRefusal(
                .notSvarrapport,
                [IntakeIssue(.notSvarrapport, line: head.line)],
                envelope: envelope
            )
        }
        var result = try read(message, envelope, limits)
        result.issues += issues
        attach(envelope.attachments, to: &result)
        return result
    }

    /// The message in a document of an envelope; nil for a document of another kind.
    private static func carriedMessage(_ reference: XMLNode, _ limits: IntakeLimits) throws(MessageRefusal) -> XMLNode?
    {
        guard let content = reference.first("Content") else { return nil }
        if let inline = content.elements.first(where: isMessage) { return inline }
        let text: String
        switch RefDoc.Content(content) {
        case .base64(let inside), .bareBase64(let inside): text = inside
        case .other, nil: return nil
        }
        guard let bytes = Base64.decode(text.utf8), looksLikeXML(bytes) else { return nil }
        let root = try tree(bytes, limits)
        return isMessage(root) ? root : nil
    }

    /// Whether the first character is `<`, in any encoding that is read.
    private static func looksLikeXML(_ bytes: [UInt8]) -> Bool {
        let marks: Set<UInt8> = [0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0]
        return bytes.prefix(64).first { !marks.contains($0) && $0 > 0x20 } == 0x3C
    }

    private static func attach(_ attachments: [RefDoc], to result: inout ReadMessage) {
        guard !attachments.isEmpty else { return }
        guard result.message.serviceReports.count == 1, result.refusedReports.isEmpty else {
            result.issues += attachments.map { IntakeIssue(.schemaUnknown, at: $0.place) }
            return
        }
        result.message.serviceReports[0].refDocs += attachments
    }
}
