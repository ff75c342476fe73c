import SvarFHIR
import SvarJSON

/// Documents sent with a report (rule R26, decision 11).
struct MappedAttachments {
    /// `DiagnosticReport.presentedForm`.
    var forms: [JSONValue] = []
    /// A Binary for each document that has bytes; its `data` is not in the body.
    var binaries: [LocalResource] = []
    var contents: [Contribution.Attachment] = []
}

extension ReportMapper {
    /// Every RefDoc: with bytes as a Binary, without as a title only; nothing of one that has neither.
    mutating func attachments() -> MappedAttachments {
        var result = MappedAttachments()
        var count: [String: Int] = [:]
        for document in report.refDocs {
            let title = Self.title(document)
            guard let bytes = bytes(document) else {
                if let title { result.forms.append(["title": .string(title)]) }
                continue
            }
            let created = time(document.issueDate, at: document.place, "IssueDate")
            var key = LocalResource.key("attachment", document.id?.trimmedOrNil ?? title ?? "")
            count[key, default: 0] += 1
            if count[key]! > 1 { key += "/\(count[key]!)" }
            let contentType = Self.contentType(document, bytes)
            let hash = String(decoding: FHIRBase64.encode(context.sha1(bytes)), as: UTF8.self)
            result.forms.append(
                .members(
                    ("contentType", .string(contentType)),
                    ("url", .string(LocalResource.urn(key))),
                    ("size", JSONValue(bytes.count)),
                    ("hash", .string(hash)),
                    ("title", .text(title)),
                    ("creation", .text(created?.text))
                )
            )
            let body: JSONValue = ["resourceType": "Binary", "contentType": .string(contentType)]
            result.binaries.append(LocalResource(key: key, type: .binary, body: body))
            result.contents.append(Contribution.Attachment(key: key, contentType: contentType, bytes: bytes))
        }
        return result
    }

    /// The bytes of a document; nil when it has none. What stands there and is no base64 is warned of, and so is base64
    /// without its container.
    private mutating func bytes(_ document: RefDoc) -> [UInt8]? {
        let text: String
        var isBare = false
        switch document.content {
        case .base64(let content): text = content
        case .bareBase64(let content): (text, isBare) = (content, true)
        case .other:
            note(.schemaUnknown, at: document.place, "Content")
            return nil
        case nil: return nil
        }
        guard text.trimmedOrNil != nil else { return nil }
        guard let bytes = FHIRBase64(text)?.bytes, !bytes.isEmpty else {
            note(.schemaUnknown, at: document.place, "Content")
            return nil
        }
        if isBare { note(.base64Bare, at: document.place, "Content") }
        return bytes
    }

    /// What the document is called: its description, else the bare name of its file, else that of its id.
    private static func title(_ document: RefDoc) -> String? {
        document.description?.trimmedOrNil ?? bareName(document.fileReference) ?? bareName(document.id)
    }

    /// What follows the last slash or backslash and a `file:` scheme: a sender's folders are nobody's business.
    private static func bareName(_ sent: String?) -> String? {
        guard var name = sent?.trimmedOrNil else { return nil }
        let scheme = "file:"
        if name.lowercased().hasPrefix(scheme) { name.removeFirst(scheme.count) }
        if let last = name.lastIndex(where: { $0 == "/" || $0 == "\\" }) {
            name = String(name[name.index(after: last)...])
        }
        return name.trimmedOrNil
    }

    /// The type of the bytes as they are. Where the sender names a compression, its type is that of what was compressed,
    /// so bytes that begin as an archive are served as one.
    private static func contentType(_ document: RefDoc, _ bytes: [UInt8]) -> String {
        let archives = ["application/gzip", "application/zip"]
        if document.compression != nil, case let found = contentType(nil, bytes), archives.contains(found) {
            return found
        }
        return contentType(document.mimeType, bytes)
    }

    /// The type as sent where it is one, else by the first bytes.
    static func contentType(_ sent: String?, _ bytes: [UInt8]) -> String {
        if let sent = sent?.trimmedOrNil, sent.utf8.contains(UInt8(ascii: "/")), !sent.contains(" ") { return sent }
        let signatures: [(String, [UInt8])] = [
            ("application/pdf", Array("%PDF-".utf8)),
            ("image/png", [0x89, 0x50, 0x4E, 0x47]),
            ("image/jpeg", [0xFF, 0xD8, 0xFF]),
            ("image/gif", Array("GIF8".utf8)),
            ("image/tiff", [0x49, 0x49, 0x2A, 0x00]),
            ("image/tiff", [0x4D, 0x4D, 0x00, 0x2A]),
            ("application/rtf", Array("{\\rtf".utf8)),
            ("application/gzip", [0x1F, 0x8B]),
            ("application/zip", [0x50, 0x4B, 0x03, 0x04]),
            ("application/xml", Array("<?xml".utf8)),
        ]
        if let found = signatures.first(where: { bytes.starts(with: $0.1) }) { return found.0 }
        if bytes.count > 132, Array(bytes[128..<132]) == Array("DICM".utf8) { return "application/dicom" }
        return "application/octet-stream"
    }
}
