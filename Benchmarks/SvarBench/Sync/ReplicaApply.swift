import Crypto
import Foundation
import GRDB
import SvarReplica
import SvarSync

/// What a replica takes of pages that are there already: read, checked, indexed, packed and kept, with no server beside
/// it. The floor is the same bodies as they are into one table of SQLite, a transaction a page.
enum ReplicaApply {
    /// A report with its results and its specimen, as laboratories send them.
    private static let resourcesPerUnit = 8
    private static let unitsPerPage = 130

    static func measure(_ settings: BenchSettings) async throws -> [Row] {
        let count = settings.isLong ? 125_000 : 12_500
        return try await withTemporaryDirectory { directory in
            let answer = ReportStream(units: count)
            var rates: [Double] = []
            var cpu: [Double] = []
            var floors: [Double] = []
            var size = 0
            for round in 0..<3 {
                floors.append(try floor(answer, directory + "/floor-\(round).sqlite"))
                let path = directory + "/replica-\(round)"
                let store = try ReplicaStore.create(path) { [UInt8](repeating: 5, count: $0) }
                try store.enrol(ReportStream.enrolment)
                let run = SyncRun(store, over: answer)
                let (watch, before) = (Stopwatch(), ownCPUSeconds())
                guard try await run.run(.sync(watch: false)) == .inStep else { throw BenchError("not in step") }
                let made = answer.secondsMaking
                rates.append(Double(count * resourcesPerUnit) / (watch.seconds - made))
                cpu.append((ownCPUSeconds() - before - answer.processorMaking) / Double(count * resourcesPerUnit) * 1e6)
                size = sizeOnDisk(directory + "/") / (2 * (round + 1))
                try store.close()
            }
            let rate = median(rates)
            let floorRate = Double(count * resourcesPerUnit) / median(floors)
            return [
                Row(
                    what: "replica: pages into the file, indexed, resources/s",
                    measured: decimal(rate, 0),
                    floor: decimal(floorRate, 0) + " bodies into SQLite",
                    ratio: decimal(rate / floorRate * 100, 0) + " %",
                    reach: "≥ 25 000",
                    isReached: rate >= 25_000
                ),
                Row(
                    what: "  processor time a resource, µs",
                    measured: decimal(median(cpu), 1),
                    floor: "\(answer.bytes / (count * resourcesPerUnit)) bytes a resource",
                    ratio: "\(size / (count * resourcesPerUnit)) on disk, with the floor's",
                    reach: "print",
                    isReached: nil
                ),
            ]
        }
    }

    private static func floor(_ answer: ReportStream, _ path: String) throws -> Double {
        var configuration = Configuration()
        configuration.journalMode = .wal
        let database = try DatabaseQueue(path: path, configuration: configuration)
        try database.writeWithoutTransaction { database in
            try database.execute(sql: "CREATE TABLE body (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)")
        }
        var seconds = 0.0
        for start in stride(from: 0, to: answer.units, by: unitsPerPage) {
            let bodies = (start..<min(answer.units, start + unitsPerPage)).map { answer.body($0) }
            let watch = Stopwatch()
            try database.write { database in
                let statement = try database.cachedStatement(sql: "INSERT INTO body (bytes) VALUES (?)")
                for body in bodies { try statement.execute(arguments: [Data(body)]) }
            }
            seconds += watch.seconds
        }
        try database.close()
        return seconds
    }

    /// An answer that is made as it is read: a snapshot of many persons.
    final class ReportStream: SyncTransport {
        static let enrolment = Enrolment(
            server: "http://none",
            id: "r",
            epoch: "e",
            integrityKey: [UInt8](repeating: 7, count: 32),
            schema: 1,
            scopeVersion: 0
        )
        private static let unitsPerPerson = 25
        let units: Int
        private let sum: (bytes: Int, digest: SyncDigest)
        private let clock = Clock()

        /// What making the last answer took.
        var secondsMaking: Double { clock.seconds }
        var processorMaking: Double { clock.processor }
        var bytes: Int { sum.bytes }

        private final class Clock: @unchecked Sendable {
            // One run at a time writes it, and it is read after the run.
            var seconds = 0.0
            var processor = 0.0
        }

        init(units: Int) {
            self.units = units
            var (bytes, digest) = (0, SyncDigest.zero)
            let key = Self.enrolment.integrityKey
            for unit in 0..<units {
                let body = Self.makeBody(unit)
                bytes += body.count
                digest += SyncDigest.element(
                    of: Self.key(unit, 2),
                    version: Int64(unit),
                    hash: UnitBody.hash(body),
                    key: SymmetricKey(data: key)
                )
            }
            sum = (bytes, digest)
        }

        func body(_ unit: Int) -> [UInt8] { Self.makeBody(unit) }

        func send(
            _ request: SyncRequest,
            onHead: @escaping @Sendable (SyncResponseHead) -> Void,
            onBytes: @escaping @Sendable ([UInt8]) -> Bool
        ) async throws(TransportFault) {
            (clock.seconds, clock.processor) = (0, 0)
            onHead(SyncResponseHead(status: 200, headers: [:]))
            let to = SyncStamp(milliseconds: 1_800_000_000_000, number: 0)
            var page: [UInt8] = []
            SyncLine.begin(.init(mode: .snapshot, from: .zero, to: to, estimate: units, round: "r")).write(into: &page)
            var number = 0
            for start in stride(from: 0, to: units, by: unitsPerPage) {
                let (watch, before) = (Stopwatch(), ownCPUSeconds())
                number += 1
                for unit in start..<min(units, start + unitsPerPage) { write(unit, into: &page) }
                SyncLine.page(number: number, token: "t\(number)").write(into: &page)
                clock.seconds += watch.seconds
                clock.processor += ownCPUSeconds() - before
                for start in stride(from: 0, to: page.count, by: 65_536) {
                    guard onBytes(Array(page[start..<min(page.count, start + 65_536)])) else { return }
                }
                page.removeAll(keepingCapacity: true)
            }
            SyncLine.end(.init(token: "end", count: units, digest: sum.digest, more: false)).write(into: &page)
            _ = onBytes(page)
        }

        private func write(_ unit: Int, into page: inout [UInt8]) {
            let stamp = SyncStamp(milliseconds: 1_700_000_000_000 + Int64(unit), number: 0)
            let person = Self.key(unit / Self.unitsPerPerson, 1)
            if unit.isMultiple(of: Self.unitsPerPerson) {
                SyncLine.person(
                    .init(
                        person: person,
                        stamp: stamp,
                        until: 4_000_000_000_000,
                        patient: "p\(unit / Self.unitsPerPerson)"
                    )
                ).write(into: &page)
            }
            let body = Self.makeBody(unit)
            SyncLine.put(
                .init(
                    unit: Self.key(unit, 2),
                    person: person,
                    stamp: stamp,
                    version: Int64(unit),
                    hash: UnitBody.hash(body),
                    body: body
                )
            ).write(into: &page)
        }

        /// Keys are spread, as they are in the world.
        private static func key(_ number: Int, _ kind: UInt8) -> WireKey {
            let spread = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
            let bytes =
                (0..<8).map { UInt8(truncatingIfNeeded: spread >> (8 * $0)) } + [kind] + [UInt8](repeating: 0, count: 7)
            return WireKey(bytes: bytes)!
        }

        private static func makeBody(_ unit: Int) -> [UInt8] {
            let day = "2026-\(10 + unit % 3)-\(10 + unit % 19)T08:\(10 + unit % 50):00+01:00"
            let meta = #""meta":{"versionId":"v\#(unit)","lastUpdated":"2026-11-21T18:00:00.123456Z"}"#
            let subject = #""subject":{"reference":"Patient/p\#(unit / unitsPerPerson)"}"#
            let performer =
                #""performer":[{"reference":"Organization/o\#(unit % 9)","display":"Department of clinical chemistry"}]"#
            let observations = (0..<resourcesPerUnit - 2).map { place in
                """
                {"resourceType":"Observation","id":"o\(unit)-\(place)",\(meta),"identifier":[{"system":"urn:item","value":"\
                \(unit * 31 + place)"}],"status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/\
                observation-category","code":"laboratory"}]}],"code":{"coding":[{"system":"urn:oid:2.16.578.1.12.4.1.1.7280",\
                "code":"NPU\(10_000 + (unit * 7 + place * 13) % 400)","display":"Analysis of the blood \(place)"}],"text":"Analysis \(place)"},\
                \(subject),"effectiveDateTime":"\(day)","issued":"\(day)",\(performer),"valueQuantity":{"value":\
                \(unit % 90 + 3).\(place),"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"},\
                "interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",\
                "code":"N"}]}],"specimen":{"reference":"Specimen/s\(unit)"},"referenceRange":[{"low":{"value":3.5,"unit":"mmol/L"},\
                "high":{"value":\(40 + place).5,"unit":"mmol/L"},"text":"3.5–\(40 + place).5"}]}
                """
            }
            let results = (0..<resourcesPerUnit - 2).map { #"{"reference":"Observation/o\#(unit)-\#($0)"}"# }.joined(
                separator: ","
            )
            let report = """
                {"resourceType":"DiagnosticReport","id":"r\(unit)",\(meta),"status":"final","category":[{"coding":[{"system":\
                "urn:oid:2.16.578.1.12.4.1.1.8202","code":"CLIN","display":"Clinical chemistry"}]}],"code":{"text":"Blood tests"},\
                \(subject),"effectiveDateTime":"\(day)","issued":"\(day)",\(performer),"result":[\(results)]}
                """
            let specimen = """
                {"resourceType":"Specimen","id":"s\(unit)",\(meta),"type":{"text":"Venous blood"},\(subject),"receivedTime":"\(day)"}
                """
            return Array(("[" + ([report] + observations + [specimen]).joined(separator: ",") + "]").utf8)
        }
    }
}
