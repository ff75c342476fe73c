public import SvarJSON

/// A resource as it is stored: the bytes that came, in which only `id`, resolved references and `meta` are the
/// server's. All other bytes, white space, order, escapes and number lexemes, are equal (decision 10).
///
/// `meta.lastUpdated` holds a placeholder of the length of a server time; the time is written over it when it is known,
/// at `stampOffset`, so that no byte moves.
public struct StoredForm: Hashable, Sendable {
    /// What stands for the time until it is known: 27 bytes.
    public static let placeholder = "1970-01-01T00:00:00.000000Z"

    /// The resource with the placeholder in `meta.lastUpdated`.
    public let body: [UInt8]
    /// Where the placeholder's first byte stands in `body`.
    public let stampOffset: Int

    /// A resource without white space around it.
    ///
    /// An `id` or `meta` that came is replaced in its place, an absent one is written behind `resourceType`. In `meta`
    /// only `versionId` and `lastUpdated` are set; its other members stay as sent.
    /// - Parameters:
    ///   - resource: an object, the root of a document or a `resource` inside a Bundle.
    ///   - id: the logical id.
    ///   - versionId: the version.
    ///   - references: string values to replace, quotes included in the ranges (`FoundReference.valueRange`), and the
    ///     new texts. Ranges are those of the resource's document; ranges outside the resource are ignored.
    /// - Returns: nil when `resource` is no object.
    public init?(
        _ resource: JSONNode,
        id: String,
        versionId: String,
        references: [(range: Range<Int>, text: String)] = []
    ) {
        guard resource.kind == .object else { return nil }
        var splice = Splice(within: resource.range)
        var idMember: JSONMember?
        var metaMember: JSONMember?
        var typeMember: JSONMember?
        for member in resource.members {
            if member.hasKey("id") {
                idMember = member
            } else if member.hasKey("meta") {
                metaMember = member
            } else if member.hasKey("resourceType") {
                typeMember = member
            }
        }
        for reference in references { splice.replace(reference.range, with: jsonQuoted(reference.text)) }

        // What is absent comes behind resourceType, else first in the object.
        var absent: [UInt8] = []
        if let idMember {
            splice.replace(idMember.value.range, with: jsonQuoted(id))
        } else {
            absent += Array("\"id\":".utf8) + jsonQuoted(id)
        }
        var absentStamp: Int?
        if let meta = metaMember?.value {
            Self.setMeta(meta, versionId: versionId, in: &splice)
        } else {
            if !absent.isEmpty { absent.append(UInt8(ascii: ",")) }
            absent += Array("\"meta\":{".utf8) + Self.versionMember(versionId) + [UInt8(ascii: ",")]
            absentStamp = absent.count + Self.stampPrefix.utf8.count
            absent += Self.stampMember + [UInt8(ascii: "}")]
        }
        if !absent.isEmpty {
            if let anchor = metaMember == nil ? (idMember ?? typeMember) : typeMember {
                splice.insert(
                    [UInt8(ascii: ",")] + absent,
                    at: anchor.value.range.upperBound,
                    stamp: absentStamp.map { $0 + 1 }
                )
            } else {
                let comma = resource.count > 0 ? [UInt8(ascii: ",")] : []
                splice.insert(absent + comma, at: resource.range.lowerBound + 1, stamp: absentStamp)
            }
        }
        guard let result = splice.applied(to: resource.bytes) else { return nil }
        body = result.bytes
        stampOffset = result.stamp
    }

    /// The stored bytes with the time of storing in the placeholder's place: what is served.
    ///
    /// - Parameters:
    ///   - body: the bytes of a stored form.
    ///   - stampOffset: of the same form. A place outside `body` leaves it as it is.
    ///   - microseconds: the server time since 1970 UTC.
    public static func served(_ body: [UInt8], stampOffset: Int, at microseconds: Int64) -> [UInt8] {
        guard stampOffset >= 0, stampOffset + InstantFormat.length <= body.count else { return body }
        var result = body
        result.replaceSubrange(
            stampOffset..<stampOffset + InstantFormat.length,
            with: InstantFormat.utc(microseconds)
        )
        return result
    }

    /// What is served at a time.
    public func served(at microseconds: Int64) -> [UInt8] {
        Self.served(body, stampOffset: stampOffset, at: microseconds)
    }

    private static let stampPrefix = "\"lastUpdated\":\""
    private static var stampMember: [UInt8] { Array("\(stampPrefix)\(placeholder)\"".utf8) }

    private static func versionMember(_ versionId: String) -> [UInt8] {
        Array("\"versionId\":".utf8) + jsonQuoted(versionId)
    }

    private static func setMeta(_ meta: JSONNode, versionId: String, in splice: inout Splice) {
        let prefix = stampPrefix.utf8.count
        let both = versionMember(versionId) + [UInt8(ascii: ",")]
        guard meta.kind == .object else {
            // Only `null` and wrong kinds, which the structure check refuses earlier.
            let opened = [UInt8(ascii: "{")] + both
            splice.replace(meta.range, with: opened + stampMember + [UInt8(ascii: "}")], stamp: opened.count + prefix)
            return
        }
        let quoted = [UInt8(ascii: "\"")] + Array(placeholder.utf8) + [UInt8(ascii: "\"")]
        let comma = [UInt8(ascii: ",")]
        switch (meta["versionId"], meta["lastUpdated"]) {
        case (let version?, let updated?):
            splice.replace(version.range, with: jsonQuoted(versionId))
            splice.replace(updated.range, with: quoted, stamp: 1)
        case (let version?, nil):
            splice.replace(version.range, with: jsonQuoted(versionId))
            splice.insert(comma + stampMember, at: version.range.upperBound, stamp: 1 + prefix)
        case (nil, let updated?):
            splice.replace(updated.range, with: quoted, stamp: 1)
            splice.insert(both, at: meta.range.lowerBound + 1)
        case (nil, nil):
            let end = meta.count > 0 ? comma : []
            splice.insert(both + stampMember + end, at: meta.range.lowerBound + 1, stamp: both.count + prefix)
        }
    }
}
