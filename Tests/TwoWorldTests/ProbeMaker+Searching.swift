import HTTPTypes
import SvarDomain
import SvarFHIR
import SvarHTTP
import SvarSearch
import SvarSynthetic

extension ProbeMaker {
    mutating func searching(_ kind: ProbeKind) -> [Ask] {
        // What shares nothing with hidden reports leads to none of them.
        let leads = [.chain, .has, .include].contains(kind) && random.oneIn(3)
        let type = leads ? random.pick([HostedType.patient, .organization, .practitioner]) : type()
        let path = "\(Self.base)/\(type.rawValue)"
        switch kind {
        case .search: return [get(path, [parameter(type)])]
        case .searchAll: return SearchParameters.of(type).map { get(path, [item($0, type)]) }
        case .twoParameters: return [get(path, [parameter(type), parameter(type), ("_total", "accurate")])]
        case .chain: return chains(type).map { get(path, [$0]) }
        case .has: return reversed(type).map { get(path, [$0]) }
        case .include: return [get(path, includes(type))]
        case .order: return [get(path, [("_sort", sort(type)), ("_count", "\(random.integer(1...5))")])]
        case .count:
            let items = random.oneIn(2) ? [parameter(type)] : []
            return [get(path, items + [random.pick([("_summary", "count"), ("_total", "accurate"), ("_count", "0")])])]
        case .parts:
            let shape = random.pick([
                ("_elements", "status,code,identifier"), ("_summary", "true"), ("_summary", "text"),
                ("_summary", "data"),
                ("_pretty", "true"),
            ])
            return [get(path, [shape])]
        case .pages:
            return [
                get(
                    path,
                    [("_count", "\(random.integer(1...3))"), ("_total", "accurate")]
                        + (random.oneIn(2) ? includes(type) : [])
                )
            ]
        case .postedSearch: return [posted("\(path)/_search", [parameter(type), ("_total", "accurate")])]
        case .systemSearch: return [get(Self.base, [("_type", types()), parameter(.observation, common: true)])]
        case .postedSystemSearch:
            return [posted("\(Self.base)/_search", [("_type", types()), ("_count", "3"), ("_total", "accurate")])]
        case .lastn, .postedLastn:
            var items = [("max", "\(random.integer(1...3))")]
            if random.oneIn(2) { items.append(("code", value(of: .observation, .token))) }
            let lastn = "\(Self.base)/Observation/$lastn"
            if let patient, isProducer || random.oneIn(2) { items.append(("patient", "Patient/\(patient)")) }
            return [kind == .lastn ? get(lastn, items, bare: true) : posted(lastn, items, bare: true)]
        case .national:
            return RouteTable.nationalTypes.map { national($0) }
        default: return ofPatient(kind, type)
        }
    }

    private mutating func ofPatient(_ kind: ProbeKind, _ type: HostedType) -> [Ask] {
        guard let patient else { return [] }
        let path = "\(Self.base)/Patient/\(patient)"
        switch kind {
        case .compartment: return [get("\(path)/\(type.rawValue)", [parameter(type)], bare: true)]
        case .wholeCompartment: return [get("\(path)/*", [("_type", types()), ("_count", "3")], bare: true)]
        case .postedCompartment:
            return [posted("\(path)/\(type.rawValue)/_search", [("_total", "accurate")], bare: true)]
        case .postedWholeCompartment: return [posted("\(path)/*/_search", [("_type", types())], bare: true)]
        case .everything:
            let items = random.pick([
                [], [("_count", "4")], [("_type", types())], [("start", "2026-01-01")],
                [("_since", "2026-07-05T00:00:00Z")],
            ])
            return [get("\(path)/$everything", items, bare: true)]
        default: return [posted("\(path)/$everything", [("_count", "5")], bare: true)]
        }
    }

    private mutating func national(_ type: HostedType) -> Ask {
        var items: [(String, String)] = []
        switch random.integer(0...4) {
        case 0: items = [("identifier", value(of: type, .token))]
        case 1: items = [("date", random.pick(["gt", "lt", ""]) + "2026-01-01")]
        case 2: items = [("_include", "\(type.rawValue):subject"), ("_count", "2")]
        case 3: items = [("_skip", "1"), ("_count", "1")]
        default: break
        }
        if type == .observation, random.oneIn(2) {
            items.append(("_tags", "urn:oid:2.16.578.1.12.4.1.1.7280:\(random.pick(WorldHistory.codes))"))
        }
        let known = type == .diagnosticReport || type == .observation
        if !known { items.removeAll { $0.0 == "date" } }
        if type == .practitionerRole { items = [("_id", item { $0.type == type }?.id ?? "x")] }
        return Ask.form("/pps/v2/\(type.rawValue)/_search", items, fields)
    }

    // MARK: Requests

    /// Producers name a person in each search; others by a field, or now and then as producers do.
    private mutating func named(_ items: [(String, String)], bare: Bool) -> [(String, String)] {
        guard !bare, let patient, isProducer && !random.oneIn(10) || random.oneIn(6) else { return items }
        return items + [(random.oneIn(2) ? "patient" : "subject", "Patient/\(patient)")]
    }

    mutating func get(_ path: String, _ items: [(String, String)], bare: Bool = false) -> Ask {
        // Numbers of persons never stand in an address.
        let items = items.filter { !Self.holdsNumber($0.1) }
        return Ask(random.oneIn(20) ? .head : .get, Ask.query(path, named(items, bare: bare)), fields)
    }

    mutating func posted(_ path: String, _ items: [(String, String)], bare: Bool = false) -> Ask {
        Ask.form(path, named(items, bare: bare), fields)
    }

    private static func holdsNumber(_ text: String) -> Bool {
        text.split(separator: "|").contains { $0.utf8.count == 11 && $0.utf8.allSatisfy { (48...57).contains($0) } }
    }

    // MARK: Parameters

    private mutating func types() -> String {
        random.pick([
            "Observation", "DiagnosticReport,Observation", "Specimen,ServiceRequest,DiagnosticReport",
            "Binary,Observation,Encounter", "Patient,DiagnosticReport",
        ])
    }

    /// A value that stands somewhere in resources of a type, or what stands nowhere.
    mutating func value(of type: HostedType, _ kind: SearchParameter.Kind) -> String {
        let known = ground.values(type, kind)
        if known.isEmpty || random.oneIn(10) { return kind == .date ? "2026-01-01" : kind == .quantity ? "5" : "none" }
        return random.pick(known)
    }

    private mutating func parameter(_ type: HostedType, common: Bool = false) -> (String, String) {
        if random.oneIn(4), let item = item({ $0.type == type }) {
            if random.oneIn(2) { return ("_id", item.id) }
            return (
                "_lastUpdated",
                random.pick(["ge", "le", "gt", "lt", ""]) + InstantFormat.utcText(random.pick(item.times))
            )
        }
        let all = SearchParameters.of(type).filter { !common || $0.code.hasPrefix("_") }
        guard !all.isEmpty else { return ("_id", "none") }
        return item(random.pick(all), type)
    }

    private mutating func item(_ parameter: SearchParameter, _ type: HostedType) -> (String, String) {
        var name = parameter.code
        if random.oneIn(5), !parameter.modifiers.isEmpty { name += ":" + random.pick(parameter.modifiers) }
        if random.oneIn(9) { return ("\(parameter.code):missing", random.pick(["true", "false"])) }
        return (name, value(parameter, type))
    }

    private mutating func value(_ parameter: SearchParameter, _ type: HostedType) -> String {
        if parameter.code == "_id" { return item { $0.type == type }?.id ?? "none" }
        if parameter.code == "_lastUpdated" { return "ge" + InstantFormat.utcText(random.pick(ground.items).times[0]) }
        switch parameter.kind {
        case .date: return random.pick(["", "ge", "le", "gt", "lt", "ne", "sa", "eb", "ap"]) + value(of: type, .date)
        case .number, .quantity: return random.pick(["", "ge", "le", "gt", "lt"]) + value(of: type, .quantity)
        case .composite: return "\(value(of: type, .token))$\(value(of: type, random.pick([.quantity, .token])))"
        default: return value(of: type, parameter.kind)
        }
    }

    private mutating func chains(_ type: HostedType) -> [(String, String)] {
        var chains: [(String, String)] = []
        for reference in SearchParameters.of(type) where reference.kind == .reference && !reference.isCanonical {
            let targets = reference.targets.filter { !(ground.byType[$0] ?? []).isEmpty && $0 != .patient }
            guard !targets.isEmpty else { continue }
            let target = random.pick(targets)
            guard
                let last = SearchParameters.of(target).filter({ $0.kind != .reference }).shuffled(using: &random).first
            else { continue }
            chains.append(("\(reference.code):\(target.rawValue).\(last.code)", value(last, target)))
        }
        return Array(chains.shuffled(using: &random).prefix(3))
    }

    private mutating func reversed(_ type: HostedType) -> [(String, String)] {
        var found: [(String, String)] = []
        for source in [HostedType.diagnosticReport, .observation, .specimen, .serviceRequest] {
            for reference in SearchParameters.of(source) where reference.kind == .reference && !reference.isCanonical {
                guard reference.targets.contains(type) else { continue }
                let last = random.pick(SearchParameters.of(source))
                found.append(("_has:\(source.rawValue):\(reference.code):\(last.code)", value(last, source)))
            }
        }
        return Array(found.shuffled(using: &random).prefix(3))
    }

    private mutating func includes(_ type: HostedType) -> [(String, String)] {
        var items: [(String, String)] = []
        let forward = SearchParameters.of(type).filter { $0.kind == .reference && !$0.isCanonical }
        if random.oneIn(3) {
            items.append(("_include", "*"))
        } else if !forward.isEmpty {
            items.append(("_include", "\(type.rawValue):\(random.pick(forward).code)"))
        }
        let sources = [HostedType.diagnosticReport, .observation, .provenance, .encounter]
        let source = random.pick(sources)
        let backward = SearchParameters.of(source).filter {
            $0.kind == .reference && !$0.isCanonical && $0.targets.contains(type)
        }
        if !backward.isEmpty { items.append(("_revinclude", "\(source.rawValue):\(random.pick(backward).code)")) }
        if random.oneIn(2) {
            items.append(
                (
                    "_include:iterate",
                    random.pick(["DiagnosticReport:result", "Observation:has-member", "Observation:specimen"])
                )
            )
        }
        if random.oneIn(3) { items.append(("_revinclude:iterate", "Observation:derived-from")) }
        if items.isEmpty { items.append(("_include", "*")) }
        return items
    }

    private mutating func sort(_ type: HostedType) -> String {
        let keys = SearchParameters.of(type).filter { $0.kind != .composite }.map(\.code)
        guard !keys.isEmpty else { return "_lastUpdated" }
        return random.pick(["", "-"]) + random.pick(keys) + random.pick(["", ",-_lastUpdated", ",_id"])
    }
}
