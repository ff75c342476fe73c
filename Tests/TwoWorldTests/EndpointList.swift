/// Every row of the route table with the probes that ask it of two worlds. Made from the specification; a test holds it
/// against the table, so that a route without a row here, or a row without a route, fails.
enum EndpointList {
    enum Row: Sendable {
        case probed([ProbeKind])
        /// Says nothing of anybody, or is not for callers; with the reason.
        case open(String)
    }

    static let rows: [String: Row] = [
        "GET /v1/fhir/{type}/{id}": .probed([
            .read, .readShaped, .conditionalRead, .revalidation, .attachment,
        ]),
        "PUT /v1/fhir/{type}/{id}": .probed([.update]),
        "DELETE /v1/fhir/{type}/{id}": .probed([.delete]),
        "GET /v1/fhir/{type}": .probed([
            .search, .searchAll, .chain, .has, .include, .order, .count, .parts, .twoParameters, .pages,
        ]),
        "POST /v1/fhir/{type}": .probed([.create, .conditionalCreate]),
        "PUT /v1/fhir/{type}?": .probed([.conditionalUpdate]),
        "DELETE /v1/fhir/{type}?": .probed([.conditionalDelete]),
        "POST /v1/fhir/{type}/_search": .probed([.postedSearch]),
        "GET /v1/fhir/{type}/{id}/_history/{vid}": .probed([.versionRead]),
        "GET /v1/fhir/{type}/{id}/_history": .probed([.history]),
        "GET /v1/fhir/{type}/_history": .probed([.typeHistory]),
        "GET /v1/fhir/_history": .probed([.systemHistory]),
        "GET /v1/fhir": .probed([.systemSearch]),
        "POST /v1/fhir/_search": .probed([.postedSystemSearch]),
        "POST /v1/fhir": .probed([.bundle]),
        "GET /v1/fhir/Patient/{id}/{type}": .probed([.compartment]),
        "GET /v1/fhir/Patient/{id}/*": .probed([.wholeCompartment]),
        "POST /v1/fhir/Patient/{id}/{type}/_search": .probed([.postedCompartment]),
        "POST /v1/fhir/Patient/{id}/*/_search": .probed([.postedWholeCompartment]),
        "GET /v1/fhir/Patient/{id}/$everything": .probed([.everything]),
        "POST /v1/fhir/Patient/{id}/$everything": .probed([.postedEverything]),
        "GET /v1/fhir/Observation/$lastn": .probed([.lastn]),
        "POST /v1/fhir/Observation/$lastn": .probed([.postedLastn]),
        "POST /v1/messages": .probed([.message]),
        "POST /pps/v2/DiagnosticReport/_search": .probed([.national]),
        "POST /pps/v2/Observation/_search": .probed([.national]),
        "POST /pps/v2/Specimen/_search": .probed([.national]),
        "POST /pps/v2/ServiceRequest/_search": .probed([.national]),
        "POST /pps/v2/PractitionerRole/_search": .probed([.national]),
        "GET /v1/sync/replicas/{id}/delta": .probed([.delta]),
        "GET /v1/sync/replicas/{id}/poke": .probed([.poke]),
        "GET /v1/sync/replicas/{id}/manifest": .probed([.manifest]),
        "POST /v1/sync/replicas/{id}/reconcile": .probed([.reconcile]),
        "GET /v1/sync/replicas/{id}/scope": .probed([.replicaScope]),
        "PUT /v1/sync/replicas/{id}/scope": .probed([.setReplicaScope]),
        "POST /v1/sync/replicas/{id}/scope": .probed([.changeReplicaScope]),
        "PUT /v1/sync/replicas/{id}/professionals": .probed([.setProfessionals]),
        "POST /v1/sync/replicas": .probed([.enrol]),
        "GET /v1/sync/replicas/{id}": .probed([.replicaFacts]),
        "DELETE /v1/sync/replicas/{id}": .probed([.endReplica]),
        "GET /v1/privacy/settings": .probed([.settings]),
        "GET /v1/privacy/settings/{id}": .probed([.oneSetting]),
        "POST /v1/privacy/settings": .probed([.set]),
        "PUT /v1/privacy/settings/{id}": .probed([.changeSetting]),
        "DELETE /v1/privacy/settings/{id}": .probed([.liftSetting]),
        "POST /v1/privacy/settings/{id}/accept": .probed([.actOnSetting]),
        "POST /v1/privacy/settings/{id}/release": .probed([.actOnSetting]),
        "POST /v1/privacy/settings/{id}/extend": .probed([.actOnSetting]),
        "POST /v1/privacy/settings/{id}/lift": .probed([.actOnSetting]),
        "GET /v1/privacy/presets": .probed([.presets]),
        "PUT /v1/privacy/presets": .probed([.setPreset]),
        "DELETE /v1/privacy/presets": .probed([.liftPreset]),
        "GET /v1/fhir/Consent": .probed([.consents]),
        "POST /v1/fhir/Consent/_search": .probed([.postedConsents]),
        "GET /v1/fhir/Consent/{id}": .probed([.oneSetting]),
        "GET /v1/log": .probed([.log]),
        "GET /v1/fhir/AuditEvent": .probed([.auditEvents]),
        "POST /v1/fhir/AuditEvent/_search": .probed([.postedAuditEvents]),
        "GET /v1/fhir/AuditEvent/{id}": .probed([.auditEvents]),
        "GET /v1/fhir/DiagnosticReport/{id}/$explain-access": .probed([.explain]),
        "POST /v1/fhir/DiagnosticReport/{id}/$explain-access": .probed([.explain]),
        "GET /v1/fhir/metadata": .probed([.metadata]),
        "GET /pps/v2/metadata": .probed([.metadata]),
        "POST /pps/v2/metadata": .probed([.metadata]),
        "GET /health/live": .probed([.health]),
        "GET /health/ready": .probed([.health]),
        "GET /metrics": .open("counts of the whole store, for those who run it and no caller"),
        "GET /openapi.yaml": .probed([.metadata]),
        "GET /docs": .open("a page of the program's own text"),
        "GET /docs/{file}": .open("files of the program's own text"),
    ]
}

/// A family of requests.
enum ProbeKind: String, CaseIterable, Sendable {
    case read, readShaped, conditionalRead, revalidation, attachment, versionRead
    case history, typeHistory, systemHistory
    case search, searchAll, chain, has, include, order, count, parts, twoParameters, pages
    case postedSearch, systemSearch, postedSystemSearch
    case compartment, wholeCompartment, postedCompartment, postedWholeCompartment
    case everything, postedEverything, lastn, postedLastn, national
    case metadata, health
    case settings, oneSetting, presets, consents, postedConsents, log, auditEvents, postedAuditEvents, explain
    // Producers; these change the worlds, both alike.
    case create, conditionalCreate, update, conditionalUpdate, delete, conditionalDelete, bundle, message
    case set, changeSetting, liftSetting, actOnSetting, setPreset, liftPreset
    // Replicas.
    case delta, poke, manifest, reconcile, replicaScope, replicaFacts
    case enrol, setReplicaScope, changeReplicaScope, setProfessionals, endReplica

    /// Whether it may change what later probes find.
    var changes: Bool {
        switch self {
        case .create, .conditionalCreate, .update, .conditionalUpdate, .delete, .conditionalDelete, .bundle, .message,
            .set, .changeSetting, .liftSetting, .actOnSetting, .setPreset, .liftPreset, .enrol, .setReplicaScope,
            .changeReplicaScope, .setProfessionals, .endReplica:
            true
        default: false
        }
    }

    /// Whether it reads the log of use.
    var isLog: Bool { self == .log || self == .auditEvents || self == .postedAuditEvents }
}
