// Strict reading of a patient Bundle of about 1.4 MB, beside a memcpy of the same bytes in the same run.
//
//     swift run -c release JSONBenchmark [FILE]

import Foundation
import SvarJSON

/// The middle of five samples, each of enough passes to last 50 ms, in bytes a second.
func medianThroughput(of bytes: Int, _ pass: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    try pass()
    var samples: [Double] = []
    for _ in 0..<5 {
        var passes = 0
        let start = clock.now
        repeat {
            try pass()
            passes += 1
        } while start.duration(to: clock.now) < .milliseconds(50)
        samples.append(Double(bytes * passes) / (start.duration(to: clock.now) / .seconds(1)))
    }
    return samples.sorted()[2]
}

/// Keeps the optimiser from dropping work whose result nobody reads.
@inline(never)
func keep(_ value: some BitwiseCopyable) { withExtendedLifetime(value) {} }

/// The file of that folder whose size is nearest to the one wanted.
func fileNearest(_ size: Int, in folder: URL) -> URL? {
    let files =
        (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: [.fileSizeKey])) ?? []
    return files.filter { $0.pathExtension == "json" }.min { left, right in
        func distance(_ file: URL) -> Int {
            abs(((try? file.resourceValues(forKeys: [.fileSizeKey]))?.fileSize ?? 0) - size)
        }
        return distance(left) < distance(right)
    }
}

/// The first folder above this source that has the public test data beside it.
func dataFolder() -> URL? {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/" {
        let patients = folder.appendingPathComponent("shared/data/fhir/synthea/patients")
        if FileManager.default.fileExists(atPath: patients.path) { return patients }
        folder.deleteLastPathComponent()
    }
    return nil
}

let bytes: [UInt8]
let source: String
if let file = CommandLine.arguments.dropFirst().first.map(URL.init(fileURLWithPath:))
    ?? dataFolder().flatMap({ fileNearest(1_400_000, in: $0) })
{
    bytes = [UInt8](try Data(contentsOf: file))
    source = "a file"
} else {
    bytes = syntheticBundle(atLeast: 1_400_000)
    source = "a synthetic Bundle"
}

let strict = try medianThroughput(of: bytes.count) { keep(try JSONDocument(bytes).root.count) }
let target = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
let copy = medianThroughput(of: bytes.count) {
    bytes.withUnsafeBytes { target.copyMemory(from: $0) }
    keep(target[target.count - 1])
}
target.deallocate()

print("\(source) of \(bytes.count) bytes, median of 5")
print(
    "json strict: \(Int(strict / 1e6)) MB/s, memcpy: \(Int(copy / 1e6)) MB/s, ratio: 1:\(Int((copy / strict).rounded()))"
)
