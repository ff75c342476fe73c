import SvarJSON

/// A text as a JSON string, quotes included.
func quoted(_ text: String) -> String { String(decoding: jsonQuoted(text), as: UTF8.self) }
