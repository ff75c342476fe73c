package import SvarDomain

/// A replica of a journal system, before the store knows it.
package struct NewReplica: Sendable, Hashable {
    /// Random; what addresses and tokens call it.
    package var id: String
    /// The client program and the organisation it was enrolled by; both are asked for at every call.
    package var client: String
    package var organisation: String
    /// Version of what it understands.
    package var schema: Int
    package init(id: String, client: String, organisation: String, schema: Int) {
        self.id = id
        self.client = client
        self.organisation = organisation
        self.schema = schema
    }
}

/// A replica as the store knows it.
package struct ReplicaRecord: Sendable, Hashable {
    package var key: ReplicaKey
    package var id: String
    package var client: String
    package var organisation: String
    package var schema: Int
    /// Goes up with every change of the scope by the client; `If-Match` names it.
    package var scopeVersion: Int
    /// Goes up with every change of who may read it.
    package var professionalsVersion: Int
    package var isRevoked: Bool
    package var enrolled: ServerTime
    package init(
        key: ReplicaKey,
        id: String,
        client: String,
        organisation: String,
        schema: Int,
        scopeVersion: Int,
        professionalsVersion: Int,
        isRevoked: Bool,
        enrolled: ServerTime
    ) {
        self.key = key
        self.id = id
        self.client = client
        self.organisation = organisation
        self.schema = schema
        self.scopeVersion = scopeVersion
        self.professionalsVersion = professionalsVersion
        self.isRevoked = isRevoked
        self.enrolled = enrolled
    }
}

/// Why a person is in a replica's scope, under whose responsibility, and how long (decision 44).
package struct ScopeLine: Sendable, Hashable {
    package var person: PersonKey
    package var basis: String
    /// HPR number of the responsible professional.
    package var responsible: String
    package var until: ServerTime
    package init(person: PersonKey, basis: String, responsible: String, until: ServerTime) {
        self.person = person
        self.basis = basis
        self.responsible = responsible
        self.until = until
    }
}
