import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

extension SearchReading {
    /// What an include brings, ascending by key, one more than the limit at most.
    func included(_ include: Include, from keys: [Int64], limit: Int) throws -> [ResourceVersion] {
        let slots = SlotSet(include.slots)
        var sources: Set<Int64> = []
        var named: Set<ResourceName> = []
        for probe in try bearing(Set(keys), include).compactMap(probe) {
            if include.isReverse {
                if let target = include.target, target != probe.type { continue }
                sources.formUnion(try self.sources(of: probe, in: slots))
            } else if probe.type == include.source {
                for name in try names(in: probe, slots) where include.target.map({ $0 == name.type }) ?? true {
                    named.insert(name)
                }
            }
        }
        // As many as may be given are looked up whole at once; of more only the first are, and which are first their keys say.
        if !include.isReverse, named.count <= limit {
            return try named.compactMap { try included(try version($0), include) }.sorted { $0.key < $1.key }
        }
        for name in named { if let key = try key(name.type, name.id) { sources.insert(key) } }
        var versions: [ResourceVersion] = []
        for key in sources.sorted() where versions.count <= limit {
            if let version = try included(try version(key), include) { versions.append(version) }
        }
        return versions
    }

    /// The version if the include wants it and the scope gives it.
    private func included(_ version: ResourceVersion?, _ include: Include) throws -> ResourceVersion? {
        try deadline.check()
        guard let version, !version.isDeleted else { return nil }
        let unit = try unit(version.unit.rawValue)
        // What is named was chosen by its type when the names were gathered.
        let isWanted = include.isReverse ? version.type == include.source && scope.lists(unit) : scope.shows(unit)
        return isWanted ? version : nil
    }

    /// Which of the resources have anything in the include's slots: found by the slots' rows where these are few, so that
    /// of hundreds of Observations only those with members are looked at.
    private func bearing(_ keys: Set<Int64>, _ include: Include) throws -> Set<Int64> {
        guard !include.isReverse, keys.count >= 16, case .units(let allowed) = scope else { return keys }
        let most = 4 * keys.count
        var bearing: [Int64] = []
        // The rows of what an allowed person's answers hold lie in these two parts.
        for cluster in [allowed.person.rawValue, Cluster.nobody] {
            for slot in SlotSet(include.slots).slots {
                let rows = IndexScan(cluster, Int64(slot), .all)
                guard try rows.size(most, in: database) < most else { return keys }
                try scan(rows, &bearing)
            }
        }
        return keys.intersection(bearing).union(keys.filter { capped?.contains($0) ?? false })
    }
}
