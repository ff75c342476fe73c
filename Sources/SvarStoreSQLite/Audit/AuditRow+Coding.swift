import SvarDomain
import SvarStore

/// A row as bytes: a format number, then its parts in order; whole numbers as variable-length integers, texts with their
/// length. The bytes are what the chain commits to, so one row has one encoding.
extension AuditRow {
    private static let format: UInt8 = 1

    var encoded: [UInt8] {
        var bytes: [UInt8] = [Self.format]
        bytes.reserveCapacity(128)
        bytes.append(number: at.microseconds)
        bytes.append(text: action.rawValue)
        bytes.append(text: outcome.rawValue)
        bytes.append(number: Int64(status))
        for text in [actor.role, actor.id, actor.client, actor.organisation] { bytes.append(text: text) }
        // 0 stands for nobody; keys count from 1.
        bytes.append(number: person?.rawValue ?? 0)
        bytes.append(number: Int64(units.count))
        for unit in units { bytes.append(number: unit.rawValue) }
        bytes.append(text: basis)
        bytes.append(number: position.rawValue)
        bytes.append(text: request)
        return bytes
    }

    /// Nil when the bytes are no row of a known format.
    init?(encoded bytes: [UInt8]) {
        var rest = bytes[...]
        guard rest.popFirst() == Self.format, let at = rest.takeNumber(),
            let action = rest.takeText().flatMap(Action.init), let outcome = rest.takeText().flatMap(Outcome.init),
            let status = rest.takeNumber().flatMap(Int.init(exactly:)),
            let role = rest.takeText(), let id = rest.takeText(), let client = rest.takeText(),
            let organisation = rest.takeText(), let person = rest.takeNumber(), let count = rest.takeNumber(),
            (0...Int64(rest.count)).contains(count)
        else { return nil }
        var units: [UnitKey] = []
        for _ in 0..<count {
            guard let unit = rest.takeNumber() else { return nil }
            units.append(UnitKey(unit))
        }
        guard let basis = rest.takeText(), let position = rest.takeNumber(), let request = rest.takeText(),
            rest.isEmpty
        else { return nil }
        self.init(
            at: ServerTime(microseconds: at),
            action: action,
            outcome: outcome,
            status: status,
            actor: AuditActor(role: role, id: id, client: client, organisation: organisation),
            person: person == 0 ? nil : PersonKey(person),
            units: units,
            basis: basis,
            position: LogPosition(position),
            request: request
        )
    }
}

extension [UInt8] {
    /// Seven bits a byte, low ones first; the sign in the lowest bit.
    fileprivate mutating func append(number: Int64) {
        var rest = UInt64(bitPattern: (number << 1) ^ (number >> 63))
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    fileprivate mutating func append(text: String) {
        append(number: Int64(text.utf8.count))
        append(contentsOf: text.utf8)
    }
}

extension ArraySlice<UInt8> {
    fileprivate mutating func takeNumber() -> Int64? {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = popFirst() {
            guard shift < 63 || byte <= 1 else { return nil }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }
            shift += 7
        }
        return nil
    }

    fileprivate mutating func takeText() -> String? {
        guard let count = takeNumber(), (0...Int64(self.count)).contains(count) else { return nil }
        defer { removeFirst(Int(count)) }
        return String(validating: prefix(Int(count)), as: UTF8.self)
    }
}
