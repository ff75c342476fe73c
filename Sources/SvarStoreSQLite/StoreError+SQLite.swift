import GRDB
import SvarDomain

extension SvarError {
    /// What an error of the database is to callers. The text names the result code and never the statement, whose
    /// arguments are patient data.
    static func store(_ error: any Error) -> any Error {
        guard let database = error as? DatabaseError else { return error }
        let code = database.extendedResultCode
        switch database.resultCode {
        case .SQLITE_FULL: return SvarError(.storeFull, "the disk is full")
        case .SQLITE_IOERR where full.contains(code): return SvarError(.storeFull, "the disk is full")
        case .SQLITE_INTERRUPT: return Deadline.tooCostly
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            return SvarError(.storeUnusable, "the store is damaged (\(code.rawValue))")
        default: return SvarError(.storeFailed, "the database answered \(code.rawValue)")
        }
    }

    private static let full: [ResultCode] = [
        .SQLITE_IOERR_WRITE, .SQLITE_IOERR_SHMSIZE, .SQLITE_IOERR_TRUNCATE, .SQLITE_IOERR_SHMMAP,
    ]
}
