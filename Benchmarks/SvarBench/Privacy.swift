import AsyncHTTPClient
import Foundation
import GRDB
import NIOCore
import SvarDomain
import SvarSynthetic

/// What privacy settings cost: a patient's newest reports with a full set of settings beside the same without, and how
/// long a person's reservation takes until nothing of them is shown, and until all of it is gone.
enum Privacy {
    private static let erasedReports = 5_000
    /// Settings of single results, beside one of each kind.
    private static let singles = 40

    /// With the same reports, and no settings.
    private static let twin = SyntheticPerson(index: 9, seed: 51).number

    static func measure(_ settings: BenchSettings) async throws -> [Row] {
        try await withTemporaryDirectory { directory in
            let store = directory + "/store"
            try PatientView.writePatient(to: directory + "/patient")
            try PatientView.writePatient(to: directory + "/twin", twin)
            for files in ["/patient", "/twin"] { try PatientView.load(settings, directory + files, into: store) }
            let erased = SyntheticPerson(index: 8, seed: 51).number
            // Citizens act for themselves when the register says that they are grown.
            let register = directory + "/persons.json"
            let persons = [PatientView.person, erased].map { #"{"number":"\#($0.value)","birthDate":"1980-01-01"}"# }
            try #"{"persons":[\#(persons.joined(separator: ","))]}"#
                .write(toFile: register, atomically: false, encoding: .utf8)
            let view = try await view(settings, store, register)
            try PatientView.writePatient(to: directory + "/erased", erased, reports: erasedReports, resultsEach: 1)
            try PatientView.load(settings, directory + "/erased", into: store)
            return try await view + erasure(settings, store, register, of: erased)
        }
    }

    // MARK: The view

    private static func view(_ settings: BenchSettings, _ store: String, _ register: String) async throws -> [Row] {
        let access = try DevelopmentAccess(settings, store)
        let server = try access.serve(["--persons", register])
        defer { server.stop() }
        let fields = access.fields(about: PatientView.person)
        let client = Client(port: server.port)
        let without = try await client.get(PatientView.newest.path, fields)
        let count = try await set(server.port, access, fields)
        let with = try await client.get(PatientView.newest.path, fields)
        guard try reports(with) == reports(without) else { throw BenchError("the settings closed what is measured") }
        let measured = try await PatientView.times(
            of: PatientView.newest,
            settings,
            port: server.port,
            inTurns: [fields, access.fields(about: twin)]
        )
        let (full, bare) = (measured[0], measured[1])
        return [
            Row(
                what: "\(PatientView.newest.name), \(count) settings of the patient, p50 / p99 ms",
                measured: decimal(full.0, 2) + " / " + decimal(full.1, 2),
                floor: decimal(bare.0, 2) + " / " + decimal(bare.1, 2) + " of one with the same reports and none",
                ratio: decimal(full.0 / bare.0, 2) + "×",
                reach: "≤ 1.3×",
                isReached: full.0 <= 1.3 * bare.0
            )
        ]
    }

    /// Every kind of setting; none of them closes the newest reports to the doctor.
    /// - Returns: how many stand
    private static func set(
        _ port: Int,
        _ access: DevelopmentAccess,
        _ doctor: [(name: String, value: String)]
    ) async throws -> Int {
        let citizen = try access.fields(asCitizen: PatientView.person)
        let everyReport = try await reports(
            Client(port: port).get("/v1/fhir/DiagnosticReport?_sort=-date&_count=120", doctor)
        )
        let last = LocalTime(day: PatientView.firstDay + 300, secondOfDay: 0).text.prefix(10)
        var bodies: [(fields: [(name: String, value: String)], body: String)] = []
        for report in everyReport.suffix(singles / 2) {
            bodies.append((doctor, #"{"kind":"shielding","target":{"report":"\#(report)"},"wish":true}"#))
        }
        for report in everyReport.prefix(singles / 2) {
            let delay = #""delay":{"until":"2099-01-01T00:00:00Z"}"#
            bodies.append((doctor, #"{"kind":"delayed-view","target":{"report":"\#(report)"},\#(delay),"wish":true}"#))
        }
        // Last, as they close the results to the citizen, who could not name them any more.
        bodies += [
            (citizen, #"{"kind":"seal","results":{"through":"\#(last)"}}"#),
            (citizen, #"{"kind":"block","hpr":"9144900"}"#),
            (citizen, #"{"kind":"view-reservation"}"#),
            (doctor, #"{"kind":"emergency-closure","wish":true}"#),
            (doctor, #"{"kind":"denial","ground":"NORN_EPO","target":{"code":"NPU03230"},"wish":true}"#),
        ]
        for (fields, body) in bodies {
            let (status, answer) = try await Client(port: port).post("/v1/privacy/settings", body, fields)
            guard status == 201 else { throw BenchError("setting \(body) answered \(status): \(answer)") }
        }
        return bodies.count
    }

    /// The reports of a page, in its order.
    private static func reports(_ page: Data) throws -> [String] {
        let bundle = try JSONSerialization.jsonObject(with: page) as? [String: Any]
        return (bundle?["entry"] as? [[String: Any]] ?? []).compactMap { entry in
            guard let resource = entry["resource"] as? [String: Any], let id = resource["id"] as? String,
                resource["resourceType"] as? String == "DiagnosticReport"
            else { return nil }
            return "DiagnosticReport/\(id)"
        }
    }

    // MARK: Erasure

    private static func erasure(
        _ settings: BenchSettings,
        _ store: String,
        _ register: String,
        of person: PersonNumber
    ) async throws -> [Row] {
        let access = try DevelopmentAccess(settings, store)
        let server = try access.serve(["--persons", register])
        defer { server.stop() }
        let client = Client(port: server.port)
        let path = "/v1/fhir/DiagnosticReport?_count=1"
        let doctor = access.fields(about: person)
        guard try await reports(client.get(path, doctor)).count == 1 else { throw BenchError("nothing to erase") }
        let clock = ContinuousClock()
        let start = clock.now
        let (status, answer) = try await client.post(
            "/v1/privacy/settings",
            #"{"kind":"storage-reservation"}"#,
            access.fields(asCitizen: person)
        )
        guard status == 201 else { throw BenchError("the reservation answered \(status): \(answer)") }
        while try await !reports(client.get(path, doctor)).isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        let unseen = seconds(clock.now - start)
        let database = try DatabaseQueue(path: store + "/svar.sqlite", configuration: .readOnly)
        while try await database.read({ try Int.fetchOne($0, sql: "SELECT count(*) FROM erasure") ?? 0 }) > 0 {
            try await Task.sleep(for: .milliseconds(20))
        }
        let gone = seconds(clock.now - start)
        return [
            Row(
                what: "reservation of a person with \(erasedReports) reports: nothing shown, s",
                measured: decimal(unseen, 2),
                floor: "",
                ratio: "",
                reach: "≤ 1 s",
                isReached: unseen <= 1
            ),
            Row(
                what: "  everything gone from the files, s",
                measured: decimal(gone, 2),
                floor: "",
                ratio: "",
                reach: "≤ 5 s",
                isReached: gone <= 5
            ),
        ]
    }

    private static func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }
}

extension Configuration {
    fileprivate static var readOnly: Self {
        var configuration = Configuration()
        configuration.readonly = true
        return configuration
    }
}
