/// The scopes that make a token a caller of this service. What each may do stands in `docs/api/callers.md`.
package enum CallerScope: String, Sendable, Hashable, CaseIterable {
    case produce = "svar/produce"
    case read = "svar/read"
    case citizen = "svar/citizen"
    case replica = "svar/replica"
    case operate = "svar/operate"
    case export = "svar/export"
    case guidance = "svar/guidance"
    case audit = "svar/audit"
    /// The national read API's scope: as `read`, where content is read in the national shape.
    case nationalRead = "nhn:pps/provesvar-read"
}
