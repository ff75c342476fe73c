import SvarSearch

/// The `self` and `next` links of a page. For a posted search the query is empty: the form is posted again to `next`.
struct PageLinks {
    let base: String
    let path: String
    let query: [(name: String, value: String)]

    func all(next token: String?) -> [(relation: String, url: String)] {
        var links = [("self", url(query))]
        if let token { links.append(("next", url(query + [(SearchRequest.tokenParameter, token)]))) }
        return links
    }

    private func url(_ query: [(name: String, value: String)]) -> String {
        let text = Self.query(query)
        return "\(base)/\(path)" + (text.isEmpty ? "" : "?" + text)
    }

    /// Names and values as a query.
    static func query(_ items: [(name: String, value: String)]) -> String {
        items.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
    }

    /// Percent-encodes all but unreserved characters and the comma, slash and colon.
    private static func encoded(_ text: String) -> String {
        var result: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2C...0x2F, 0x3A, 0x5F, 0x7E: result.append(byte)
            default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
