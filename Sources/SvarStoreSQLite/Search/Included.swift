import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

extension SearchReading {
    /// What an include brings, ascending by key, one more than the limit at most.
    func included(_ include: Include, from keys: [Int64], limit: Int) throws -> [ResourceVersion] {
        let slots = SlotSet(include.slots)
        var found: Set<Int64> = []
        for probe in try bearing(Set(keys), include).compactMap(probe) {
            if include.isReverse {
                if let target = include.target, target != probe.type { continue }
                found.formUnion(try sources(of: probe, in: slots))
            } else if probe.type == include.source {
                found.formUnion(try targets(of: probe, in: slots))
            }
        }
        var versions: [ResourceVersion] = []
        for key in found.sorted() where versions.count <= limit {
            guard let version = try version(key), !version.isDeleted else { continue }
            let unit = try unit(version.unit.rawValue)
            let isWanted =
                include.isReverse
                ? version.type == include.source && scope.lists(unit)
                : (include.target.map { $0 == version.type } ?? true) && scope.shows(unit)
            if isWanted { versions.append(version) }
            try deadline.check()
        }
        return versions
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
        return keys.intersection(bearing)
    }
}
