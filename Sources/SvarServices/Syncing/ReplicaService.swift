package import SvarAccess
package import SvarDomain
package import SvarStore

/// The use cases of replicas: enrol, say whom to follow, fetch what changed. No HTTP, no SQL. What a replica may hold is
/// the store's answer (`Presence`); here stand who may ask, tokens, rounds and the log of use.
///
/// Expected refusals are thrown as `SyncFault`, and as `Refusal` where a body is not understood.
package struct ReplicaService: Sendable {
    /// What a server is told at start.
    package struct Configuration: Sendable {
        /// `production` takes no synthetic numbers (decision 36).
        package var environment: ResultService.Environment
        /// The switches of the data controller.
        package var policy: AccessPolicy
        /// The population register as it stands now (decision 13).
        package var population: any PopulationRegister = NoPopulationRegister()
        /// Who takes part, and whose lists are approved (rows R01 and R02). The open register approves none.
        package var participants: @Sendable () -> ParticipantRegister = { .open }
        /// Wall time, for what the log of use and tokens say.
        package var now: @Sendable () -> ServerTime
        /// Most persons of one scope.
        package var maximumPersons = 20_000
        /// Most units of one page, and the bytes it ends at.
        package var pageUnits = 500
        package var pageBytes = 1 << 20
        /// Replicas that understand less are told to be updated.
        package var oldestSchema = 1
        /// Tokens older than this are refused, and rows that only they need are dropped a day later.
        package var retention = Duration.seconds(90 * 86_400)
        /// A token that has not changed for this long is made new at the next call.
        package var renewal = Duration.seconds(7 * 86_400)
        package init(
            environment: ResultService.Environment = .test,
            policy: AccessPolicy = AccessPolicy(),
            now: @escaping @Sendable () -> ServerTime
        ) {
            self.environment = environment
            self.policy = policy
            self.now = now
        }
    }

    package let store: any ResultStore & SyncStore
    /// The log of use for what was sent and refused.
    package let access: any AccessLog
    package let configuration: Configuration
    let ids: IDSource
    let tokens: SyncTokens
    let asked = AskedPlaces()

    package init(
        store: any ResultStore & SyncStore,
        access: any AccessLog,
        configuration: Configuration,
        ids: IDSource = .system,
        tokens: SyncTokens = SyncTokens()
    ) {
        self.store = store
        self.access = access
        self.configuration = configuration
        self.ids = ids
        self.tokens = tokens
    }
}
