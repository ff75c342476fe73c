import Crypto
package import SvarFHIR

/// A unit as it moves: one JSON array of its resources, as health personnel who did not send it would read them one by
/// one (decision 8), without the data of attachments (decision 48).
package enum UnitBody {
    /// One resource of the unit, as of one place in the log.
    package struct Member: Sendable {
        package var type: HostedType
        /// The stored bytes; of a deleted main resource, those of its last version before.
        package var body: [UInt8]
        package var stampOffset: Int
        /// Server time of the version, in microseconds.
        package var at: Int64
        package var isDeleted: Bool
        package init(type: HostedType, body: [UInt8], stampOffset: Int, at: Int64, isDeleted: Bool) {
            self.type = type
            self.body = body
            self.stampOffset = stampOffset
            self.at = at
            self.isDeleted = isDeleted
        }
    }

    /// The bytes of a unit's body. A main resource that was deleted stands there as `entered-in-error` (decision 7),
    /// other deleted ones do not.
    /// - Parameters:
    ///   - members: ascending by creation; the first DiagnosticReport, or the first of all, is the main one
    ///   - isWithdrawn: whether the unit's report is
    package static func bytes(of members: [Member], isWithdrawn: Bool) throws -> [UInt8] {
        fatalError("written by its owner")
    }

    /// SHA-256 of a body's bytes.
    package static func hash(_ body: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: body)) }
}
