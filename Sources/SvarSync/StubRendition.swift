import SvarFHIR
import SvarJSON

/// What is left of a unit's deleted main resource: that it is, was about this and this person, and must not be relied on
/// (decision 7).
enum StubRendition {
    /// Types of members that have a status which may say so; a Binary has none.
    private static func hasStatus(_ type: HostedType) -> Bool { type.typeClass == .member && type != .binary }

    /// Appends the resource; returns false when its type has no status to say so with.
    /// Source of the code: every `status` value set of these types in R4 has it.
    static func append(_ member: UnitBody.Member, to result: inout [UInt8]) throws(JSONError) -> Bool {
        guard hasStatus(member.type) else { return false }
        let last = try JSONDocument(member.body).root
        var stub: JSONValue = ["resourceType": .string(member.type.rawValue)]
        stub["id"] = last["id"].map { JSONValue($0) }
        var meta: JSONValue = .object([])
        meta["versionId"] = member.versionID.map { .string($0) } ?? last["meta"]?["versionId"].map { JSONValue($0) }
        meta["lastUpdated"] = .string(InstantFormat.utcText(member.at))
        meta["tag"] = [
            [
                "system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
                "code": "SUBSETTED",
            ]
        ]
        stub["meta"] = meta
        stub["status"] = "entered-in-error"
        stub["code"] = last["code"].map { JSONValue($0) }
        stub["subject"] = last["subject"].map { JSONValue($0) }
        stub.write(into: &result)
        return true
    }
}
