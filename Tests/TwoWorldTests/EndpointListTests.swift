import SvarHTTP
import Testing

/// The list of endpoints against the route table: neither has what the other lacks.
struct EndpointListTests {
    @Test func everyRouteIsInTheList() {
        let missing = Set(RouteTable.rows.map(\.label)).subtracting(EndpointList.rows.keys)
        #expect(missing.isEmpty, "routes that the two-world test does not ask: \(missing.sorted())")
    }

    @Test func everyEntryOfTheListIsARoute() {
        let surplus = Set(EndpointList.rows.keys).subtracting(RouteTable.rows.map(\.label))
        #expect(surplus.isEmpty, "no such route: \(surplus.sorted())")
    }

    @Test func everyFamilyOfProbesIsOfSomeRoute() {
        var used: Set<ProbeKind> = []
        for case .probed(let kinds) in EndpointList.rows.values { used.formUnion(kinds) }
        #expect(used == Set(ProbeKind.allCases))
    }
}
