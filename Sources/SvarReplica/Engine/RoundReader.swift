import SvarJSON
package import SvarSync

/// Reads one answer that carries changes, and gives its pages as they are complete. Bytes may be cut anywhere; of what
/// comes behind the last `page` line nothing is given.
package struct RoundReader {
    /// Why the rest of an answer is not to be used. What was given before may be kept.
    package enum Fault: Error, Hashable, Sendable {
        /// It is no answer of the protocol.
        case broken
        /// It is an answer, but to another question: older, or of another round.
        case stale
    }

    /// What the answer has to be.
    package struct Expectation: Hashable, Sendable {
        package var mode: SyncMode
        /// The round it goes on with, if it has been begun.
        package var round: ReplicaState.Round?
        package var floor: SyncStamp
        /// The floor may lie below the place that the token means.
        package var isAdrift: Bool
        /// The persons asked for (reconcile).
        package var listed: [WireKey] = []
        /// Where it ends: at the manifest's place (reconcile). What is as of another one would be put right beside persons who
        /// are as of the manifest, and a token of that place knows nothing of them.
        package var place: SyncStamp?

        package init(mode: SyncMode, round: ReplicaState.Round?, floor: SyncStamp, isAdrift: Bool) {
            self.mode = mode
            self.round = round
            self.floor = floor
            self.isAdrift = isAdrift
        }
    }

    /// No page holds more, and no line.
    private static let maximumBytes = 72 << 20

    private let expected: Expectation
    private var splitter = LineSplitter(maximumBytes: Self.maximumBytes)
    private var page: SyncPage?
    private var pageBytes = 0
    /// The first line, once it came.
    package private(set) var begin: SyncLine.Begin?
    /// The last one.
    package private(set) var end: SyncLine.End?

    package init(_ expected: Expectation) { self.expected = expected }

    /// Takes bytes and gives the pages that they complete.
    package mutating func take(_ bytes: [UInt8], _ give: (SyncPage) -> Void) throws(Fault) {
        var splitter = splitter
        self.splitter = LineSplitter(maximumBytes: 0)  // so that the other is the only owner
        defer { self.splitter = splitter }
        do {
            try splitter.take(bytes) { line in
                pageBytes += line.count
                guard pageBytes <= Self.maximumBytes, end == nil else { throw Fault.broken }
                guard let line = try SyncLine(line: line) else { return }
                try take(line, give)
            }
        } catch let fault as Fault {
            throw fault
        } catch {
            throw .broken
        }
    }

    private mutating func take(_ line: SyncLine, _ give: (SyncPage) -> Void) throws(Fault) {
        if case .begin(let begin) = line { return try take(begin) }
        guard page != nil else { throw .broken }
        switch line {
        case .begin: break
        case .person(let person): page?.persons.append(person)
        case .deny(let deny): page?.denies.append(deny)
        case .put(let put): page?.puts.append(put)
        case .page(let number, let token):
            guard var next = page, number == next.round.page else { throw .broken }
            page?.token = token
            if let page { give(page) }
            next.round.page += 1
            start(next.round)
        case .end(let end):
            page?.end = end
            page?.token = end.token
            self.end = end
            if let page { give(page) }
            page = nil
        }
    }

    private mutating func take(_ begin: SyncLine.Begin) throws(Fault) {
        guard self.begin == nil else { throw .broken }
        guard begin.mode == expected.mode, begin.to >= expected.floor else { throw .stale }
        if let place = expected.place, begin.to != place { throw .stale }
        if let round = expected.round {
            guard begin.from == round.from, begin.to == round.to else { throw .stale }
        } else if begin.mode == .delta {
            // Where they are apart, the stamps between them are known already, or were of another place.
            guard expected.isAdrift ? begin.from >= expected.floor : begin.from <= expected.floor else { throw .stale }
        }
        self.begin = begin
        start(
            ReplicaState.Round(mode: begin.mode, from: begin.from, to: begin.to, page: (expected.round?.page ?? 0) + 1)
        )
    }

    private mutating func start(_ round: ReplicaState.Round) {
        var page = SyncPage(round: round)
        page.listed = expected.listed
        self.page = page
        pageBytes = 0
    }
}
