import SvarFHIR
import SvarJSON
package import SvarSearch
package import SvarStore

/// Resource → index rows: the one function that intake uses and `svar store verify` rebuilds with.
package enum IndexRows {
    /// The rows of a stored version.
    package static func of(_ version: ResourceVersion) -> [IndexRow] {
        guard !version.isDeleted, let document = try? JSONDocument(version.body) else { return [] }
        return IndexRow.rows(of: version.type, document.root)
    }
}
