import SvarDomain
import SvarStore

/// A row as bytes: a format number, then its parts in order; whole numbers as variable-length integers, texts with their
/// length. The bytes are what the chain commits to, so one row has one encoding. Format 1 ends after the request's id, and
/// format 2 before where a round went on from; their rows are read, and never written any more.
extension AuditRow {
    private static let format: UInt8 = 3

    var encoded: [UInt8] {
        var bytes: [UInt8] = [Self.format]
        bytes.reserveCapacity(256)
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
        for text in [actor.name, actor.code, actor.organisationName] { bytes.append(text: text) }
        bytes.append(isPresent: setting != nil)
        if let setting {
            bytes.append(number: setting.id)
            bytes.append(text: setting.action)
        }
        bytes.append(isPresent: actor.attestation != nil)
        if let attestation = actor.attestation { attestation.facts.write(to: &bytes) }
        bytes.append(isPresent: since != nil)
        if let since { bytes.append(number: since.rawValue) }
        return bytes
    }

    /// Nil when the bytes are no row of a known format.
    init?(encoded bytes: [UInt8]) {
        var rest = bytes[...]
        guard let format = rest.popFirst(), (1...Self.format).contains(format), let at = rest.takeNumber(),
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
        guard let basis = rest.takeText(), let position = rest.takeNumber(), let request = rest.takeText()
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
        if format > 1, !takeDetails(from: &rest) { return nil }
        if format > 2, !takeSince(from: &rest) { return nil }
        guard rest.isEmpty else { return nil }
    }

    /// What format 3 added.
    private mutating func takeSince(from rest: inout ArraySlice<UInt8>) -> Bool {
        guard let isPresent = rest.takePresence() else { return false }
        guard isPresent else { return true }
        since = rest.takeNumber().map(LogPosition.init)
        return since != nil
    }

    /// What format 2 added.
    private mutating func takeDetails(from rest: inout ArraySlice<UInt8>) -> Bool {
        guard let name = rest.takeText(), let code = rest.takeText(), let organisationName = rest.takeText(),
            let hasSetting = rest.takePresence()
        else { return false }
        (actor.name, actor.code, actor.organisationName) = (name, code, organisationName)
        if hasSetting {
            guard let id = rest.takeNumber(), let action = rest.takeText() else { return false }
            setting = AuditedSetting(id: id, action: action)
        }
        guard let hasAttestation = rest.takePresence() else { return false }
        if hasAttestation {
            guard let facts = AuditedAttestation.Facts(takingFrom: &rest) else { return false }
            actor.attestation = AuditedAttestation(facts)
        }
        return true
    }
}

extension AuditedAttestation.Facts {
    fileprivate static var terms: [WritableKeyPath<Self, AuditedAttestation.Term?>] {
        [\.purpose, \.details, \.service, \.legalEntity, \.pointOfCare, \.department]
    }

    fileprivate func write(to bytes: inout [UInt8]) {
        for path in Self.terms {
            let term = self[keyPath: path]
            bytes.append(isPresent: term != nil)
            guard let term else { continue }
            for text in [term.system, term.value, term.text] { bytes.append(text: text) }
        }
        bytes.append(isPresent: decision != nil)
        if let decision { bytes.append(text: decision) }
        // 0: not said, 1: no, 2: yes.
        bytes.append(number: isUserSelected.map { $0 ? 2 : 1 } ?? 0)
        bytes.append(isPresent: attestedAt != nil)
        if let attestedAt { bytes.append(number: attestedAt) }
    }

    fileprivate init?(takingFrom rest: inout ArraySlice<UInt8>) {
        self.init()
        for path in Self.terms {
            guard let isPresent = rest.takePresence() else { return nil }
            guard isPresent else { continue }
            guard let system = rest.takeText(), let value = rest.takeText(), let text = rest.takeText() else {
                return nil
            }
            self[keyPath: path] = AuditedAttestation.Term(system: system, value: value, text: text)
        }
        guard let hasDecision = rest.takePresence() else { return nil }
        if hasDecision {
            guard let text = rest.takeText() else { return nil }
            decision = text
        }
        switch rest.takeNumber() {
        case 0: break
        case 1: isUserSelected = false
        case 2: isUserSelected = true
        default: return nil
        }
        guard let hasTime = rest.takePresence() else { return nil }
        if hasTime {
            guard let time = rest.takeNumber() else { return nil }
            attestedAt = time
        }
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

    fileprivate mutating func append(isPresent: Bool) { append(isPresent ? 1 : 0) }

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

    fileprivate mutating func takePresence() -> Bool? {
        switch popFirst() {
        case 0: false
        case 1: true
        default: nil
        }
    }

    fileprivate mutating func takeText() -> String? {
        guard let count = takeNumber(), (0...Int64(self.count)).contains(count) else { return nil }
        defer { removeFirst(Int(count)) }
        return String(validating: prefix(Int(count)), as: UTF8.self)
    }
}
