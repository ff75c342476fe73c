import SvarDomain
package import SvarStore

/// The promises of `ResultStore` and `SyncStore`, as cases that every implementation runs.
package enum StoreConformance {
    /// Makes an empty store whose stamps are taken from the clock.
    package typealias Factory = @Sendable (ManualClock) async throws -> any ResultStore & SyncStore

    /// One promise. `run` throws `BrokenPromise` when the store does not keep it.
    package struct Case: Sendable, CustomStringConvertible {
        package let name: String
        package let run: @Sendable (Factory) async throws -> Void

        package var description: String { name }

        init(
            _ name: String,
            _ body: @escaping @Sendable (any ResultStore & SyncStore, ManualClock) async throws -> Void
        ) {
            self.name = name
            run = { factory in
                let clock = ManualClock()
                let store = try await factory(clock)
                do {
                    try await body(store, clock)
                } catch {
                    try await store.close()
                    throw error
                }
                try await store.close()
            }
        }
    }

    /// Says which promise was broken, and where the suite says so.
    package struct BrokenPromise: Error, CustomStringConvertible {
        package let description: String
    }

    /// Every promise.
    package static let cases: [Case] =
        writing + reading + scopes + searching + persons + submissions + concurrency + replicas + scopesOfReplicas
        + rounds + entries + closing + professionals + windows + erasing
}

/// The suite's assertion: it works without a test framework, so the suite is a library.
func expect(
    _ condition: @autoclosure () throws -> Bool,
    _ message: @autoclosure () -> String = "",
    file: StaticString = #fileID,
    line: UInt = #line
) throws {
    guard try condition() else {
        throw StoreConformance.BrokenPromise(description: "\(file):\(line): not so \(message())")
    }
}

func expect<T: Equatable>(
    _ found: T,
    is wanted: T,
    file: StaticString = #fileID,
    line: UInt = #line
) throws {
    guard found == wanted else {
        throw StoreConformance.BrokenPromise(description: "\(file):\(line): \(found) is not \(wanted)")
    }
}

/// The value, or a broken promise.
func require<T>(_ value: T?, file: StaticString = #fileID, line: UInt = #line) throws -> T {
    guard let value else { throw StoreConformance.BrokenPromise(description: "\(file):\(line): nil") }
    return value
}

/// Passes when `body` throws the code.
func expectError(
    _ code: SvarError.Code,
    file: StaticString = #fileID,
    line: UInt = #line,
    _ body: () async throws -> Void
) async throws {
    do {
        try await body()
    } catch let error as SvarError where error.code == code {
        return
    }
    throw StoreConformance.BrokenPromise(description: "\(file):\(line): no error \(code.rawValue)")
}
