package import SvarDomain

/// Which organisations take part, and by which identifiers their messages name them (decision 34).
package struct ParticipantRegister: Sendable, Hashable {
    /// One identifier as messages print it: the type (`ENH`, `HER`, `RSH`, `AKO`) and the value.
    package struct Identifier: Sendable, Hashable {
        package let type: String
        package let value: String
        package init(type: String, value: String) {
            self.type = type
            self.value = value
        }
        var key: String { "\(type)|\(value)" }
    }

    /// A named list of persons whom a replica may follow by its system's token alone (row R02).
    package enum ApprovedList: String, Sendable, Hashable, CaseIterable {
        /// The patients of the organisation's general practitioners.
        case generalPractitioner = "gp-list"
    }

    /// One organisation that takes part: submits, or looks up.
    package struct Participant: Sendable, Hashable {
        package var producer: Producer
        package var identifiers: [Identifier]
        /// Departments with report numbers of their own: name → identifiers.
        package var departments: [String: [Identifier]]
        /// The client ids of tokens that may act for it; empty: every client whose token names the organisation.
        package var clients: Set<String>
        /// The lists that have been approved for its replicas; none unless it is said.
        package var approvedLists: Set<ApprovedList>
        package init(
            producer: Producer,
            identifiers: [Identifier],
            departments: [String: [Identifier]] = [:],
            clients: Set<String> = [],
            approvedLists: Set<ApprovedList> = []
        ) {
            self.producer = producer
            self.identifiers = identifiers
            self.departments = departments
            self.clients = clients
            self.approvedLists = approvedLists
        }
    }

    /// Who a message's ServProvider is: the producer, and the key its report ids are unique under.
    package struct ServiceProvider: Sendable, Hashable {
        package let producer: Producer
        package let key: String
    }

    private var byIdentifier: [Identifier: ServiceProvider] = [:]
    private var clients: [Producer: Set<String>] = [:]
    private var byClient: [String: Set<Producer>] = [:]
    private var approvedLists: [Producer: Set<ApprovedList>] = [:]
    /// What is taken in and how.
    package var lists = IntakeLists()
    /// Whether an organisation that is not listed may submit, as a producer of its own. Sandbox and test only.
    package let isOpen: Bool

    package init(participants: [Participant], isOpen: Bool) {
        self.isOpen = isOpen
        for participant in participants {
            clients[participant.producer, default: []].formUnion(participant.clients)
            approvedLists[participant.producer, default: []].formUnion(participant.approvedLists)
            for client in participant.clients { byClient[client, default: []].insert(participant.producer) }
            for identifier in participant.identifiers {
                byIdentifier[identifier] = ServiceProvider(
                    producer: participant.producer,
                    key: participant.producer.rawValue
                )
            }
            for (name, identifiers) in participant.departments {
                for identifier in identifiers {
                    byIdentifier[identifier] = ServiceProvider(producer: participant.producer, key: name)
                }
            }
        }
    }

    /// The register of a sandbox without a file: empty and open.
    package static let open = ParticipantRegister(participants: [], isOpen: true)

    /// The participant that an identifier is of.
    func organisation(_ identifier: Identifier) -> Producer? { byIdentifier[identifier]?.producer }

    /// Whether a list has been approved for a participant.
    func approves(_ list: ApprovedList, of producer: Producer) -> Bool {
        approvedLists[producer]?.contains(list) ?? false
    }

    /// Resolves the identifiers of a ServProvider, most specific (department) first.
    /// Nil: none is listed and the register is closed, or there is no identifier at all.
    package func serviceProvider(_ identifiers: [Identifier]) -> ServiceProvider? {
        for identifier in identifiers {
            if let known = byIdentifier[identifier] { return known }
        }
        guard isOpen, let most = identifiers.first, let least = identifiers.last else { return nil }
        // By organisation number where there is one, as tokens name it.
        let organisation = identifiers.last { $0.type == Self.organisationNumber } ?? least
        return ServiceProvider(producer: Producer(organisation.key), key: most.key)
    }

    /// Who a token acts for; nil when that is no participant, or the participant has named other clients.
    /// - Parameters:
    ///   - organisations: organisation numbers of the token, the most specific first. Without any, the client must be
    ///     named by exactly one participant.
    ///   - client: the token's client id
    package func producer(organisations: [String], client: String) -> Producer? {
        guard !organisations.isEmpty else {
            let named = byClient[client] ?? []
            return named.count == 1 ? named.first : nil
        }
        for organisation in organisations {
            let own = Producer(organisation)
            let producer =
                clients[own] == nil
                ? byIdentifier[Identifier(type: Self.organisationNumber, value: organisation)]?.producer : own
            guard let producer else { continue }
            guard let named = clients[producer], !named.isEmpty else { return producer }
            return named.contains(client) ? producer : nil
        }
        guard isOpen, let widest = organisations.last else { return nil }
        return Producer(Identifier(type: Self.organisationNumber, value: widest).key)
    }

    /// The type of an identifier that is an organisation number, as messages print it (code list 9051).
    private static let organisationNumber = "ENH"
}
