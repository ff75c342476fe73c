import Logging
import ServiceLifecycle
import SvarDomain
import SvarServices
import Synchronization

/// The population register in a file, read again within two seconds after it changed. Its form: `PersonFileFormat`.
final class PersonFile: Service, PopulationRegister {
    private struct State {
        var table: PopulationTable
        var bytes: [UInt8]
    }

    private let path: String
    private let holders: MandateHolders
    private let state: Mutex<State>

    init(_ path: String, holders: MandateHolders) throws {
        self.path = path
        self.holders = holders
        let bytes = try Files.read(path)
        state = Mutex(State(table: try Self.table(bytes, holders, revision: 1), bytes: bytes))
    }

    private var table: PopulationTable { state.withLock { $0.table } }

    var revision: Int { table.revision }
    func answer(about numbers: [PersonNumber]) -> RegisterFacts? { table.answer(about: numbers) }
    func numbers(with number: PersonNumber) -> [PersonNumber] { table.numbers(with: number) }
    func holder(_ number: PersonNumber) -> PersonKey { table.holder(number) }

    func run() async throws {
        let logger = Logger(label: "svar.persons")
        var isFailing = false
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do { try await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(2)) } } catch { return }
            do {
                try reload()
                if isFailing { logger.notice("the file of the population register is read again") }
                isFailing = false
            } catch {
                // What it holds is never in the reason.
                if !isFailing {
                    logger.warning(
                        "the file of the population register cannot be used; its answers are those from before",
                        metadata: ["svar.reason": "\(error)"]
                    )
                }
                isFailing = true
            }
        }
    }

    /// A file that cannot be read or understood leaves the register as it was.
    private func reload() throws {
        let bytes = try Files.read(path)
        let (known, revision) = state.withLock { ($0.bytes, $0.table.revision) }
        guard bytes != known else { return }
        let table = try Self.table(bytes, holders, revision: revision + 1)
        state.withLock { $0 = State(table: table, bytes: bytes) }
    }

    private static func table(_ bytes: [UInt8], _ holders: MandateHolders, revision: Int) throws -> PopulationTable {
        let persons = try PersonFileFormat.parse(bytes)
        guard let table = PopulationTable(persons, holders: holders, revision: revision) else {
            throw Failure("the population register has a number twice")
        }
        return table
    }
}
