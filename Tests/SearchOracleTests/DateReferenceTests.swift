import SvarFHIR
import SvarJSON
import SvarTesting
import Testing

/// The reference's own arithmetic, held against tables made by hand from http://hl7.org/fhir/R4/search.html#prefix.
struct DateReferenceTests {
    /// Targets against a search for the month 2024-05: which prefixes find them.
    @Test(arguments: [
        // a day in it; the month itself
        (#""2024-05-10""#, "eq ge le ap"), (#""2024-05""#, "eq ge le ap"),
        // its first and last second
        (#""2024-05-01T00:00:00+02:00""#, "eq ge le ap"), (#""2024-05-31T23:59:59+02:00""#, "eq ge le ap"),
        // the year around it
        (#""2024""#, "ne gt lt ge le ap"),
        // the day before and after
        (#""2024-04-30""#, "ne lt le eb"), (#""2024-06-01""#, "ne gt ge sa"),
        // periods that begin in it, end in it, cover it, are open
        (#"{"start":"2024-05-20","end":"2024-06-10"}"#, "ne gt ge ap"),
        (#"{"start":"2024-04-20","end":"2024-05-10"}"#, "ne lt le ap"),
        (#"{"start":"2024-04-20","end":"2024-06-10"}"#, "ne gt lt ge le ap"),
        (#"{"start":"2024-05-10","end":"2024-05-20"}"#, "eq ge le ap"),
        (#"{"start":"2024-06-10"}"#, "ne gt ge sa"), (#"{"start":"2024-05-10"}"#, "ne gt ge ap"),
        (#"{"end":"2024-05-10"}"#, "ne lt le ap"), (#"{"end":"2024-04-10"}"#, "ne lt le eb"),
    ])
    func everyPrefixByTheSpecificationsTable(_ target: String, _ found: String) throws {
        let node = try JSONDocument(Array(target.utf8)).root
        let span = try #require(ReferenceValues.span(node, node.kind == .object ? "Period" : "dateTime"))
        let searched = try #require(TimeSpan(search: "2024-05"))
        let holding = ReferencePrefix.allCases.filter { $0.holds(searched, span) }.map(\.rawValue)
        #expect(Set(holding) == Set(found.split(separator: " ").map(String.init)))
    }

    /// A text of a search and the FHIR instants where what it covers begins and ends.
    @Test(arguments: [
        ("2024", "2023-12-31T23:00:00Z", "2024-12-31T23:00:00Z"),
        ("2024-03", "2024-02-29T23:00:00Z", "2024-03-31T22:00:00Z"),
        // 23 hours in spring, 25 in autumn
        ("2024-03-31", "2024-03-30T23:00:00Z", "2024-03-31T22:00:00Z"),
        ("2024-10-27", "2024-10-26T22:00:00Z", "2024-10-27T23:00:00Z"),
        ("2024-05-01T10:00", "2024-05-01T08:00:00Z", "2024-05-01T08:01:00Z"),
        ("2024-05-01T10:00Z", "2024-05-01T10:00:00Z", "2024-05-01T10:01:00Z"),
        ("2024-05-01T10:00:30+02:00", "2024-05-01T08:00:30Z", "2024-05-01T08:00:31Z"),
        ("2024-05-01T10:00:30.5-05:00", "2024-05-01T15:00:30.5Z", "2024-05-01T15:00:30.6Z"),
        ("2024-05-01T10:00:30.50Z", "2024-05-01T10:00:30.50Z", "2024-05-01T10:00:30.51Z"),
        // the repeated hour is the earlier one, the missing hour an hour later
        ("2024-10-27T02:30:00", "2024-10-27T00:30:00Z", "2024-10-27T00:30:01Z"),
        ("2024-03-31T02:30:00", "2024-03-31T01:30:00Z", "2024-03-31T01:30:01Z"),
    ])
    func aSearchCoversItsPrecisionInNorwegianTime(_ text: String, _ from: String, _ to: String) throws {
        let span = try #require(TimeSpan(search: text))
        #expect(try span.low == #require(FHIRInstant(from)).microseconds)
        #expect(try span.high == #require(FHIRInstant(to)).microseconds)
    }

    @Test(arguments: ["", "2024-5", "2024-13", "2023-02-29", "2024-05-01T10", "2024-05-01T10:00:00+2", "24-05-01", "x"])
    func whatIsNoDateIsRefused(_ text: String) { #expect(TimeSpan(search: text) == nil) }

    @Test func aTimingIsItsOuterLimits() throws {
        let text =
            #"{"event":["2024-05-10","2024-05-01"],"repeat":{"boundsPeriod":{"start":"2024-05-05","end":"2024-06"}}}"#
        let span = try #require(ReferenceValues.span(JSONDocument(Array(text.utf8)).root, "Timing"))
        #expect(try span == #require(TimeSpan(search: "2024-05")).joined(#require(TimeSpan(search: "2024-06"))))
    }
}
