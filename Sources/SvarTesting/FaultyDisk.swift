import CSvarFaultVFS

/// A disk that counts and slows its syncs, fills up and breaks, under the SQLite files of one directory.
///
/// It must be made before the files are opened, and let go after they are closed.
package final class FaultyDisk: Sendable {
    /// What happened on the disk so far.
    package struct Counts: Sendable, Hashable {
        /// Syncs of the write-ahead log that made a commit durable.
        package var commits: Int
        /// Other syncs of the write-ahead log: its header at a restart, and before a checkpoint.
        package var logOther: Int
        /// Syncs of the main file: checkpoints.
        package var database: Int
        /// Syncs of other files.
        package var other: Int
        package var bytesWritten: Int
        /// Operations that failed because the disk was full or broken.
        package var failures: Int
    }

    private let number: Int32

    /// - Parameter directory: the files below it are on this disk.
    package init(directory: String) {
        let code = svar_fault_install()
        precondition(code == 0, "the fault layer cannot be installed: \(code)")
        number = svar_fault_add(directory)
        precondition(number >= 0, "too many faulty disks at once")
    }

    deinit { svar_fault_remove(number) }

    package var counts: Counts {
        let found = svar_fault_read(number)
        return Counts(
            commits: Int(found.commits),
            logOther: Int(found.log_other),
            database: Int(found.database),
            other: Int(found.other),
            bytesWritten: Int(found.bytes_written),
            failures: Int(found.failures)
        )
    }

    /// Makes each sync take this much longer.
    package func holdSyncs(microseconds: Int) { svar_fault_hold_syncs(number, Int64(microseconds)) }

    /// Lets files grow by this many bytes more, then fails with "disk full"; nil: no bound.
    package func setBudget(_ bytes: Int?) { svar_fault_set_budget(number, bytes.map(Int64.init) ?? -1) }

    /// Lets every write and sync fail, or work again.
    package func setBroken(_ isBroken: Bool) { svar_fault_break(number, isBroken) }
}
