package import SvarDomain
package import SvarStore

/// What a log of use in memory answers, from all of its rows: slow and obviously right.
enum MemoryAuditBook {
    static func rows(_ rows: [AuditRow], about person: PersonKey?, before: Int64?, limit: Int) -> [(
        number: Int64, row: AuditRow
    )] {
        let numbered = rows.enumerated().map { (number: Int64($0.offset + 1), row: $0.element) }
        let found = numbered.reversed().filter { number, row in
            number < before ?? .max && (person == nil || row.person == person)
        }
        return Array(found.prefix(limit))
    }

    static func row(_ rows: [AuditRow], _ number: Int64) -> AuditRow? {
        (1...Int64(max(1, rows.count))).contains(number) && !rows.isEmpty ? rows[Int(number) - 1] : nil
    }

    static func number(_ rows: [AuditRow], from time: ServerTime) -> Int64 {
        Int64(rows.firstIndex { $0.at >= time } ?? rows.count) + 1
    }
}

extension MemoryAccessLog {
    package func rows(about person: PersonKey?, before: Int64?, limit: Int) async throws -> [(
        number: Int64, row: AuditRow
    )] { MemoryAuditBook.rows(rows, about: person, before: before, limit: limit) }
    package func row(_ number: Int64) async throws -> AuditRow? { MemoryAuditBook.row(rows, number) }
    package func number(from time: ServerTime) async throws -> Int64 { MemoryAuditBook.number(rows, from: time) }
}

extension MemoryStore {
    package func patient(of person: PersonKey) async throws -> String? {
        try read { state in
            let index = Int(person.rawValue) - 1
            return state.persons.indices.contains(index) ? state.persons[index].patients.first : nil
        }
    }

    package func rows(about person: PersonKey?, before: Int64?, limit: Int) async throws -> [(
        number: Int64, row: AuditRow
    )] { MemoryAuditBook.rows(audit, about: person, before: before, limit: limit) }
    package func row(_ number: Int64) async throws -> AuditRow? { MemoryAuditBook.row(audit, number) }
    package func number(from time: ServerTime) async throws -> Int64 { MemoryAuditBook.number(audit, from: time) }
}
