import ArgumentParser
import FoundationEssentials
import Glibc
import SvarAccess
import SvarDomain
import SvarFHIR
import SvarReplica
import SvarSync

struct ReplicaEnrol: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrol",
        abstract: "Make a replica's file and make it known to a server.",
        discussion: """
            Prints the replica's id. The token's client and organisation are the replica's from then on: others are \
            refused.

            Example:
              svar replica enrol --server https://svar.example.org --token-file ./token --replica ./clinic.replica
            """
    )
    @OptionGroup var file: ReplicaFile
    @OptionGroup var access: ServerAccess

    func run() async throws {
        do {
            let path = try file.path()
            let (server, transport) = try access.transport(known: nil)
            let store = try ReplicaStore.create(path, randomBytes: SystemRandom.bytes)
            do {
                let outcome = try await ReplicaSession(store, server, transport).run(.enrol(server: server))
                guard outcome == .enrolled else { throw ReplicaSession.failure(outcome) }
            } catch {
                // A file without a server is of no use to anybody.
                for name in [path, path + "-wal", path + "-shm", path + "-lock"] { unlink(name) }
                throw error
            }
            Terminal.say(try store.state().enrolment?.id ?? "")
        } catch {
            throw Terminal.giveUp("replica enrol", error)
        }
    }
}

struct ReplicaFollow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow",
        abstract: "Follow persons from now on, or for longer.",
        discussion: """
            A person a line: an identity number, or Patient/ID, and after it what lists call the person. Their reports \
            come with the next svar sync. The patients of general practitioners (gp-list) need an organisation whose list \
            is approved in the server's participant register; persons in care (care) the access token of the professional \
            who is responsible.

            Examples:
              svar replica follow --token-file ./token --replica ./clinic.replica --persons ./persons --responsible 9144889
              list-of-today | svar replica follow --token-file ./token --replica ./clinic.replica --persons - \
            --responsible 9144889 --basis care --user-token-file ./doctor
            """
    )

    enum Basis: String, CaseIterable, ExpressibleByArgument {
        case gpList = "gp-list"
        case care

        /// Days that a line lasts when it is not said: whole weeks, at most a day or two before 12 months are over.
        var days: Int64 { self == .gpList ? 364 : 29 }
    }

    @OptionGroup var file: ReplicaFile
    @OptionGroup var access: ServerAccess
    @Option(help: "File with the persons, a line each; - for standard input.")
    var persons: String
    @Option(help: "Why they are followed.")
    var basis = Basis.gpList
    @Option(help: "HPR number of the professional who is responsible.")
    var responsible: String
    @Option(help: "How long, as 2026-12-31T23:59:59+01:00; by default 364 days for gp-list, 29 for care.")
    var until: String?
    @Option(help: "File with the access token of the professional who is responsible; needed for care.")
    var userTokenFile: String?
    @Option(help: "The ground on which they ask, with --user-token-file.")
    var accessBasis = AccessBasis.exempt

    func validate() throws {
        if PersonNumber.looksLikeOne(persons) {
            throw ValidationError(
                "--persons takes a file, or - for standard input; an identity number must not stand here"
            )
        }
        guard !accessBasis.isElevated else { throw ValidationError("an elevated --access-basis feeds no replica") }
        guard (1...9).contains(responsible.utf8.count), responsible.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw ValidationError("--responsible must be an HPR number, one to nine digits") }
        if let until, FHIRInstant(until) == nil {
            throw ValidationError("--until must be an instant with its offset, such as 2026-12-31T23:59:59+01:00")
        }
    }

    func run() async throws {
        do {
            let list = try PersonList(persons)
            let user = try userTokenFile.map {
                CurlTransport.User(basis: accessBasis.rawValue, token: try AccessTokenFile(at: $0).source)
            }
            let session = try ReplicaSession(file, access, user: user)
            let until = until ?? InstantFormat.utcText(Clock.now() + basis.days * 86_400_000_000)
            let lines = list.lines.map { line in
                ScopeLineRequest(
                    person: line.person,
                    basis: basis.rawValue,
                    responsible: responsible,
                    until: until
                )
            }
            let outcome = try await session.run(.scope(.change(set: lines, end: [])))
            guard case .scope(let entries) = outcome, entries.count == lines.count else {
                throw ReplicaSession.failure(outcome)
            }
            for (line, entry) in zip(list.lines, entries) {
                if let label = line.label { _ = try session.store.setLabel(label, of: entry.person, isExpected: true) }
            }
            Terminal.say("\(lines.count) \(lines.count == 1 ? "person is" : "persons are") followed until \(until)")
        } catch {
            throw Terminal.giveUp("replica follow", error)
        }
    }
}

struct ReplicaProfessionals: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "professionals",
        abstract: "Say who may read the replica, and nobody else; without --set, list them.",
        discussion: """
            The server is told, so that the replica learns which persons are closed from them by name. Somebody new may read \
            after the next svar sync; who is not named any more reads no more at once.

            Examples:
              svar replica professionals --token-file ./token --replica ./clinic.replica --set 9144889 9144897
              svar replica professionals --replica ./clinic.replica
            """
    )
    @OptionGroup var file: ReplicaFile
    @OptionGroup var access: ServerAccess
    @Option(parsing: .upToNextOption, help: "HPR numbers of all who may read.")
    var set: [String] = []
    @Flag(help: "Nobody may read.")
    var none = false

    func validate() throws {
        guard set.allSatisfy({ HPRNumber($0) != nil }) else {
            throw ValidationError("--set takes HPR numbers, one to nine digits each")
        }
        if none, !set.isEmpty { throw ValidationError("--none and --set exclude each other") }
    }

    func run() async throws {
        do {
            guard none || !set.isEmpty else {
                let replica = try Replica.open(at: file.path())
                for number in try replica.professionals() { Terminal.say(String(number)) }
                return try replica.close()
            }
            let numbers = Set(set.compactMap { HPRNumber($0)?.rawValue })
            let outcome = try await ReplicaSession(file, access).run(.professionals(numbers))
            guard case .professionals(let enrolled) = outcome else { throw ReplicaSession.failure(outcome) }
            Terminal.say(
                "\(enrolled.count) \(enrolled.count == 1 ? "professional" : "professionals") may read the replica"
            )
        } catch {
            throw Terminal.giveUp("replica professionals", error)
        }
    }
}

struct ReplicaUnfollow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unfollow",
        abstract: "Follow persons no more; their reports go with the next svar sync.",
        discussion: """
            A person a line: a label given at follow, or Patient/ID.

            Example:
              svar replica unfollow --token-file ./token --replica ./clinic.replica --persons ./moved
            """
    )
    @OptionGroup var file: ReplicaFile
    @OptionGroup var access: ServerAccess
    @Option(help: "File with the persons, a line each; - for standard input.")
    var persons: String

    func run() async throws {
        do {
            let session = try ReplicaSession(file, access)
            let replica = Replica(session.store)
            let now = Date(timeIntervalSince1970: Double(Clock.now()) * 1e-6)
            let text = String(decoding: try PersonList.bytes(persons), as: UTF8.self)
            var ended: [WireKey] = []
            for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
            {
                let name = String(line.trimmingSpaces())
                guard !name.isEmpty, !name.hasPrefix("#") else { continue }
                do {
                    if let key = WireKey(text: try PersonOption.named(name, among: replica.followed(now: now)).key) {
                        ended.append(key)
                    }
                } catch let failure as Failure {
                    throw Failure("line \(index + 1): \(failure)")
                }
            }
            guard !ended.isEmpty else { throw Failure("no person is named: a line each, a label or Patient/ID") }
            let outcome = try await session.run(.scope(.change(set: [], end: ended)))
            guard case .scope = outcome else { throw ReplicaSession.failure(outcome) }
            Terminal.say("\(ended.count) \(ended.count == 1 ? "person is" : "persons are") followed no more")
        } catch {
            throw Terminal.giveUp("replica unfollow", error)
        }
    }
}

extension AccessBasis: ExpressibleByArgument {}
