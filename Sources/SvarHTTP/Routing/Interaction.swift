/// Everything the service answers to. Rows of `RouteTable` lead to it; the CapabilityStatement is made from the same rows.
package enum Interaction: String, CaseIterable, Hashable, Sendable {
    case live, ready, metrics
    /// The description of the service and its pages.
    case page
    case submitMessage
    case capabilities
    case submitBundle
    /// Searches, by GET and by POST of a form.
    case searchType, searchSystem, searchCompartment
    /// Operations that answer with a searchset.
    case everything, lastn
    case create, read, update, delete
    /// An update or delete of what a search finds.
    case conditionalUpdate, conditionalDelete
    case versionRead
    case history, typeHistory, systemHistory
    /// The shape of the national read service.
    case nationalCapabilities, nationalSearch
    /// Replicas: themselves, whom they follow, and what they fetch.
    case enrolReplica, readReplica, setProfessionals, endReplica
    case readScope, setScope, changeScope
    case delta, manifest, reconcile, poke
    /// Privacy settings, and what was chosen for orders beforehand.
    case readSettings, setSetting, readSetting, changeSetting, liftSetting, actOnSetting
    case readPresets, setPreset, liftPreset
    /// Settings as FHIR: read and search.
    case readConsent, searchConsents
    /// The log of use: as AuditEvents, as the citizen's own, and a decision explained.
    case searchAuditEvents, readAuditEvent, readLog, explainAccess
}
