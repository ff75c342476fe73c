/// Dates as HTTP fields write them (RFC 9110 §5.6.7) and instants as FHIR writes them, by hand: no formatter, no
/// locale.
package enum HTTPDate {
    /// `Wed, 21 Oct 2015 07:28:00 GMT`.
    package static func text(microseconds: Int64) -> String {
        let parts = Parts(microseconds: microseconds)
        return String(unsafeUninitializedCapacity: 29) { buffer in
            var writer = Writer(buffer: buffer)
            writer.put(Self.days[parts.weekday])
            writer.put(", ")
            writer.put(parts.day, digits: 2)
            writer.put(" ")
            writer.put(Self.months[parts.month - 1])
            writer.put(" ")
            writer.put(parts.year, digits: 4)
            writer.put(" ")
            writer.putTime(parts)
            writer.put(" GMT")
            return writer.count
        }
    }

    /// `2015-10-21T07:28:00.123456Z`.
    package static func instant(microseconds: Int64) -> String {
        let parts = Parts(microseconds: microseconds)
        return String(unsafeUninitializedCapacity: 27) { buffer in
            var writer = Writer(buffer: buffer)
            writer.put(parts.year, digits: 4)
            writer.put("-")
            writer.put(parts.month, digits: 2)
            writer.put("-")
            writer.put(parts.day, digits: 2)
            writer.put("T")
            writer.putTime(parts)
            writer.put(".")
            writer.put(parts.microsecond, digits: 6)
            writer.put("Z")
            return writer.count
        }
    }

    private static let days: [StaticString] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// An instant taken apart in the proleptic Gregorian calendar, UTC, years 0 to 9999.
    private struct Parts {
        var year, month, day, weekday, hour, minute, second, microsecond: Int

        init(microseconds: Int64) {
            let day = Int(microseconds).flooredQuotient(86_400_000_000)
            let time = Int(microseconds) - day * 86_400_000_000
            microsecond = time % 1_000_000
            second = time / 1_000_000 % 60
            minute = time / 60_000_000 % 60
            hour = time / 3_600_000_000
            weekday = (day + 4) - (day + 4).flooredQuotient(7) * 7
            // Days since 0000-03-01, in eras of 400 years.
            let shifted = day + 719_468
            let era = shifted.flooredQuotient(146_097)
            let dayOfEra = shifted - era * 146_097
            let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
            let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
            let monthFromMarch = (5 * dayOfYear + 2) / 153
            self.day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
            month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
            year = min(max(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 0), 9999)
        }
    }

    private struct Writer {
        var buffer: UnsafeMutableBufferPointer<UInt8>
        var count = 0

        mutating func put(_ text: StaticString) {
            for index in 0..<text.utf8CodeUnitCount { buffer[count + index] = text.utf8Start[index] }
            count += text.utf8CodeUnitCount
        }

        mutating func put(_ number: Int, digits: Int) {
            var number = number
            for index in (0..<digits).reversed() {
                buffer[count + index] = UInt8(48 + number % 10)
                number /= 10
            }
            count += digits
        }

        mutating func putTime(_ parts: Parts) {
            put(parts.hour, digits: 2)
            put(":")
            put(parts.minute, digits: 2)
            put(":")
            put(parts.second, digits: 2)
        }
    }
}

extension Int {
    fileprivate func flooredQuotient(_ divisor: Int) -> Int {
        self >= 0 ? self / divisor : -((-self + divisor - 1) / divisor)
    }
}
