import Foundation
import FoundationXML
import SvarMessages
import SvarServices
import SvarStore
import SvarSynthetic

/// Svarrapport messages in all disciplines, from bytes to durable, through the same use case the server calls.
enum Messages {
    private static let persons = 400
    private static let clients = 16

    static func measure(_ settings: BenchSettings) async throws -> [Row] {
        var rates: [Double] = []
        var floors: [Double] = []
        var costs: [Double] = []
        var count = 0
        for round in 0..<5 {
            let messages = SyntheticData(seed: UInt64(round), persons: persons).messages().map(\.bytes)
            count = messages.count
            floors.append(Double(count) / parse(messages))
            let seconds = try await withTemporaryDirectory { directory in
                let store = try Stores.open(directory + "/store")
                let service = Stores.service(store)
                let before = ownCPUSeconds()
                let seconds = try await submit(messages, to: service)
                costs.append((ownCPUSeconds() - before) / Double(messages.count) * 1e3)
                try await store.close()
                return seconds
            }
            rates.append(Double(count) / seconds)
        }
        let rate = median(rates)
        let floor = median(floors)
        return [
            Row(
                what: "svarrapport, bytes to durable, messages/s",
                measured: decimal(rate, 0) + " (\(clients) clients)",
                floor: decimal(floor, 0) + " libxml2 alone, one thread",
                ratio: decimal(rate / floor * 100, 0) + " %",
                reach: "≥ 500",
                isReached: rate >= 500
            ),
            Row(
                what: "  CPU ms a message",
                measured: decimal(median(costs), 2),
                floor: decimal(1e3 / floor, 2),
                ratio: decimal(median(costs) * floor / 1e3, 1) + "×",
                reach: "",
                isReached: nil
            ),
        ]
    }

    /// Sends all messages, each client the next one when its last is acknowledged. Returns seconds.
    private static func submit(_ messages: [[UInt8]], to service: ResultService) async throws -> Double {
        let watch = Stopwatch()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask {
                    for index in stride(from: client, to: messages.count, by: clients) {
                        let reply = try await service.submitMessage(messages[index], caller: .sandbox)
                        guard [.accepted, .acceptedWithWarnings].contains(reply.receipt.outcome) else {
                            throw BenchError("message \(index) was answered \(reply.receipt.outcome)")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        return watch.seconds
    }

    /// The floor: the platform's XML parser over the same bytes, nothing done with what it finds. Returns seconds.
    private static func parse(_ messages: [[UInt8]]) -> Double {
        let watch = Stopwatch()
        for message in messages {
            _ = XMLParser(data: Data(message)).parse()
        }
        return watch.seconds
    }
}
