import SvarDomain
import SvarFHIR
import SvarJSON
import SvarSearch
import SvarServices
import SvarStore
import SvarTesting
import Synchronization

/// A service over the in-memory reference store, with seeded ids.
func makeService(
    _ store: any ResultStore = makeStore(),
    participants: ParticipantRegister = .open,
    population: any PopulationRegister = GrownPopulation(),
    access: any AccessLog = MemoryAccessLog()
) -> ResultService {
    let state = Mutex<UInt64>(0x5eed)
    let ids = IDSource {
        state.withLock { state in
            // splitmix64: every id differs, and a failing run can be repeated.
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }
    let now = ServerTime(microseconds: 1_780_000_000_000_000)
    var configuration = ResultService.Configuration(participants: { participants }, now: { now })
    configuration.population = population
    return ResultService(store: store, access: access, configuration: configuration, ids: ids)
}

extension String {
    var bytes: [UInt8] { Array(utf8) }
}

extension ServedResource {
    var json: JSONNode { get throws { try JSONDocument(bytes).root } }
}

extension Array where Element == UInt8 {
    var json: JSONNode { get throws { try JSONDocument(self).root } }
}

/// A refusal's kind and first expression, or nil when nothing was refused.
func refusal(_ body: () async throws -> Void) async throws -> Refusal? {
    do {
        try await body()
        return nil
    } catch let refusal as Refusal {
        return refusal
    }
}

extension ResultService {
    /// The entries of a resource's history, the newest first.
    func entries(_ type: HostedType, _ id: String) async throws -> [JSONNode] {
        let bundle = try await history(HistoryInteraction(.resource(type, id), []), base: "", caller: .sandbox)
        return try bundle.json["entry"].map { Array($0.elements) } ?? []
    }

    /// The resources of the first page of a search.
    func resources(_ type: HostedType, _ parameters: [NamedValue] = []) async throws -> [JSONNode] {
        let search = SearchInteraction(.type(type), parameters)
        let entries = try await self.search(search, base: "", caller: .sandbox).json["entry"]
        return entries.map { $0.elements.compactMap { $0["resource"] } } ?? []
    }

    /// How many resources a search finds.
    func total(_ type: HostedType, _ parameters: [NamedValue]) async throws -> Int? {
        let search = SearchInteraction(.type(type), parameters + [NamedValue("_total", "accurate")])
        return try await self.search(search, base: "", caller: .sandbox).json["total"]?.number.flatMap { Int($0) }
    }
}

/// Small resources of our own making.
enum Sample {
    static let patient = #"{"resourceType":"Patient","active":true}"#

    static func observation(_ patient: String? = nil, extra: String = "") -> String {
        let subject = patient.map { #","subject":{"reference":"\#($0)"}"# } ?? ""
        return #"{"resourceType":"Observation","status":"final","code":{"text":"Hb"}\#(subject)\#(extra)}"#
    }

    static func report(_ patient: String? = nil, results: [String] = [], extra: String = "") -> String {
        let subject = patient.map { #","subject":{"reference":"\#($0)"}"# } ?? ""
        let references = results.map { #"{"reference":"\#($0)"}"# }.joined(separator: ",")
        let result = results.isEmpty ? "" : #","result":[\#(references)]"#
        return
            #"{"resourceType":"DiagnosticReport","status":"final","code":{"text":"Blood"}\#(subject)\#(result)\#(extra)}"#
    }

    /// A transaction or batch of (fullUrl, resource, request members).
    static func bundle(_ type: String, _ entries: [(name: String, resource: String, request: String)]) -> String {
        let rows = entries.map { entry in
            let name = entry.name.isEmpty ? "" : #""fullUrl":"\#(entry.name)","#
            let resource = entry.resource.isEmpty ? "" : #""resource":\#(entry.resource),"#
            return #"{\#(name)\#(resource)"request":{\#(entry.request)}}"#
        }
        return #"{"resourceType":"Bundle","type":"\#(type)","entry":[\#(rows.joined(separator: ","))]}"#
    }

    static func post(_ type: String, extra: String = "") -> String { #""method":"POST","url":"\#(type)"\#(extra)"# }
}

/// The reference store with a clock that stands still.
func makeStore() -> MemoryStore {
    let clock = ManualClock()
    return MemoryStore(index: IndexRows.store) { clock.now }
}
