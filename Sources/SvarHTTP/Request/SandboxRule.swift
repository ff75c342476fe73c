/// What a sandbox listens on and answers to: loopback alone (decision 33).
package enum SandboxRule {
    /// Whether a Host field or the authority of a request target is a loopback name, with any port. A missing one is
    /// not.
    package static func allows(host: String?) -> Bool {
        guard let host else { return false }
        let bytes = Array(host.utf8)
        let isBracketed = bytes.first == UInt8(ascii: "[")
        let afterName: Int
        if isBracketed {
            guard let bracket = bytes.firstIndex(of: UInt8(ascii: "]")) else { return false }
            afterName = bracket + 1
        } else {
            afterName = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
        }
        let name = String(decoding: isBracketed ? bytes[1..<(afterName - 1)] : bytes[..<afterName], as: UTF8.self)
        guard isBracketed == (name == "::1"), allows(listeningOn: name) else { return false }
        if afterName == bytes.count { return true }
        let port = bytes[(afterName + 1)...]
        return bytes[afterName] == UInt8(ascii: ":") && !port.isEmpty && port.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// Whether a server on this host can be reached from this machine only: `localhost`, `::1`, 127.0.0.0/8.
    package static func allows(listeningOn host: String) -> Bool {
        if host.lowercased() == "localhost" || host == "::1" { return true }
        let parts = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4 && String(Substring(parts[0])) == "127"
            && parts.allSatisfy { part in
                (1...3).contains(part.count) && part.allSatisfy { (0x30...0x39).contains($0) }
                    && UInt8(String(Substring(part))) != nil
            }
    }
}
