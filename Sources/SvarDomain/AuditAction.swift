/// What a row of the log of use says was asked for (decision 37).
package enum AuditAction: String, Sendable, Hashable, CaseIterable {
    case read, vread, history, search, everything, lastn, attachment
    case create, update, delete, bundle, message
    case export, metadata, other
    /// What a replica was sent, that it was enrolled or ended, and whom it follows.
    case sync, enrol, scope
    /// What a replica was sent of reports that it had already: a later version.
    case syncAgain = "sync-again"
    /// A privacy setting was set, changed or lifted, or somebody looked at settings.
    case setting, settings
    /// The log of use itself was read, or a decision explained.
    case log, explain
}
