import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore
import SvarSynthetic
import SvarTesting

extension WindowPlan {
    struct Read {
        var name: String
        var wanted: [String]
        var ask: (any ResultStore) async throws -> [String]
    }

    /// Reads of everything, with what is left when all versions are filtered one by one.
    func reads(of store: any ResultStore, _ allowed: AllowedSet, _ make: inout RandomQueries) async throws -> [Read] {
        let (head, scope) = (try await store.head(), Scope.units(allowed))
        let log = try await store.log(after: LogPosition(0), limit: 9_999)
        let all = try await store.history(
            HistoryQuery(.system),
            at: head,
            before: nil,
            ascending: true,
            limit: 9_999,
            in: .everything
        )
        var reads: [Read] = []
        var shown: [ResourceVersion] = []
        /// Where each version was followed by another that the window has.
        var ends: [Int64: (place: LogPosition, at: Int64)] = [:]
        var members: [UnitKey: [ResourceVersion]] = [:]
        for versions in Dictionary(grouping: all, by: \.key).values {
            let sorted = versions.sorted { $0.number < $1.number }
            let unit = units[Int(sorted[0].unit.rawValue) - 1]
            let window = window(of: unit, allowed)
            let there = sorted.filter { $0.stamp.at <= window?.through ?? ServerTime(microseconds: .max) }
            for (one, next) in zip(there, there.dropFirst()) {
                ends[one.number] = (next.stamp.position, dated(next, window).stamp.at.microseconds)
            }
            let isShown = isShown(unit, allowed)
            let left = try there.filter { version in
                isShown
                    && (version == there.last
                        || (allowed.showsEarlierVersions
                            && version.stamp.at >= window?.from ?? ServerTime(microseconds: .min)))
            }.compactMap { try rendition($0, window) }
            let current = try isShown ? there.last.flatMap { try rendition($0, window) } : nil
            let (type, id) = (sorted[0].type, sorted[0].id)
            reads.append(
                Read(name: "current \(type.rawValue)/\(id)", wanted: current.map { [text($0)] } ?? []) { store in
                    try await store.current(type, id, in: scope).map { [text($0)] } ?? []
                }
            )
            let names = sorted.map(\.versionID)
            reads.append(
                Read(name: "versions \(type.rawValue)/\(id)", wanted: left.map(text)) { store in
                    var found: [String] = []
                    for name in names {
                        if let version = try await store.version(type, id, name, in: scope) {
                            found.append(text(version))
                        }
                    }
                    return found
                }
            )
            reads.append(
                Read(name: "history \(type.rawValue)/\(id)", wanted: left.reversed().map(text)) { store in
                    try await store.history(type, id, in: scope).map(text)
                }
            )
            if unit.new.typeClass != .directory || isListed(unit, allowed) { shown += left }
            if let current, !current.isDeleted { members[current.unit, default: []].append(current) }
        }
        for unit in units {
            let wanted = (members[unit.key] ?? []).sorted { $0.key < $1.key }
            reads.append(
                Read(name: "members \(unit.key)", wanted: wanted.map(text)) {
                    try await $0.members(of: unit.key, in: scope).map(text)
                }
            )
        }
        for level in [HistoryQuery.Level.system, .system, .system, .type(make.one(RandomQueries.types))] {
            let place = make.chance(2) ? LogPosition(Int64.random(in: 0...head.rawValue, using: &make.random)) : head
            let (since, until) = (time(&make), time(&make).microseconds)
            let start = Int64.random(in: (until - 90)...until, using: &make.random)
            let query = HistoryQuery(
                level,
                since: make.chance(3) ? since : nil,
                at: make.chance(3) ? nil : start..<until + 1
            )
            let listed = shown.filter { isListed(units[Int($0.unit.rawValue) - 1], allowed) }
            let time = log.last { $0.stamp.position <= place }?.stamp.at ?? ServerTime(microseconds: .min)
            let wanted = listed.filter { version in
                // As of a place before its time it is not there yet.
                guard version.stamp.at <= time else { return false }
                if case .type(let type) = level, version.type != type { return false }
                guard version.stamp.position <= place, version.stamp.at >= query.since ?? version.stamp.at else {
                    return false
                }
                guard let at = query.at else { return true }
                let end = ends[version.number].flatMap { $0.place <= place ? $0.at : nil } ?? .max
                return version.stamp.at.microseconds < at.upperBound && end > at.lowerBound
            }.sorted { ($0.stamp.at, $0.number) < ($1.stamp.at, $1.number) }
            let isAscending = make.chance(2)
            reads.append(
                Read(name: "\(query) at \(place)", wanted: (isAscending ? wanted : wanted.reversed()).map(text)) {
                    try await $0.history(
                        query,
                        at: place,
                        before: nil,
                        ascending: isAscending,
                        limit: 9_999,
                        in: scope
                    ).map(text)
                }
            )
        }
        return reads
    }

    private func isListed(_ unit: Unit, _ allowed: AllowedSet) -> Bool {
        guard unit.new.typeClass != .conformance else { return true }
        let index = Int(unit.key.rawValue) - 1
        let isHeld = steps.last { $0.unit == index }?.state.isHeld ?? false
        return unit.new.person == allowed.person && allowed.units.contains(unit.key) && !isHeld
    }

    private func isShown(_ unit: Unit, _ allowed: AllowedSet) -> Bool {
        unit.new.typeClass == .directory || isListed(unit, allowed)
    }

    private func rendition(_ version: ResourceVersion, _ window: UnitWindow?) throws -> ResourceVersion? {
        guard window?.isMetadata == true else { return dated(version, window) }
        guard version.type == .diagnosticReport else { return nil }
        return (version.isDeleted ? version : try Fixture.metadata(version)).map { dated($0, window) }
    }

    /// With the time that the window shows.
    private func dated(_ version: ResourceVersion, _ window: UnitWindow?) -> ResourceVersion {
        guard let since = window?.since, since > version.stamp.at else { return version }
        var version = version
        version.stamp = Stamp(position: version.stamp.position, at: since)
        return version
    }
}
