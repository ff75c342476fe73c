import SvarFHIR
import SvarHTTP
import Synchronization
import TestLane
import Testing

/// HTTP/2, frame by frame over a raw connection.
@Suite(.alone, .serialized) struct HTTP2Tests {
    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + frame(4, 0, 0, [])

    /// A frame (RFC 9113 §4.1).
    private static func frame(_ type: UInt8, _ flags: UInt8, _ stream: Int, _ payload: [UInt8]) -> [UInt8] {
        let count = payload.count
        return [UInt8(count >> 16), UInt8(count >> 8 & 255), UInt8(count & 255), type, flags]
            + [24, 16, 8, 0].map { UInt8(stream >> $0 & 255) } + payload
    }

    /// A request's fields: the pseudo fields by the static table, the others as literals (RFC 7541 §6).
    private static func head(
        _ stream: Int,
        _ path: String,
        isPost: Bool = false,
        ends: Bool = true,
        _ fields: [(String, String)] = []
    ) -> [UInt8] {
        var block: [UInt8] = [isPost ? 0x83 : 0x82, 0x86, 0x04, UInt8(path.utf8.count)] + Array(path.utf8)
        block += [0x01, 9] + Array("localhost".utf8)
        for (name, value) in fields {
            block += [0x00, UInt8(name.utf8.count)] + Array(name.utf8) + [UInt8(value.utf8.count)] + Array(value.utf8)
        }
        return frame(1, ends ? 0x05 : 0x04, stream, block)
    }

    private struct Frame {
        var type: UInt8
        var stream: Int
        var payload: ArraySlice<UInt8>
    }

    private static func frames(_ bytes: [UInt8]) -> [Frame] {
        var frames: [Frame] = []
        var rest = bytes[...]
        while rest.count >= 9 {
            let start = rest.startIndex
            let count = Int(rest[start]) << 16 | Int(rest[start + 1]) << 8 | Int(rest[start + 2])
            let stream = rest[(start + 5)..<(start + 9)].reduce(0) { $0 << 8 | Int($1) }
            guard rest.count >= 9 + count else { break }
            frames.append(
                Frame(type: rest[start + 3], stream: stream, payload: rest[(start + 9)..<(start + 9 + count)])
            )
            rest = rest[(start + 9 + count)...]
        }
        return frames
    }

    private func edge(_ change: (inout EdgeSettings) -> Void = { _ in }) -> EdgeFixture {
        let edge = EdgeFixture(transport: .clearHTTP2, change)
        edge.port.put(.patient, "p1", #"{"resourceType":"Patient","id":"p1"}"#)
        return edge
    }

    /// What comes back for these bytes, until `isDone` or the connection ends.
    private static func exchange(
        _ port: Int,
        _ bytes: [UInt8],
        until isDone: @escaping @Sendable ([Frame]) -> Bool
    ) async throws -> [Frame] {
        let connection = try await RawConnection(port: port)
        await connection.send(bytes: preface + bytes)
        return frames(await connection.bytes { isDone(frames($0)) } ?? [])
    }

    /// Whether a new client gets the patient: `:status` 200 is one byte of the static table.
    private static func isServed(_ port: Int, _ fields: [(String, String)] = []) async throws -> Bool {
        let found = try await exchange(port, head(1, "/v1/fhir/Patient/p1", fields)) { frames in
            frames.contains { $0.type == 0 && !$0.payload.isEmpty }
        }
        return found.contains { $0.type == 1 && $0.payload.first == 0x88 }
            && found.contains { String(decoding: $0.payload, as: UTF8.self).contains("Patient") }
    }

    @Test func answersAStream() async throws {
        try await edge().live { port in
            // A Host field that says the same as the authority is no second name.
            for (fields, isTaken) in [([], true), ([("host", "localhost")], true), ([("host", "example.org")], false)] {
                let isServed = try await Self.isServed(port, fields)
                #expect(isServed == isTaken)
            }
        }
    }

    @Test func aRefusedBodyEndsItsStreamAndNotTheConnection() async throws {
        let edge = edge { $0.body.maximumBytes = 1_000 }
        try await edge.live { port in
            let fields = [("content-type", "application/fhir+json"), ("content-length", "900000")]
            let bytes =
                Self.head(1, "/v1/fhir", isPost: true, ends: false, fields)
                + Self.frame(0, 0, 1, [UInt8](repeating: 0x20, count: 10_000)) + Self.head(3, "/v1/fhir/Patient/p1")
            let found = try await Self.exchange(port, bytes) { frames in
                frames.contains { $0.type == 0 && $0.stream == 3 && !$0.payload.isEmpty }
            }
            #expect(found.contains { $0.type == 1 && $0.stream == 3 && $0.payload.first == 0x88 })
        }
    }

    @Test func moreStreamsThanAllowedAreRefused() async throws {
        try await edge().live { port in
            // Bodies that never come.
            let heads = (0..<150).flatMap { index in
                Self.head(2 * index + 1, "/v1/fhir", isPost: true, ends: false, [("content-type", "application/json")])
            }
            let found = try await Self.exchange(port, heads) { frames in
                frames.contains { $0.type == 3 || $0.type == 7 }
            }
            #expect(found.contains { $0.type == 3 || $0.type == 7 })
            let isServed = try await Self.isServed(port)
            #expect(isServed)
        }
    }

    @Test func streamsResetInAFloodEndTheConnection() async throws {
        let edge = edge()
        try await edge.live { port in
            let flood = (0..<5_000).flatMap { index in
                Self.head(2 * index + 1, "/v1/fhir/Patient/p1") + Self.frame(3, 0, 2 * index + 1, [0, 0, 0, 8])
            }
            try await ProcessMemory.expectGrowth(below: 64 << 20) {
                let found = try await Self.exchange(port, flood) { frames in frames.contains { $0.type == 7 } }
                #expect(found.contains { $0.type == 7 } || found.count < 5_000)
            }
            let isServed = try await Self.isServed(port)
            #expect(isServed)
        }
        // Far fewer than were asked for were carried out.
        #expect(edge.port.state.withLock { $0.callers.count } < 1_000)
    }
}
