/// Server time as text, written by hand: fast, exact to the microsecond and always of one length.
public enum InstantFormat {
    /// The length of every text `utc` gives.
    public static let length = 27

    /// 27 bytes such as `2026-11-21T11:10:41.123456Z`, a FHIR instant.
    ///
    /// - Parameter microseconds: since 1970-01-01T00:00:00Z; times outside the years 1 to 9999 give the nearest one
    ///   inside.
    public static func utc(_ microseconds: Int64) -> [UInt8] {
        let time = CivilDateTime(microsecondsSince1970: clamped(microseconds))
        return [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            write(time.date.year, digits: 4, to: buffer, at: 0)
            buffer[4] = UInt8(ascii: "-")
            write(time.date.month, digits: 2, to: buffer, at: 5)
            buffer[7] = UInt8(ascii: "-")
            write(time.date.day, digits: 2, to: buffer, at: 8)
            buffer[10] = UInt8(ascii: "T")
            write(time.hour, digits: 2, to: buffer, at: 11)
            buffer[13] = UInt8(ascii: ":")
            write(time.minute, digits: 2, to: buffer, at: 14)
            buffer[16] = UInt8(ascii: ":")
            write(time.second, digits: 2, to: buffer, at: 17)
            buffer[19] = UInt8(ascii: ".")
            write(time.microsecond, digits: 6, to: buffer, at: 20)
            buffer[26] = UInt8(ascii: "Z")
            count = length
        }
    }

    /// The same as `utc`, as a string.
    public static func utcText(_ microseconds: Int64) -> String {
        String(decoding: utc(microseconds), as: UTF8.self)
    }

    /// The nearest time inside the years 1 to 9999.
    static func clamped(_ microseconds: Int64) -> Int64 {
        let first = Int64(CivilDate.days(year: 1, month: 1, day: 1)) * 86_400_000_000
        let end = Int64(CivilDate.days(year: 10_000, month: 1, day: 1)) * 86_400_000_000
        return min(max(microseconds, first), end - 1)
    }

    /// Writes `digits` decimal digits from `start` on.
    static func write(_ value: Int, digits: Int, to buffer: UnsafeMutableBufferPointer<UInt8>, at start: Int) {
        var rest = value
        var index = start + digits
        while index > start {
            index -= 1
            buffer[index] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
        }
    }
}
