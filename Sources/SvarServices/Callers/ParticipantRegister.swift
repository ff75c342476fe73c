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

    /// One organisation that submits.
    package struct Participant: Sendable, Hashable {
        package var producer: Producer
        package var identifiers: [Identifier]
        /// Departments with report numbers of their own: name → identifiers.
        package var departments: [String: [Identifier]]
        package init(producer: Producer, identifiers: [Identifier], departments: [String: [Identifier]] = [:]) {
            self.producer = producer
            self.identifiers = identifiers
            self.departments = departments
        }
    }

    /// Who a message's ServProvider is: the producer, and the key its report ids are unique under.
    package struct ServiceProvider: Sendable, Hashable {
        package let producer: Producer
        package let key: String
    }

    private var byIdentifier: [Identifier: ServiceProvider] = [:]
    /// Whether an organisation that is not listed may submit, as a producer of its own. Sandbox and test only.
    package let isOpen: Bool

    package init(participants: [Participant], isOpen: Bool) {
        self.isOpen = isOpen
        for participant in participants {
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

    /// Resolves the identifiers of a ServProvider, most specific (department) first.
    /// Nil: none is listed and the register is closed, or there is no identifier at all.
    package func serviceProvider(_ identifiers: [Identifier]) -> ServiceProvider? {
        for identifier in identifiers {
            if let known = byIdentifier[identifier] { return known }
        }
        guard isOpen, let most = identifiers.first, let least = identifiers.last else { return nil }
        return ServiceProvider(producer: Producer(least.key), key: most.key)
    }
}
