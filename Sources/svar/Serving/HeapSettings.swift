#if canImport(Glibc)
import CMalloc
#endif

/// How the C library keeps memory that was given back.
enum HeapSettings {
    /// Keeps up to this much of it at hand. By default the top of the heap goes back to the system after each large answer
    /// and comes again page by page: a tenth of the time of a page of fifty reports.
    private static let kept: Int32 = 32 << 20
    /// Blocks from this size on are mapped one by one and go back at once.
    private static let mapped: Int32 = 16 << 20

    static func keepFreed() {
        #if canImport(Glibc)
        mallopt(M_TRIM_THRESHOLD, kept)
        mallopt(M_MMAP_THRESHOLD, mapped)
        #endif
    }
}
