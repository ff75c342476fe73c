import CZlib
import CZstd
import HTTPTypes
import HummingbirdTesting
import NIOCore
import SvarFHIR
import SvarHTTP
import SvarServices
import SvarSynthetic
import Synchronization
import Testing

/// Answers and bodies that are compressed.
struct CompressionTests {
    /// JSON of some size that does not pack to nothing.
    static func resource(_ count: Int, seed: UInt64 = 1) -> String {
        var random = SeededGenerator(seed: seed)
        var text = #"{"resourceType":"Patient","id":"p1","extension":["#
        while text.utf8.count < count {
            text += #"{"url":"urn:x","valueDecimal":\#(Int.random(in: 0...99_999, using: &random)).10},"#
        }
        return text.dropLast() + "]}"
    }

    private func edge(_ count: Int) -> (EdgeFixture, String) {
        let edge = EdgeFixture()
        let text = Self.resource(count)
        edge.port.put(.patient, "p1", text)
        return (edge, text)
    }

    @Test(
        arguments: [
            ("gzip", "gzip"), ("zstd", "zstd"), ("gzip, zstd", "zstd"), ("zstd;q=0.2, gzip;q=0.3", "gzip"),
            ("gzip, deflate, br, zstd", "zstd"), ("gzip, deflate, br", "gzip"), ("*", "zstd"), ("X-GZIP", "gzip"),
            ("zstd;q=0, *", "gzip"), ("br", nil), ("identity", nil), (nil, nil), ("gzip;q=0", nil), ("", nil),
            ("gzip;q=0.5, identity;q=0.9", nil), ("gzip;q=nonsense", nil), ("*;q=0", nil), (";;q=", nil),
        ] as [(String?, String?)]
    )
    func anAnswerIsPackedAsTheCallerLikesBest(_ accepted: String?, _ coding: String?) async throws {
        let (edge, text) = edge(20_000)
        var fields = HTTPFields()
        fields[.acceptEncoding] = accepted
        let response = try await edge.send(.get, "/v1/fhir/Patient/p1", fields)
        #expect(response.headers[.contentEncoding] == coding)
        #expect(response.headers[.vary] == "Accept-Encoding")
        let body = Array(response.body.readableBytesView)
        #expect(Self.unpacked(body, coding) == Array(text.utf8))
        #expect((body.count < text.utf8.count / 2) == (coding != nil))
        let head = try await edge.send(.head, "/v1/fhir/Patient/p1", fields)
        #expect(head.headers[.contentLength] == String(body.count))
        #expect(head.headers[.contentEncoding] == coding)
    }

    @Test(arguments: [(900, false), (1_200, true)])
    func smallAnswersAreSentAsTheyAre(_ count: Int, _ isPacked: Bool) async throws {
        let (edge, _) = edge(count)
        let response = try await edge.send(.get, "/v1/fhir/Patient/p1", HTTPFields().with("Accept-Encoding", "gzip"))
        #expect((response.headers[.contentEncoding] != nil) == isPacked)
        #expect((response.headers[.vary] != nil) == isPacked)
    }

    @Test(arguments: ["gzip", "zstd"])
    func largeAnswersArePackedWhole(_ coding: String) async throws {
        let (edge, text) = edge(3 << 20)
        try await edge.live { port in
            let connection = try await RawConnection(port: port)
            await connection.send(
                "GET /v1/fhir/Patient/p1 HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: \(coding)\r\nConnection: close\r\n\r\n"
            )
            let answer = try #require(await connection.bytes())
            let end = try #require(answer.firstRange(of: "\r\n\r\n".utf8))
            #expect(Self.unpacked(Array(answer[end.upperBound...]), coding) == Array(text.utf8))
        }
    }

    // MARK: Bodies

    @Test(arguments: ["gzip", "x-gzip", "GZIP"])
    func aPackedBodyIsUnpacked(_ coding: String) async throws {
        let edge = EdgeFixture()
        let text = Array(Self.resource(100_000).utf8)
        let fields = HTTPFields.fhir.with("Content-Encoding", coding)
        #expect(try await edge.send(.post, "/v1/fhir/Patient", fields, bytes: Self.packed(text)).status == .created)
        // Two members one after the other are one body.
        let halves = Self.packed(Array(text[..<50_000])) + Self.packed(Array(text[50_000...]))
        #expect(try await edge.send(.post, "/v1/fhir", fields, bytes: halves).status == .ok)
        let xml = HTTPFields.xml.with("Content-Encoding", coding)
        #expect(
            try await edge.send(.post, "/v1/messages", xml, bytes: Self.packed(Array("<a/>".utf8))).status == .created
        )
        #expect(edge.port.state.withLock { $0.bodies } == [text, text, Array("<a/>".utf8)])
        let form = HTTPFields.form.with("Content-Encoding", coding)
        let query = Self.packed(Array("_id=p1".utf8))
        #expect(try await edge.send(.post, "/v1/fhir/Patient/_search", form, bytes: query).status == .ok)
        #expect(edge.port.state.withLock { $0.searches.map(\.parameters) } == [[NamedValue("_id", "p1")]])
    }

    @Test(arguments: ["deflate", "br", "zstd", "gzip, gzip", ""])
    func otherCodingsAreRefused(_ coding: String) async throws {
        let fields = HTTPFields.fhir.with("Content-Encoding", coding)
        let response = try await EdgeFixture().send(.post, "/v1/fhir", fields, body: "x")
        #expect(response.status == .unsupportedMediaType)
        #expect(response.headers[.acceptEncoding] == "gzip")
    }

    @Test func whatIsNotGzipIsRefused() async throws {
        let edge = EdgeFixture()
        let fields = HTTPFields.fhir.with("Content-Encoding", "gzip")
        let whole = Self.packed(Array(Self.resource(50_000).utf8))
        var damaged = whole
        damaged[damaged.count / 2] ^= 0x55
        let bodies = [Array("{}".utf8), Array(whole.dropLast(9)), damaged, whole + [1], Array(whole[..<5])]
        for bytes in bodies {
            let response = try await edge.send(.post, "/v1/fhir/Patient", fields, bytes: bytes)
            #expect(response.status == .badRequest)
            #expect(try response.issueCodes == ["structure"])
        }
        #expect(edge.port.state.withLock { $0.bodies.isEmpty })
    }

    /// A gigabyte of spaces in a megabyte, and less than the limit of bytes from a thousandth of it.
    @Test(arguments: [(1 << 30, 20 << 20), (4 << 20, 20 << 20), (2 << 20, 1 << 20)])
    func aBombIsRefusedBeforeItIsUnpacked(_ count: Int, _ limit: Int) async throws {
        let edge = EdgeFixture { $0.body.maximumBytes = limit }
        let bomb = Self.packedSpaces(count)
        let fields = HTTPFields.fhir.with("Content-Encoding", "gzip")
        let response = try await edge.send(.post, "/v1/fhir/Patient", fields, bytes: bomb)
        #expect(response.status.code == 413)
        #expect(edge.port.state.withLock { $0.bodies.isEmpty })
    }

    // MARK: The libraries by another way

    static func packed(_ bytes: [UInt8]) -> [UInt8] {
        pack { feed in feed(bytes, true) }
    }

    static func packedSpaces(_ count: Int) -> [UInt8] {
        let piece = [UInt8](repeating: 0x20, count: 1 << 20)
        return pack { feed in
            for done in 0..<(count >> 20) { feed(piece, done == (count >> 20) - 1) }
        }
    }

    private static func pack(_ body: ((_ bytes: [UInt8], _ isLast: Bool) -> Void) -> Void) -> [UInt8] {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        deflateInit2_(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        defer { deflateEnd(&stream) }
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        body { bytes, isLast in
            var bytes = bytes
            bytes.withUnsafeMutableBufferPointer { source in
                stream.next_in = source.baseAddress
                stream.avail_in = uInt(source.count)
                repeat {
                    let count = buffer.count
                    buffer.withUnsafeMutableBufferPointer { target in
                        stream.next_out = target.baseAddress
                        stream.avail_out = uInt(count)
                        deflate(&stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                    }
                    result += buffer[..<(count - Int(stream.avail_out))]
                } while stream.avail_out == 0
            }
        }
        return result
    }

    static func unpacked(_ bytes: [UInt8], _ coding: String?) -> [UInt8]? {
        var result = [UInt8](repeating: 0, count: 8 << 20)
        switch coding {
        case "zstd":
            let count = ZSTD_decompress(&result, result.count, bytes, bytes.count)
            return ZSTD_isError(count) == 0 ? Array(result[..<count]) : nil
        case "gzip":
            var stream = z_stream()
            inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
            defer { inflateEnd(&stream) }
            var bytes = bytes
            let status = bytes.withUnsafeMutableBufferPointer { source in
                result.withUnsafeMutableBufferPointer { target in
                    stream.next_in = source.baseAddress
                    stream.avail_in = uInt(source.count)
                    stream.next_out = target.baseAddress
                    stream.avail_out = uInt(target.count)
                    return inflate(&stream, Z_FINISH)
                }
            }
            return status == Z_STREAM_END ? Array(result[..<Int(stream.total_out)]) : nil
        default: return bytes
        }
    }
}
