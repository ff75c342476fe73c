import SvarDomain
import SvarServices

extension TokenCallers {
    /// The caller that a token makes for a request: one scope decides the role, and the role decides what else the
    /// token must say.
    func caller(_ facts: TokenFacts, _ scopes: [CallerScope], _ used: TokenScheme, requestID: String) throws -> Caller {
        guard let scope = scopes.first(where: { facts.scopes.contains($0) }) else {
            throw HTTPRefusal.insufficientScope(scopes, used: used)
        }
        do {
            var caller = Caller(
                role: try role(scope, facts),
                id: scope.id(facts),
                client: facts.client,
                organisation: facts.organisations.first ?? "",
                request: requestID
            )
            caller.credentials = facts.credentials
            return caller
        } catch let lack as CallerLack {
            throw HTTPRefusal.callerLacks(lack)
        }
    }

    private func role(_ scope: CallerScope, _ facts: TokenFacts) throws -> Caller.Role {
        switch scope {
        case .produce: return .producer(try participant(facts))
        case .read, .nationalRead:
            guard facts.personnelNumber != nil else { throw CallerLack.personnelNumber }
            guard !facts.organisations.isEmpty else { throw CallerLack.organisation }
            _ = try participant(facts)
            guard facts.isLevelFour else { throw TokenFault.lowSecurityLevel }
            return .personnel
        case .citizen:
            guard let person = facts.person else { throw CallerLack.identity }
            guard facts.isLevelFour else { throw TokenFault.lowSecurityLevel }
            return .citizen(person)
        case .replica:
            _ = try participant(facts)
            return .replica
        case .operate: return .systemOperator
        case .export: return .export
        case .guidance: return .guidance
        case .audit: return .auditor
        }
    }

    /// The participant acted for (decision 34): neither submissions nor look-ups by others.
    private func participant(_ facts: TokenFacts) throws(CallerLack) -> Producer {
        guard let producer = participants().producer(organisations: facts.organisations, client: facts.client) else {
            throw .participation
        }
        return producer
    }
}

extension CallerScope {
    /// How the log of use names a bearer beside their organisation and client (decision 37). Citizens are named by their
    /// key, systems by their client.
    fileprivate func id(_ facts: TokenFacts) -> String {
        switch self {
        case .read, .nationalRead: facts.personnelNumber ?? ""
        case .guidance, .audit: facts.subject ?? facts.client
        case .produce, .citizen, .replica, .operate, .export: ""
        }
    }
}
