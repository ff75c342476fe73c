package import SvarDomain
package import SvarFHIR
import SvarSearch
package import SvarStore

/// Small made-up content for store tests.
package enum Fixture {
    package static let laboratory = Producer("999000001")
    package static let hospital = Producer("999000002")

    /// Synthetic numbers (+80 months) with valid control digits, in a fixed order.
    package static let numbers: [PersonNumber] = {
        var found: [PersonNumber] = []
        for birth in ["158245", "019190", "288565"] {
            for rest in 0..<100_000 where found.count < 40 {
                let text = birth + String(String(100_000 + rest).dropFirst())
                if let number = PersonNumber(.nationalIdentity, text) { found.append(number) }
                if rest > 2_000 { break }
            }
        }
        return found
    }()

    /// A body with the stamp's placeholder in it; the text makes it unlike others.
    package static func body(_ type: HostedType, _ id: String, _ version: String, _ text: String = "") -> ([UInt8], Int)
    {
        let before =
            #"{"resourceType":"\#(type.rawValue)","id":"\#(id)","meta":{"versionId":"\#(version)","lastUpdated":""#
        let after = #"1970-01-01T00:00:00.000000Z"},"note":"\#(text)"}"#
        return (Array((before + after).utf8), before.utf8.count)
    }

    package static func version(
        _ type: HostedType,
        _ id: String,
        _ version: String = "v1",
        item: String? = nil,
        text: String = "",
        identifiers: [String] = [],
        attachment: AttachmentKey? = nil
    ) -> NewVersion {
        let (bytes, offset) = body(type, id, version, text)
        return NewVersion(
            type: type,
            id: id,
            itemKey: item,
            versionID: version,
            body: bytes,
            stampOffset: offset,
            attachment: attachment,
            index: identifiers.map { IndexRow(.identifier, $0) }
        )
    }

    package static func deletion(_ type: HostedType, _ id: String, _ version: String) -> NewVersion {
        NewVersion(type: type, id: id, versionID: version, body: [], stampOffset: 0, isDeleted: true, index: [])
    }

    /// A REST unit of the class of its first version, with these versions in it.
    @discardableResult
    package static func unit(
        _ versions: [NewVersion],
        person: PersonKey? = nil,
        producer: Producer = laboratory,
        state: UnitState = UnitState(),
        in transaction: any StoreTransaction
    ) throws -> UnitKey {
        let new = NewUnit(
            person: person,
            producer: producer,
            regime: .rest,
            typeClass: versions.first?.type.typeClass ?? .member,
            state: state
        )
        let unit = try transaction.addUnit(new)
        try transaction.append(versions, to: unit, state: state)
        return unit
    }
}

extension ResultStore {
    /// A new unit in a write of its own.
    @discardableResult
    package func addUnit(
        _ versions: [NewVersion],
        person: PersonKey? = nil,
        producer: Producer = Fixture.laboratory,
        state: UnitState = UnitState()
    ) async throws -> UnitKey {
        try await write { try Fixture.unit(versions, person: person, producer: producer, state: state, in: $0) }
    }

    /// A new person in a write of its own.
    package func addPerson(_ patient: String, _ numbers: [PersonNumber] = []) async throws -> PersonKey {
        try await write { try $0.addPerson(patient: patient, numbers: numbers) }
    }

    /// New versions of a unit in a write of their own.
    @discardableResult
    package func append(_ versions: [NewVersion], to unit: UnitKey, state: UnitState = UnitState()) async throws
        -> Stamp
    {
        try await write { try $0.append(versions, to: unit, state: state) }
    }
}
