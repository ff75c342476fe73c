import Foundation
import SvarDomain
import SvarSynthetic

/// What a doctor's system asks of one patient, in a store of ten thousand and of a million Observations: newest reports
/// with their results, and filters within the patient beside the plain one by code.
enum PatientView {
    private static let rounds = 5

    /// One search within the patient, and what it is beside.
    struct Question {
        let name: String
        let path: String
    }

    static let newest = Question(
        name: "newest 50 reports with observations",
        path: "/v1/fhir/DiagnosticReport?_sort=-date&_count=50&_include=DiagnosticReport:result"
    )
    private static let code = "code=urn:oid:2.16.578.1.12.4.1.1.7280|NPU03230"
    private static let plain = Question(name: "code alone", path: "/v1/fhir/Observation?\(code)")
    private static let filters = [
        Question(
            name: "code + date range",
            path: "/v1/fhir/Observation?\(code)&date=ge2019-06-01&date=lt2019-12-01"
        ),
        Question(name: "value range", path: "/v1/fhir/Observation?value-quantity=gt4.0&value-quantity=lt4.4"),
        Question(
            name: "category + date",
            path: "/v1/fhir/Observation?category=laboratory&date=ge2019-06-01&date=lt2019-06-10"
        ),
        Question(name: "sort by date", path: "/v1/fhir/Observation?\(code)&_sort=-date"),
        Question(name: "_total=accurate", path: "/v1/fhir/Observation?\(code)&_total=accurate"),
    ]

    static func measure(_ settings: BenchSettings) async throws -> [Row] {
        try await withTemporaryDirectory { directory in
            let store = directory + "/store"
            try writePatient(to: directory + "/patient")
            try load(settings, directory + "/patient", into: store)
            try Observations.write(count: 9_000, to: directory + "/few")
            try load(settings, directory + "/few", into: store)
            let small = try await measure(settings, store)
            let floor = try await floorOfNewest(settings, store, directory)
            guard settings.isLong else { return rows(small, size: "10 k", floor) }
            try Observations.write(count: 990_000, from: 9_000, to: directory + "/many")
            try load(settings, directory + "/many", into: store)
            let large = try await measure(settings, store)
            return rows(small, size: "10 k", floor) + rows(large, size: "1 M", floor) + growth(small, large)
        }
    }

    /// A bare route that serves the bytes of the newest reports: p50 and p99 in milliseconds.
    private static func floorOfNewest(_ settings: BenchSettings, _ store: String, _ directory: String) async throws -> (
        Double, Double
    ) {
        let access = try DevelopmentAccess(settings, store)
        let server = try access.serve()
        defer { server.stop() }
        let body = try await Client(port: server.port).get(newest.path, access.fields(about: person))
        let file = directory + "/newest.json"
        try body.write(to: URL(fileURLWithPath: file))
        let path = String(newest.path.prefix { $0 != "?" })
        let bare = try Child(BenchSettings.sibling("SvarBench"), ["bare", "--file", file, "--path", path])
        defer { bare.stop() }
        return try await times(of: newest, settings, port: bare.port, fields: [])
    }

    /// Medians over rounds of p50 and p99 in milliseconds; a first round warms up and is not counted.
    static func times(
        of question: Question,
        _ settings: BenchSettings,
        port: Int,
        fields: [(name: String, value: String)]
    ) async throws -> (Double, Double) {
        try await times(of: question, settings, port: port, inTurns: [fields])[0]
    }

    /// The same for several who ask: their rounds take turns, so that a machine that slows down does so for all.
    static func times(
        of question: Question,
        _ settings: BenchSettings,
        port: Int,
        inTurns askers: [[(name: String, value: String)]]
    ) async throws -> [(Double, Double)] {
        let path = question.path.replacingOccurrences(of: "|", with: "%7C")
        var p50: [[Double]] = askers.map { _ in [] }
        var p99 = p50
        for round in 0...rounds {
            for (asker, fields) in askers.enumerated() {
                let result = try await LoadGenerator(port: port, path: path, connections: 1, fields: fields)
                    .run(seconds: round == 0 ? 0.5 : settings.roundSeconds / 2)
                guard result.failures.isEmpty else {
                    throw BenchError("\(question.name): failed with \(result.failures)")
                }
                if round == 0 { continue }
                p50[asker].append(result.percentile(0.5) / 1e3)
                p99[asker].append(result.percentile(0.99) / 1e3)
            }
        }
        return zip(p50, p99).map { (median($0), median($1)) }
    }

    /// Median over rounds of p50 and p99 in milliseconds, by question.
    private static func measure(_ settings: BenchSettings, _ store: String) async throws -> [String: (Double, Double)] {
        let access = try DevelopmentAccess(settings, store)
        let server = try access.serve()
        defer { server.stop() }
        var measured: [String: (Double, Double)] = [:]
        for question in [newest, plain] + filters {
            let fields = access.fields(about: person)
            measured[question.name] = try await times(of: question, settings, port: server.port, fields: fields)
        }
        return measured
    }

    private static func rows(
        _ measured: [String: (Double, Double)],
        size: String,
        _ floor: (Double, Double)
    ) -> [Row] {
        guard let view = measured[newest.name], let base = measured[plain.name] else { return [] }
        var rows = [
            Row(
                what: "\(newest.name), \(size) observations stored, p50 / p99 ms",
                measured: decimal(view.0, 2) + " / " + decimal(view.1, 2),
                floor: decimal(floor.0, 2) + " / " + decimal(floor.1, 2) + " bare route",
                ratio: decimal(view.0 / floor.0, 1) + "×",
                reach: "p99 ≤ 5 ms",
                isReached: view.1 <= 5
            )
        ]
        for filter in filters {
            guard let time = measured[filter.name] else { continue }
            rows.append(
                Row(
                    what: "  in one patient: \(filter.name), p50 ms",
                    measured: decimal(time.0, 2),
                    floor: decimal(base.0, 2) + " code alone",
                    ratio: decimal(time.0 / base.0, 2) + "×",
                    reach: "≤ 3×",
                    isReached: time.0 <= 3 * base.0
                )
            )
        }
        return rows
    }

    private static func growth(_ small: [String: (Double, Double)], _ large: [String: (Double, Double)]) -> [Row] {
        ([newest, plain] + filters).compactMap { question in
            guard let few = small[question.name], let many = large[question.name] else { return nil }
            return Row(
                what: "  growth from 10 k to 1 M: \(question.name), p50 ms",
                measured: decimal(many.0, 2),
                floor: decimal(few.0, 2) + " at 10 k",
                ratio: decimal(many.0 / few.0, 2) + "×",
                reach: "≤ 1.5×",
                isReached: many.0 <= 1.5 * few.0
            )
        }
    }

    static func load(_ settings: BenchSettings, _ files: String, into store: String) throws {
        let (status, output) = try run(
            settings.program,
            ["import", files, "--data", store, "--service", "--concurrency", "256", "--json"]
        )
        guard status == 0 else { throw BenchError("svar import ended with \(status): \(output)") }
    }

    // MARK: The patient

    static let person = SyntheticPerson(index: 7, seed: 51).number
    /// Of the oldest report; days since 1970.
    static let firstDay = 17_000

    /// A transaction Bundle for each report, a month after the one before, over ten years.
    static func writePatient(
        to directory: String,
        _ person: PersonNumber = person,
        reports: Int = 120,
        resultsEach: Int = 8
    ) throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let codes = ["NPU03230", "NPU03429", "NPU04998", "NPU02192", "NPU01566", "NPU19748", "NPU27783", "NPU01370"]
        var random = SeededGenerator(seed: 51)
        let subject = """
            "subject":{"identifier":{"system":"\(person.kind.system)","value":"\(person.value)"}}
            """
        for report in 0..<reports {
            let time = LocalTime(day: firstDay + report % 120 * 30, secondOfDay: 30_000)
            let effective = "\"effectiveDateTime\":\"\(time.text)\(time.offsetText)\""
            var entries: [String] = []
            for (number, code) in codes.prefix(resultsEach).enumerated() {
                let tenths = random.integer(30...60)
                entries.append(
                    """
                    {"fullUrl":"urn:uuid:00000000-0000-4000-8000-00000000000\(number)","resource":{"resourceType":\
                    "Observation","status":"final","category":[{"coding":[{"system":\
                    "http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],"code":\
                    {"coding":[{"system":"urn:oid:2.16.578.1.12.4.1.1.7280","code":"\(code)"}]},\(subject),\
                    \(effective),"valueQuantity":{"value":\(tenths / 10).\(tenths % 10),"unit":"mmol/L","system":\
                    "http://unitsofmeasure.org","code":"mmol/L"}},"request":{"method":"POST","url":"Observation"}}
                    """
                )
            }
            let results = (0..<resultsEach).map {
                "{\"reference\":\"urn:uuid:00000000-0000-4000-8000-00000000000\($0)\"}"
            }
            entries.append(
                """
                {"resource":{"resourceType":"DiagnosticReport","identifier":[{"system":"urn:example:bench","value":\
                "report-\(report)"}],"status":"final","code":{"text":"Blood"},\(subject),\(effective),"result":[\
                \(results.joined(separator: ","))]},"request":{"method":"POST","url":"DiagnosticReport"}}
                """
            )
            let bundle = """
                {"resourceType":"Bundle","type":"transaction","entry":[\(entries.joined(separator: ","))]}
                """
            try bundle.write(toFile: "\(directory)/\(report).json", atomically: false, encoding: .utf8)
        }
    }
}
