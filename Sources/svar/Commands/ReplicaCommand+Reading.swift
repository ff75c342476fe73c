import ArgumentParser
import FoundationEssentials
import SvarFHIR
import SvarReplica

/// Commands that read a replica's file and nothing else.
struct ReplicaStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "How the replica stands: whom it follows, how much it holds, and since when that is so.",
        discussion: "Example: svar replica status --replica ./clinic.replica --json"
    )
    @OptionGroup var reading: ReplicaReading

    func run() async throws {
        try reading.run("status") { replica, now in
            let status = try replica.status(now: now)
            if reading.json {
                reading.put(ReplicaJSON.value(status, try replica.store.state()))
            } else {
                for line in ReplicaText.lines(status) { Terminal.say(line) }
            }
        }
    }
}

struct ReplicaPersonsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "persons",
        abstract: "The persons who are followed.",
        discussion: "Example: svar replica persons --replica ./clinic.replica --hpr 9144889 --purpose TREAT"
    )
    @OptionGroup var reading: ReplicaReading
    @OptionGroup var who: ReaderOptions

    func run() async throws {
        try reading.run("persons", as: who) { reader, now in
            let persons = try reader.persons(now: now).sorted {
                ($0.label ?? "", $0.patient) < ($1.label ?? "", $1.patient)
            }
            if reading.json {
                for person in persons { reading.put(ReplicaJSON.value(person)) }
            } else {
                reading.table(
                    ["label", "patient", "reports", "newest", "until"],
                    persons.map { person in
                        [
                            person.label ?? "", "Patient/" + person.patient, String(person.reports),
                            person.newest.map(ReplicaText.day) ?? "", ReplicaText.day(person.until),
                        ]
                    }
                )
            }
        }
    }
}

struct ReplicaReportsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reports",
        abstract: "Reports of a person, the newest first.",
        discussion: """
            Examples:
              svar replica reports --replica ./clinic.replica --hpr 9144889 --purpose TREAT --person A-1 --limit 5
              svar replica reports --replica ./clinic.replica --hpr 9144889 --purpose TREAT --person A-1 --code NPU03230 --from 2026-01-01
              svar replica reports --replica ./clinic.replica --hpr 9144889 --purpose TREAT --person A-1 --full --json
            """
    )
    @OptionGroup var reading: ReplicaReading
    @OptionGroup var who: ReaderOptions
    @OptionGroup var about: PersonOption
    @Option(help: "Only with this code, of the report or of a result: CODE or SYSTEM|CODE.")
    var code: String?
    @Option(help: "Only of this discipline: CODE or SYSTEM|CODE.")
    var category: String?
    @Option(help: "Only with this status, such as final or corrected.")
    var status: String?
    @Option(help: "Only since this day or time.")
    var from: String?
    @Option(help: "Only before this day or time.")
    var to: String?
    @Option(help: "At most so many.")
    var limit = 20
    @Flag(help: "Each with everything in it, as show gives it.")
    var full = false

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be at least 1") }
    }

    func run() async throws {
        try reading.run("reports", as: who) { reader, now in
            var filter = ReportFilter()
            (filter.code, filter.category, filter.status) = (code, category, status)
            filter.from = try from.map { try ReplicaReading.time($0, "from") }
            filter.to = try to.map { try ReplicaReading.time($0, "to") }
            let person = try about.key(for: reader, now)
            var left = limit
            var page: String?
            repeat {
                let found = try reader.reports(
                    of: person,
                    matching: filter,
                    limit: min(left, 1_000),
                    page: page,
                    now: now
                )
                for report in found.reports { try show(report, reader, now) }
                left -= found.reports.count
                page = found.next
            } while page != nil && left > 0
        }
    }

    private func show(_ summary: ReportSummary, _ reader: ReplicaReader, _ now: Date) throws {
        guard full else {
            if reading.json { reading.put(ReplicaJSON.value(summary)) } else { Terminal.say(ReplicaText.line(summary)) }
            return
        }
        // Gone since the list was read: then it is not shown.
        guard let report = try reader.report(summary.key, now: now) else { return }
        ReplicaShowCommand.show(report, reading)
    }
}

struct ReplicaShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "One report in full, with what was corrected.",
        discussion: """
            --json gives the FHIR resources as the server gives them.

            Examples:
              svar replica show DiagnosticReport/w6xfvqv34lnedltoxvvjirvdo --replica ./clinic.replica --hpr 9144889 --purpose TREAT
              svar replica show DiagnosticReport/w6xfvqv34lnedltoxvvjirvdo --replica ./clinic.replica --hpr 9144889 --purpose TREAT --json
            """
    )
    @OptionGroup var reading: ReplicaReading
    @OptionGroup var who: ReaderOptions
    @Argument(help: "The report: Type/ID as reports lists it, or its key.")
    var report: String

    func run() async throws {
        try reading.run("show", as: who) { reader, now in
            guard let report = try find(in: reader, now) else {
                throw Failure("there is no such report in the replica")
            }
            Self.show(report, reading)
        }
    }

    private func find(in reader: ReplicaReader, _ now: Date) throws -> Report? {
        let parts = report.split(separator: "/")
        guard parts.count == 2 else { return try reader.report(report, now: now) }
        return try reader.report(type: String(parts[0]), id: String(parts[1]), now: now)
    }

    static func show(_ report: Report, _ reading: ReplicaReading) {
        if reading.json {
            Terminal.put(ReplicaJSON.bytes(report) + [0x0A])
        } else {
            for line in ReplicaText.lines(report) { Terminal.say(line) }
        }
    }
}

struct ReplicaTrendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trend",
        abstract: "The values of an analysis, the newest first; without --code, the analyses there are.",
        discussion: """
            Examples:
              svar replica trend --replica ./clinic.replica --hpr 9144889 --purpose TREAT --person A-1
              svar replica trend --replica ./clinic.replica --hpr 9144889 --purpose TREAT --person A-1 --code NPU03230
            """
    )
    @OptionGroup var reading: ReplicaReading
    @OptionGroup var who: ReaderOptions
    @OptionGroup var about: PersonOption
    @Option(help: "The analysis: CODE or SYSTEM|CODE.")
    var code: String?
    @Option(help: "At most so many values.")
    var limit = 50

    func run() async throws {
        try reading.run("trend", as: who) { reader, now in
            let person = try about.key(for: reader, now)
            let analyses = try reader.analyses(of: person, now: now)
            guard let code else {
                if reading.json {
                    for analysis in analyses { reading.put(ReplicaJSON.value(analysis)) }
                } else {
                    reading.table(
                        ["code", "analysis", "values", "newest", "system"],
                        analyses.map {
                            [$0.code.code, $0.title, String($0.values), ReplicaText.day($0.newest), $0.code.system]
                        }
                    )
                }
                return
            }
            for (point, analysis) in try points(of: analyses.filter { $0.code.isAsked(by: code) }) {
                if reading.json {
                    reading.put(ReplicaJSON.value(point, of: analysis))
                } else {
                    Terminal.say(ReplicaText.line(point, of: analysis))
                }
            }

            /// A result with codes of several systems is one result.
            func points(of analyses: [AnalysisSummary]) throws -> [(TrendPoint, AnalysisSummary)] {
                var seen: Set<[String]> = []
                var found: [(TrendPoint, AnalysisSummary)] = []
                for analysis in analyses {
                    for point in try reader.trend(of: analysis.code, person: person, limit: limit, now: now)
                    where seen.insert([point.report, point.observation, point.value?.text ?? ""]).inserted {
                        found.append((point, analysis))
                    }
                }
                return Array(found.sorted { $0.0.time > $1.0.time }.prefix(max(limit, 0)))
            }
        }
    }
}

struct ReplicaChangesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "changes",
        abstract: "What came, changed or went since a mark or a time, the oldest first.",
        discussion: """
            The last line has the mark to ask with the next time.

            Examples:
              svar replica changes --replica ./clinic.replica --hpr 9144889 --purpose TREAT --since-time 2026-11-21
              svar replica changes --replica ./clinic.replica --hpr 9144889 --purpose TREAT --since 42 --json
            """
    )
    @OptionGroup var reading: ReplicaReading
    @OptionGroup var who: ReaderOptions
    @Option(help: "The mark of the last time.")
    var since: String?
    @Option(help: "Instead of a mark: a day or time.")
    var sinceTime: String?
    @Option(help: "About so many reports; more come with the mark.")
    var limit = 500

    func run() async throws {
        try reading.run("changes", as: who) { reader, now in
            let changes =
                if let sinceTime, since == nil {
                    try reader.changes(sinceTime: ReplicaReading.time(sinceTime, "since-time"), limit: limit, now: now)
                } else { try reader.changes(since: since, limit: limit, now: now) }
            if reading.json {
                reading.put(ReplicaJSON.value(changes))
            } else {
                for report in changes.reports { Terminal.say(ReplicaText.line(report)) }
                for key in changes.removed { Terminal.say("gone  \(key)") }
                Terminal.say("mark \(changes.mark)\(changes.hasMore ? ", there is more" : "")")
            }
        }
    }
}

struct ReplicaReadingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "readings",
        abstract: "Who read the replica, why, when and about whom; the newest first.",
        discussion: "Example: svar replica readings --replica ./clinic.replica --limit 20"
    )
    @OptionGroup var reading: ReplicaReading
    @Option(help: "At most so many.")
    var limit = 100

    func run() async throws {
        try reading.run("readings") { replica, _ in
            let rows = try replica.readings(limit: limit)
            if reading.json {
                for row in rows { reading.put(ReplicaJSON.value(row)) }
            } else {
                reading.table(
                    ["time", "hpr", "purpose", "person", ""],
                    rows.map { row in
                        [
                            ReplicaText.minute(row.time), String(row.hpr), row.purpose, row.person ?? "list",
                            row.isRefused ? "refused" : "",
                        ]
                    }
                )
            }
        }
    }
}

struct ReplicaVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recompute every sum from what is stored. Exit code 1 when something differs.",
        discussion: """
            With --repair what differs is fetched again at the next svar sync; the file must not be kept in step meanwhile.

            Example: svar replica verify --replica ./clinic.replica
            """
    )
    @OptionGroup var reading: ReplicaReading
    @Flag(help: "Have what differs fetched again.")
    var repair = false

    func run() async throws {
        try reading.run("verify", for: repair ? .writing : .reading) { replica, now in
            let findings = try replica.verify(isRepairing: repair)
            let status = try replica.status(now: now)
            if reading.json {
                reading.put(ReplicaJSON.value(findings))
            } else if findings.isEmpty {
                Terminal.say("\(SyncProgressLine.count(status.reports)) reports, every sum is right")
            } else {
                for finding in findings { Terminal.say(ReplicaText.line(finding)) }
            }
            if !findings.isEmpty { throw Exits.partly }
        }
    }
}
