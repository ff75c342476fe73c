import SvarDomain
import SvarFHIR
import SvarStore

/// What a caller may write (decisions 7 and 32): producers their own submissions, the sandbox and imports everything,
/// nobody else anything.
struct WriteAuthority: Sendable {
    /// Whose the written units are.
    let producer: Producer
    /// The sandbox and imports: every unit is theirs, and they may choose ids.
    let isSandbox: Bool

    /// Nil for callers that only read.
    init?(_ caller: Caller) {
        switch caller.role {
        case .sandbox: (producer, isSandbox) = (.sandbox, true)
        case .producer(let own): (producer, isSandbox) = (own, false)
        case .personnel, .citizen, .replica, .systemOperator, .export, .guidance, .auditor, .unknown: return nil
        }
    }

    /// Whether a unit may be written, and whether it may be told that there is one.
    func owns(_ unit: UnitRecord) -> Bool { isSandbox || unit.producer == producer }
}

extension Caller {
    /// What the caller may write.
    /// - Parameter hidden: the answer to callers who may read but not write: as if nothing were there.
    /// - Throws: `hidden`, or forbidden for roles without content.
    func writeAuthority(hidden: Refusal) throws -> WriteAuthority {
        if let authority = WriteAuthority(self) { return authority }
        switch role {
        case .personnel, .citizen: throw hidden
        default: throw Refusal.forbidden
        }
    }
}

extension Refusal {
    /// An update of what is not the caller's: absent and foreign alike, so that nothing is told (decision 32).
    static let updateNotAllowed = Refusal(
        .methodNotAllowed,
        .notSupported,
        "There is no resource of the caller's under this id, and ids are given by the server: create it with POST."
    )
}
