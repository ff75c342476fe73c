import SvarStore

extension Caller {
    /// The caller that a token names, as the log of use is to know it.
    /// - Parameters:
    ///   - id: HPR number of health personnel; never the number of a citizen
    ///   - client: the client program's id
    ///   - organisation: the organisation number acted for
    package init(role: Role, id: String, client: String, organisation: String, request: String) {
        self.init(
            role: role,
            actor: AuditActor(role: role.name, id: id, client: client, organisation: organisation),
            request: request
        )
    }
}

extension Caller.Role {
    /// How the log of use names the role.
    package var name: String {
        switch self {
        case .sandbox: "sandbox"
        case .producer: "producer"
        case .personnel: "personnel"
        case .citizen: "citizen"
        case .replica: "replica"
        case .systemOperator: "operator"
        case .export: "export"
        case .guidance: "guidance"
        case .auditor: "auditor"
        case .unknown: "unknown"
        }
    }
}
