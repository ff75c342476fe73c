/// The upper halves of the single-byte encodings; nil for a byte that is no character there.
enum CodePage {
    /// ISO-8859-15: ISO-8859-1 but for eight characters, the euro sign among them. C1 controls are refused.
    static func latin9(_ byte: UInt8) -> UInt32? {
        switch byte {
        case ..<0xA0: nil
        case 0xA4: 0x20AC
        case 0xA6: 0x0160
        case 0xA8: 0x0161
        case 0xB4: 0x017D
        case 0xB8: 0x017E
        case 0xBC: 0x0152
        case 0xBD: 0x0153
        case 0xBE: 0x0178
        default: UInt32(byte)
        }
    }

    /// windows-1252: ISO-8859-1 but for 27 characters at 0x80–0x9F; five places there are empty.
    static func windows1252(_ byte: UInt8) -> UInt32? {
        guard byte < 0xA0 else { return UInt32(byte) }
        let value = c1OfWindows1252[Int(byte - 0x80)]
        return value == 0 ? nil : value
    }

    private static let c1OfWindows1252: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]
}
