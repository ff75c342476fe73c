import CCurl

/// An easy handle of libcurl with the connection that it keeps.
///
/// Unchecked: one thread at a time has it, because it is taken out of the idle ones while it works.
final class CurlHandle: @unchecked Sendable {
    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    private let handle: OpaquePointer?
    private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    init() {
        handle = Self.isReady ? curl_easy_init().map { OpaquePointer($0) } : nil
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        if let handle { curl_easy_cleanup(UnsafeMutableRawPointer(handle)) }
        errorText.deallocate()
    }

    /// Blocks until the answer is at its end, was stopped or failed.
    func perform(_ transfer: CurlTransfer) -> Result<Void, TransportFault> {
        guard let handle = handle.map({ UnsafeMutableRawPointer($0) }) else {
            return .failure(TransportFault("libcurl cannot be used"))
        }
        // Connections, sessions and names that were looked up stay.
        curl_easy_reset(handle)
        errorText[0] = 0
        var list: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(list) }
        for line in transfer.headerLines { list = curl_slist_append(list, line) ?? list }
        let code = transfer.body.withUnsafeBytes { body in
            let options = configure(handle, transfer, body, list)
            return options == CURLE_OK ? curl_easy_perform(handle) : options
        }
        // Nothing of a transfer that is over is looked at again.
        curl_easy_reset(handle)
        return transfer.outcome(code, text: String(cString: errorText))
    }

    private func configure(
        _ handle: UnsafeMutableRawPointer,
        _ transfer: CurlTransfer,
        _ body: UnsafeRawBufferPointer,
        _ headers: UnsafeMutablePointer<curl_slist>?
    ) -> CURLcode {
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_NOSIGNAL, 1),
            // curl before 8 goes wrong with HTTP/2 to some servers.
            (CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1),
            (CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2),
            (CURLOPT_SSL_VERIFYPEER, 1),
            (CURLOPT_SSL_VERIFYHOST, 2),
            (CURLOPT_FOLLOWLOCATION, 0),
            (CURLOPT_CONNECTTIMEOUT, transfer.options.connectSeconds),
            (CURLOPT_LOW_SPEED_LIMIT, 1),
            (CURLOPT_LOW_SPEED_TIME, transfer.silence),
            (CURLOPT_TCP_KEEPALIVE, 1),
            (CURLOPT_BUFFERSIZE, 128 << 10),
            (CURLOPT_SUPPRESS_CONNECT_HEADERS, 1),
            (CURLOPT_NOPROGRESS, 0),
        ]
        let texts: [(CURLoption, String)] = [
            (CURLOPT_URL, transfer.url), (CURLOPT_CUSTOMREQUEST, transfer.method),
            (CURLOPT_PROTOCOLS_STR, "http,https"), (CURLOPT_ACCEPT_ENCODING, "gzip"),
            (CURLOPT_USERAGENT, transfer.options.agent),
        ]
        var codes = numbers.map { svar_curl_set_long(handle, $0, $1) }
        codes += texts.map { svar_curl_set_text(handle, $0, $1) }
        if let authorities = transfer.options.authorities {
            codes.append(svar_curl_set_text(handle, CURLOPT_CAINFO, authorities))
        }
        if !body.isEmpty {
            codes.append(svar_curl_set_long(handle, CURLOPT_POSTFIELDSIZE, body.count))
            codes.append(
                svar_curl_set_pointer(handle, CURLOPT_POSTFIELDS, body.baseAddress)
            )
        }
        codes += [
            svar_curl_set_list(handle, CURLOPT_HTTPHEADER, headers),
            svar_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText),
            svar_curl_set_pointer(handle, CURLOPT_WRITEDATA, context),
            svar_curl_set_pointer(handle, CURLOPT_HEADERDATA, context),
            svar_curl_set_pointer(handle, CURLOPT_XFERINFODATA, context),
            svar_curl_set_function(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
                CurlTransfer.at(context).take(UnsafeRawBufferPointer(start: bytes, count: size * count))
                    ? size * count : Int.max
            },
            svar_curl_set_function(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
                CurlTransfer.at(context).takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
                    ? size * count : Int.max
            },
            svar_curl_set_progress(handle) { context, _, _, _, _ in CurlTransfer.at(context).isCancelled ? 1 : 0 },
        ]
        return codes.first { $0 != CURLE_OK } ?? CURLE_OK
    }
}
