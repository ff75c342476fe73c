package import SvarDomain
package import SvarFHIR
package import SvarSearch
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

    /// A body with the stamp's placeholder in it; the text makes it unlike others. The rows are in it too, so that they can
    /// be made from it again.
    package static func body(
        _ type: HostedType,
        _ id: String,
        _ version: String,
        _ text: String = "",
        rows: [IndexRow] = []
    ) -> ([UInt8], Int) {
        let before =
            #"{"resourceType":"\#(type.rawValue)","id":"\#(id)","meta":{"versionId":"\#(version)","lastUpdated":""#
        let after = #"1970-01-01T00:00:00.000000Z"},"note":"\#(text)"\#(rows.isEmpty ? "" : FixtureRows.member(rows))}"#
        return (Array((before + after).utf8), before.utf8.count)
    }

    package static func version(
        _ type: HostedType,
        _ id: String,
        _ version: String = "v1",
        item: String? = nil,
        text: String = "",
        identifiers: [String] = [],
        rows: [IndexRow] = [],
        attachment: AttachmentKey? = nil
    ) -> NewVersion {
        let rows = identifiers.map(identifier) + rows
        let (bytes, offset) = body(type, id, version, text, rows: rows)
        return NewVersion(
            type: type,
            id: id,
            itemKey: item,
            versionID: version,
            body: bytes,
            stampOffset: offset,
            attachment: attachment,
            index: rows
        )
    }

    // Slots as a table of parameters would give them; the store knows of them only what it is told.
    package static let identifierSlot = Slot(1)
    package static let codeSlot = Slot(2)
    /// Interval rows.
    package static let dateSlot = Slot(3)
    package static let numberSlot = Slot(4)
    package static let textSlot = Slot(5)
    package static let referenceSlot = Slot(6)
    package static let personSlot = Slot(6, .person)

    /// An identifier row of `system|value`.
    package static func identifier(_ text: String) -> IndexRow {
        let parts = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return IndexRow(identifierSlot, .text(parts[1]), .text(parts[0]))
    }

    package static func code(_ code: String, _ system: String = "", part: Int = 0) -> IndexRow {
        IndexRow(codeSlot, .text(code), .text(system), part: part)
    }

    package static func date(_ start: Int64, _ end: Int64) -> IndexRow {
        IndexRow(dateSlot, .integer(start), .integer(end))
    }

    package static func number(_ bytes: [UInt8], _ unit: String = "", part: Int = 0) -> IndexRow {
        IndexRow(numberSlot, .bytes(bytes), .text(unit), part: part)
    }

    package static func text(_ folded: String, _ exact: String = "") -> IndexRow {
        IndexRow(textSlot, .text(folded), .text(exact))
    }

    package static func reference(_ type: HostedType, _ id: String) -> IndexRow {
        IndexRow(referenceSlot, .text(id), .integer(Int64(type.number)))
    }

    /// A reference to the unit's own person.
    package static let toPerson = IndexRow(personSlot, .integer(0))

    /// One of these identifiers; without a bar in any system.
    package static func identified(_ texts: String...) -> Criterion {
        .row(
            [identifierSlot],
            .any(
                texts.map { text in
                    guard text.contains("|") else { return .compare(.value, .equal, .text(text)) }
                    let row = identifier(text)
                    return .all([.compare(.value, .equal, row.value), .compare(.extra, .equal, row.extra)])
                }
            )
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

    /// Searches at the head of the log. What the reads of one search see may differ only by writes in between.
    package func search(
        _ query: SearchQuery,
        after key: Int64? = nil,
        isReversed: Bool = false,
        limit: Int = 1_000,
        in scope: Scope
    ) async throws -> [ResourceVersion] {
        let position = try await head()
        return try await search(query, at: position, after: key, isReversed: isReversed, limit: limit, in: scope)
    }

    /// Ids of what a search finds at the head of the log, joined by a space; the count is held against it.
    package func find(
        _ criterion: Criterion = .all([]),
        _ types: HostedType...,
        sort: [SortKey] = [],
        in scope: Scope = .everything
    ) async throws -> String {
        let query = SearchQuery(types: types.isEmpty ? [.observation] : types, criterion: criterion, sort: sort)
        let position = try await head()
        let found = try await search(query, at: position, after: nil, isReversed: false, limit: 1_000, in: scope)
        let count = try await count(query, at: position, in: scope)
        guard count == found.count else {
            throw StoreConformance.BrokenPromise(
                description: "\(count) are counted, \(found.count) found: \(criterion)"
            )
        }
        return found.map(\.id).joined(separator: " ")
    }

    /// A resource's versions, newest first.
    package func history(_ type: HostedType, _ id: String, before: Int64? = nil, limit: Int = 1_000, in scope: Scope)
        async throws -> [ResourceVersion]
    {
        let query = HistoryQuery(.resource(type, id))
        return try await history(query, at: head(), before: before, ascending: false, limit: limit, in: scope)
    }
}

extension Scope {
    /// These units of a person.
    package static func allowed(_ person: PersonKey, _ units: Set<UnitKey> = []) -> Scope {
        .units(AllowedSet(person: person, units: units))
    }
}
