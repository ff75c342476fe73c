import SvarFHIR
import SvarSearch
import Testing

/// http://hl7.org/fhir/R4/search.html#prefix, #date and docs/api/search-semantics.md
struct DateSearchTests {
    /// Every prefix against values before, at the start, inside, at the end, after and around a day. The letters say
    /// which of eq ne gt lt ge le sa eb hold.
    @Test(arguments: [
        (#""effectiveDateTime":"2026-02-09""#, "ne lt le eb"),
        (#""effectiveDateTime":"2026-02-10""#, "eq ge le"),
        (#""effectiveDateTime":"2026-02-10T00:00:00+01:00""#, "eq ge le"),
        (#""effectiveDateTime":"2026-02-10T12:00:00+01:00""#, "eq ge le"),
        (#""effectiveDateTime":"2026-02-10T23:59:59.999+01:00""#, "eq ge le"),
        (#""effectiveDateTime":"2026-02-11T00:00:00+01:00""#, "ne gt ge sa"),
        (#""effectiveDateTime":"2026-02-09T23:30:00Z""#, "eq ge le"),
        (#""effectiveDateTime":"2026-02-11""#, "ne gt ge sa"),
        (#""effectiveDateTime":"2026-02""#, "ne gt lt ge le"),
        (#""effectiveDateTime":"2026""#, "ne gt lt ge le"),
        (#""effectivePeriod":{"start":"2026-02-10T08:00:00Z","end":"2026-02-10T09:00:00Z"}"#, "eq ge le"),
        (#""effectivePeriod":{"start":"2026-02-10","end":"2026-02-11"}"#, "ne gt ge"),
        (#""effectivePeriod":{"start":"2026-02-09","end":"2026-02-10"}"#, "ne lt le"),
        (#""effectivePeriod":{"start":"2026-02-01"}"#, "ne gt lt ge le"),
        (#""effectivePeriod":{"start":"2026-02-10"}"#, "ne gt ge"),
        (#""effectivePeriod":{"start":"2026-02-11"}"#, "ne gt ge sa"),
        (#""effectivePeriod":{"end":"2026-02-10"}"#, "ne lt le"),
        (#""effectivePeriod":{"end":"2026-02-09"}"#, "ne lt le eb"),
        (#""effectivePeriod":{"start":"2026-02-10","end":"2026-02-01"}"#, "eq ge le"),
        // An end within a coarse beginning is an end.
        (#""effectivePeriod":{"start":"2026-02","end":"2026-02-09"}"#, "ne lt le eb"),
        (#""effectiveTiming":{"repeat":{"boundsPeriod":{"start":"2026","end":"2026-02-10"}}}"#, "ne lt le"),
        (#""effectiveTiming":{"event":["2026-02-10T10:00:00Z","2026-02-10T08:00:00Z"]}"#, "eq ge le"),
        (
            #""effectiveTiming":{"event":["2026-02-12"],"repeat":{"boundsPeriod":{"start":"2026-02-01"}}}"#,
            "ne gt lt ge le"
        ),
        (#""effectiveTiming":{"repeat":{"frequency":1}}"#, ""),
        (#""effectivePeriod":{"extension":[]}"#, ""),
        (#""status":"final""#, ""),
    ])
    func aDay(element: String, holding: String) throws {
        let json = #"{"resourceType":"Observation",\#(element)}"#
        for prefix in ["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb"] {
            let found = try Searching.finds(json, "date", prefix + "2026-02-10")
            #expect(found == holding.split(separator: " ").contains(Substring(prefix)), "\(prefix)")
        }
        let plain = try Searching.finds(json, "date", "2026-02-10")
        #expect(plain == holding.hasPrefix("eq"))
    }

    /// Each precision of the parameter against 2026-02-10T12:30:30.5+01:00.
    @Test(arguments: [
        ("2026", true), ("2025", false), ("2026-02", true), ("2026-03", false), ("2026-02-10", true),
        ("2026-02-10T12:30", true), ("2026-02-10T12:31", false), ("2026-02-10T12:30+01:00", true),
        ("2026-02-10T11:30Z", true), ("2026-02-10T12:30Z", false), ("2026-02-10T12:30:30", true),
        ("2026-02-10T12:30:30+01:00", true), ("2026-02-10T12:30:30.5+01:00", true),
        ("2026-02-10T12:30:30.50+01:00", false), ("2026-02-10T12:30:30.4+01:00", false),
    ])
    func precision(text: String, isFound: Bool) throws {
        let json = #"{"resourceType":"Observation","effectiveDateTime":"2026-02-10T12:30:30.5+01:00"}"#
        #expect(try Searching.finds(json, "date", text) == isFound)
    }

    @Test(arguments: [
        // Summer time begins: the day has 23 hours; 02:30 is 03:30.
        ("2026-03-29T01:30:00Z", "2026-03-29T02:30", true), ("2026-03-29T21:59:59Z", "2026-03-29", true),
        ("2026-03-29T22:00:00Z", "2026-03-29", false),
        // Summer time ends: of the repeated hour the first is meant.
        ("2026-10-25T00:30:00Z", "2026-10-25T02:30", true), ("2026-10-25T01:30:00Z", "2026-10-25T02:30", false),
        ("2026-10-25T22:59:59Z", "2026-10-25", true),
    ])
    func daysAreThoseOfOslo(value: String, text: String, isFound: Bool) throws {
        let json = #"{"resourceType":"Observation","effectiveDateTime":"\#(value)"}"#
        #expect(try Searching.finds(json, "date", text) == isFound)
    }

    /// Now is 2026-01-01T00:00Z; 2025-12-22 in Oslo began ten days and an hour before, so a day and six minutes more count
    /// on each side.
    @Test(arguments: [
        ("2025-12-22", true), ("2025-12-21", true), ("2025-12-20", true), ("2025-12-19", false), ("2025-12-24", true),
        ("2025-12-25", false), ("2025", true),
    ])
    func approximately(value: String, isFound: Bool) throws {
        let json = #"{"resourceType":"Observation","effectiveDateTime":"\#(value)"}"#
        #expect(try Searching.finds(json, "date", "ap2025-12-22") == isFound)
    }

    @Test(arguments: [
        ("2026-02-10", Criterion.updated(from: 1_770_678_000_000_000, to: 1_770_764_400_000_000)),
        ("gt2026-02-10", .updated(from: 1_770_764_400_000_000, to: nil)),
        ("ge2026-02-10", .updated(from: 1_770_678_000_000_000, to: nil)),
        ("lt2026-02-10", .updated(from: nil, to: 1_770_678_000_000_000)),
        ("le2026-02-10", .updated(from: nil, to: 1_770_764_400_000_000)),
        (
            "ne2026-02-10",
            .any([.updated(from: nil, to: 1_770_678_000_000_000), .updated(from: 1_770_764_400_000_000, to: nil)])
        ),
    ])
    func lastUpdatedIsOneMicrosecond(value: String, criterion: Criterion) throws {
        #expect(try Searching.request([.patient], [("_lastUpdated", value)]).criterion == .plain(criterion))
    }

    @Test(arguments: [
        "", "gt", "2026-13", "2026-02-30", "10.02.2026", "xx2026", "2026-02-10T12", "2026-02-10 12:00", "ge",
    ])
    func refusesWhatIsNoDate(value: String) {
        #expect(throws: SearchFault.self) { try Searching.request([.observation], [("date", value)]) }
    }
}
