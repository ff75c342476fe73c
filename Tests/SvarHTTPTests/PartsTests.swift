import SvarHTTP
import SvarServices
import Testing

struct PartsTests {
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
        #expect(target.query == query.map { NamedValue($0.0, $0.1) })
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
