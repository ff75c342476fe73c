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
        /// Nothing of a document was stored: the person's reservation.
        case notStored
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
        base: String = "",
        caller: Caller
    ) async throws -> BundleReply {
        try await auditingRefusals(.bundle, caller) {
            try await bundle(bytes, Submission(once: once, prefer: prefer, base: base, caller: caller))
        }
    }

    /// What goes with the bytes of a Bundle.
    private struct Submission: Sendable {
        let once: Bool
        let prefer: ReturnPreference
        let base: String
        let caller: Caller
    }

    private func bundle(_ bytes: [UInt8], _ submission: Submission) async throws -> BundleReply {
        switch submission.caller.role {
        case .replica, .systemOperator, .export, .guidance, .auditor: throw Refusal.forbidden
        default: break
        }
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
            if count == 0, !submission.once { try await auditDone(.bundle, of: submission.caller) }
            return try await transaction(root, bytes, submission)
        case "batch":
            if let own = issues.ofBundle { throw Refusal(.invalid, own) }
            // The check stops at its limit: beyond it no entry is known to be right.
            if let all = issues.all, all.count >= StructureCheck.maximumIssues { throw Refusal(.invalid, all) }
            return try await batch(root, issues, bytes, submission)
        case "document":
            if let all = issues.all { throw Refusal(.invalid, all) }
            return try await takeIn(root, bytes, submission.caller)
        default:
            throw Refusal(
                .invalid,
                .notSupported,
                "Bundles of type transaction, batch and document are taken.",
                expression: ["Bundle.type"]
            )
        }
    }

    private func transaction(_ root: JSONNode, _ bytes: [UInt8], _ submission: Submission) async throws -> BundleReply {
        let now = configuration.now()
        let entries =
            try (root["entry"]?.elements).map { try $0.enumerated().map { try BundleEntry($1, index: $0, now: now) } }
            ?? []
        try TransactionRules.check(entries)
        var results = [BundleResult](repeating: .pending, count: entries.count)
        if submission.once || entries.contains(where: \.isWrite) {
            let authority = try submission.caller.writeAuthority(hidden: .forbidden)
            guard let written = try await write(entries, bytes, authority, submission) else { return .duplicate }
            results = written
        }
        var sent = 0
        for (index, entry) in entries.enumerated() where !entry.isWrite {
            results[index] = try await answer(entry, &sent, submission)
        }
        return BundleReply(
            outcome: .done,
            body: BundleResponse.body("transaction-response", results, submission.prefer),
            written: results.count(where: \.isWrite)
        )
    }

    /// The writes of a transaction; nil when the same bytes were taken before.
    private func write(
        _ entries: [BundleEntry],
        _ bytes: [UInt8],
        _ authority: WriteAuthority,
        _ submission: Submission
    ) async throws -> [BundleResult]? {
        let writer = writer(authority)
        return try await recorded(.bundle, submission.caller) { store in
            if submission.once, try store.submission(producer: authority.producer, bytes: bytes) != nil {
                return RecordedWrite(nil, status: 200, TouchedUnits())
            }
            var results = [BundleResult](repeating: .pending, count: entries.count)
            var touched = TouchedUnits()
            let rules = DeleteRules(writer: writer(store))
            for (index, entry) in entries.enumerated() {
                guard case .delete(let type, let aim, let ifMatch) = entry else { continue }
                let unit = try rules.delete(type, aim, ifMatch: ifMatch)
                results[index] = .deleted
                touched.add(unit.key, of: unit.person)
            }
            let drafts = entries.enumerated().compactMap { index, entry -> (Int, Draft)? in
                if case .write(let draft) = entry { (index, draft) } else { nil }
            }
            let written = try writer(store).write(drafts.map(\.1))
            for ((index, _), result) in zip(drafts, written) {
                guard case .written(let result) = result else {
                    results[index] = .notStored
                    continue
                }
                results[index] = .written(result)
                touched.add(result.unit, of: result.person)
            }
            if submission.once, written.allSatisfy(\.isWritten) { try Self.mark(bytes, authority.producer, store) }
            return RecordedWrite(results, status: 200, touched)
        }
    }

    private func batch(_ root: JSONNode, _ issues: BundleCheck, _ bytes: [UInt8], _ submission: Submission)
        async throws -> BundleReply
    {
        let authority = WriteAuthority(submission.caller)
        let now = configuration.now()
        if submission.once {
            let producer = try submission.caller.writeAuthority(hidden: .forbidden).producer
            if try await store.write({ try $0.submission(producer: producer, bytes: bytes) }) != nil {
                return try await recorded(.bundle, submission.caller) { _ in
                    RecordedWrite(.duplicate, status: 200, TouchedUnits())
                }
            }
        }
        let nodes = (root["entry"]?.elements).map(Array.init) ?? []
        // Each part writes a row, and here is none.
        if nodes.isEmpty { try await auditDone(.bundle, of: submission.caller) }
        var results: [BundleResult] = []
        var sent = 0
        for start in stride(from: 0, to: nodes.count, by: Self.batchChunk) {
            let chunk = (start..<min(start + Self.batchChunk, nodes.count)).map {
                index -> Result<BundleEntry, Refusal> in
                if let own = issues.byEntry[index] { return .failure(Refusal(.invalid, own)) }
                return Self.entry(nodes[index], index, now, submission.caller)
            }
            results += try await write(chunk, authority, submission.caller)
            for (offset, entry) in chunk.enumerated() {
                if case .success(let entry) = entry, !entry.isWrite {
                    results[start + offset] = try await answer(entry, &sent, submission)
                }
            }
        }
        // Marked when all of it is done: a batch that was cut off is done again.
        let isWhole = !results.contains { if case .notStored = $0 { true } else { false } }
        if submission.once, isWhole, let producer = authority?.producer {
            try await store.write { try Self.mark(bytes, producer, $0) }
        }
        return BundleReply(
            outcome: .done,
            body: BundleResponse.body("batch-response", results, submission.prefer),
            written: results.count(where: \.isWrite)
        )
    }

    /// One entry of a batch, if it is understood and the caller may do such a thing at all.
    private static func entry(_ node: JSONNode, _ index: Int, _ now: ServerTime, _ caller: Caller) -> Result<
        BundleEntry, Refusal
    > {
        Result {
            let entry = try BundleEntry(node, index: index, now: now)
            switch entry {
            case .write(let draft):
                let isUpdate = if case .update = draft.method { true } else { false }
                _ = try caller.writeAuthority(hidden: isUpdate ? .updateNotAllowed : .forbidden)
            case .delete: _ = try caller.writeAuthority(hidden: .notFound)
            case .read, .vread, .search: break
            }
            return entry
        }.mapError { $0 as? Refusal ?? .notFound }
    }

    /// An entry of a batch that was refused when others had been written before it in the same transaction.
    private struct RefusedEntry: Error {
        let index: Int
        let refusal: Refusal
    }

    /// A part of a batch: its writes in one transaction, with one row of the log of use. Where an entry is refused,
    /// nothing of it may stay, and those before and behind it have transactions of their own.
    private func write(_ chunk: [Result<BundleEntry, Refusal>], _ authority: WriteAuthority?, _ caller: Caller)
        async throws -> [BundleResult]
    {
        var results: [BundleResult] = chunk.map { entry in
            if case .failure(let refusal) = entry { .refused(refusal) } else { .pending }
        }
        var refusal = chunk.lazy.compactMap { if case .failure(let refusal) = $0 { refusal } else { nil } }.first
        var hasRow = false
        if let authority {
            var parts = [chunk.startIndex..<chunk.endIndex]
            while let part = parts.popLast() {
                guard chunk[part].contains(where: Self.isWrite) else { continue }
                do {
                    results.replaceSubrange(part, with: try await write(chunk[part], authority, caller))
                    hasRow = true
                } catch let refused as RefusedEntry {
                    results[refused.index] = .refused(refused.refusal)
                    refusal = refusal ?? refused.refusal
                    // Those before it are next: they were written once, so each entry is written at most twice.
                    parts.append((refused.index + 1)..<part.upperBound)
                    parts.append(part.lowerBound..<refused.index)
                }
            }
        }
        if !hasRow, let refusal { try await audit(.bundle, refusal, of: caller) }
        return results
    }

    private static func isWrite(_ entry: Result<BundleEntry, Refusal>) -> Bool {
        if case .success(let entry) = entry { entry.isWrite } else { false }
    }

    /// - Throws: `RefusedEntry`; nothing was kept then.
    private func write(
        _ part: ArraySlice<Result<BundleEntry, Refusal>>,
        _ authority: WriteAuthority,
        _ caller: Caller
    ) async throws -> [BundleResult] {
        let writer = writer(authority)
        return try await recorded(.bundle, caller) { store in
            var touched = TouchedUnits()
            var results: [BundleResult] = []
            for index in part.indices {
                guard case .success(let entry) = part[index] else {
                    if case .failure(let refusal) = part[index] { results.append(.refused(refusal)) }
                    continue
                }
                do {
                    switch entry {
                    case .write(let draft):
                        guard case .written(let written)? = try writer(store).write([draft]).first else {
                            results.append(.notStored)
                            continue
                        }
                        touched.add(written.unit, of: written.person)
                        results.append(.written(written))
                    case .delete(let type, let aim, let ifMatch):
                        let unit = try DeleteRules(writer: writer(store)).delete(type, aim, ifMatch: ifMatch)
                        touched.add(unit.key, of: unit.person)
                        results.append(.deleted)
                    case .read, .vread, .search: results.append(.pending)
                    }
                } catch let refusal as Refusal {
                    throw RefusedEntry(index: index, refusal: refusal)
                }
            }
            return RecordedWrite(results, status: 200, touched)
        }
    }

    /// How many entries of a batch share one store transaction: some milliseconds (decision 40).
    private static let batchChunk = 50

    /// A document with a DiagnosticReport: its hosted resources become units; its Composition and other types stay in
    /// the raw bytes (decision 1).
    private func takeIn(_ root: JSONNode, _ bytes: [UInt8], _ caller: Caller) async throws -> BundleReply {
        let authority = try caller.writeAuthority(hidden: .forbidden)
        let drafts =
            try (root["entry"]?.elements).map { try DocumentEntries.drafts(Array($0), now: configuration.now()) } ?? []
        guard drafts.contains(where: { $0.type == .diagnosticReport }) else {
            throw Refusal(
                .unprocessable,
                .businessRule,
                "A document is taken in when it holds a DiagnosticReport.",
                expression: ["Bundle.entry"]
            )
        }
        let writer = writer(authority)
        let producer = authority.producer
        let results: [UnitWriter.Result]? = try await recorded(.bundle, caller) { store in
            if try store.submission(producer: producer, bytes: bytes) != nil {
                return RecordedWrite(nil, status: 200, TouchedUnits())
            }
            let results = try writer(store).write(drafts)
            let written = results.compactMap(\.written)
            // The raw bytes hold all of it, so they are kept when all of it is.
            if results.allSatisfy(\.isWritten) {
                let submission = try store.addSubmission(
                    producer: producer,
                    messageID: nil,
                    bytes: bytes,
                    keepsRaw: true
                )
                try store.setReceipt([], of: submission)
            }
            var touched = TouchedUnits()
            for item in written { touched.add(item.unit, of: item.person) }
            return RecordedWrite(results, status: written.isEmpty ? 202 : 201, touched)
        }
        guard let results else { return .duplicate }
        let made = results.compactMap(\.written).filter { $0.outcome != .unchanged }
        var issues = made.filter { $0.type == .diagnosticReport }.map {
            OutcomeIssue(severity: .information, code: .informational, text: "Stored as DiagnosticReport/\($0.id).")
        }
        if !results.allSatisfy(\.isWritten) { issues.append(.notStored) }
        return BundleReply(
            outcome: results.contains(where: \.isWritten) ? .stored : .notStored,
            body: OperationOutcome(issues).bytes,
            written: made.count
        )
    }

    /// Remembers that these bytes were taken.
    private static func mark(_ bytes: [UInt8], _ producer: Producer, _ store: any StoreTransaction) throws {
        guard try store.submission(producer: producer, bytes: bytes) == nil else { return }
        let submission = try store.addSubmission(producer: producer, messageID: nil, bytes: bytes, keepsRaw: false)
        try store.setReceipt([], of: submission)
    }

    /// Makes the writers of a submission.
    func writer(_ authority: WriteAuthority) -> @Sendable (any StoreTransaction) -> UnitWriter {
        let (ids, feed, participants) = (ids, feed, configuration.participants())
        let population = configuration.population
        return {
            UnitWriter(
                authority: authority,
                ids: ids,
                feed: feed,
                participants: participants,
                population: population,
                store: $0
            )
        }
    }

    /// Reads and searches are answered after the writes, until they have brought as much as one answer may hold. Each is
    /// an interaction with a row of its own.
    private func answer(_ entry: BundleEntry, _ sent: inout Int, _ submission: Submission) async throws -> BundleResult
    {
        guard sent < AnswerLimits.bundleBytes else {
            return .refused(
                Refusal(.tooLarge, .tooCostly, "The answer is large enough. Ask for this in a request of its own.")
            )
        }
        let caller = submission.caller
        do {
            switch entry {
            case .write, .delete: return .pending
            case .read(let type, let id):
                let resource = try await read(type, id, caller: caller)
                sent += resource.bytes.count
                return .read(resource)
            case .vread(let type, let id, let versionID):
                let resource = try await vread(type, id, versionID, caller: caller)
                sent += resource.bytes.count
                return .read(resource)
            case .search(let type, let parameters):
                // The links of an answer are addresses, in which no identity number stands.
                let isNumbered = parameters.contains {
                    NumberScan.finds(in: $0.value) || NumberScan.finds(in: $0.name)
                }
                let set = try await search(
                    SearchInteraction(.type(type), parameters, isPosted: isNumbered),
                    base: submission.base,
                    caller: caller
                )
                sent += set.count
                return .searched(set)
            }
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
