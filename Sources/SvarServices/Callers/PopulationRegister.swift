import Crypto
package import SvarDomain
import SvarStore

/// The population register: birth dates, addresses as far as the rules ask, and who may act for whom. Asked in memory;
/// the rules themselves read only what the log keeps of its answers (decision 13).
package protocol PopulationRegister: Sendable {
    /// Another number after each change of what it answers, so that who has asked knows whether to ask again.
    var revision: Int { get }
    /// What it says of the person with one of these numbers; nil when it knows none of them.
    func answer(about numbers: [PersonNumber]) -> RegisterFacts?
    /// All numbers of the person with this number, the one in force first; the number alone when it is unknown.
    func numbers(with number: PersonNumber) -> [PersonNumber]
    /// How mandates name the person with this number, whichever of their numbers it is.
    func holder(_ number: PersonNumber) -> PersonKey
}

extension PopulationRegister {
    /// The person with this number, or with another that the register says is theirs: who got a new number is one person with
    /// their settings (decision 3). Where the store has several, the first of whom there is anything: to be looked for is enough
    /// to be known.
    func person(_ number: PersonNumber, in store: any StoreTransaction) throws -> PersonKey? {
        let persons = try numbers(with: number).compactMap { try store.person(number: $0) }.uniqued
        if persons.count < 2 { return persons.first }
        return try persons.first { try !store.record(of: $0).units.isEmpty } ?? persons.first
    }
}

/// A register that knows nobody: the citizen side is closed.
package struct NoPopulationRegister: PopulationRegister {
    package init() {}
    package var revision: Int { 0 }
    package func answer(about numbers: [PersonNumber]) -> RegisterFacts? { nil }
    package func numbers(with number: PersonNumber) -> [PersonNumber] { [number] }
    package func holder(_ number: PersonNumber) -> PersonKey { MandateHolders.nobody }
}

/// Names the holders of mandates by a keyed hash of their number, so that no log entry holds a number. Surrogates of the
/// store are positive, these are negative: the two never meet.
package struct MandateHolders: Sendable {
    private let key: SymmetricKey

    /// - Parameter secret: 32 bytes that outlive the process. With another secret the register's answers differ from what
    ///   the log has, and are entered anew.
    package init(secret: [UInt8]) { key = SymmetricKey(data: secret) }

    /// Holds no mandate.
    static let nobody = PersonKey(.min)

    package func key(of number: PersonNumber) -> PersonKey {
        let code = HMAC<SHA256>.authenticationCode(for: Array("holder 1 \(number.value)".utf8), using: key)
        let bits = code.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        // The sign set, and not the one value that stands for nobody.
        return PersonKey(Int64(bitPattern: max(bits | 1 << 63, 1 << 63 | 1)))
    }
}
