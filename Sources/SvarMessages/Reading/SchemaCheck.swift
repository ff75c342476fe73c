/// Compares a message with `ElementTable`: what is tolerated becomes a warning, what changes the meaning of a mapped
/// element a refusal, of its report when it stands in one.
struct SchemaCheck {
    /// What was found in one report, or outside of all.
    struct Findings: Sendable {
        var warnings: [IntakeIssue] = []
        var refusals: [IntakeIssue] = []
    }

    private let table = ElementTable.svarrapport
    private let version: Svarrapport.Version
    private let maximumIssues: Int
    private var told = 0
    private var path: [(name: String, index: Int?)] = []
    /// Number of the report being checked; 0 outside.
    private var report = 0
    private var findings: [Int: Findings] = [:]

    /// The findings by report number, counted from 1; 0 for the message itself.
    static func check(_ message: XMLNode, _ version: Svarrapport.Version, _ limits: IntakeLimits) -> [Int: Findings] {
        var check = SchemaCheck(version: version, maximumIssues: limits.maximumIssues)
        check.children(of: message, "Message", isMapped: true)
        return check.findings
    }

    private init(version: Svarrapport.Version, maximumIssues: Int) {
        self.version = version
        self.maximumIssues = maximumIssues
    }

    private mutating func children(of node: XMLNode, _ typeName: String, isMapped: Bool) {
        let rows = table.lines[typeName] ?? []
        attributes(of: node, allowed: [])
        if node.hasText { warn(.schemaOrder, node.line) }
        var counts = [Int](repeating: 0, count: rows.count)
        var furthest = 0
        for child in node.elements {
            guard let index = rows.firstIndex(where: { $0.name == child.name }), child.namespace == node.namespace,
                !rows[index].isOnlyV13 || version == .v13
            else {
                warn(.schemaUnknown, child.line, "*")
                continue
            }
            let row = rows[index]
            let isRepeated =
                counts[index] > 0
                || row.isChoice && rows.indices.contains { rows[$0].position == row.position && counts[$0] > 0 }
            counts[index] += 1
            path.append((row.name, row.isRepeatable ? counts[index] : nil))
            if typeName == "Message", row.name == "ServReport" { report = counts[index] }
            if row.position < furthest
                || isRepeated && (!row.isRepeatable || report > 1 && version == .v14 && path.count == 1)
            {
                warn(.schemaOrder, child.line)
            }
            furthest = max(furthest, row.position)
            if !isRepeated || row.isRepeatable { value(of: child, row, isMapped: isMapped && row.isMapped) }
            path.removeLast()
            if path.isEmpty { report = 0 }
        }
        for (index, row) in rows.enumerated() where counts[index] == 0 && row.need != .optional {
            missing(row, node.line, isMapped: isMapped)
        }
        if typeName == "ServReport", node.firstOf(["Patient", "Animal", "Material"])?.name != "Patient" {
            refuse(.notAPerson, node.line)
        }
    }

    private mutating func value(of node: XMLNode, _ row: ElementTable.Row, isMapped: Bool) {
        switch row.kind {
        case .children(let name): children(of: node, name, isMapped: isMapped)
        case .codedSimple: attributeValue(node, row, ["V", "DN"], isMapped)
        case .codedValue: attributeValue(node, row, ["V", "S", "DN", "OT"], isMapped)
        case .quantity: attributeValue(node, row, ["V", "U"], isMapped)
        case .time, .boolean, .url: attributeValue(node, row, ["V"], isMapped)
        case .string, .integer: textValue(node, row, isMapped)
        case .markup:
            attributes(of: node, allowed: [])
            if row.need == .required, PlainText.of(node).text.isBlank { missing(row, node.line, isMapped: isMapped) }
        case .any: break
        }
    }

    /// A value in attributes. Text instead of it would be lost: refused when the element is mapped.
    private mutating func attributeValue(
        _ node: XMLNode,
        _ row: ElementTable.Row,
        _ allowed: [String],
        _ isMapped: Bool
    ) {
        attributes(of: node, allowed: allowed)
        for child in node.elements { warn(.schemaUnknown, child.line, "*") }
        let value = node.attributes["V"]?.trimmed ?? ""
        if value.isEmpty, row.need == .required {
            refuse(.missingElement, node.line)
        } else if node.hasText {
            if isMapped, node.attributes.isEmpty {
                refuse(.missingElement, node.line)
            } else {
                warn(.schemaOrder, node.line)
            }
        }
        guard !value.isEmpty else { return }
        switch row.kind {
        case .boolean where value != "true" && value != "false": warn(.schemaUnknown, node.line, "@V")
        case .time where !isMapped && !SentTime.isTime(value): warn(.schemaUnknown, node.line, "@V")
        default: break
        }
    }

    /// A value in text. An attribute V instead of it would be lost: refused when the element is mapped.
    private mutating func textValue(_ node: XMLNode, _ row: ElementTable.Row, _ isMapped: Bool) {
        for child in node.elements { warn(.schemaUnknown, child.line, "*") }
        let text = PlainText.of(node).text.trimmed
        if text.isEmpty, row.need == .required || isMapped && node.attributes["V"]?.isBlank == false {
            refuse(.missingElement, node.line)
        } else {
            attributes(of: node, allowed: [])
        }
        if row.kind == .integer, !text.isEmpty, Int(text) == nil { warn(.schemaUnknown, node.line) }
    }

    /// `xsi:` and `xml:` attributes say nothing of the value.
    private mutating func attributes(of node: XMLNode, allowed: [String]) {
        for name in node.attributes.keys where !allowed.contains(name) {
            let local = name.split(separator: ":").last ?? ""
            let isSchemaInstance =
                name.contains(":") && ["type", "schemaLocation", "noNamespaceSchemaLocation", "nil"].contains(local)
            if !isSchemaInstance, !name.hasPrefix("xml:"), !name.hasPrefix("xmlns") {
                warn(.schemaUnknown, node.line, "@*")
            }
        }
    }

    private mutating func missing(_ row: ElementTable.Row, _ line: Int, isMapped: Bool) {
        if row.need == .required, isMapped {
            refuse(.missingElement, line, row.name)
        } else {
            warn(.schemaOrder, line, row.name)
        }
    }

    private mutating func warn(_ code: IntakeCode, _ line: Int, _ last: String? = nil) {
        guard told < maximumIssues else { return }
        told += 1
        findings[report, default: Findings()].warnings.append(issue(code, line, last))
    }

    private mutating func refuse(_ code: IntakeCode, _ line: Int, _ last: String? = nil) {
        guard findings[report]?.refusals.count ?? 0 < maximumIssues else { return }
        findings[report, default: Findings()].refusals.append(issue(code, line, last))
    }

    /// Names that are not in the table are never repeated: a sender's name could say anything.
    private func issue(_ code: IntakeCode, _ line: Int, _ last: String?) -> IntakeIssue {
        let steps = path.map { step in step.index.map { "\(step.name)[\($0)]" } ?? step.name }
        return IntakeIssue(code, path: (steps + (last.map { [$0] } ?? [])).joined(separator: "/"), line: line)
    }
}

extension XMLNode {
    /// The first element with one of these names, in this element's own namespace: of a choice, the one that counts.
    func firstOf(_ names: [String]) -> XMLNode? {
        elements.first { names.contains($0.name) && $0.namespace == namespace }
    }
}
