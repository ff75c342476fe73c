/// One person as a replica should hold them.
package struct ManifestRow: Sendable, Hashable {
    package var person: WireKey
    package var count: Int
    package var digest: SyncDigest
    package init(person: WireKey, count: Int, digest: SyncDigest) {
        self.person = person
        self.count = count
        self.digest = digest
    }
}

/// A manifest as it is sent (`application/vnd.svar.manifest`): rows of 52 bytes, ascending by person, nothing between.
extension ManifestRow {
    /// Bytes of a row: 16 of the person, a count of 4 with the highest first, 32 of the sum.
    package static let byteCount = 52

    /// Appends the row.
    package func write(into bytes: inout [UInt8]) {
        bytes.append(contentsOf: person.bytes)
        // A person with more than four thousand million units is not.
        withUnsafeBytes(of: UInt32(clamping: count).bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: digest.bytes)
    }

    /// The bytes of a manifest.
    package static func bytes(of rows: [ManifestRow]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(rows.count * byteCount)
        for row in rows { row.write(into: &bytes) }
        return bytes
    }

    /// The rows of a manifest; nil when the bytes end inside a row, or a person is out of order or twice.
    package static func rows(of bytes: [UInt8]) -> [ManifestRow]? {
        guard bytes.count.isMultiple(of: byteCount) else { return nil }
        var rows: [ManifestRow] = []
        rows.reserveCapacity(bytes.count / byteCount)
        for start in stride(from: 0, to: bytes.count, by: byteCount) {
            guard let person = WireKey(bytes: bytes[start..<start + 16]),
                let digest = SyncDigest(bytes: bytes[(start + 20)..<start + byteCount]),
                rows.last.map({ $0.person < person }) ?? true
            else { return nil }
            let count = bytes[(start + 16)..<start + 20].reduce(0) { $0 << 8 | Int($1) }
            rows.append(ManifestRow(person: person, count: count, digest: digest))
        }
        return rows
    }
}
