/// What kind of problem an issue is: the whole of FHIR's required list.
/// Source: http://hl7.org/fhir/R4/valueset-issue-type.html
public enum IssueType: String, CaseIterable, Hashable, Sendable {
    /// Content is invalid against the specification or a profile.
    case invalid
    /// A structural issue in the content, such as wrong JSON.
    case structure
    /// A required element is missing.
    case required
    /// An element value is invalid.
    case value
    /// A rule of the content failed.
    case invariant
    /// An authentication or authorisation issue.
    case security
    /// The client must start a session.
    case login
    /// The user or system could not be identified.
    case unknown
    /// The session has expired.
    case expired
    /// The user has not the rights.
    case forbidden
    /// Some information was not or may not have been returned because of rules or privacy settings.
    case suppressed
    /// Processing issues.
    case processing
    /// The interaction, operation, resource or profile is not supported.
    case notSupported = "not-supported"
    /// An attempt was made to create a duplicate record.
    case duplicate
    /// Several records were found where one was expected.
    case multipleMatches = "multiple-matches"
    /// The reference was not found.
    case notFound = "not-found"
    /// The reference pointed to content that is deleted.
    case deleted
    /// The content is too long.
    case tooLong = "too-long"
    /// A code or system could not be understood, or is not valid here.
    case codeInvalid = "code-invalid"
    /// An extension was not acceptable or resolved.
    case `extension`
    /// The operation was stopped to protect the server.
    case tooCostly = "too-costly"
    /// The content or operation failed a business rule.
    case businessRule = "business-rule"
    /// Content could not be accepted because of an edit conflict.
    case conflict
    /// Transient processing issues.
    case transient
    /// A lock could not be obtained.
    case lockError = "lock-error"
    /// The persistent store is not available.
    case noStore = "no-store"
    /// An unexpected internal error.
    case exception
    /// An internal timeout.
    case timeout
    /// Not all data sources could be reached.
    case incomplete
    /// The system is not able to process because of load.
    case throttled
    /// A message that has nothing to do with success or failure.
    case informational
}
