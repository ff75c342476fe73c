/// Runs an import: the files that others refer to first, the rest side by side.
struct Importer {
    let plan: ImportPlan
    let target: any ImportTarget
    let report: ImportReport
    let concurrency: Int

    func run() async throws {
        for path in plan.first { try await send(path) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            var paths = plan.rest.makeIterator()
            for _ in 0..<concurrency {
                guard let path = paths.next() else { break }
                group.addTask { try await send(path) }
            }
            while try await group.next() != nil {
                guard let path = paths.next() else { continue }
                group.addTask { try await send(path) }
            }
        }
    }

    @concurrent private func send(_ path: String) async throws {
        for item in ImportItem.items(of: path, try Files.read(path)) {
            report.add(item, try await target.send(item.content))
        }
        report.fileDone()
    }
}
