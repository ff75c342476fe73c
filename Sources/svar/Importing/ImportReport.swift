import SvarJSON
import Synchronization

/// What an import did so far, and how it is shown.
final class ImportReport: Sendable {
    struct Refusal: Sendable {
        var source: String
        var status: Int
        var issues: [String]
    }

    struct Figures: Sendable {
        var files = 0
        var taken = 0
        var already = 0
        var refused = 0
        var resources = 0
        var refusals: [Refusal] = []
        var lastShown = 0
    }

    private let total: Int
    private let isQuiet: Bool
    private let showsBar: Bool
    private let start = ContinuousClock.now
    private let figures = Mutex(Figures())

    init(total: Int, isQuiet: Bool) {
        self.total = total
        self.isQuiet = isQuiet
        showsBar = Terminal.showsProgress && !isQuiet
    }

    var current: Figures { figures.withLock { $0 } }

    func add(_ item: ImportItem, _ outcome: ImportOutcome) {
        figures.withLock { figures in
            switch outcome {
            case .taken:
                figures.taken += 1
                figures.resources += item.resources
            case .already: figures.already += 1
            case .refused(let status, let issues):
                figures.refused += 1
                if figures.refusals.count < 1_000 {
                    figures.refusals.append(Refusal(source: item.source, status: status, issues: issues))
                }
                if !isQuiet { tell(item.source, status, issues) }
            }
        }
    }

    /// One more file is done.
    func fileDone() {
        figures.withLock { figures in
            figures.files += 1
            guard !isQuiet else { return }
            let tenth = max(total / 10, 1)
            if showsBar {
                Terminal.show("\r" + bar(figures) + "\u{1B}[K" + (figures.files == total ? "\n" : ""))
            } else if figures.files / tenth > figures.lastShown || figures.files == total {
                figures.lastShown = figures.files / tenth
                Terminal.tell(line(figures))
            }
        }
    }

    private func tell(_ source: String, _ status: Int, _ issues: [String]) {
        let why = issues.first ?? ""
        let more = issues.count > 1 ? " (and \(issues.count - 1) more)" : ""
        let code = status == 0 ? "" : " \(status)"
        Terminal.tell((showsBar ? "\r\u{1B}[K" : "") + "refused\(code) \(source): \(why)\(more)")
    }

    private func bar(_ figures: Figures) -> String {
        let width = 30
        let full = total == 0 ? width : figures.files * width / total
        return "[" + String(repeating: "#", count: full) + String(repeating: ".", count: width - full) + "] "
            + line(figures)
    }

    private func line(_ figures: Figures) -> String {
        "\(figures.files)/\(total) files, \(figures.taken) taken, \(figures.already) already there, "
            + "\(figures.refused) refused, \(figures.resources) resources"
    }

    /// One line for people.
    func summary() -> String {
        let figures = current
        return line(figures) + ", \(seconds) s"
    }

    /// The same for programs.
    func json() -> [UInt8] {
        let figures = current
        let refusals = figures.refusals.map { refusal -> JSONValue in
            [
                "source": .string(refusal.source), "status": JSONValue(refusal.status),
                "issues": .array(refusal.issues.map { .string($0) }),
            ]
        }
        let value: JSONValue = [
            "files": JSONValue(figures.files), "taken": JSONValue(figures.taken),
            "already": JSONValue(figures.already), "refused": JSONValue(figures.refused),
            "resources": JSONValue(figures.resources), "seconds": .number(seconds), "refusals": .array(refusals),
        ]
        return value.bytes
    }

    private var seconds: String {
        let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
        return "\((milliseconds / 10).rounded() / 100)"
    }
}
