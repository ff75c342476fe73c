import GRDB
import GRDBSQLite
import SvarSearch

/// A prepared statement used through SQLite's own calls: rows of the index are many and small, and are bound and read
/// here without a copy in between.
struct RawStatement {
    /// Keeps the statement alive.
    private let statement: Statement
    private let pointer: SQLiteStatement

    /// A statement of the connection's cache. It must be run to its end, or reset, before it is used again.
    init(_ sql: String, in database: Database) throws {
        self.init(try database.cachedStatement(sql: sql))
    }

    /// A statement of its own, for a cursor that stays open while others run.
    static func own(_ sql: String, in database: Database) throws -> Self {
        Self(try database.makeStatement(sql: sql))
    }

    private init(_ statement: Statement) {
        self.statement = statement
        pointer = statement.sqliteStatement
    }

    /// SQLite copies what it is given.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(pointer, index, value) }

    func bind(_ index: Int32, _ key: IndexKey) {
        switch key {
        case .integer(let value): sqlite3_bind_int64(pointer, index, value)
        case .text(var text):
            text.withUTF8 { bytes in
                _ = bytes.withMemoryRebound(to: CChar.self) { characters in
                    sqlite3_bind_text64(
                        pointer,
                        index,
                        characters.baseAddress ?? Self.nothing,
                        UInt64(characters.count),
                        Self.transient,
                        UInt8(SQLITE_UTF8)
                    )
                }
            }
        case .bytes(let bytes): bind(index, bytes)
        }
    }

    func bind(_ index: Int32, _ text: String) { bind(index, IndexKey.text(text)) }

    /// Nil is NULL.
    func bind(_ index: Int32, orNull value: Int64?) {
        if let value { bind(index, value) } else { sqlite3_bind_null(pointer, index) }
    }

    /// Nil is NULL.
    func bind(_ index: Int32, orNull text: String?) {
        if let text { bind(index, text) } else { sqlite3_bind_null(pointer, index) }
    }

    func bind(_ index: Int32, _ bytes: [UInt8]) {
        _ = bytes.withUnsafeBytes { buffer in
            sqlite3_bind_blob64(
                pointer,
                index,
                buffer.baseAddress ?? UnsafeRawPointer(Self.nothing),
                UInt64(buffer.count),
                Self.transient
            )
        }
    }

    /// An address for values without bytes: SQLite takes a null pointer for NULL. Unchecked: one byte that never changes.
    private nonisolated(unsafe) static let nothing: UnsafePointer<CChar> = {
        let byte = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
        byte.initialize(to: 0)
        return UnsafePointer(byte)
    }()

    /// True when there is a row to read, false at the end.
    func step() throws -> Bool {
        let code = sqlite3_step(pointer)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        let extended = sqlite3_extended_errcode(sqlite3_db_handle(pointer))
        sqlite3_reset(pointer)
        throw DatabaseError(resultCode: ResultCode(rawValue: extended))
    }

    func reset() { sqlite3_reset(pointer) }

    /// Runs a statement that gives no rows.
    func run() throws {
        defer { reset() }
        _ = try step()
    }

    /// Calls `body` for each row until it says that it has had enough.
    func forEach(_ body: (Self) throws -> Bool) throws {
        defer { reset() }
        while try step() {
            guard try body(self) else { return }
        }
    }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

    func text(_ column: Int32) -> String { String(decoding: buffer(column), as: UTF8.self) }

    func bytes(_ column: Int32) -> [UInt8] { [UInt8](buffer(column)) }

    /// Valid until the next step.
    func cell(_ column: Int32) -> IndexCell {
        switch sqlite3_column_type(pointer, column) {
        case SQLITE_INTEGER: .integer(integer(column))
        case SQLITE_TEXT: .text(buffer(column))
        default: .bytes(buffer(column))
        }
    }

    /// Texts too: the database is in UTF-8, so a text's blob is its bytes.
    private func buffer(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(pointer, column)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column)))
    }
}
