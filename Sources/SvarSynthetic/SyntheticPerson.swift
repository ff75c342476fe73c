package import SvarDomain

/// A person who does not exist: a number of the +80 series, a birth date, a sex and a name that says so.
package struct SyntheticPerson: Hashable, Sendable {
    /// Place in the data set, from 0.
    package let index: Int
    package let number: PersonNumber
    /// `1` man, `2` woman (3101).
    package let sex: Int
    package let birthDate: LocalTime
    /// For the message only; no store keeps it.
    package let name: String

    /// The person at one place of a data set. The same place always gives the same person, two places never the same
    /// number (below 1.5 million).
    package init(index: Int, seed: UInt64) {
        self.index = index
        var random = SeededGenerator(seed: seed, stream: 0x5045_5253 ^ UInt64(index) << 32)
        sex = random.integer(1...2)

        // Every 7919th day from 1941 to 2020, round and round, so that neighbours differ and dates repeat late.
        let days = 29_000
        let first = CivilDate(year: 1941, month: 1, day: 1).number
        let day = first + (index * 7919 + Int(seed % 29_000)) % days
        birthDate = LocalTime(day: day, secondOfDay: 0)
        let isDNumber = index % 20 == 13
        number = Self.number(day: day, slot: index / days, isDNumber: isDNumber)

        let given = random.pick(["Test", "Prøve", "Eksempel", "Demo", "Øvelse"])
        let family = random.pick(["Testesen", "Prøvesen", "Eksempelsen", "Demosen", "Øvingsen"])
        name = "\(family), \(given) \(index + 1)"
    }

    /// A number with month +80 and valid control digits. Each slot has eight serial numbers, of which nearly always
    /// several have control digits at all; if none has, the next ones are tried.
    private static func number(day: Int, slot: Int, isDNumber: Bool) -> PersonNumber {
        let date = CivilDate(day: day)
        let base = date.year < 2000 ? 0 : 500  // 000–499: born 1900–1999; 500–999: born 2000–2039
        for attempt in 0..<500 {
            let serial = base + (slot * 8 + attempt) % 500
            var digits: [Int] = []
            for (value, width) in [(date.day, 2), (date.month + 80, 2), (date.year % 100, 2), (serial, 3)] {
                if width == 3 { digits.append(value / 100) }
                digits.append(value / 10 % 10)
                digits.append(value % 10)
            }
            if isDNumber { digits[0] += 4 }
            guard let first = controlDigit(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2]) else { continue }
            digits.append(first)
            guard let second = controlDigit(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) else { continue }
            digits.append(second)
            let text = String(decoding: digits.map { UInt8($0 + 48) }, as: UTF8.self)
            if let number = PersonNumber(isDNumber ? .dNumber : .nationalIdentity, text) { return number }
        }
        preconditionFailure("five hundred serial numbers in a row without control digits")
    }

    /// Modulo 11; nil where the rule gives 10, which no number has.
    static func controlDigit(_ digits: [Int], _ weights: [Int]) -> Int? {
        let remainder = zip(digits, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11
        if remainder == 1 { return nil }
        return remainder == 0 ? 0 : 11 - remainder
    }
}
