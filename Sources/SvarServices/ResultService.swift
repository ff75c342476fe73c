package import SvarAccess
package import SvarDomain
import SvarFHIR
import SvarMessages
package import SvarStore

/// The use cases: submit, read, search. No HTTP, no SQL. Everything that varies comes in from outside.
package struct ResultService: Sendable {
    /// What a server is told at start.
    package struct Configuration: Sendable {
        /// `test` takes test messages and synthetic numbers, `production` refuses both (decision 36).
        package var environment: Environment
        /// The participant register as it stands now (decision 34).
        package var participants: @Sendable () -> ParticipantRegister
        /// The population register as it stands now (decision 13).
        package var population: any PopulationRegister = NoPopulationRegister()
        /// The switches of the data controller.
        package var policy: AccessPolicy
        /// Wall time, for what the answer says of itself.
        package var now: @Sendable () -> ServerTime
        /// Whether the citizen's log leaves out the names of staff who looked in an emergency (`log-emergency`).
        package var anonymisesEmergency = false
        /// Largest submission in bytes.
        package var maximumBytes: Int
        /// Most entries of one Bundle.
        package var maximumEntries: Int
        package init(
            environment: Environment = .test,
            participants: @escaping @Sendable () -> ParticipantRegister = { .open },
            policy: AccessPolicy = AccessPolicy(),
            now: @escaping @Sendable () -> ServerTime,
            maximumBytes: Int = 20 << 20,
            maximumEntries: Int = 2_000
        ) {
            self.environment = environment
            self.participants = participants
            self.policy = policy
            self.now = now
            self.maximumBytes = maximumBytes
            self.maximumEntries = maximumEntries
        }
    }

    package enum Environment: String, Sendable, Hashable {
        case test
        case production
    }

    package let store: any ResultStore
    /// The log of use for reads and refusals.
    package let access: any AccessLog
    package let configuration: Configuration
    let ids: IDSource
    let tokens: PageTokens
    /// What ids and pages of the log of use are made from.
    let logKeys: LogKeys
    let decisions: AccessDecisions
    let persons = KnownPersons()

    package init(
        store: any ResultStore,
        access: any AccessLog,
        configuration: Configuration,
        ids: IDSource = .system,
        tokens: PageTokens = PageTokens(),
        logKeys: LogKeys = LogKeys()
    ) {
        self.store = store
        self.access = access
        self.configuration = configuration
        self.ids = ids
        self.tokens = tokens
        self.logKeys = logKeys
        decisions = AccessDecisions(policy: configuration.policy, register: configuration.population)
    }

    /// What writes tell replicas, now.
    var feed: FeedDecision { FeedDecision(policy: configuration.policy, now: configuration.now()) }
}
