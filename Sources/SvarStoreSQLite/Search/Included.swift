import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

extension SearchReading {
    /// What an include brings, ascending by key, one more than the limit at most.
    func included(_ include: Include, from keys: [Int64], limit: Int) throws -> [ResourceVersion] {
        let slots = SlotSet(include.slots)
        var found: Set<Int64> = []
        for probe in try Set(keys).compactMap(probe) {
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
}
