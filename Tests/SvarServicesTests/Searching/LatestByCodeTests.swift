import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore
import SvarTesting
import Testing

@testable import SvarServices

/// http://hl7.org/fhir/R4/observation-operation-lastn.html
struct LatestByCodeTests {
    /// The ids chosen of observations given as id, codes (`system|code`, or text after `=`) and time.
    private func chosen(_ maximum: Int, _ observations: [(id: String, codes: [String], time: String?)]) throws
        -> [String]
    {
        var latest = LatestByCode()
        for (key, observation) in observations.enumerated() {
            let codings = observation.codes.filter { !$0.hasPrefix("=") }.map { code in
                let parts = code.split(separator: "|")
                return #"{"system":"\#(parts[0])","code":"\#(parts[1])"}"#
            }
            let text = observation.codes.first { $0.hasPrefix("=") }.map { #""text":"\#($0.dropFirst())""# }
            let coding = codings.isEmpty ? nil : #""coding":[\#(codings.joined(separator: ","))]"#
            let code = [coding, text].compactMap(\.self).joined(separator: ",")
            let time = observation.time.map { #","effectiveDateTime":"\#($0)""# } ?? ""
            let body = #"{"resourceType":"Observation","code":{\#(code)}\#(time)}"#
            try latest.add(
                ResourceVersion(
                    key: Int64(key),
                    number: Int64(key),
                    type: .observation,
                    id: observation.id,
                    unit: UnitKey(1),
                    person: nil,
                    versionID: "1",
                    stamp: Stamp(position: LogPosition(1), at: ServerTime(microseconds: 0)),
                    isDeleted: false,
                    body: body.bytes,
                    stampOffset: 0
                )
            )
        }
        return latest.chosen(maximum).map(\.id)
    }

    @Test func latestOfEachCodeComesAndTheLatestCodeFirst() throws {
        let observations: [(String, [String], String?)] = [
            ("na1", ["l|na"], "2026-01-01"), ("k1", ["l|k"], "2026-01-05"), ("na2", ["l|na"], "2026-01-03"),
            ("na3", ["l|na"], "2026-01-02"), ("other", ["x|na"], "2025-01-01"),
        ]
        #expect(try chosen(1, observations) == ["k1", "na2", "other"])
        #expect(try chosen(2, observations) == ["k1", "na2", "na3", "other"])
        #expect(try chosen(9, observations) == ["k1", "na2", "na3", "na1", "other"])
    }

    @Test func observationsAtTheTimeOfTheLastChosenComeToo() throws {
        let observations: [(String, [String], String?)] = [
            ("a", ["l|na"], "2026-01-02"), ("b", ["l|na"], "2026-01-02"), ("c", ["l|na"], "2026-01-01"),
            ("d", ["l|na"], "2026-01-02"),
        ]
        #expect(try chosen(1, observations) == ["d", "b", "a"])
        #expect(try chosen(2, observations) == ["d", "b", "a"])
        #expect(try chosen(4, observations) == ["d", "b", "a", "c"])
    }

    @Test func sharedCodingsMakeOneCodeAlsoThroughAThird() throws {
        let observations: [(String, [String], String?)] = [
            ("a", ["l|1"], "2026-01-01"), ("b", ["n|2"], "2026-01-02"), ("c", ["l|1", "n|2"], "2025-01-01"),
        ]
        #expect(try chosen(1, observations) == ["b"])
    }

    @Test func textCountsOnlyWhereNoCodingIs() throws {
        let observations: [(String, [String], String?)] = [
            ("a", ["=Na"], "2026-01-01"), ("b", ["=Na"], "2026-01-02"), ("c", ["l|na", "=Na"], "2026-01-03"),
            ("d", [], nil),
            ("e", [], nil),
        ]
        #expect(try Set(chosen(1, observations)) == ["b", "c", "d", "e"])
    }

    @Test func whatHasNoTimeIsOldestAndTiesWithNothing() throws {
        let observations: [(String, [String], String?)] = [
            ("a", ["l|na"], nil), ("b", ["l|na"], nil), ("c", ["l|na"], "1999"),
        ]
        #expect(try chosen(1, observations) == ["c"])
        #expect(try chosen(2, observations) == ["c", "b"])
    }

    @Test func timesAreComparedAsInstants() throws {
        let observations: [(String, [String], String?)] = [
            ("a", ["l|na"], "2026-01-01T12:00:00+02:00"), ("b", ["l|na"], "2026-01-01T10:30:00Z"),
        ]
        #expect(try chosen(1, observations) == ["b"])
    }
}
