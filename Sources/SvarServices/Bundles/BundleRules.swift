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
            switch entry {
            case .write(let draft):
                if case .update(let id, _) = draft.method, !changed.insert("\(draft.type.rawValue)/\(id)").inserted {
                    throw Refusal(
                        .invalid,
                        .invalid,
                        "Two entries change the same resource.",
                        expression: expression
                    )
                }
            case .delete(let type, let id, _):
                if !changed.insert("\(type.rawValue)/\(id)").inserted {
                    throw Refusal(
                        .invalid,
                        .invalid,
                        "Two entries change the same resource.",
                        expression: expression
                    )
                }
            case .read, .search: break
            }
        }
    }
}

/// Deleting, inside a store transaction (decision 7).
enum DeleteRules {
    /// Deletes a resource; a report goes with everything in its unit. Deleting what is deleted changes nothing.
    static func delete(
        _ type: HostedType,
        _ id: String,
        ifMatch: String?,
        ids: IDSource,
        store: any StoreTransaction
    ) throws {
        guard let current = try store.current(type, id), let unit = try store.unit(current.unit) else {
            throw Refusal.notFound
        }
        if unit.regime == .messages {
            throw Refusal(
                .methodNotAllowed,
                .notSupported,
                "owned-by-messages: the report arrives as messages. Send a cancellation."
            )
        }
        if current.isDeleted { return }
        if let ifMatch, ifMatch != current.versionID {
            throw Refusal(.preconditionFailed, .conflict, "If-Match does not name the current version.")
        }
        let members = try store.members(of: unit.key).map(\.version).filter { !$0.isDeleted }
        let hasReport = members.contains { $0.type == .diagnosticReport }
        if hasReport, type != .diagnosticReport {
            throw Refusal(.conflict, .conflict, "The resource belongs to a report. Change or delete the report.")
        }
        let doomed = type == .diagnosticReport ? members : [current]
        let versions = doomed.map {
            NewVersion(
                type: $0.type,
                id: $0.id,
                versionID: ids.versionID(),
                body: [],
                stampOffset: 0,
                isDeleted: true,
                index: []
            )
        }
        try store.append(versions, to: unit.key, state: unit.state)
    }
}

/// The hosted resources of a document Bundle as drafts.
enum DocumentEntries {
    /// Patients and directory entries with an identifier are made once per sender; everything else is new.
    static func drafts(_ entries: [JSONNode]) throws -> [Draft] {
        try entries.enumerated().compactMap { index, entry -> Draft? in
            guard let resource = entry["resource"], let name = resource["resourceType"]?.string,
                let type = HostedType(rawValue: name)
            else { return nil }
            let location = "Bundle.entry[\(index)]"
            var draft = Draft(
                type,
                .create(ifNoneExist: nil),
                node: resource,
                name: try EntryName(entry, resource, type, location: location),
                location: location
            )
            if type == .patient || type.typeClass == .directory,
                let token = draft.index.first(where: { !$0.value.hasPrefix("|") })
            {
                draft.method = .create(ifNoneExist: [SearchRequest.token(token.value)])
            }
            return draft
        }
    }
}
