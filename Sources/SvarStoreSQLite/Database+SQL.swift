import Foundation
import GRDB

/// Short forms over cached statements.
extension Database {
    func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// The first row. The cursor's end resets the statement, so that no snapshot stays open.
    func first<T>(
        _ sql: String,
        _ arguments: StatementArguments = StatementArguments(),
        _ map: (Row) throws -> T
    ) throws -> T? {
        let cursor = try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
        return try cursor.next().map(map)
    }

    func rows<T>(
        _ sql: String,
        _ arguments: StatementArguments = StatementArguments(),
        _ map: (Row) throws -> T
    ) throws -> [T] {
        let cursor = try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
        var result: [T] = []
        while let row = try cursor.next() { result.append(try map(row)) }
        return result
    }
}

extension Row {
    /// The blob at a column, copied once; empty for NULL.
    func bytes(_ column: Int) throws -> [UInt8] {
        try withUnsafeData(atIndex: column) { $0.map { [UInt8]($0) } ?? [] }
    }
}
