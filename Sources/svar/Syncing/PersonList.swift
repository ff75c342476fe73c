import SvarDomain

/// The persons that a replica is to follow, as people write them: a line each, `NUMBER LABEL` or `Patient/ID LABEL`.
/// They come from a file or standard input and never from the command line, where others could read them.
package struct PersonList {
    package struct Line: Hashable {
        /// An identity number, or `Patient/` and an id.
        package var person: String
        /// What the person is called in lists; nil: the Patient's id.
        package var label: String?
        package var isNumber: Bool
    }

    package let lines: [Line]

    /// - Parameter place: a path, or `-` for standard input
    package init(_ place: String) throws {
        try self.init(text: String(decoding: Self.bytes(place), as: UTF8.self))
    }

    static func bytes(_ place: String) throws -> [UInt8] {
        try place == "-" ? Files.readStandardInput() : Files.read(place)
    }

    /// Errors name the line and never what stands there.
    package init(text: String) throws {
        var lines: [Line] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = line.trimmingSpaces()
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            let parts = line.split(maxSplits: 1, whereSeparator: \.isWhitespace)
            let label = parts.count > 1 ? String(parts[1].trimmingSpaces()) : nil
            guard let first = parts.first, let found = Self.line(String(first), label) else {
                throw Failure("line \(index + 1) does not begin with an identity number or with Patient/ and an id")
            }
            if let label,
                label.split(whereSeparator: \.isWhitespace).contains(where: { PersonNumber.looksLikeOne(String($0)) })
            {
                throw Failure("the label in line \(index + 1) holds an identity number: labels are shown")
            }
            lines.append(found)
        }
        guard !lines.isEmpty else { throw Failure("no person is named: a line each, an identity number or Patient/ID") }
        self.lines = lines
    }

    private static func line(_ person: String, _ label: String?) -> Line? {
        if let number = PersonNumber(person) { return Line(person: number.value, label: label, isNumber: true) }
        let id = person.dropFirst("Patient/".count)
        let isID =
            (1...64).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E: true
                default: false
                }
            }
        return person.hasPrefix("Patient/") && isID ? Line(person: person, label: label, isNumber: false) : nil
    }
}

extension Substring {
    func trimmingSpaces() -> Substring {
        var text = self
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
