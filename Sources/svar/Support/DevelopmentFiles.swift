import FoundationEssentials
import Glibc
import SvarHTTP

/// The development key beside a store: the key that signs, and the key set that a server is given.
struct DevelopmentFiles {
    /// Whom tokens of a development key are from. The name cannot be anybody's (RFC 2606).
    static let issuer = "https://svar.invalid/development"

    private let folder: String

    init(_ data: String) { folder = data }

    private var keyPath: String { folder + "/development-key.json" }
    /// The file of the key set.
    var keySetPath: String { folder + "/development-keys.json" }

    /// Whether the key is there already.
    var hasKey: Bool { Files.kind(keyPath).exists }

    /// The key, made with both files at first use.
    func key() throws -> DevelopmentKey {
        let key = try hasKey ? Self.read(keyPath) : make()
        let isThere = try Files.kind(keySetPath).exists && Files.read(keySetPath) == key.keySet
        if !isThere { try FileHandleWriter(keySetPath).write(key.keySet) }
        return key
    }

    /// The key of a client's file, made at first use.
    static func key(at path: String) throws -> DevelopmentKey {
        if !Files.kind(path).exists { try FileHandleWriter(path).write(DevelopmentKey().privateJWK) }
        return try read(path)
    }

    /// A key to sign with, from a file.
    static func read(_ path: String) throws -> DevelopmentKey {
        let bytes = try Files.read(path)
        do {
            return try DevelopmentKey(privateJWK: bytes)
        } catch {
            throw Failure("\(path): \(error)")
        }
    }

    /// Two processes may do this at once: the first to link its file has made the key.
    private func make() throws -> DevelopmentKey {
        try Files.makeFolder(folder)
        let draft = keyPath + ".\(getpid())"
        try FileHandleWriter(draft).write(DevelopmentKey().privateJWK)
        let linked = link(draft, keyPath)
        let code = errno
        unlink(draft)
        guard linked == 0 || code == EEXIST else { throw Failure("cannot write \(keyPath)") }
        return try Self.read(keyPath)
    }
}
