import CCurl
import Synchronization

/// One request and what has come of its answer.
///
/// Unchecked: but for the flag of cancelling, only the thread that performs it touches what can change.
final class CurlTransfer: @unchecked Sendable {
    let method: String
    let url: String
    let headerLines: [String]
    let body: [UInt8]
    let silence: Int
    let options: CurlTransport.Options

    private let onHead: @Sendable (SyncResponseHead) -> Void
    private let onBytes: @Sendable ([UInt8]) -> Bool
    private let cancelled = Atomic(false)
    private var status = 0
    private var fields: [String: String] = [:]
    private var fieldBytes = 0
    /// Why it was ended from here.
    private var end: End?

    private enum End {
        case wantedNoMore
        case fault(String)
    }

    /// The most bytes of an answer's head.
    private static let maximumHead = 64 << 10

    init(
        _ request: SyncRequest,
        _ options: CurlTransport.Options,
        onHead: @escaping @Sendable (SyncResponseHead) -> Void,
        onBytes: @escaping @Sendable ([UInt8]) -> Bool
    ) throws(TransportFault) {
        method = request.method
        url = options.server + Self.target(request)
        var headers = request.headers
        // An empty field takes away what libcurl would add.
        headers["Expect"] = ""
        if !request.body.isEmpty, !headers.keys.contains(where: { $0.lowercased() == "content-type" }) {
            headers["Content-Type"] = "application/json"
        }
        for (name, value) in headers where (name + value).utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            throw TransportFault("a field of the request, or the token, has a control character")
        }
        headerLines = headers.sorted { $0.key < $1.key }.map {
            $0.value.isEmpty ? "\($0.key):" : "\($0.key): \($0.value)"
        }
        body = request.body
        silence = request.silence
        self.options = options
        self.onHead = onHead
        self.onBytes = onBytes
    }

    private static func target(_ request: SyncRequest) -> String {
        guard !request.query.isEmpty else { return request.path }
        return request.path + "?"
            + request.query.map { escaped($0.name) + "=" + escaped($0.value) }.joined(separator: "&")
    }

    private static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: result.append(byte)
            default: result += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    func cancel() { cancelled.store(true, ordering: .relaxed) }
    var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    // MARK: What libcurl calls

    static func at(_ context: UnsafeMutableRawPointer?) -> CurlTransfer {
        // The handle holds the transfer while it performs it, and always sets the pointer.
        Unmanaged.fromOpaque(context.unsafelyUnwrapped).takeUnretainedValue()
    }

    /// A line of the head. False ends the transfer.
    func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        fieldBytes += line.count
        guard fieldBytes <= Self.maximumHead else { return fail("the head of the answer is too long") }
        let text = String(decoding: line, as: UTF8.self).filter { $0 != "\r\n" && $0 != "\r" && $0 != "\n" }
        if text.hasPrefix("HTTP/") {
            // A later head replaces an interim one.
            status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            fields = [:]
        } else if !text.isEmpty {
            addField(text)
        } else if status >= 200 {
            if [301, 302, 303, 307, 308].contains(status) {
                return fail("the server sends elsewhere (status \(status))")
            }
            onHead(SyncResponseHead(status: status, headers: fields))
        }
        return true
    }

    private func addField(_ line: String) {
        guard let colon = line.firstIndex(of: ":") else { return }
        let name = line[..<colon].lowercased()
        let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        fields[name] = fields[name].map { $0 + ", " + value } ?? String(value)
    }

    /// Part of the body, unpacked. False ends the transfer.
    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if isCancelled { return false }
        if onBytes(Array(bytes)) { return true }
        end = .wantedNoMore
        return false
    }

    private func fail(_ text: String) -> Bool {
        end = .fault(text)
        return false
    }

    /// What libcurl's code means.
    func outcome(_ code: CURLcode, text: String) -> Result<Void, TransportFault> {
        switch end {
        case .wantedNoMore: return .success(())
        case .fault(let text): return .failure(TransportFault(text))
        case nil: break
        }
        if code == CURLE_OK { return .success(()) }
        if isCancelled { return .failure(TransportFault("stopped")) }
        let reason = text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
        return .failure(TransportFault(reason))
    }
}
