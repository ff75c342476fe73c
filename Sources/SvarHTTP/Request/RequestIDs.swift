import SvarDomain
import Synchronization

/// Names requests: what the caller sent when it is fit for a log, else a number of our own.
struct RequestIDs: Sendable {
    private let prefix: String
    private let number = Numbers()

    private final class Numbers: Sendable {
        let next = Atomic<UInt64>(1)
    }

    init(prefix: String) { self.prefix = prefix }

    func id(for sent: String?) -> String {
        if let sent, Self.isFit(sent) { return sent }
        return prefix + String(number.next.wrappingAdd(1, ordering: .relaxed).newValue, radix: 16)
    }

    /// 1 to 64 letters, digits, hyphens, underscores and full stops, and no identity number among them, also none whose
    /// digits are grouped.
    static func isFit(_ text: String) -> Bool {
        guard (1...64).contains(text.utf8.count) else { return false }
        var digits: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39: digits.append(byte)
            case 0x2D, 0x2E, 0x5F: continue
            case 0x41...0x5A, 0x61...0x7A: digits = []
            default: return false
            }
            if digits.count >= 11, PersonNumber.looksLikeOne(String(decoding: digits.suffix(11), as: UTF8.self)) {
                return false
            }
        }
        return true
    }
}
