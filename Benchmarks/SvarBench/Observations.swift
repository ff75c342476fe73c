import Foundation
import SvarDomain
import SvarSynthetic

/// Laboratory Observations as NDJSON, for stores of any size: a thousand synthetic persons, trends over years.
enum Observations {
    private static let perFile = 2_000
    private static let analytes = [
        ("NPU03230", "P-Kalium", "mmol/L", 3.6, 4.6), ("NPU03429", "P-Natrium", "mmol/L", 137, 145),
        ("NPU04998", "P-Kreatinin", "umol/L", 45, 105), ("NPU02192", "P-Glukose", "mmol/L", 4.0, 6.0),
        ("NPU01566", "P-Kolesterol", "mmol/L", 2.9, 7.8), ("NPU19748", "P-CRP", "mg/L", 1, 4),
    ]

    /// - Parameter first: how many others were written before; the numbering goes on from there.
    static func write(count: Int, from first: Int = 0, to directory: String) throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        var random = SeededGenerator(seed: 50 + UInt64(first))
        let persons = (0..<1_000).map { SyntheticPerson(index: $0, seed: 50).number }
        var text = ""
        for number in first..<(first + count) {
            let person = persons[number % persons.count]
            let (code, name, unit, low, high) = analytes[random.integer(0...analytes.count - 1)]
            let value = low + (high - low) * random.fraction()
            let time = LocalTime(day: 18_000 + number / persons.count, secondOfDay: random.integer(25_000...40_000))
            text += """
                {"resourceType":"Observation","status":"final","category":[{"coding":[{"system":\
                "http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"}]}],"code":{"coding":\
                [{"system":"urn:oid:2.16.578.1.12.4.1.1.7280","code":"\(code)","display":"\(name)"}]},"subject":\
                {"identifier":{"system":"\(person.kind.system)","value":"\(person.value)"}},"effectiveDateTime":\
                "\(time.text)\(time.offsetText)","valueQuantity":{"value":\(decimalText(value)),"unit":"\(unit)"},\
                "referenceRange":[{"text":"\(decimalText(low)) - \(decimalText(high))"}]}

                """
            if number % perFile == perFile - 1 || number == first + count - 1 {
                try text.write(toFile: "\(directory)/\(number / perFile).ndjson", atomically: false, encoding: .utf8)
                text = ""
            }
        }
    }

    private static func decimalText(_ value: Double) -> String {
        let tenths = Int(value * 10 + 0.5)
        return "\(tenths / 10).\(tenths % 10)"
    }
}
