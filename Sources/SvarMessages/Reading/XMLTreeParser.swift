import FoundationEssentials
import FoundationXML

/// Builds the tree of a document with FoundationXML's parser (libxml2). It is handed only what `XMLPrescan` let through:
/// no DOCTYPE, so no entities but the five of XML.
final class XMLTreeParser: XMLParserDelegate {
    private let limits: IntakeLimits
    private let longTexts: LongTexts
    private var open: [XMLNode] = []
    private var openTextBytes: [Int] = []
    private var root: XMLNode?
    private var pending = ""
    private var failure: XMLPrescan.Failure?
    /// Set only for a document with character references: they can smuggle in what `TextDecoding` refuses.
    private let checksCharacters: Bool

    /// The document's root element. Throws when the text is not well-formed, or too large.
    static func parse(_ text: [UInt8], _ limits: IntakeLimits) throws(XMLPrescan.Failure) -> XMLNode {
        try XMLPrescan.check(text, limits)
        let longTexts = LongTexts(text)
        let parser = XMLParser(data: Data(longTexts.document))
        parser.shouldProcessNamespaces = true
        parser.shouldResolveExternalEntities = false
        let builder = XMLTreeParser(limits, longTexts, checksCharacters: hasCharacterReference(text))
        parser.delegate = builder
        let isWellFormed = parser.parse()
        if let failure = builder.failure { throw failure }
        guard isWellFormed, parser.parserError == nil, let root = builder.root, builder.open.isEmpty else {
            throw .malformed(line: max(parser.lineNumber, 1))
        }
        return root
    }

    private init(_ limits: IntakeLimits, _ longTexts: LongTexts, checksCharacters: Bool) {
        self.limits = limits
        self.longTexts = longTexts
        self.checksCharacters = checksCharacters
    }

    private static func hasCharacterReference(_ text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { text in
            text.indices.dropLast().contains { text[$0] == 0x26 && text[$0 + 1] == 0x23 }
        }
    }

    /// Whether a control character stands in it that came as a character reference.
    private func isForbidden(_ text: String) -> Bool {
        guard checksCharacters else { return false }
        return text.unicodeScalars.contains { (0x7F..<0xA0).contains($0.value) }
    }

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        flush()
        guard failure == nil else { return }
        if checksCharacters, attributes.values.contains(where: isForbidden) {
            failure = .forbiddenCharacter(line: parser.lineNumber)
            return parser.abortParsing()
        }
        open.append(
            XMLNode(name: name, namespace: namespaceURI ?? "", attributes: attributes, line: parser.lineNumber)
        )
        openTextBytes.append(0)
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        flush()
        guard failure == nil, let node = open.popLast() else { return }
        let textBytes = openTextBytes.removeLast()
        if textBytes > limits.maximumTextBytes, node.name != "Base64Container", node.name != "Content" {
            failure = .tooLarge(line: node.line)
            parser.abortParsing()
        } else if open.isEmpty {
            root = node
        } else {
            open[open.count - 1].pieces.append(.element(node))
        }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        pending += text
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        pending += String(decoding: block, as: UTF8.self)
    }

    private func flush() {
        guard !pending.isEmpty, !open.isEmpty else { return }
        if !longTexts.isEmpty { pending = longTexts.restored(pending) }
        if failure == nil, isForbidden(pending) {
            failure = .forbiddenCharacter(line: open[open.count - 1].line)
        }
        openTextBytes[openTextBytes.count - 1] += pending.utf8.count
        open[open.count - 1].pieces.append(.text(pending))
        pending = ""
    }
}
