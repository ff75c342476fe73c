import Foundation
import SvarDomain
import SvarSynthetic

/// Laboratory reports as transaction Bundles, a line each: what a clinic's replica holds. A report is one unit of ten
/// resources.
enum SyncReports {
    static let resourcesEach = 10
    static let perPerson = 18
    private static let perFile = 500
    private static let codes = [
        "NPU03230", "NPU03429", "NPU04998", "NPU02192", "NPU01566", "NPU19748", "NPU28172", "NPU19651", "NPU27300",
    ]

    static func person(_ index: Int) -> PersonNumber { SyntheticPerson(index: index, seed: 52).number }

    /// Writes the reports of persons as files. Gives how many.
    /// - Parameter name: says which of several loads it is
    @discardableResult
    static func write(_ persons: Range<Int>, reports: Int = perPerson, name: String, to directory: String) throws -> Int
    {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        var random = SeededGenerator(seed: 53 + UInt64(persons.lowerBound))
        var lines: [String] = []
        var file = 0
        func flush() throws {
            guard !lines.isEmpty else { return }
            let path = "\(directory)/\(name)-\(file).ndjson"
            try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: false, encoding: .utf8)
            lines = []
            file += 1
        }
        for person in persons {
            for report in 0..<reports {
                lines.append(bundle(person, report, name, &random))
                if lines.count == perFile { try flush() }
            }
        }
        try flush()
        return persons.count * reports
    }

    /// One report with its results.
    static func bundle(_ person: Int, _ report: Int, _ name: String, _ random: inout SeededGenerator) -> String {
        let number = Self.person(person)
        let subject = #""subject":{"identifier":{"system":"\#(number.kind.system)","value":"\#(number.value)"}}"#
        let time = LocalTime(day: 17_000 + report * 60, secondOfDay: 30_000)
        let effective = #""effectiveDateTime":"\#(time.text)\#(time.offsetText)""#
        let url = { (index: Int) in "urn:uuid:00000000-0000-4000-8000-00000000000\(index)" }
        var entries = [
            """
            {"resource":{"resourceType":"DiagnosticReport","identifier":[{"system":"urn:example:bench","value":\
            "\(name)-\(person)-\(report)"}],"status":"final","code":{"text":"Blood"},\(subject),\(effective),\
            "result":[\(codes.indices.map { "{\"reference\":\"\(url($0))\"}" }.joined(separator: ","))]},\
            "request":{"method":"POST","url":"DiagnosticReport"}}
            """
        ]
        for (index, code) in codes.enumerated() {
            let tenths = random.integer(30...60)
            entries.append(
                """
                {"fullUrl":"\(url(index))","resource":{"resourceType":"Observation","status":"final","category":\
                [{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":\
                "laboratory"}]}],"code":{"coding":[{"system":"urn:oid:2.16.578.1.12.4.1.1.7280","code":"\(code)"}]},\
                \(subject),\(effective),"valueQuantity":{"value":\(tenths / 10).\(tenths % 10),"unit":"mmol/L",\
                "system":"http://unitsofmeasure.org","code":"mmol/L"},"referenceRange":[{"low":{"value":3.6,"unit":\
                "mmol/L"},"high":{"value":4.6,"unit":"mmol/L"},"text":"3.6 - 4.6"}]},"request":{"method":"POST",\
                "url":"Observation"}}
                """
            )
        }
        return #"{"resourceType":"Bundle","type":"transaction","entry":[\#(entries.joined(separator: ","))]}"#
    }
}
