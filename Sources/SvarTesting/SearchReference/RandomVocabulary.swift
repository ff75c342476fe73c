package import SvarDomain
import SvarSynthetic

/// The few values that random resources and random queries are made of, so that they often meet, and meet at the edges:
/// where a day begins, where a number rounds, where a letter has an accent.
package enum RandomVocabulary {
    package static let systems = ["http://loinc.org", "urn:oid:2.16.578.1.12.4.1.1.7280", "http://example.org/a|b"]
    package static let codes = ["718-7", "NPU19748", "npu19748", "A", "b,c", "x|y", "d$e", "f\\g", "code two", "Å1"]
    package static let words = [
        "Hemoglobin", "hémoglobine", "HEMOGLOBIN i blod", "Blåbær", "Blabær", "bla\u{30A}bær", "Straße", "STRASSE",
        "Ærlig", "ærlig talt", "Øl", "Ol", "Ö", "O\u{308}", "a,b", "a|b", "a$b", "50 \\ 50", " to  ord ", "naïve",
        "nai\u{308}ve", "Ângström", "Ångström", "x", "Ñandú",
    ]
    package static let decimals = [
        "100", "100.0", "99.5", "100.5", "99.95", "100.05", "99.995", "100.005", "5.40", "5.4", "5.395", "5.405",
        "5.35",
        "0", "0.0", "0.5", "-0.5", "-3", "-3.5", "-2.5", "-3.0", "95", "105", "0.00001", "123456789012345678.123",
        "123456789012345678.124", "90", "110", "89.5", "110.5", "1000000", "999999.5",
    ]
    /// Written with exponents, for resources: how a stored number is written plays no part.
    package static let powers = ["1e2", "1.0E+2", "1e-5", "1e30", "-1e30", "9.95e1", "0e5", "1e-30"]
    package static let units: [(system: String?, code: String?, unit: String?)] = [
        ("http://unitsofmeasure.org", "mg", "mg"), ("http://unitsofmeasure.org", "g", "gram"),
        ("http://unitsofmeasure.org", "10*9/L", "10^9/L"), (nil, nil, "mg"), (nil, "g", nil), (nil, nil, nil),
        ("urn:oid:1.2.3", "mg", "mg"),
    ]
    /// What a date or time may say, without a zone where it has a clock time.
    package static let days = [
        "2023", "2024", "2024-03", "2024-10", "2024-03-30", "2024-03-31", "2024-04-01", "2024-10-26", "2024-10-27",
        "2024-12-31", "2025-01-01", "2025-01", "2025", "2024-02-29", "2026-11-20",
    ]
    package static let clocks = [
        "2024-03-31T01:59:59", "2024-03-31T03:00:00", "2024-03-31T00:00:00", "2024-10-27T02:30:00",
        "2024-10-27T00:00:00", "2024-10-26T23:59:59.999", "2024-10-26T23:59:59.999999", "2024-12-31T23:30:00",
        "2025-01-01T00:00:00", "2025-01-01T00:00:00.5", "2025-01-01T00:00:00.50", "2024-02-29T12:00:00",
    ]
    package static let zones = ["Z", "+01:00", "+02:00", "-05:00", "+05:30"]
    package static let profiles = [
        "http://example.org/StructureDefinition/one", "http://example.org/StructureDefinition/one|1.0",
        "http://example.org/StructureDefinition/two",
    ]
    package static let sources = ["urn:oid:1.2.3.4", "http://example.org/source#1", "http://example.org/Source#1"]
    package static let addresses = [
        "http://other.example.org/fhir/Practitioner/x1", "urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0",
    ]

    /// Synthetic person numbers (months above 80) with right control digits; the last is of another kind, so that it may
    /// stand beside one of the others.
    package static let numbers: [PersonNumber] = {
        var found: [PersonNumber] = []
        for rest in 10_000..<99_999 where found.count < 7 {
            if let number = PersonNumber(.nationalIdentity, "158245\(rest)") { found.append(number) }
        }
        for rest in 10_000..<99_999 where found.count < 8 {
            if let number = PersonNumber(.dNumber, "558245\(rest)") { found.append(number) }
        }
        return found
    }()

    /// A FHIR dateTime of any precision.
    static func dateTime(_ random: inout SeededGenerator) -> String {
        random.oneIn(2) ? random.pick(days) : instant(&random)
    }

    static func instant(_ random: inout SeededGenerator) -> String { random.pick(clocks) + random.pick(zones) }
}
