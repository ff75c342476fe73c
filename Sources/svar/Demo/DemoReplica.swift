import Logging
import ServiceLifecycle
import SvarDomain
import SvarFHIR
import SvarHTTP
import SvarReplica
import SvarSynthetic

/// A replica of the demo's persons, kept in step for as long as the demo runs: what a clinic would have.
struct DemoReplica: Service {
    /// The clinic and its doctor; both are made up.
    static let organisation = "310000009"
    static let professional = 9_144_889
    static let responsible = String(professional)

    /// What lists call a person of the demo.
    static func label(_ index: Int) -> String { (index < 9 ? "person-0" : "person-") + String(index + 1) }

    let file: String
    private let data: SyntheticData
    private let token: CurlTransport.Token
    private let addresses: AsyncStream<String>
    private let found: AsyncStream<String>.Continuation

    /// - Parameter folder: the demo's, with its development key
    init(_ data: SyntheticData, in folder: String) throws {
        self.data = data
        let key = try DevelopmentFiles(folder).key()
        let claims = DevelopmentClaims(
            scope: .replica,
            client: "svar-demo",
            organisation: Self.organisation,
            seconds: 600,
            audience: Settings.audience.standard ?? ""
        )
        token = { try key.token(claims.json(now: Clock.now() / 1_000_000)) }
        file = folder + "/clinic.replica"
        (addresses, found) = AsyncStream.makeStream()
    }

    /// The server answers, at this address.
    func begin(_ base: String) { found.yield(base) }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await base in addresses {
                do {
                    try await follow(base)
                } catch {
                    Terminal.tell("demo: the replica could not be made: \(error)")
                }
            }
        }
    }

    /// Enrols at the first time, and then follows until it is cancelled.
    private func follow(_ base: String) async throws {
        let isNew = !Files.kind(file).exists
        let store = try isNew ? ReplicaStore.create(file, randomBytes: SystemRandom.bytes) : ReplicaStore.open(file)
        var options = CurlTransport.Options(server: base)
        options.agent = "svar-demo/\(Version.text)"
        let session = ReplicaSession(store, base, CurlTransport(options, token: token))
        if try store.state().enrolment == nil {
            let outcome = try await session.run(.enrol(server: base))
            guard outcome == .enrolled else { throw ReplicaSession.failure(outcome) }
        }
        let until = InstantFormat.utcText(Clock.now() + ReplicaFollow.Basis.gpList.days * 86_400_000_000)
        let lines = (0..<data.persons).map { index in
            ScopeLineRequest(
                person: data.person(index).number.value,
                basis: ReplicaFollow.Basis.gpList.rawValue,
                responsible: Self.responsible,
                until: until
            )
        }
        let outcome = try await session.run(.scope(.whole(lines)))
        guard case .scope(let entries) = outcome else { throw ReplicaSession.failure(outcome) }
        for (index, entry) in entries.enumerated() {
            _ = try store.setLabel(Self.label(index), of: entry.person, isExpected: true)
        }
        let readers = try await session.run(.professionals([Self.professional]))
        guard case .professionals = readers else { throw ReplicaSession.failure(readers) }
        let end = try await session.run(.sync(watch: true))
        guard end == .stopped else { throw ReplicaSession.failure(end) }
    }
}
