import Crypto
package import SvarFHIR
package import SvarJSON

/// A unit as it moves: one JSON array of its resources, as health personnel who did not send it would read them one by
/// one (decision 8), but for the bytes of attachments: those are asked for apart, each under the same decision
/// (decision 48). A Binary that only withdrawn resources name is not there at all.
///
/// Line ends between values are spaces here, so that a body fits in a line; a string cannot hold one. No other byte
/// differs from what a read gives.
package enum UnitBody {
    /// One resource of the unit, as of one place in the log.
    package struct Member: Sendable {
        package var type: HostedType
        /// The stored bytes; of a deleted main resource, those of its last version before.
        package var body: [UInt8]
        package var stampOffset: Int
        /// Server time of the version, in microseconds; of a deletion, its own.
        package var at: Int64
        package var isDeleted: Bool
        /// Of a deletion: its version id. Nil: the one in `body` is right.
        package var versionID: String?
        package init(
            type: HostedType,
            body: [UInt8],
            stampOffset: Int,
            at: Int64,
            isDeleted: Bool,
            versionID: String? = nil
        ) {
            self.type = type
            self.body = body
            self.stampOffset = stampOffset
            self.at = at
            self.isDeleted = isDeleted
            self.versionID = versionID
        }
    }

    /// The bytes of a unit's body. A main resource that was deleted stands there as `entered-in-error` (decision 7),
    /// other deleted ones do not.
    /// - Parameters:
    ///   - members: ascending by creation; the first DiagnosticReport, or the first of all, is the main one and comes
    ///     first
    ///   - isWithdrawn: whether the unit's report is
    /// - Returns: nil when the unit has nothing to show: no members, or a deleted main one of a type that has no status.
    ///   It is as absent then.
    package static func bytes(of members: [Member], isWithdrawn: Bool) throws(JSONError) -> [UInt8]? {
        let members = try shown(members)
        guard !members.isEmpty else { return nil }
        let main = members.firstIndex { $0.type == .diagnosticReport } ?? 0
        var result: [UInt8] = []
        result.reserveCapacity(members.reduce(2) { $0 + $1.body.count + 1 })
        result.append(UInt8(ascii: "["))
        if members[main].isDeleted {
            guard try StubRendition.append(members[main], to: &result) else { return nil }
        } else {
            try append(members[main], isWithdrawn, to: &result)
        }
        for (place, member) in members.enumerated() where place != main && !member.isDeleted {
            result.append(UInt8(ascii: ","))
            try append(member, isWithdrawn, to: &result)
        }
        result.append(UInt8(ascii: "]"))
        joinLines(&result)
        return result
    }

    /// SHA-256 of a body's bytes.
    package static func hash(_ body: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: body)) }

    /// Without the Binaries that nothing shows any more.
    private static func shown(_ members: [Member]) throws(JSONError) -> [Member] {
        guard members.contains(where: { $0.type == .binary && !$0.isDeleted }) else { return members }
        let present = members.lazy.filter { !$0.isDeleted }
        let standing = try WithdrawnContent.standingBinaries(of: present.map { ($0.type, $0.body) })
        var shown: [Member] = []
        for member in members {
            let isBinary = member.type == .binary && !member.isDeleted
            let id = isBinary ? try JSONDocument(member.body).root["id"]?.string : nil
            if id.map(standing.contains) != false { shown.append(member) }
        }
        return shown
    }

    private static func append(_ member: Member, _ isWithdrawn: Bool, to result: inout [UInt8]) throws(JSONError) {
        let rendition = try WithdrawnRendition.of(
            member.type,
            member.body,
            stampOffset: member.stampOffset,
            // The bytes of a Binary that is all right do not move with its unit either.
            isUnitWithdrawn: isWithdrawn || member.type == .binary
        )
        let (body, offset) = rendition ?? (member.body, member.stampOffset)
        guard offset >= 0, offset <= body.count - InstantFormat.length else {
            result.append(contentsOf: body)
            return
        }
        result.append(contentsOf: body[..<offset])
        result.append(contentsOf: InstantFormat.utc(member.at))
        result.append(contentsOf: body[(offset + InstantFormat.length)...])
    }

    /// Makes line ends spaces. Valid JSON has none inside a string.
    private static func joinLines(_ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBufferPointer { bytes in
            for place in bytes.indices {
                let byte = bytes[place]
                bytes[place] = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") ? UInt8(ascii: " ") : byte
            }
        }
    }
}
