import SvarDomain
import SvarFHIR

/// Why bytes of the log cannot be read. Nothing of what they hold is told.
package enum FactError: Error, Hashable, Sendable {
    /// Made by a newer program: a form, or a value in it, that this one does not know.
    case unknownForm
    /// Cut off, longer than it says, or with impossible values.
    case damaged
}

/// Appends numbers and texts in the compact form that entries of the log and facts of units are kept in: a number in as
/// few bytes as it needs, seven bits a byte, the lowest first; a text as its length and its UTF-8.
///
/// The first byte names the form. A form that was ever written is read for ever, and never means anything else.
struct FactWriter {
    private(set) var bytes: [UInt8]

    init(form: UInt8) { bytes = [form] }

    mutating func byte(_ value: UInt8) { bytes.append(value) }

    mutating func number(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Small in bytes when it is near zero, on either side.
    mutating func signed(_ value: Int64) { number(UInt64(bitPattern: (value << 1) ^ (value >> 63))) }

    mutating func count(_ value: Int) { number(UInt64(value)) }

    mutating func text(_ value: String) {
        count(value.utf8.count)
        bytes.append(contentsOf: value.utf8)
    }

    mutating func time(_ value: ServerTime) { signed(value.microseconds) }

    mutating func day(_ value: CivilDate) { signed(Int64(value.daysSince1970)) }

    mutating func optional<Value>(_ value: Value?, _ write: (inout Self, Value) -> Void) {
        byte(value == nil ? 0 : 1)
        if let value { write(&self, value) }
    }
}

/// Reads what `FactWriter` wrote.
struct FactReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func byte() throws(FactError) -> UInt8 {
        guard place < bytes.count else { throw .damaged }
        defer { place += 1 }
        return bytes[place]
    }

    mutating func number() throws(FactError) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            let bits = UInt64(next & 0x7F)
            guard shift < 63 || (shift == 63 && bits <= 1) else { throw .damaged }
            value |= bits << shift
            if next < 0x80 { return value }
            shift += 7
        }
    }

    mutating func signed() throws(FactError) -> Int64 {
        let value = try number()
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    /// A number of things of which each has a byte at least, so that no more is asked for than there can be.
    mutating func count() throws(FactError) -> Int {
        let value = try number()
        guard value <= UInt64(bytes.count - place) else { throw .damaged }
        return Int(value)
    }

    mutating func text() throws(FactError) -> String {
        let length = try count()
        defer { place += length }
        return String(decoding: bytes[place..<place + length], as: UTF8.self)
    }

    mutating func time() throws(FactError) -> ServerTime { ServerTime(microseconds: try signed()) }

    mutating func day() throws(FactError) -> CivilDate {
        let days = try signed()
        guard let days = Int32(exactly: days) else { throw .damaged }
        return CivilDate(daysSince1970: Int(days))
    }

    mutating func flag() throws(FactError) -> Bool {
        switch try byte() {
        case 0: false
        case 1: true
        default: throw .unknownForm
        }
    }

    mutating func optional<Value>(_ read: (inout Self) throws(FactError) -> Value) throws(FactError) -> Value? {
        try flag() ? try read(&self) : nil
    }

    /// The form byte must be this one.
    mutating func form(_ known: UInt8) throws(FactError) {
        guard try byte() == known else { throw .unknownForm }
    }

    /// Nothing may be left.
    func end() throws(FactError) {
        guard place == bytes.count else { throw .damaged }
    }
}

/// Values of a closed set and the numbers they are kept under, for ever.
struct FactTable<Value: Hashable & Sendable>: Sendable {
    private let numbers: [Value: UInt8]
    private let values: [UInt8: Value]

    init(_ rows: [(UInt8, Value)]) {
        numbers = Dictionary(uniqueKeysWithValues: rows.map { ($1, $0) })
        values = Dictionary(uniqueKeysWithValues: rows)
    }

    /// Every value of a set has a row (a test holds it).
    func write(_ value: Value, to writer: inout FactWriter) { writer.byte(numbers[value] ?? 0) }

    func read(_ reader: inout FactReader) throws(FactError) -> Value {
        guard let value = values[try reader.byte()] else { throw .unknownForm }
        return value
    }

    func has(_ value: Value) -> Bool { numbers[value] != nil }
}
