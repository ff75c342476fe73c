import SvarAccess
import SvarDomain
import SvarFHIR

/// Register facts as the body of an entry of kind `fact`: the whole answer of the register, the newest counts.
package enum RegisterFactsCoding {
    private static let form: UInt8 = 1
    static let kinds = FactTable<Mandate.Kind>([(1, .parent), (2, .guardian), (3, .proxy)])

    /// The body of the entry.
    package static func encode(_ facts: RegisterFacts) -> [UInt8] {
        var writer = FactWriter(form: form)
        writer.optional(facts.birthDate) { $0.day($1) }
        for flag in [facts.isDeceased, facts.hasProtectedAddress, facts.sharesAddressWithParent] {
            writer.byte(flag ? 1 : 0)
        }
        writer.count(facts.mandates.count)
        for mandate in facts.mandates {
            kinds.write(mandate.kind, to: &writer)
            writer.signed(mandate.holder.rawValue)
            writer.byte(mandate.scope.rawValue)
            writer.validity(mandate.valid)
        }
        return writer.bytes
    }

    /// The facts of a body; nil when it cannot be read, and then as if the register had said nothing: no age, no mandate.
    package static func decode(_ body: [UInt8]) -> RegisterFacts? {
        do throws(FactError) {
            return try read(body)
        } catch {
            return nil
        }
    }

    /// The facts of a body, or why there are none.
    package static func read(_ body: [UInt8]) throws(FactError) -> RegisterFacts {
        var reader = FactReader(body)
        try reader.form(form)
        var facts = RegisterFacts()
        facts.birthDate = try reader.optional { reader throws(FactError) in try reader.day() }
        facts.isDeceased = try reader.flag()
        facts.hasProtectedAddress = try reader.flag()
        facts.sharesAddressWithParent = try reader.flag()
        for _ in 0..<(try reader.count()) {
            let kind = try kinds.read(&reader)
            let holder = PersonKey(try reader.signed())
            let scope = Mandate.Scope(rawValue: try reader.byte())
            facts.mandates.append(Mandate(kind, holder: holder, scope: scope, valid: try reader.validity()))
        }
        try reader.end()
        return facts
    }
}

extension FactWriter {
    mutating func validity(_ valid: Validity) {
        time(valid.from)
        time(valid.until)
    }
}

extension FactReader {
    mutating func validity() throws(FactError) -> Validity { Validity(from: try time(), until: try time()) }
}
