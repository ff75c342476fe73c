import SvarJSON

/// Coded values as FHIR codings (rules R1, R10–R13).
enum CodeMapping {
    /// A concept of codes in a national code system that the element fixes (type CS).
    static func concept(_ code: CodedValue?, system number: String) -> JSONValue? {
        guard let code else { return nil }
        return concept([code.in(number)])
    }

    /// A concept of all these codes, in order; nil when they say nothing.
    ///
    /// - Parameter text: `CodeableConcept.text`; without it the first code's own text.
    static func concept(_ codes: [CodedValue], text: String? = nil, more: [JSONValue] = []) -> JSONValue? {
        let codings = codes.flatMap(codings) + more
        let text = text ?? codes.lazy.compactMap(self.text).first
        if codings.isEmpty && text == nil { return nil }
        return .members(("coding", .list(codings)), ("text", .text(text)))
    }

    /// The codings of one code: first by OID, then by NILAR's URI. A code of the old number of the laboratory code
    /// system (7230) is followed by the same code under the new one (7280). Without a code there is none.
    static func codings(_ code: CodedValue) -> [JSONValue] {
        guard let value = code.v?.trimmedOrNil else { return [] }
        let display = code.dn?.trimmedOrNil
        guard let oid = code.s?.trimmedOrNil else { return [coding(nil, value, display)] }
        guard let number = number(oid) else { return [coding("urn:oid:\(oid)", value, display)] }
        let sent = coding(Terminology.oid(number), value, display)
        let current = number == "7230" ? "7280" : number
        let renumbered = number == current ? [] : [coding(Terminology.oid(current), value, display)]
        return [sent] + renumbered + [coding(Terminology.ehelse(current), value, display)]
    }

    /// One coding.
    static func coding(_ system: String?, _ code: String, _ display: String?) -> JSONValue {
        .members(("system", .text(system)), ("code", .string(code)), ("display", .text(display)))
    }

    /// "OT (DN)" when both were sent and differ, else the one there is.
    static func text(_ code: CodedValue) -> String? {
        let display = code.dn?.trimmedOrNil
        guard let original = code.ot?.trimmedOrNil else { return display }
        guard let display, display != original else { return original }
        return "\(original) (\(display))"
    }

    /// The number of a national code system's OID, such as 7280; nil for other OIDs.
    static func number(_ oid: String) -> String? {
        guard oid.hasPrefix(Terminology.codeSystemRoot) else { return nil }
        let number = oid.dropFirst(Terminology.codeSystemRoot.count)
        return number.isEmpty || number.contains(".") ? nil : String(number)
    }
}

extension CodedValue {
    /// The same code with its code system filled in where none was sent.
    func `in`(_ number: String) -> CodedValue {
        var result = self
        if result.s == nil { result.s = Terminology.codeSystemRoot + number }
        return result
    }
}
