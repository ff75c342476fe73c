import Dispatch
import Foundation
import Glibc

/// Wall time since it was made.
struct Stopwatch {
    private let start = DispatchTime.now().uptimeNanoseconds
    var seconds: Double { Double(DispatchTime.now().uptimeNanoseconds - start) * 1e-9 }
}

/// CPU seconds of this process so far, user and system. On a busy machine it says more than wall time.
func ownCPUSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

/// Why a benchmark could not be run.
struct BenchError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
}

/// A number as text, with a fixed count of digits after the point and spaces between thousands.
func decimal(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite else { return "–" }
    let text = String(format: "%.\(digits)f", abs(value))
    let parts = text.split(separator: ".")
    var whole = ""
    for (index, digit) in parts[0].enumerated() {
        if index > 0, (parts[0].count - index).isMultiple(of: 3) { whole.append(" ") }
        whole.append(digit)
    }
    return (value < 0 ? "-" : "") + whole + (parts.count > 1 ? "." + parts[1] : "")
}

/// A new, empty directory that is gone when the closure returns.
func withTemporaryDirectory<T>(_ body: (String) async throws -> T) async throws -> T {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("svar-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    return try await body(url.path)
}

/// Bytes of all files under a directory.
func sizeOnDisk(_ directory: String) -> Int {
    let files = FileManager.default.enumerator(atPath: directory)?.allObjects as? [String] ?? []
    return files.reduce(0) { sum, name in
        let attributes = try? FileManager.default.attributesOfItem(atPath: directory + "/" + name)
        return sum + (attributes?[.type] as? FileAttributeType == .typeRegular ? attributes?[.size] as? Int ?? 0 : 0)
    }
}
