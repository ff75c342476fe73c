import HTTPTypes
import SvarAccess
import SvarDomain
import SvarFHIR
import SvarHTTP
import SvarJSON
import SvarSearch
import SvarSynthetic

/// Makes random requests of each family for one caller about one person.
struct ProbeMaker {
    let history: WorldHistory
    let ground: Ground
    /// Who asks.
    let actor: Viewpoint.Actor
    /// About whom, by place.
    let person: Int
    var random: SeededGenerator

    static let base = "/v1/fhir"

    var number: String { history.persons[person].number.value }
    var isProducer: Bool { if case .producer = actor { true } else { false } }

    /// Fields that say about whom; a basis for personnel.
    var fields: [(String, String)] {
        switch actor {
        case .personnel(let basis): [("person-id", number), ("access-basis", basis.rawValue)]
        case .citizen(let own): own == person ? [] : [("person-id", number)]
        case .producer, .replica: []
        }
    }

    mutating func asks(_ kind: ProbeKind) -> [Ask] {
        switch kind {
        case .read, .readShaped, .conditionalRead, .attachment, .versionRead, .history, .typeHistory, .systemHistory:
            reading(kind)
        case .revalidation: revalidations()
        case .metadata, .health: open(kind)
        case .create, .conditionalCreate, .update, .conditionalUpdate, .delete, .conditionalDelete, .bundle, .message:
            writing(kind)
        case .delta, .poke, .manifest, .reconcile, .replicaScope, .replicaFacts, .enrol, .setReplicaScope,
            .changeReplicaScope, .setProfessionals, .endReplica:
            syncing(kind)
        case .settings, .oneSetting, .presets, .consents, .postedConsents, .log, .auditEvents, .postedAuditEvents,
            .explain,
            .set, .changeSetting, .liftSetting, .actOnSetting, .setPreset, .liftPreset:
            privacy(kind)
        default: searching(kind)
        }
    }

    // MARK: Choosing

    /// A resource: most often what reports are made of.
    mutating func item(_ isWanted: (Ground.Item) -> Bool = { _ in true }) -> Ground.Item? {
        let found = ground.items.filter(isWanted)
        return found.isEmpty ? nil : random.pick(found)
    }

    /// The id of the person's Patient.
    var patient: String? {
        ground.items.first { $0.type == .patient && $0.unit == "patient\(person)" }?.id
    }

    mutating func type() -> HostedType {
        if random.oneIn(5) { return random.pick(HostedType.allCases) }
        return random.pick([
            .diagnosticReport, .diagnosticReport, .observation, .observation, .specimen, .serviceRequest, .binary,
        ])
    }

    // MARK: Reading

    private mutating func reading(_ kind: ProbeKind) -> [Ask] {
        guard let item = item({ kind != .attachment || $0.type == .binary }) else { return [] }
        let path = "\(Self.base)/\(item.type.rawValue)/\(item.id)"
        switch kind {
        case .read: return [Ask(random.oneIn(6) ? .head : .get, path, fields)]
        case .readShaped:
            let query = random.pick([
                "_summary=true", "_summary=text", "_summary=data", "_elements=status,code", "_pretty=true",
            ])
            return [Ask(.get, "\(path)?\(query)", fields)]
        case .conditionalRead:
            let version = random.pick(item.versions)
            let time = random.pick(item.times) + Int64(random.pick([-1_000_000, 0, 1_000_000]))
            return [
                Ask(.get, path, fields + [("if-none-match", "W/\"\(version)\"")]),
                Ask(.get, path, fields + [("if-modified-since", HTTPDate.format(time))]),
            ]
        case .attachment:
            return [Ask(.get, path, fields + [("accept", random.pick(["application/pdf", "text/plain", "*/*"]))])]
        case .versionRead:
            let version = random.oneIn(8) ? "aaaaaaaaaaaaaaaa" : random.pick(item.versions)
            return [Ask(.get, "\(path)/_history/\(version)", fields)]
        case .history: return [Ask(.get, "\(path)/_history\(historyQuery(item))", fields)]
        case .typeHistory:
            return [Ask(.get, "\(Self.base)/\(item.type.rawValue)/_history\(historyQuery(item))", fields)]
        default: return [Ask(.get, "\(Self.base)/_history\(historyQuery(item))", fields)]
        }
    }

    /// Asks again for what was shown, as a cache does that keeps it: of each type what one of its reports has.
    private mutating func revalidations() -> [Ask] {
        [HostedType.observation, .diagnosticReport, .patient].flatMap { type -> [Ask] in
            guard let item = item({ $0.type == type }) else { return [] }
            let path = "\(Self.base)/\(type.rawValue)/\(item.id)"
            let kept = random.oneIn(3) ? "W/\"\(random.pick(item.versions))\", {{etag}}" : "{{etag}}"
            return [
                Ask(.get, path, fields),
                Ask(.get, path, fields + [("if-none-match", kept)]),
                Ask(.get, path, fields + [("if-modified-since", "{{modified}}")]),
                Ask(.get, path, fields + [("if-none-match", "*")]),
            ]
        }
    }

    private mutating func historyQuery(_ item: Ground.Item) -> String {
        let time = random.pick(item.times)
        let instant = InstantFormat.utcText(time)
        switch random.integer(0...4) {
        case 0: return "?_count=\(random.integer(1...3))"
        case 1: return "?_since=\(Ask.escaped(instant))"
        case 2: return "?_at=\(random.pick(["ge", "le", "gt", "lt", ""]))\(Ask.escaped(instant))"
        case 3: return "?_at=\(instant.prefix(10))&_count=2"
        default: return ""
        }
    }

    private mutating func open(_ kind: ProbeKind) -> [Ask] {
        if kind == .health { return [Ask(.get, "/health/live"), Ask(.get, "/health/ready")] }
        return [
            random.pick([
                Ask(.get, "\(Self.base)/metadata"), Ask(.get, "/pps/v2/metadata"), Ask(.post, "/pps/v2/metadata"),
                Ask(.get, "/openapi.yaml"),
            ])
        ]
    }
}
