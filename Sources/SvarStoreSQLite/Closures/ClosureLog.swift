import Crypto
import Foundation
import SvarDomain

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The log of closures: a file in a directory of its own, on another disk if wanted, to which closures and erasures are
/// written and synced before anybody is told that they are in force (decision 17). One line each: base64 of AES-256-GCM
/// with the store's key, tied to the line before it, so that no line can be taken out, put in or changed.
///
/// Unchecked: opened on one thread, then used on the writer's alone.
final class ClosureLog: @unchecked Sendable {
    static let fileName = "closures.log"
    private static let version = "svar-closures 1"

    /// What a test wants to happen at a step.
    enum Step: Sendable, Hashable, CaseIterable { case write, halfWritten, sync, synced }

    let path: String
    private let key: SymmetricKey
    private let descriptor: Int32
    private var isOpen = true
    /// Bytes that were synced; what is behind them is written over.
    private(set) var length: Int
    private var isClean: Bool
    /// What the next line is tied to.
    private var link: [UInt8]
    /// The last line, as it was at opening.
    let last: ClosureLine?
    private let fault: (@Sendable (Step) throws -> Void)?

    /// Opens the log in a directory, behind its last whole line: what a crash left half written is written over.
    ///
    /// - Throws: `closuresMissing` when there is none and `creates` does not say to make one, `storeLocked` when another
    ///   process writes it, `storeUnusable` when it is another store's or damaged.
    init(
        directory: String,
        keys: StoreKeys,
        creates: Bool,
        fault: (@Sendable (Step) throws -> Void)? = nil
    ) throws {
        path = "\(directory)/\(Self.fileName)"
        key = keys.closures
        self.fault = fault
        let header = Self.header(keys)
        if !FileManager.default.fileExists(atPath: path) {
            guard creates else { throw ClosureLog.missing }
            try Self.create(path, in: directory, header)
        }
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw SvarError(.storeUnusable, "the log of closures cannot be opened: errno \(errno)")
        }
        do {
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                throw SvarError(.storeLocked, "another process writes the log of closures")
            }
            let end = try ClosureEnd(descriptor, header: header, key: key)
            (length, link, last, isClean) = (end.length, end.link, end.last, end.isClean)
        } catch {
            closeDescriptor(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    /// Lets go of the file. Nothing is written afterwards.
    func close() {
        guard isOpen else { return }
        isOpen = false
        // Unlocked first: a child that is being started may hold the descriptor for a moment longer.
        flock(descriptor, LOCK_UN)
        closeDescriptor(descriptor)
    }

    deinit { close() }

    static let missing = SvarError(.closuresMissing, "the store names a log of closures that is not there")

    /// Says whose it is, and what the first line is tied to.
    static func header(_ keys: StoreKeys) -> String {
        let mark = HMAC<SHA256>.authenticationCode(for: Array("mark".utf8), using: keys.closures)
        return "\(version) \(Array(mark.prefix(16)).hex)\n"
    }

    private static func create(_ path: String, in directory: String, _ header: String) throws {
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        // Under another name first: a header is there whole or not at all.
        let draft = path + ".new"
        if FileManager.default.fileExists(atPath: draft) { try FileManager.default.removeItem(atPath: draft) }
        try StoreFiles.write(Array(header.utf8), to: draft)
        guard rename(draft, path) == 0 else {
            throw SvarError(.storeFailed, "the log of closures cannot be made: errno \(errno)")
        }
        try StoreFiles.sync(directory: directory)
    }

    /// Writes lines and syncs them, all or none: after an error the next call writes over what there is of them.
    func append(_ lines: [ClosureLine], randomBytes: (Int) -> [UInt8]) throws {
        guard !lines.isEmpty else { return }
        if !isClean {
            guard ftruncate(descriptor, off_t(length)) == 0 else { throw Self.failure("cut") }
            isClean = true
        }
        var bytes: [UInt8] = []
        var link = link
        for line in lines {
            let sealed = try Self.seal(line, link, key, nonce: randomBytes(12))
            link = Array(sealed.suffix(16))
            bytes += Array(sealed.base64EncodedData()) + [UInt8(ascii: "\n")]
        }
        isClean = false
        try fault?(.write)
        if let fault {
            try write(bytes.prefix(bytes.count / 2), at: length)
            try fault(.halfWritten)
        }
        try write(bytes[...], at: length)
        try fault?(.sync)
        guard fsync(descriptor) == 0 else { throw Self.failure("synced") }
        isClean = true
        length += bytes.count
        self.link = link
        try fault?(.synced)
    }

    private func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                pwrite(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
            }
            guard count > 0 else { throw Self.failure("written") }
            done += count
        }
    }

    private static func failure(_ what: String) -> SvarError {
        SvarError(errno == ENOSPC ? .storeFull : .storeFailed, "the log of closures cannot be \(what): errno \(errno)")
    }

    // MARK: Lines

    private static func seal(_ line: ClosureLine, _ link: [UInt8], _ key: SymmetricKey, nonce: [UInt8]) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let box = try AES.GCM.seal(
            encoder.encode(line),
            using: key,
            nonce: AES.GCM.Nonce(data: nonce),
            authenticating: link
        )
        return box.combined!
    }

    static let damaged = SvarError(.storeUnusable, "a line of the log of closures was changed, or one is missing")

    /// The line, and what the next one is tied to.
    static func unseal(_ text: some Sequence<UInt8>, _ link: [UInt8], _ key: SymmetricKey) throws -> (
        line: ClosureLine, link: [UInt8]
    ) {
        guard let sealed = Data(base64Encoded: Data(text)), sealed.count > 28 else { throw damaged }
        do {
            let clear = try AES.GCM.open(.init(combined: sealed), using: key, authenticating: link)
            return (try JSONDecoder().decode(ClosureLine.self, from: clear), Array(sealed.suffix(16)))
        } catch {
            throw damaged
        }
    }

    /// Reads whole lines from a place on, oldest first, each with the place behind it; the chain is followed from the start.
    static func each(
        in directory: String,
        keys: StoreKeys,
        from offset: Int = 0,
        _ body: (ClosureLine, _ end: Int) throws -> Void
    ) throws {
        let header = header(keys)
        guard let file = FileHandle(forReadingAtPath: "\(directory)/\(fileName)") else { throw missing }
        defer { try? file.close() }
        guard try file.read(upToCount: header.utf8.count).map({ Array($0) }) == Array(header.utf8) else {
            throw SvarError(.storeUnusable, "the log of closures is another store's")
        }
        var (link, place) = (Array(header.utf8), header.utf8.count)
        var rest: [UInt8] = []
        while let chunk = try file.read(upToCount: 1 << 20), !chunk.isEmpty {
            rest += chunk
            var start = 0
            while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                let (line, next) = try unseal(rest[start..<end], link, keys.closures)
                link = next
                place += end + 1 - start
                start = end + 1
                if place > offset { try body(line, place) }
            }
            rest.removeFirst(start)
        }
    }
}

/// The system call, apart from methods named alike.
private func closeDescriptor(_ descriptor: Int32) { close(descriptor) }

/// Where a log of closures ends: found from behind, so that a long one opens at once.
private struct ClosureEnd {
    var length: Int
    var link: [UInt8]
    var last: ClosureLine?
    /// Nothing stands behind the last whole line.
    var isClean: Bool

    init(_ descriptor: Int32, header: String, key: SymmetricKey) throws {
        let size = Int(lseek(descriptor, 0, SEEK_END))
        let first = header.utf8.count
        guard size >= first, try Self.read(descriptor, 0..<first) == Array(header.utf8) else {
            throw SvarError(.storeUnusable, "the log of closures is another store's")
        }
        (length, link, last, isClean) = (first, Array(header.utf8), nil, size == first)
        // The last two whole lines: the last one is tied to the one before.
        var window = 1 << 16
        while length < size {
            let start = max(first, size - window)
            let tail = try Self.read(descriptor, start..<size)
            let ends = tail.indices.filter { tail[$0] == UInt8(ascii: "\n") }.suffix(3)
            guard start == first || ends.count == 3 else {
                window *= 4
                continue
            }
            guard let end = ends.last else { return }
            var starts = ends.dropLast().map { $0 + 1 }
            if ends.count < 3 { starts.insert(0, at: 0) }
            var link = Array(header.utf8)
            if starts.count > 1 {
                guard let sealed = Data(base64Encoded: Data(tail[starts[0]..<starts[1] - 1])), sealed.count > 28 else {
                    throw ClosureLog.damaged
                }
                link = Array(sealed.suffix(16))
            }
            let (line, next) = try ClosureLog.unseal(tail[starts[starts.count - 1]..<end], link, key)
            (length, self.link, last, isClean) = (start + end + 1, next, line, start + end + 1 == size)
            return
        }
    }

    private static func read(_ descriptor: Int32, _ range: Range<Int>) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        var done = 0
        while done < range.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                pread(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(range.lowerBound + done))
            }
            guard count > 0 else { throw SvarError(.storeFailed, "the log of closures cannot be read") }
            done += count
        }
        return bytes
    }
}
