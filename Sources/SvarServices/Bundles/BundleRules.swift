import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore
import SvarValidation

/// The structure issues of a Bundle, told apart by entry.
struct BundleCheck {
    private(set) var byEntry: [Int: [OutcomeIssue]] = [:]
    private(set) var ofBundle: [OutcomeIssue]?
    private(set) var all: [OutcomeIssue]?

    static func issues(of root: JSONNode) -> BundleCheck {
        var check = BundleCheck()
        let issues = StructureCheck.check(root)
        if !issues.isEmpty { check.all = issues }
        for issue in issues {
            if let index = entryIndex(issue.expression.first ?? "") {
                check.byEntry[index, default: []].append(issue)
            } else {
                check.ofBundle = (check.ofBundle ?? []) + [issue]
            }
        }
        return check
    }

    /// 3 of `Bundle.entry[3].resource.status`.
    private static func entryIndex(_ path: String) -> Int? {
        guard path.hasPrefix("Bundle.entry[") else { return nil }
        return Int(path.dropFirst("Bundle.entry[".count).prefix { $0 != "]" })
    }
}

/// What a transaction may not do (http://hl7.org/fhir/R4/http.html#trules).
enum TransactionRules {
    /// - Throws: `Refusal` where two entries change the same resource. Equal fullUrls are found by the resolver.
    static func check(_ entries: [BundleEntry]) throws {
        var changed: Set<String> = []
        for (index, entry) in entries.enumerated() {
            let expression = ["Bundle.entry[\(index)]"]
            let name: String?
            switch entry {
            case .write(let draft):
                name = if case .update(.id(let id), _, _) = draft.method { "\(draft.type.rawValue)/\(id)" } else { nil }
            case .delete(let type, .id(let id), _): name = "\(type.rawValue)/\(id)"
            case .delete, .read, .vread, .search: name = nil
            }
            if let name, !changed.insert(name).inserted {
                throw Refusal(
                    .invalid,
                    .invalid,
                    "Two entries change the same resource.",
                    expression: expression
                )
            }
        }
    }
}

/// Deleting, inside a store transaction (decision 7).
struct DeleteRules {
    /// What a deletion is of.
    enum Aim: Sendable, Hashable {
        case id(String)
        case condition(Condition)
    }

    let writer: UnitWriter

    private var store: any StoreTransaction { writer.store }
    private var authority: WriteAuthority { writer.authority }

    /// Deletes a resource; a report goes with everything in its unit, and what is in it alone when nothing in it names it
    /// any more. Deleting what is deleted changes nothing.
    /// - Returns: the unit it was in.
    @discardableResult
    func delete(_ type: HostedType, _ aim: Aim, ifMatch: String?) throws -> UnitRecord {
        let found: ResourceVersion?
        switch aim {
        case .id(let id): found = try store.current(type, id)
        case .condition(let condition):
            let matches = try condition.matches(authority.producer, in: store)
            guard matches.count <= 1 else {
                throw Refusal(.preconditionFailed, .multipleMatches, "More than one resource matches the condition.")
            }
            found = matches.first
        }
        // Foreign is as absent.
        guard let current = found, let unit = try store.unit(current.unit), authority.owns(unit) else {
            throw Refusal.notFound
        }
        if unit.regime == .messages {
            throw Refusal(
                .methodNotAllowed,
                .notSupported,
                "owned-by-messages: the report arrives as messages. Send a cancellation."
            )
        }
        if current.isDeleted { return unit }
        if let ifMatch, ifMatch != current.versionID {
            throw Refusal(.preconditionFailed, .conflict, "If-Match does not name the current version.")
        }
        let members = try store.members(of: unit.key).map(\.version).filter { !$0.isDeleted }
        let hasReport = members.contains { $0.type == .diagnosticReport }
        if hasReport, type != .diagnosticReport, try members.contains(where: { try names(current, $0) }) {
            throw Refusal(
                .conflict,
                .conflict,
                "The resource belongs to a report, which names it. Change or delete the report."
            )
        }
        let doomed = type == .diagnosticReport ? members : [current]
        let versions = doomed.map {
            NewVersion(
                type: $0.type,
                id: $0.id,
                versionID: writer.ids.versionID(),
                body: [],
                stampOffset: 0,
                isDeleted: true,
                index: []
            )
        }
        var state = unit.state
        // What is left says what there is to be known; what is gone whole stays what it was.
        if doomed.count < members.count {
            writer.settle(&state, try writer.members(of: unit.key, after: [], versions))
        }
        try writer.feed.append(versions, to: unit.key, state: state, in: store)
        return unit
    }

    /// Whether a resource refers to another.
    private func names(_ other: ResourceVersion, _ version: ResourceVersion) throws -> Bool {
        if version.type == other.type, version.id == other.id { return false }
        return ReferenceScan.references(in: try JSONDocument(version.body).root).contains { found in
            let address: ResourceAddress? =
                switch found.target {
                case .relative(let address): address
                case .absolute(_, let address): address
                default: nil
                }
            return address.map { $0.type == other.type.rawValue && $0.id == other.id } ?? false
        }
    }
}

/// The hosted resources of a document Bundle as drafts.
enum DocumentEntries {
    /// Patients and directory entries with an identifier are made once per sender; everything else is new.
    static func drafts(_ entries: [JSONNode], now: ServerTime) throws -> [Draft] {
        try entries.enumerated().compactMap { index, entry -> Draft? in
            guard let resource = entry["resource"], let name = resource["resourceType"]?.string,
                let type = HostedType(rawValue: name)
            else { return nil }
            let location = "Bundle.entry[\(index)]"
            var draft = try Draft(
                type,
                .create(nil),
                node: resource,
                name: try EntryName(entry, resource, type, location: location),
                location: location
            )
            if type == .patient || type.typeClass == .directory, let known = identifier(of: resource) {
                draft.method = .create(try Condition(type, system: known.system, value: known.value, now: now))
            }
            return draft
        }
    }

    /// The first identifier that says whose it is.
    private static func identifier(of resource: JSONNode) -> (system: String, value: String)? {
        for identifier in resource["identifier"].map({ Array($0.elements) }) ?? [] {
            guard let system = identifier["system"]?.string, !system.isEmpty,
                let value = identifier["value"]?.string, !value.isEmpty
            else { continue }
            return (system, value)
        }
        return nil
    }
}
