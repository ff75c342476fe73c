import GRDB
import GRDBSQLite

/// A cached statement used through SQLite's own calls: the rows of a page are many and small, and are bound and read
/// without boxes in between. It must be run to its end, or reset, before it is used again.
struct BoundStatement {
    /// Keeps the statement alive.
    private let statement: Statement
    private let pointer: SQLiteStatement

    init(_ sql: String, in database: Database) throws {
        statement = try database.cachedStatement(sql: sql)
        pointer = statement.sqliteStatement
    }

    /// SQLite copies what it is given.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(pointer, index, value) }

    func bind(_ index: Int32, _ value: Int) { sqlite3_bind_int64(pointer, index, Int64(value)) }

    func bind(_ index: Int32, orNull value: Int64?) {
        if let value { bind(index, value) } else { sqlite3_bind_null(pointer, index) }
    }

    func bind(_ index: Int32, orNull text: String?) {
        if let text { bind(index, text) } else { sqlite3_bind_null(pointer, index) }
    }

    func bind(_ index: Int32, _ text: String) {
        var text = text
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
    }

    func bind(_ index: Int32, _ bytes: some Collection<UInt8>) {
        let whole: Void? = bytes.withContiguousStorageIfAvailable { buffer in
            _ = sqlite3_bind_blob64(
                pointer,
                index,
                buffer.baseAddress.map { UnsafeRawPointer($0) } ?? UnsafeRawPointer(Self.nothing),
                UInt64(buffer.count),
                Self.transient
            )
        }
        if whole == nil { bind(index, Array(bytes)) }
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

    /// The first row; nil when there is none.
    func first<Value>(_ read: (Self) throws -> Value) throws -> Value? {
        defer { reset() }
        return try step() ? try read(self) : nil
    }

    /// Every row.
    func rows<Value>(_ read: (Self) throws -> Value) throws -> [Value] {
        defer { reset() }
        var values: [Value] = []
        while try step() { values.append(try read(self)) }
        return values
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

    func integerOrNil(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

    func text(_ column: Int32) -> String { String(decoding: buffer(column), as: UTF8.self) }

    func textOrNil(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    func bytes(_ column: Int32) -> [UInt8] { [UInt8](buffer(column)) }

    /// Valid until the next step. Texts too: the database is in UTF-8, so a text's blob is its bytes.
    func buffer(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(pointer, column)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column)))
    }
}

extension Database {
    /// A cached statement.
    func bound(_ sql: String) throws -> BoundStatement { try BoundStatement(sql, in: self) }

    /// One number that a statement gives.
    func number(_ sql: String) throws -> Int64? { try bound(sql).first { $0.integer(0) } }
}
