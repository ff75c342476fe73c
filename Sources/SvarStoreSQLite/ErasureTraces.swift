import GRDB
import GRDBSQLite
import SvarDomain

/// Takes what was erased out of the files. SQLite overwrites what is deleted (`secure_delete`), but pages as they were
/// before stand in the write-ahead log, and a page that was split keeps copies of what went to the other half in the part
/// of it that is not in use. So the log is written into the main file and cut to nothing, and those parts are overwritten
/// in place: bytes that SQLite gives no meaning, through its own file, on the one writer's thread.
///
/// `docs/decisions/erasure.md` says why this and not VACUUM.
struct ErasureTraces {
    /// Pages looked at while the writer waits.
    private static let step = 2_000
    /// How long readers of an older state may keep the write-ahead log, before other writes go first.
    private static let patience: Int32 = 50

    private let connection: SQLiteConnection

    init(_ database: Database) throws {
        guard let connection = database.sqliteConnection else { throw SvarError(.storeClosed, "the store is closed") }
        self.connection = connection
    }

    /// What a call left to do.
    enum Rest: Sendable, Hashable {
        /// Somebody reads an older state: try again later.
        case busy
        /// Go on with this page.
        case page(Int)
        case nothing
    }

    /// Cuts the write-ahead log and overwrites what is not in use in the next pages.
    ///
    /// Outside of any transaction, and alone: nobody else may write to the file meanwhile.
    func drop(from page: Int) throws -> Rest {
        sqlite3_busy_timeout(connection, Self.patience)
        defer { sqlite3_busy_timeout(connection, 5_000) }
        let code = sqlite3_wal_checkpoint_v2(connection, "main", SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
        guard code != SQLITE_BUSY, code != SQLITE_LOCKED else { return .busy }
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        // The file is what the store is, and the next pages are read from it, not from what this connection keeps of them.
        let file = try MainFile(connection)
        let count = try file.pageCount
        let end = min(page + Self.step, count)
        var bytes = [UInt8](repeating: 0, count: file.pageSize)
        var isChanged = false
        for number in page..<max(page, end) {
            try file.read(number, into: &bytes)
            for range in FreeParts.of(bytes, isFirst: number == 0) where bytes[range].contains(where: { $0 != 0 }) {
                try file.zero(range, of: number)
                isChanged = true
            }
        }
        if isChanged { try file.sync() }
        sqlite3_db_release_memory(connection)
        return end < count ? .page(end) : .nothing
    }
}

/// The parts of a page of a b-tree that are not in use (https://www.sqlite.org/fileformat2.html#b_tree_pages).
enum FreeParts {
    /// None of a page that is not understood: pages of long values begin with a page number, whose first byte is 0.
    static func of(_ page: [UInt8], isFirst: Bool) -> [Range<Int>] {
        let start = isFirst ? 100 : 0
        func short(_ offset: Int) -> Int { Int(page[offset]) << 8 | Int(page[offset + 1]) }
        let header: Int
        switch page[start] {
        case 2, 5: header = 12
        case 10, 13: header = 8
        default: return []
        }
        // The end of the file may be a number of bytes that pages keep for others: there are none in our files.
        let pointers = start + header + 2 * short(start + 3)
        let content = short(start + 5) == 0 ? 65_536 : short(start + 5)
        guard pointers <= content, content <= page.count else { return [] }
        var parts = [pointers..<content]
        var block = short(start + 1)
        var last = content - 1
        while block != 0 {
            // Ascending, so that a damaged chain ends.
            guard block > last, block + 4 <= page.count else { return [] }
            let size = short(block + 2)
            guard size >= 4, block + size <= page.count else { return [] }
            parts.append(block + 4..<block + size)
            last = block
            block = short(block)
        }
        return parts.filter { !$0.isEmpty }
    }
}

/// The main file of a connection, as SQLite has it open: closing a second descriptor of our own would let go of its locks.
private struct MainFile {
    private let file: UnsafeMutablePointer<sqlite3_file>
    let pageSize: Int

    init(_ connection: SQLiteConnection) throws {
        var file: UnsafeMutablePointer<sqlite3_file>?
        let code = withUnsafeMutablePointer(to: &file) {
            sqlite3_file_control(connection, "main", SQLITE_FCNTL_FILE_POINTER, $0)
        }
        guard code == SQLITE_OK, let file, file.pointee.pMethods != nil else {
            throw SvarError(.storeFailed, "the file of the store cannot be reached")
        }
        self.file = file
        var header = [UInt8](repeating: 0, count: 100)
        try Self.check(file.pointee.pMethods.pointee.xRead(file, &header, 100, 0))
        let size = Int(header[16]) << 8 | Int(header[17])
        pageSize = size == 1 ? 65_536 : size
        guard pageSize >= 512, header[20] == 0 else { throw SvarError(.storeFailed, "the file has other pages") }
    }

    var pageCount: Int {
        get throws {
            var size: sqlite3_int64 = 0
            try Self.check(file.pointee.pMethods.pointee.xFileSize(file, &size))
            let count = Int(size) / pageSize
            // From here on the first byte of a page number could be that of a page of a b-tree.
            guard count < 1 << 25 else {
                throw SvarError(.storeFailed, "the file has too many pages to look for traces")
            }
            return count
        }
    }

    func read(_ page: Int, into bytes: inout [UInt8]) throws {
        try Self.check(
            file.pointee.pMethods.pointee.xRead(file, &bytes, Int32(pageSize), sqlite3_int64(page * pageSize))
        )
    }

    func zero(_ range: Range<Int>, of page: Int) throws {
        let zeros = [UInt8](repeating: 0, count: range.count)
        let offset = sqlite3_int64(page * pageSize + range.lowerBound)
        try Self.check(file.pointee.pMethods.pointee.xWrite(file, zeros, Int32(range.count), offset))
    }

    func sync() throws { try Self.check(file.pointee.pMethods.pointee.xSync(file, SQLITE_SYNC_NORMAL)) }

    private static func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
}
