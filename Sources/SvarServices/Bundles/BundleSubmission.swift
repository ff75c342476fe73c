import SvarDomain
import SvarFHIR
import SvarJSON
import SvarStore
import SvarValidation

/// What came of a Bundle.
package struct BundleReply: Sendable {
    package enum Outcome: Sendable, Hashable {
        /// A transaction or batch was carried out: `body` is the response Bundle.
        case done
        /// A document was taken in: `body` is an OperationOutcome that lists what was made.
        case stored
        /// The same sender sent the same bytes before; nothing new.
        case duplicate
    }
    package let outcome: Outcome
    package let body: [UInt8]
    /// How many resources were written.
    package let written: Int
}

/// Which representation a client prefers (`Prefer: return=`).
package enum ReturnPreference: String, Sendable, Hashable {
    case minimal
    case representation
    case operationOutcome = "OperationOutcome"
}

extension ResultService {
    /// Carries out a transaction or batch, or takes in a document Bundle.
    /// - Parameter once: the same bytes from the same sender are done once; a repeat answers `duplicate`.
    /// - Throws: `Refusal` that names the bad entry; of a transaction or document nothing was kept then.
    package func submitBundle(
        _ bytes: [UInt8],
        once: Bool = false,
        prefer: ReturnPreference = .minimal,
        caller: Caller
    ) async throws -> BundleReply {
        let document = try DraftReader.parsed(bytes, maximumBytes: configuration.maximumBytes)
        let root = document.root
        guard root["resourceType"]?.string == "Bundle" else {
            throw Refusal(.invalid, .invalid, "The body is not a Bundle.", expression: ["Bundle"])
        }
        let count = root["entry"]?.count ?? 0
        guard count <= configuration.maximumEntries else {
            throw Refusal(
                .tooLarge,
                .tooCostly,
                "The Bundle has \(count) entries; at most \(configuration.maximumEntries) are taken at once. "
                    + "Use a batch in parts, or svar import.",
                expression: ["Bundle.entry"]
            )
        }
        let issues = BundleCheck.issues(of: root)
        switch root["type"]?.string {
        case "transaction":
            if let all = issues.all { throw Refusal(.invalid, all) }
            return try await transaction(root, bytes, once: once, prefer: prefer, caller: caller)
        case "batch":
            if let own = issues.ofBundle { throw Refusal(.invalid, own) }
            // The check stops at its limit: beyond it no entry is known to be right.
            if let all = issues.all, all.count >= StructureCheck.maximumIssues { throw Refusal(.invalid, all) }
            return try await batch(root, issues, bytes, once: once, prefer: prefer, caller: caller)
        case "document":
            if let all = issues.all { throw Refusal(.invalid, all) }
            return try await takeIn(root, bytes, caller: caller)
        default:
            throw Refusal(
                .invalid,
                .notSupported,
                "Bundles of type transaction, batch and document are taken.",
                expression: ["Bundle.type"]
            )
        }
    }

    private func transaction(
        _ root: JSONNode,
        _ bytes: [UInt8],
        once: Bool,
        prefer: ReturnPreference,
        caller: Caller
    ) async throws -> BundleReply {
        let entries =
            try (root["entry"]?.elements).map { try $0.enumerated().map { try BundleEntry($1, index: $0) } } ?? []
        try TransactionRules.check(entries)
        let ids = ids
        let producer = caller.producer
        let results: [BundleResult]? = try await store.write { store in
            if once, try Self.isRepeated(bytes, producer, store) { return nil }
            var results = [BundleResult](repeating: .pending, count: entries.count)
            for (index, entry) in entries.enumerated() {
                if case .delete(let type, let id, let ifMatch) = entry {
                    try DeleteRules.delete(type, id, ifMatch: ifMatch, ids: ids, store: store)
                    results[index] = .deleted
                }
            }
            let drafts = entries.enumerated().compactMap { index, entry -> (Int, Draft)? in
                if case .write(let draft) = entry { (index, draft) } else { nil }
            }
            let written = try UnitWriter(producer: producer, ids: ids, store: store).write(drafts.map(\.1))
            for ((index, _), result) in zip(drafts, written) { results[index] = .written(result) }
            return results
        }
        guard var results else { return .duplicate }
        var sent = 0
        for (index, entry) in entries.enumerated() {
            results[index] = try await answer(entry, results[index], &sent, caller)
        }
        return BundleReply(
            outcome: .done,
            body: BundleResponse.body("transaction-response", results, prefer),
            written: results.count(where: \.isWrite)
        )
    }

    private func batch(
        _ root: JSONNode,
        _ issues: BundleCheck,
        _ bytes: [UInt8],
        once: Bool,
        prefer: ReturnPreference,
        caller: Caller
    ) async throws -> BundleReply {
        if once, try await store.write({ try $0.submission(producer: caller.producer, bytes: bytes) }) != nil {
            return .duplicate
        }
        let nodes = (root["entry"]?.elements).map(Array.init) ?? []
        var results: [BundleResult] = []
        var sent = 0
        let ids = ids
        let producer = caller.producer
        for start in stride(from: 0, to: nodes.count, by: Self.batchChunk) {
            let chunk = (start..<min(start + Self.batchChunk, nodes.count)).map {
                index -> Result<BundleEntry, Refusal> in
                if let own = issues.byEntry[index] { return .failure(Refusal(.invalid, own)) }
                return Result { try BundleEntry(nodes[index], index: index) }.mapError { $0 as? Refusal ?? .notFound }
            }
            results += try await store.write { store in
                try chunk.map { entry in
                    do {
                        switch try entry.get() {
                        case .write(let draft):
                            return .written(
                                try UnitWriter(producer: producer, ids: ids, store: store).write([draft])[0]
                            )
                        case .delete(let type, let id, let ifMatch):
                            try DeleteRules.delete(type, id, ifMatch: ifMatch, ids: ids, store: store)
                            return .deleted
                        case .read, .search: return .pending
                        }
                    } catch let refusal as Refusal {
                        return .refused(refusal)
                    }
                }
            }
            for (offset, entry) in chunk.enumerated() {
                if case .success(let entry) = entry {
                    results[start + offset] = try await answer(entry, results[start + offset], &sent, caller)
                }
            }
        }
        // Marked when all of it is done: a batch that was cut off is done again.
        if once { _ = try await store.write { try Self.isRepeated(bytes, producer, $0) } }
        return BundleReply(
            outcome: .done,
            body: BundleResponse.body("batch-response", results, prefer),
            written: results.count(where: \.isWrite)
        )
    }

    /// How many entries of a batch share one store transaction: some milliseconds (decision 40).
    private static let batchChunk = 50

    /// A document with a DiagnosticReport: its hosted resources become units; its Composition and other types stay in
    /// the raw bytes (decision 1).
    private func takeIn(_ root: JSONNode, _ bytes: [UInt8], caller: Caller) async throws -> BundleReply {
        let drafts = try (root["entry"]?.elements).map { try DocumentEntries.drafts(Array($0)) } ?? []
        guard drafts.contains(where: { $0.type == .diagnosticReport }) else {
            throw Refusal(
                .unprocessable,
                .businessRule,
                "A document is taken in when it holds a DiagnosticReport.",
                expression: ["Bundle.entry"]
            )
        }
        let ids = ids
        let producer = caller.producer
        let written: [Written]? = try await store.write { store in
            if try store.submission(producer: producer, bytes: bytes) != nil { return nil }
            let submission = try store.addSubmission(
                producer: producer,
                messageID: nil,
                bytes: bytes,
                keepsRaw: true
            )
            let written = try UnitWriter(producer: producer, ids: ids, store: store).write(drafts)
            try store.setReceipt([], of: submission)
            return written
        }
        guard let written else { return .duplicate }
        let made = written.filter { $0.outcome != .unchanged }
        let issues = made.filter { $0.type == .diagnosticReport }.map {
            OutcomeIssue(severity: .information, code: .informational, text: "Stored as DiagnosticReport/\($0.id).")
        }
        return BundleReply(outcome: .stored, body: OperationOutcome(issues).bytes, written: made.count)
    }

    private static func isRepeated(_ bytes: [UInt8], _ producer: Producer, _ store: any StoreTransaction) throws -> Bool
    {
        if try store.submission(producer: producer, bytes: bytes) != nil { return true }
        let submission = try store.addSubmission(producer: producer, messageID: nil, bytes: bytes, keepsRaw: false)
        try store.setReceipt([], of: submission)
        return false
    }

    /// Reads and searches are answered after the writes, until they have brought as much as one answer may hold.
    private func answer(
        _ entry: BundleEntry,
        _ result: BundleResult,
        _ sent: inout Int,
        _ caller: Caller
    ) async throws -> BundleResult {
        switch entry {
        case .write, .delete: return result
        case .read, .search: break
        }
        guard sent < AnswerLimits.bundleBytes else {
            return .refused(
                Refusal(.tooLarge, .tooCostly, "The answer is large enough. Ask for this in a request of its own.")
            )
        }
        do {
            if case .read(let type, let id) = entry {
                let resource = try await read(type, id, caller: caller)
                sent += resource.bytes.count
                return .read(resource)
            }
            if case .search(let request) = entry {
                let page = try await search(request, caller: caller)
                sent += page.elements.reduce(0) { $0 + $1.bytes.count }
                return .searched(page)
            }
            return result
        } catch let refusal as Refusal {
            return .refused(refusal)
        }
    }
}

extension BundleReply {
    fileprivate static let duplicate = BundleReply(
        outcome: .duplicate,
        body: OperationOutcome([
            OutcomeIssue(severity: .information, code: .duplicate, text: "The same bytes were taken before.")
        ]).bytes,
        written: 0
    )
}
