import Hummingbird
import Logging
import Metrics
import ServiceLifecycle
import SvarAccess
import SvarDomain
import SvarHTTP
import SvarServices
import SvarStore
import SvarStoreSQLite
import UnixSignals

/// A server put together: store, use cases, edge, and the order they start and stop in.
struct Serving {
    let store: any ResultStore
    let access: SQLiteAccessLog
    let service: ResultService
    let replicas: ReplicaService
    let edge: EdgeSettings
    private let transport: EdgeServer.Transport
    private let registry = PrometheusRegistry()
    private let level: Logger.Level
    private let shutdownSeconds: Int
    private let register: ParticipantFile?
    private let population: PersonFile?
    private let keys: TokenKeys?

    /// Refuses a sandbox on a host that others can reach (decision 33), and tokens without a participant register
    /// (decision 34), before it touches the store.
    /// - Parameter keys: what tokens are checked with; nil for a sandbox
    init(
        data: String,
        edge: EdgeSettings,
        keys: TokenKeys?,
        level: Logger.Level,
        shutdownSeconds: Int,
        participants: String?,
        closures: String?,
        persons: String?,
        environment: ResultService.Environment,
        policy: AccessPolicy,
        anonymisesEmergency: Bool,
        durability: SQLiteAccessLog.Durability
    ) throws {
        guard !edge.isSandbox || SandboxRule.allows(listeningOn: edge.host) else {
            throw Failure(
                "a sandbox asks nobody who they are, so it listens on loopback only: "
                    + "--host must be 127.0.0.1, ::1 or localhost"
            )
        }
        guard keys == nil || keys?.allowsDevelopmentKey == true || participants != nil else {
            throw Failure(
                "who takes part is not said: give --\(Settings.participants.flag), the file of the participant register"
            )
        }
        guard !edge.isSandbox || edge.allowedOrigins.isEmpty else {
            throw Failure("a sandbox lets no page of another origin read it: leave --allowed-origins out")
        }
        self.edge = edge
        self.keys = keys
        do {
            transport = try EdgeServer.Transport(edge)
        } catch {
            throw Failure("the certificate or its key cannot be used (--tls-certificate, --tls-key): \(error)")
        }
        self.level = level
        self.shutdownSeconds = shutdownSeconds
        register = try participants.map { try ParticipantFile($0) }
        let store = try Stores.open(
            data,
            kind: edge.isSandbox ? .sandbox : .service,
            create: true,
            closures: Stores.closures(closures, of: data, isTest: environment == .test)
        )
        self.store = store
        population = try persons.map { try PersonFile($0, holders: Stores.mandateHolders(data)) }
        access = try Stores.openAccess(data, durability: durability)
        var configuration = Self.configuration(edge, register, population, environment, policy)
        configuration.anonymisesEmergency = anonymisesEmergency
        service = ResultService(
            store: store,
            access: access,
            configuration: configuration,
            tokens: try Stores.pageTokens(data),
            logKeys: try Stores.logKeys(data)
        )
        var replicating = ReplicaService.Configuration(environment: environment, policy: policy, now: Clock.serverTime)
        replicating.population = configuration.population
        replicating.participants = configuration.participants
        replicas = ReplicaService(
            store: store,
            access: access,
            configuration: replicating,
            tokens: try Stores.syncTokens(data)
        )
    }

    private static func configuration(
        _ edge: EdgeSettings,
        _ register: ParticipantFile?,
        _ population: PersonFile?,
        _ environment: ResultService.Environment,
        _ policy: AccessPolicy
    ) -> ResultService.Configuration {
        var configuration = ResultService.Configuration(
            environment: environment,
            policy: policy,
            now: Clock.serverTime,
            maximumBytes: edge.body.maximumBytes
        )
        if let register { configuration.participants = { register.current } }
        if let population { configuration.population = population }
        return configuration
    }

    /// Who calls: whom a token makes one, or everybody the sandbox's one caller.
    private func callers() -> any CallerSource {
        guard let keys else { return SandboxCallers() }
        let register = register
        var settings = keys.settings
        settings.proofs.address = PublicAddress(base: edge.publicBase, isSecure: edge.certificate != nil)
        let callers = TokenCallers(
            settings,
            issuers: keys.trusted,
            participants: { register?.current ?? .open },
            now: Clock.now
        )
        registry.watch("svar_token_signature_checks_total", "Signatures of tokens checked; the others were remembered.")
        {
            callers.signatureChecks
        }
        registry.watch("svar_proof_checks_total", "DPoP proofs looked at, one for each request that has one.") {
            callers.proofChecks
        }
        registry.watch("svar_proofs_remembered", "DPoP proofs used within seconds, which cannot be used again.") {
            callers.rememberedProofs
        }
        registry.watch("svar_tokens_remembered", "Tokens found right before and remembered.") { callers.remembered }
        return callers
    }

    /// Shows what the log of use tells of itself.
    private func watchAccess() {
        let access = access
        registry.watch(
            "svar_access_sync_failures_total",
            "Syncs of the log of use that failed: its newest rows could be lost to a power cut."
        ) { access.syncFailures }
    }

    /// Serves until SIGTERM or SIGINT. `onReady` is told the address, such as `http://127.0.0.1:8080`.
    /// - Parameter client: what uses the server while it runs; stopped before it
    func run(
        with client: (any Service)? = nil,
        onReady: @escaping @Sendable (_ base: String) async -> Void
    ) async throws {
        let sink = LogSink { writeAll($0, to: 2) }
        let level = level
        LoggingSystem.bootstrap { JSONLogHandler(label: $0, sink: sink, level: level, clock: Clock.now) }
        MetricsSystem.bootstrap(registry)
        let logger = Logger(label: "svar")
        HeapSettings.keepFreed()
        let files = OpenFiles.raise()
        if files < edge.maximumConnections + OpenFiles.others {
            logger.warning(
                "fewer files may be open than connections are allowed: raise the limit or lower --max-connections",
                metadata: ["svar.files.max": "\(files)", "svar.connections.max": "\(edge.maximumConnections)"]
            )
        }
        if keys?.allowsDevelopmentKey == true {
            logger.warning("tokens of a development key are taken: anybody who can read its file is let in")
        }
        if keys != nil, edge.publicBase == nil, !SandboxRule.allows(listeningOn: edge.host) {
            logger.warning(
                "this server does not know its own address, so DPoP proofs are taken on this machine only: set --public-url"
            )
        }
        if keys != nil, population == nil {
            logger.warning(
                "there is no population register, so birth dates are unknown and citizens, parents, guardians and proxies see nothing: set --persons"
            )
        }
        watchAccess()
        let responder = EdgeResponder(
            port: ServicePort(service),
            replicas: replicas,
            callers: callers(),
            settings: edge,
            metrics: RequestMetrics(registry: registry),
            log: RequestLog(sink: sink, level: level, clock: Clock.now),
            idPrefix: String(UInt32.random(in: .min ... .max), radix: 16) + "-",
            startedAt: Clock.now()
        )
        let edge = edge
        let host = edge.host.contains(":") ? "[\(edge.host)]" : edge.host
        let application = EdgeServer.application(
            responder,
            transport: transport,
            logger: Logger(label: "svar.http")
        ) { port in
            await onReady("\(edge.certificate == nil ? "http" : "https")://\(host):\(port)")
        }
        // Stopped in reverse: first the server, with its requests under way, then the store.
        var services: [any Service] = [StoreService(store: store, access: access)]
        if let store = store as? SQLiteStore {
            services.append(StoreUpkeep(store: store, access: access, logger: logger))
        }
        if let store = store as? any ErasingStore {
            services.append(ErasureUpkeep(erasures: Erasures(store: store), logger: logger))
        }
        services.append(SyncUpkeep(replicas: replicas, logger: Logger(label: "svar.sync")))
        if let register { services.append(register) }
        if let population { services.append(population) }
        if let files = transport.certificate {
            services.append(CertificateUpkeep(files: files, logger: Logger(label: "svar.tls")))
        }
        for issuer in keys?.issuers ?? [] {
            services.append(KeyUpkeep(issuer: issuer, logger: Logger(label: "svar.keys")))
        }
        services.append(application)
        if let client { services.append(client) }
        var group = ServiceGroupConfiguration(
            services: services,
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        group.maximumGracefulShutdownDuration = .seconds(shutdownSeconds)
        group.maximumCancellationDuration = .seconds(10)
        defer { sink.flush() }
        try await ServiceGroup(configuration: group).run()
    }
}

/// Keeps the store and the log of use open while the server runs, and closes them last.
struct StoreService: Service {
    let store: any ResultStore
    let access: any AccessLog

    func run() async throws {
        do {
            try await gracefulShutdown()
        } catch is CancellationError {
            // Stopped the hard way; the store is closed all the same.
        }
        try await access.close()
        try await store.close()
    }
}
