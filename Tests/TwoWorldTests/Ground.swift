import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarStore

/// What there is in the world where everything happened: what probes are made of. They ask for what is shown, hidden and
/// foreign alike.
struct Ground {
    struct Item {
        var type: HostedType
        var id: String
        /// Newest first.
        var versions: [String]
        /// What the history calls its unit.
        var unit: String
        var times: [Int64]
    }

    private(set) var items: [Item] = []
    private(set) var byType: [HostedType: [Item]] = [:]
    /// Values that stand in resources of a type, by what parameters could take them.
    private var values: [HostedType: [SearchParameter.Kind: [String]]] = [:]
    /// Whole identifiers, as `system|value`.
    private(set) var identifiers: [HostedType: [String]] = [:]

    init(_ world: World) async throws {
        let versions = try await world.store.history(
            HistoryQuery(.system),
            at: world.store.head(),
            before: nil,
            ascending: false,
            limit: 100_000,
            in: .everything
        )
        var places: [String: Int] = [:]
        for version in versions {
            let name = "\(version.type.rawValue)/\(version.id)"
            if let place = places[name] {
                items[place].versions.append(version.versionID)
                items[place].times.append(version.stamp.at.microseconds)
            } else {
                places[name] = items.count
                items.append(
                    Item(
                        type: version.type,
                        id: version.id,
                        versions: [version.versionID],
                        unit: world.units[version.unit] ?? "",
                        times: [version.stamp.at.microseconds]
                    )
                )
            }
            if !version.isDeleted {
                read(try JSONDocument(version.body).root, version.type, world.units[version.unit] ?? "")
                collect(try JSONDocument(version.body).root, "", version.type)
            }
        }
        byType = Dictionary(grouping: items, by: \.type)
        for (type, kinds) in values { values[type] = kinds.mapValues { Array(Set($0)).sorted() } }
        for (type, list) in identifiers { identifiers[type] = Array(Set(list)).sorted() }
    }

    /// The history with what its units hold of codes and dates.
    func completed(_ history: WorldHistory) -> WorldHistory {
        var history = history
        for (name, found) in contents where history.units[name] != nil {
            history.units[name]?.codes = found.codes
            if let first = found.days.min() ?? found.issued, let last = found.issued ?? found.days.max() {
                history.units[name]?.span = ResultSpan(first, last)
            }
        }
        return history
    }

    private struct Content {
        var codes: Set<String> = []
        var days: [CivilDate] = []
        /// First IssueDate.
        var issued: CivilDate?
    }

    private var contents: [String: Content] = [:]

    /// What the rules read of a resource: codes of results, and its days in Oslo. Versions come newest first.
    private mutating func read(_ root: JSONNode, _ type: HostedType, _ unit: String) {
        func day(_ key: String) -> CivilDate? {
            guard let text = root[key]?.string else { return nil }
            if let instant = FHIRInstant(text) { return OsloTime.local(instant.microseconds).date }
            let parts = text.prefix(10).split(separator: "-").compactMap { Int($0) }
            return parts.count == 3 ? CivilDate(year: parts[0], month: parts[1], day: parts[2]) : nil
        }
        guard type == .observation || type == .diagnosticReport else { return }
        for coding in root["code"]?["coding"].map({ Array($0.elements) }) ?? [] {
            if let code = coding["code"]?.string { contents[unit, default: Content()].codes.insert(code) }
        }
        if type == .observation, let day = day("effectiveDateTime") {
            contents[unit, default: Content()].days.append(day)
        }
        if type == .diagnosticReport, let day = day("issued") { contents[unit, default: Content()].issued = day }
    }

    func values(_ type: HostedType, _ kind: SearchParameter.Kind) -> [String] { values[type]?[kind] ?? [] }

    private mutating func collect(_ node: JSONNode, _ key: String, _ type: HostedType) {
        func add(_ kind: SearchParameter.Kind, _ text: String) {
            values[type, default: [:]][kind, default: []].append(text)
        }
        switch node.kind {
        case .object:
            if key == "meta" { return }
            if let code = node["code"]?.string {
                add(.token, code)
                if let system = node["system"]?.string { add(.token, "\(system)|\(code)") }
            }
            if let value = node["value"]?.string, key == "identifier" {
                add(.token, value)
                if let system = node["system"]?.string {
                    add(.token, "\(system)|\(value)")
                    if PersonNumber.Kind(system: system) == nil {
                        identifiers[type, default: []].append("\(system)|\(value)")
                    }
                }
            }
            if let value = node["value"]?.number {
                add(.quantity, value)
                add(.number, value)
            }
            if let reference = node["reference"]?.string { add(.reference, reference) }
            for (name, value) in node.members.map({ ($0.key, $0.value) }) { collect(value, name, type) }
        case .array: for element in node.elements { collect(element, key, type) }
        case .string:
            guard let text = node.string, text.utf8.count <= 60 else { return }
            if key == "status" { add(.token, text) }
            if text.utf8.count >= 10, text.utf8.prefix(4).allSatisfy({ (48...57).contains($0) }), text.contains("-") {
                add(.date, text)
                add(.date, String(text.prefix(10)))
            } else if ["text", "display", "name", "conclusion", "valueString"].contains(key) {
                add(.string, String(text.prefix(12)))
            }
            if text.contains("://") || text.hasPrefix("urn:") { add(.uri, text) }
        default: break
        }
    }
}
