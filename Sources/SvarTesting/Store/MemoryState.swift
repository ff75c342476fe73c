import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

/// All that a store holds, as one value. A copy is a snapshot; putting an old copy back is a rollback.
struct MemoryState: Sendable {
    struct Person: Sendable {
        /// The first stands for the person.
        var patients: [String]
        var numbers: [PersonNumber]
    }

    struct Resource: Sendable {
        var type: HostedType
        var id: String
        var itemKey: String?
        var unit: UnitKey
        /// Oldest first.
        var versions: [(stamp: Stamp, new: NewVersion)]
    }

    struct Name: Hashable, Sendable {
        var type: HostedType
        var id: String
    }

    struct Submission: Sendable {
        var record: SubmissionRecord
        var bytes: [UInt8]
    }

    struct Attachment: Sendable {
        var person: PersonKey
        var bytes: [UInt8]
    }

    var persons: [Person] = []
    var units: [UnitRecord] = []
    var resources: [Resource] = []
    var keys: [Name: Int64] = [:]
    var contributions: [UnitKey: [ContributionRecord]] = [:]
    var submissions: [Submission] = []
    var attachments: [Attachment] = []
    var log: [LogEntry] = []

    init() {}

    var head: Stamp {
        log.last?.stamp ?? Stamp(position: LogPosition(0), at: ServerTime(microseconds: 0))
    }

    func unit(_ key: UnitKey) -> UnitRecord? {
        units.indices.contains(Int(key.rawValue) - 1) ? units[Int(key.rawValue) - 1] : nil
    }

    func key(_ type: HostedType, _ id: String) -> Int64? { keys[Name(type: type, id: id)] }

    func resource(_ key: Int64) -> Resource { resources[Int(key) - 1] }

    func versions(of key: Int64) -> [ResourceVersion] {
        let resource = resource(key)
        return resource.versions.map { stamp, new in
            ResourceVersion(
                key: key,
                type: resource.type,
                id: resource.id,
                unit: resource.unit,
                person: unit(resource.unit)!.person,
                versionID: new.versionID,
                stamp: stamp,
                isDeleted: new.isDeleted,
                body: new.body,
                stampOffset: new.stampOffset,
                attachment: new.attachment
            )
        }
    }

    func current(_ type: HostedType, _ id: String) -> ResourceVersion? {
        key(type, id).flatMap { versions(of: $0).last }
    }

    /// Keys of current, undeleted resources that match, ascending.
    func matching(_ query: SearchQuery, in scope: Scope) -> [Int64] {
        (1...Int64(max(resources.count, 1))).filter { key in
            guard key <= resources.count else { return false }
            let resource = resource(key)
            guard resource.type == query.type, let unit = unit(resource.unit), scope.lists(unit) else { return false }
            guard let version = resource.versions.last?.new, !version.isDeleted else { return false }
            switch query.person {
            case .any: break
            case .one(let person): guard unit.person?.rawValue == person else { return false }
            case .none: return false
            }
            return query.criteria.allSatisfy { criterion in
                switch criterion {
                case .ids(let ids): ids.contains(resource.id)
                case .identifier(let tokens): Self.matches(version.index, tokens)
                }
            }
        }
    }

    /// Whether one of the tokens is among the identifier rows, whose value is `system|value`.
    static func matches(_ rows: [IndexRow], _ tokens: [SearchQuery.Token]) -> Bool {
        rows.contains { row in
            guard row.parameter == .identifier else { return false }
            let parts = row.value.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
            let (system, value) = parts.count == 2 ? (parts[0], parts[1]) : ("", parts[0])
            return tokens.contains { $0.value == value && ($0.system == nil || $0.system! == system) }
        }
    }
}
