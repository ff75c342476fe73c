import SvarDomain
import SvarFHIR
import SvarSearch
import SvarStore

private struct Refusal: Error {}

extension StoreConformance {
    static let concurrency: [Case] = [
        Case("the log is gapless and its times ascend under eight writers") { store, _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        for number in 0..<12 {
                            try await store.addUnit([Fixture.version(.observation, "w\(writer)-\(number)")])
                        }
                    }
                }
                try await group.waitForAll()
            }
            let log = try await store.log(after: LogPosition(0), limit: 1_000)
            try expect(log.map(\.stamp.position.rawValue), is: Array(1...96))
            for (a, b) in zip(log, log.dropFirst()) { try expect(a.stamp.at < b.stamp.at) }
            try expect(await store.statistics().resources, is: 96)
        },
        Case("the head is at or after every acknowledged write, and in the log") { store, _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        for number in 0..<12 {
                            let unit = try await store.addUnit([Fixture.version(.observation, "h\(writer)-\(number)")])
                            let stamp = try await store.append([], to: unit)
                            let head = try await store.head()
                            try expect(head >= stamp.position)
                            let place = LogPosition(head.rawValue - 1)
                            try expect(await store.log(after: place, limit: 1).count, is: 1)
                        }
                    }
                }
                try await group.waitForAll()
            }
        },
        Case("a write that throws is rolled back alone among others in flight") { store, _ in
            let kept = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        do {
                            try await store.write { transaction in
                                try Fixture.unit([Fixture.version(.observation, "o\(number)")], in: transaction)
                                if number % 3 == 0 { throw Refusal() }
                            }
                            return true
                        } catch is Refusal {
                            return false
                        }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            try expect(kept, is: 26)
            for number in 0..<40 {
                let found = try await store.current(.observation, "o\(number)", in: .everything)
                try expect((found != nil) == (number % 3 != 0))
            }
            let log = try await store.log(after: LogPosition(0), limit: 1_000)
            try expect(log.map(\.stamp.position.rawValue), is: Array(1...26))
        },
        Case("times ascend strictly when the clock stands still or goes backwards") { store, clock in
            var stamps: [Stamp] = []
            let unit = try await store.addUnit([])
            for move in [0, 0, -60_000_000, 0, 30_000_000, 90_000_000, -1] as [Int64] {
                clock.move(microseconds: move)
                stamps.append(try await store.append([], to: unit))
            }
            for (a, b) in zip(stamps, stamps.dropFirst()) {
                try expect(a.at < b.at)
                try expect(b.position.rawValue, is: a.position.rawValue + 1)
            }
            try expect(stamps[5].at, is: ServerTime(microseconds: clock.now.microseconds + 1))
        },
        Case("whoever was answered finds what it wrote, and so does everyone else") { store, _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<6 {
                    group.addTask {
                        for number in 0..<6 {
                            let id = "w\(writer)-\(number)"
                            let unit = try await store.addUnit([
                                Fixture.version(.observation, id, identifiers: ["s|\(id)"])
                            ])
                            try expect(await store.current(.observation, id, in: .everything)?.unit, is: unit)
                            try expect(await store.find(Fixture.identified("s|\(id)")), is: id)
                        }
                    }
                }
                try await group.waitForAll()
            }
        },
        Case("writes run alone and in order: a counter kept in the store never loses a step") { store, _ in
            let unit = try await store.addUnit([Fixture.version(.observation, "n", "0")])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        for _ in 0..<5 {
                            try await store.write { transaction in
                                let old = Int(try require(transaction.current(.observation, "n")).versionID)!
                                let new = Fixture.version(.observation, "n", String(old + 1))
                                try transaction.append([new], to: unit, state: UnitState())
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            try expect(await store.current(.observation, "n", in: .everything)?.versionID, is: "40")
        },
        Case("a unit is never seen half: its members have one version") { store, _ in
            let unit = try await store.addUnit([])
            let versions = { @Sendable (version: String) in
                [Fixture.version(.observation, "a", version), Fixture.version(.specimen, "b", version)]
            }
            try await store.append(versions("v0"), to: unit)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for number in 1...15 { try await store.append(versions("v\(number)"), to: unit) }
                }
                group.addTask {
                    for _ in 0..<200 {
                        let seen = try await store.members(of: unit, in: .everything)
                        try expect(Set(seen.map(\.versionID)).count, is: 1)
                    }
                }
                try await group.waitForAll()
            }
        },
    ]
}
