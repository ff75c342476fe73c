import SvarDomain
import SvarFHIR
import SvarTesting

/// A search that is held against the reference.
protocol SearchUnderTest: Sendable {
    /// Stores a world, in this order, and gives it back as it is stored now.
    func load(_ world: RandomResources) async throws -> [ReferenceResource]
    /// Whether access rules refuse some queries of who sees one person's resources: those that name another person, or
    /// list the directory. What search itself refuses shows when everything may be seen.
    var refusesByAccess: Bool { get }
    /// Nil when the query is refused.
    func search(_ query: RandomQuery, as scope: ReferenceSearch.Scope) async throws -> SearchFinding?
    /// Gives back what it holds open.
    func close() async throws
}

extension SearchUnderTest {
    var refusesByAccess: Bool { false }
    func close() async throws {}
}

/// What a search gives, as `Type/id`.
struct SearchFinding: Hashable, Sendable {
    /// In order.
    var matches: [String]
    /// Nil where the search under test includes nothing.
    var included: Set<String>?
}

/// What every search under test is run with.
enum Oracle {
    /// 2026-11-21T12:00:00Z
    static let now: Int64 = 1_795_262_400_000_000

    /// The numbers that the world's persons are known by.
    static func numbers(_ world: RandomResources) -> [ReferenceSearch.Number] {
        (0..<world.persons).flatMap { person in
            RandomResources.numbers(of: person).map { number in
                ReferenceSearch.Number(system: number.kind.system, value: number.value, person: person)
            }
        }
    }
}
