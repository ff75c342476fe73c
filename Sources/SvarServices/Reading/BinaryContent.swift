import SvarFHIR
import SvarJSON
import SvarStore

/// The two renditions of an attachment: as a Binary resource with base64 `data`, and as itself.
enum BinaryContent {
    /// Puts `data` before the closing brace of a Binary's bytes.
    static func inline(_ data: [UInt8], into resource: [UInt8]) -> [UInt8] {
        guard let end = resource.lastIndex(of: UInt8(ascii: "}")) else { return resource }
        return resource[..<end] + Array(",\"data\":\"".utf8) + FHIRBase64.encode(data) + Array("\"}".utf8)
    }

    /// Content type and bytes; nil where the Binary holds none.
    static func content(of version: ResourceVersion, store: any ResultStore) async throws
        -> (contentType: String, bytes: [UInt8])?
    {
        let document = try JSONDocument(version.body)
        let contentType = document.root["contentType"]?.string ?? "application/octet-stream"
        if let key = version.attachment {
            return try await store.attachment(key).map { (contentType, $0) }
        }
        guard let text = document.root["data"]?.string, let data = FHIRBase64(text) else { return nil }
        return (contentType, data.bytes)
    }
}
