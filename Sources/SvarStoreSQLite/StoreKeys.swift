import Crypto
import Foundation
import SvarDomain

/// The store's secret keys: three files of 32 random bytes beside the database, mode 0600.
struct StoreKeys: Sendable {
    /// Encrypts raw submissions.
    let raw: SymmetricKey
    /// Hashes attachments, so that equal bytes of a person are kept once and the hash tells nothing.
    let attachment: SymmetricKey
    /// Hashes submissions, so that a resubmission is known after the raw bytes are gone.
    let submission: SymmetricKey

    static let names = ["raw.key", "attachment.key", "submission.key"]

    /// What replicas' names for things are made from (`SyncKeys`). Stores that are older than replicas get it when they
    /// are opened; a store that lost it is followed by reconciling anew.
    static let syncName = "sync.key"

    /// The secret of `syncName`, if it is there.
    static func sync(in directory: String) throws -> [UInt8]? {
        FileManager.default.fileExists(atPath: "\(directory)/\(syncName)") ? try read(syncName, in: directory) : nil
    }

    /// Makes the keys that are missing. Only for a store that is being created.
    static func create(in directory: String, randomBytes: (Int) -> [UInt8]) throws {
        for name in names where !FileManager.default.fileExists(atPath: "\(directory)/\(name)") {
            try StoreFiles.write(randomBytes(32), to: "\(directory)/\(name)")
        }
        try StoreFiles.sync(directory: directory)
    }

    /// A key that is made at first use: who loses it loses pages of the last hour and nothing else.
    static func load(_ name: String, of files: StoreFiles, randomBytes: (Int) -> [UInt8]) throws -> [UInt8] {
        if !FileManager.default.fileExists(atPath: "\(files.keys)/\(name)") {
            try files.makeDirectories()
            try StoreFiles.write(randomBytes(32), to: "\(files.keys)/\(name)")
            try StoreFiles.sync(directory: files.keys)
        }
        return try read(name, in: files.keys)
    }

    private static func read(_ name: String, in directory: String) throws -> [UInt8] {
        guard let bytes = FileManager.default.contents(atPath: "\(directory)/\(name)"), bytes.count == 32 else {
            throw SvarError(.storeUnusable, "the key file \(name) is missing or damaged")
        }
        return [UInt8](bytes)
    }

    init(directory: String) throws {
        let keys = try Self.names.map { SymmetricKey(data: try Self.read($0, in: directory)) }
        (raw, attachment, submission) = (keys[0], keys[1], keys[2])
    }

    /// AES-256-GCM; the submission's number is authenticated with it. The nonce comes first.
    func seal(_ bytes: [UInt8], number: Int64, nonce: [UInt8]) throws -> Data {
        let box = try AES.GCM.seal(
            bytes,
            using: raw,
            nonce: AES.GCM.Nonce(data: nonce),
            authenticating: Self.data(number)
        )
        return box.combined!
    }

    func open(_ sealed: Data, number: Int64) throws -> [UInt8] {
        do {
            return [UInt8](try AES.GCM.open(.init(combined: sealed), using: raw, authenticating: Self.data(number)))
        } catch {
            throw SvarError(.storeUnusable, "a raw submission cannot be decrypted: wrong key or damaged")
        }
    }

    private static func data(_ number: Int64) -> Data { withUnsafeBytes(of: number.littleEndian) { Data($0) } }

    func hash(attachment bytes: [UInt8]) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: bytes, using: attachment))
    }

    /// Sender and exact bytes. The sender ends with a NUL, which no producer's key has.
    func digest(submission bytes: [UInt8], producer: Producer) -> Data {
        var mac = HMAC<SHA256>(key: submission)
        mac.update(data: Array(producer.rawValue.utf8) + [0])
        mac.update(data: bytes)
        return Data(mac.finalize())
    }
}
