import SvarHTTP
import Testing

struct PartsTests {
    @Test(
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00.000000Z"),
            (1_445_412_480_000_000, "Wed, 21 Oct 2015 07:28:00 GMT", "2015-10-21T07:28:00.000000Z"),
            (951_782_400_000_001, "Tue, 29 Feb 2000 00:00:00 GMT", "2000-02-29T00:00:00.000001Z"),
            (4_102_444_799_999_999, "Thu, 31 Dec 2099 23:59:59 GMT", "2099-12-31T23:59:59.999999Z"),
            (-1, "Wed, 31 Dec 1969 23:59:59 GMT", "1969-12-31T23:59:59.999999Z"),
        ] as [(Int64, String, String)]
    )
    func datesAreWritten(_ microseconds: Int64, _ http: String, _ fhir: String) {
        #expect(HTTPDate.text(microseconds: microseconds) == http)
        #expect(HTTPDate.instant(microseconds: microseconds) == fhir)
    }

    @Test(
        arguments: [
            ("/", [], []), ("/a/b", ["a", "b"], []), ("/a/b/", ["a", "b"], []), ("/a//b", ["a", "", "b"], []),
            ("/a%20b?x=1+2&y&&=z&w=%26", ["a b"], [("x", "1 2"), ("y", ""), ("", "z"), ("w", "&")]),
            ("/a+b", ["a+b"], []), ("http://h:1/a?b=c", ["a"], [("b", "c")]), ("http://h", [], []),
            ("/\u{e6}", ["\u{e6}"], []), ("/a?b=c?d", ["a"], [("b", "c?d")]),
        ] as [(String, [String], [(String, String)])]
    )
    func targetsAreTakenApart(_ text: String, _ segments: [String], _ query: [(String, String)]) throws {
        let target = try Target(text)
        #expect(target.segments == segments)
        #expect(target.query == query.map { QueryItem($0.0, $0.1) })
    }

    @Test(arguments: ["", "a", "*", "/%", "/%1", "/%zz", "/%ff", "/%00", "/a?b=%c3", "/a?%0a=b", "ftp://h/a"])
    func badTargetsAreRefused(_ text: String) {
        #expect(throws: Target.Failure.self) { try Target(text) }
    }

    @Test func aHistogramCountsUnderItsBounds() {
        let registry = PrometheusRegistry()
        let histogram = registry.histogram("d", [("a", "x\"y\\z\nw")])
        for nanoseconds in [100_000, 900_000, 900_000, 20_000_000_000] as [Int64] {
            histogram.recordNanoseconds(nanoseconds)
        }
        let text = registry.exposition()
        let label = #"a="x\"y\\z\nw""#
        #expect(text.contains("d_bucket{\(label),le=\"0.00025\"} 1\n"))
        #expect(text.contains("d_bucket{\(label),le=\"0.001\"} 3\n"))
        #expect(text.contains("d_bucket{\(label),le=\"10\"} 3\n"))
        #expect(text.contains("d_bucket{\(label),le=\"+Inf\"} 4\n"))
        #expect(text.contains("d_sum{\(label)} 20.0019\n"))
        #expect(text.contains("d_count{\(label)} 4\n"))
    }
}
