import FoundationEssentials
import ServiceLifecycle
import SvarDomain
import SvarJSON
import SvarServices
import Synchronization

/// The participant register in a file, read again within two seconds after it changed (decision 34).
///
/// `{"open": false, "participants": [{"producer": "974706490", "identifiers": [{"type": "ENH", "value": "974706490"}],
/// "departments": {"biokjemi": [{"type": "HER", "value": "12345"}]}, "clients": ["laboratory"],
/// "approvedLists": ["gp-list"]}]}`
final class ParticipantFile: Service {
    private struct State {
        var register: ParticipantRegister
        var bytes: [UInt8]
    }

    private let path: String
    private let state: Mutex<State>

    init(_ path: String) throws {
        self.path = path
        let bytes = try Files.read(path)
        state = Mutex(State(register: try Self.parse(bytes), bytes: bytes))
    }

    var current: ParticipantRegister { state.withLock { $0.register } }

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do { try await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(2)) } } catch { return }
            reload()
        }
    }

    /// A file that cannot be read or understood leaves the register as it was.
    private func reload() {
        guard let bytes = try? Files.read(path), bytes != state.withLock({ $0.bytes }) else { return }
        guard let register = try? Self.parse(bytes) else { return }
        state.withLock { $0 = State(register: register, bytes: bytes) }
    }

    static func parse(_ bytes: [UInt8]) throws -> ParticipantRegister {
        let root: JSONNode
        do throws(JSONError) {
            root = try JSONDocument(bytes).root
        } catch {
            throw Failure("the participant register is not JSON (byte \(error.offset))")
        }
        guard let list = root["participants"], list.kind == .array else {
            throw Failure("the participant register has no list participants")
        }
        let participants = try list.elements.map { entry in
            guard let producer = entry["producer"]?.string, !producer.isEmpty else {
                throw Failure("a participant has no producer")
            }
            var departments: [String: [ParticipantRegister.Identifier]] = [:]
            for member in entry["departments"].map({ Array($0.members) }) ?? [] {
                departments[member.key] = try identifiers(member.value)
            }
            return ParticipantRegister.Participant(
                producer: Producer(producer),
                identifiers: try identifiers(entry["identifiers"]),
                departments: departments,
                clients: try clients(entry["clients"]),
                approvedLists: try approvedLists(entry["approvedLists"])
            )
        }
        var register = ParticipantRegister(participants: participants, isOpen: root["open"]?.bool ?? false)
        register.lists = try IntakeListsFile.parse(root)
        return register
    }

    private static func clients(_ node: JSONNode?) throws -> Set<String> {
        guard let node else { return [] }
        let clients = node.elements.compactMap(\.string)
        guard node.kind == .array, clients.count == node.count else {
            throw Failure("the clients of a participant are not a list of client ids")
        }
        return Set(clients)
    }

    private static func approvedLists(_ node: JSONNode?) throws -> Set<ParticipantRegister.ApprovedList> {
        guard let node else { return [] }
        let lists = node.elements.compactMap { $0.string.flatMap(ParticipantRegister.ApprovedList.init) }
        guard node.kind == .array, lists.count == node.count else {
            let known = ParticipantRegister.ApprovedList.allCases.map(\.rawValue).joined(separator: ", ")
            throw Failure("the approvedLists of a participant are not a list of: \(known)")
        }
        return Set(lists)
    }

    private static func identifiers(_ node: JSONNode?) throws -> [ParticipantRegister.Identifier] {
        guard let node, node.kind == .array else { throw Failure("a participant has no list of identifiers") }
        return try node.elements.map { entry in
            guard let type = entry["type"]?.string, let value = entry["value"]?.string else {
                throw Failure("an identifier of a participant has no type or value")
            }
            return ParticipantRegister.Identifier(type: type, value: value)
        }
    }
}
