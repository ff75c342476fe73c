package import SvarSync

/// What a replica may hold as of one place of the log: V(replica, place).
package struct ModelView: Hashable, Sendable {
    package struct Unit: Hashable, Sendable {
        package var content: Int
        /// Server time of the version.
        package var at: Int64
    }
    package var units: [Int: Unit] = [:]
    /// Persons in the scope, and until when.
    package var persons: [Int: Int64] = [:]

    package func has(_ key: ModelKey) -> Bool {
        switch key {
        case .unit(let unit): units[unit] != nil
        case .person(let person): persons[person] != nil
        }
    }
}

/// The oracle: walks the log from its beginning and knows nothing of intervals, stamps or rounds.
///
/// A unit may be held where it has a version, is not held back, was not emptied since, is not closed, and its person is
/// in the replica's scope, which ends with the first entry at or after its time.
package struct ModelOracle: Sendable {
    private let shape: ModelShape
    private var log: [ModelEntry] = []
    private var versions: [Int: ModelView.Unit] = [:]
    private var held: Set<Int> = []
    private var closed: Set<Int> = []
    private var scopes: [[Int: Int64]]
    /// By replica and place; the first is before the log.
    private var views: [[ModelView]]

    package init(_ shape: ModelShape) {
        self.shape = shape
        scopes = Array(repeating: [:], count: shape.replicas)
        views = Array(repeating: [ModelView()], count: shape.replicas)
    }

    package init(_ shape: ModelShape, log: [ModelEntry]) {
        self.init(shape)
        for entry in log { walk(entry) }
    }

    /// Goes one entry further.
    package mutating func walk(_ entry: ModelEntry) {
        log.append(entry)
        for replica in scopes.indices { scopes[replica] = scopes[replica].filter { $0.value > entry.at } }
        switch entry.event {
        case .version(let unit, let content, let isHeld):
            versions[unit] = ModelView.Unit(content: content, at: entry.at)
            if isHeld { held.insert(unit) } else { held.remove(unit) }
        case .emptied(let unit): versions[unit] = nil
        case .closed(let unit): closed.insert(unit)
        case .opened(let unit): closed.remove(unit)
        case .scope(let replica, let person, let until): scopes[replica][person] = until
        case .scopeEnd(let replica, let person): scopes[replica][person] = nil
        case .tick: break
        }
        for replica in scopes.indices {
            var view = ModelView()
            view.persons = scopes[replica]
            for (unit, version) in versions
            where !held.contains(unit) && !closed.contains(unit) && scopes[replica][shape.person(of: unit)] != nil {
                view.units[unit] = version
            }
            views[replica].append(view)
        }
    }

    package var head: Int { log.count }

    /// V(replica, place).
    package func view(_ replica: Int, _ place: Int) -> ModelView { views[replica][place] }

    /// Whether anything of the replica differs from the place before.
    package func isChange(_ replica: Int, _ place: Int) -> Bool {
        place > 0 && views[replica][place] != views[replica][place - 1]
    }

    /// The last place, up to one, at which the state of a key changed; 0: none.
    package func lastChange(_ replica: Int, _ key: ModelKey, through place: Int) -> Int {
        func state(_ place: Int) -> (ModelView.Unit?, Int64?) {
            switch key {
            case .unit(let unit): (views[replica][place].units[unit], nil)
            case .person(let person): (nil, views[replica][place].persons[person])
            }
        }
        var place = place
        while place > 0, state(place) == state(place - 1) { place -= 1 }
        return place
    }

    /// The stamp of a place for a replica (decision 14).
    package func stamp(_ replica: Int, _ place: Int) -> SyncStamp {
        let milliseconds = log[place - 1].at / 1_000
        var number: Int64 = 0
        for earlier in 1..<place where log[earlier - 1].at / 1_000 == milliseconds && isChange(replica, earlier) {
            number += 1
        }
        return SyncStamp(milliseconds: milliseconds, number: number)
    }

    /// Of the last change of the replica's state at or before a place.
    package func lastStamp(_ replica: Int, _ place: Int) -> SyncStamp {
        var place = place
        while place > 0, !isChange(replica, place) { place -= 1 }
        return place == 0 ? .zero : stamp(replica, place)
    }
}

private func == (a: (ModelView.Unit?, Int64?), b: (ModelView.Unit?, Int64?)) -> Bool { a.0 == b.0 && a.1 == b.1 }
