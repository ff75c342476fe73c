import SvarDomain
import SvarStore

/// Walks both books of the log of use as one, the newest row first: of the two next rows the one with the later time.
/// Each book's own order stands, so a place in the walk is one number in each.
struct LogMerge {
    struct Item: Sendable {
        let place: LogKeys.RowPlace
        let row: AuditRow
    }

    /// One book with what was fetched of it and not taken yet.
    private struct Reading {
        let book: LogKeys.Book
        let rows: any AuditBook
        var before: Int64
        var fetched: [(number: Int64, row: AuditRow)] = []
        var isOver = false
    }

    /// How far a row's time may lie behind that of one committed before it: requests take time between the two.
    static let slack: Int64 = 600_000_000
    private static let step = 100

    private var readings: [Reading]
    private let person: PersonKey?
    /// Rows looked at so far.
    private(set) var count = 0

    init(access: any AuditBook, store: any AuditBook, about person: PersonKey?, before: (access: Int64, store: Int64)) {
        self.person = person
        readings = [
            Reading(book: .access, rows: access, before: before.access),
            Reading(book: .store, rows: store, before: before.store),
        ]
    }

    /// Rows numbered below these are to come.
    var before: (access: Int64, store: Int64) { (readings[0].before, readings[1].before) }

    /// The next row, which is not taken until `take` is called; nil when there is none.
    mutating func next() async throws -> Item? {
        var newest: (index: Int, row: AuditRow, number: Int64)?
        for index in readings.indices {
            try await fetch(index)
            guard let first = readings[index].fetched.first else { continue }
            if newest.map({ first.row.at > $0.row.at }) ?? true { newest = (index, first.row, first.number) }
        }
        guard let newest else { return nil }
        return Item(place: .init(book: readings[newest.index].book, number: newest.number), row: newest.row)
    }

    /// Goes past a row that `next` gave.
    mutating func take(_ item: Item) {
        guard let index = readings.firstIndex(where: { $0.book == item.place.book }) else { return }
        readings[index].fetched.removeFirst()
        readings[index].before = item.place.number
        count += 1
    }

    private mutating func fetch(_ index: Int) async throws {
        let reading = readings[index]
        guard reading.fetched.isEmpty, !reading.isOver else { return }
        let found = try await reading.rows.rows(about: person, before: reading.before, limit: Self.step)
        readings[index].fetched = found
        readings[index].isOver = found.count < Self.step
    }
}
