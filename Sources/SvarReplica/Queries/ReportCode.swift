import SvarFHIR
import SvarJSON

/// A code of a code system, with the system's words for it.
public struct ReportCode: Sendable, Hashable {
    /// The code system; empty where there is none.
    public var system: String
    /// The code; words where there is no code.
    public var code: String
    /// Words for people.
    public var display: String?

    /// A code, as filters and trends take it.
    public init(system: String, code: String, display: String? = nil) {
        self.system = system
        self.code = code
        self.display = display
    }

    /// All codes of a CodeableConcept; its words alone where it has none.
    static func all(of concept: JSONNode?) -> [ReportCode] {
        guard let concept, concept.kind == .object else { return [] }
        var codes: [ReportCode] = []
        if let codings = concept["coding"] {
            for coding in codings.elements {
                guard let code = coding["code"]?.string else { continue }
                let system = coding["system"]?.string ?? ""
                codes.append(ReportCode(system: system, code: code, display: coding["display"]?.string))
            }
        }
        if codes.isEmpty, let text = concept["text"]?.string { codes.append(ReportCode(system: "", code: text)) }
        return codes
    }

    /// What a person reads for a CodeableConcept.
    static func title(of concept: JSONNode?) -> String {
        if let text = concept?["text"]?.string { return text }
        guard let codings = concept?["coding"] else { return "" }
        for coding in codings.elements {
            if let display = coding["display"]?.string { return display }
        }
        return codings[0]?["code"]?.string ?? ""
    }

    /// Whether it is what somebody asks for: `code`, or `system|code`.
    func matches(_ asked: String) -> Bool {
        if code == asked { return true }
        guard let bar = asked.lastIndex(of: "|") else { return false }
        return asked[..<bar] == system && asked[asked.index(after: bar)...] == code
    }
}
