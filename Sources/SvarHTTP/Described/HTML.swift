/// Pieces of HTML, with everything that is not ours escaped.
enum HTML {
    /// A text for an element or a quoted attribute.
    static func escaped(_ text: String) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): result += "&amp;".utf8
            case UInt8(ascii: "<"): result += "&lt;".utf8
            case UInt8(ascii: ">"): result += "&gt;".utf8
            case UInt8(ascii: "\""): result += "&quot;".utf8
            default: result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The little Markdown that descriptions use: paragraphs, lists with `- `, `code` and **strong**.
    static func prose(_ text: String) -> String {
        var html = ""
        var paragraph: [Substring] = []
        var items: [String] = []
        func close() {
            if !paragraph.isEmpty { html += "<p>\(inline(paragraph.joined(separator: " ")))</p>" }
            if !items.isEmpty { html += "<ul>\(items.map { "<li>\(inline($0))</li>" }.joined())</ul>" }
            paragraph = []
            items = []
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("- ") {
                if !paragraph.isEmpty { close() }
                items.append(String(line.dropFirst(2)))
            } else if line.isEmpty {
                close()
            } else if items.isEmpty {
                paragraph.append(line)
            } else {
                items[items.count - 1] += " " + line.drop { $0 == " " }
            }
        }
        close()
        return html
    }

    /// One line: code between backticks is left as it is, strong text stands between double asterisks.
    static func inline(_ text: String) -> String {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
            if index % 2 == 1 { return "<code>\(escaped(String(part)))</code>" }
            return escaped(String(part)).split(separator: "**", omittingEmptySubsequences: false).enumerated()
                .map { $0.offset % 2 == 1 ? "<strong>\($0.element)</strong>" : String($0.element) }.joined()
        }.joined()
    }

    /// A text as part of an `id` or link: letters, digits and hyphens.
    static func anchor(_ text: String) -> String {
        String(text.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
}
