import SvarFHIR
import SvarJSON
package import SvarSearch
package import SvarStore

/// Resource → index rows: the one function that intake uses and `svar store verify` rebuilds with.
package enum IndexRows {
    /// The rows of a stored version.
    package static func of(_ version: ResourceVersion) throws -> [IndexRow] {
        if version.isDeleted { return [] }
        return IndexRow.rows(of: version.type, try JSONDocument(version.body).root)
    }
}
