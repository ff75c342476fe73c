import ArgumentParser
import Glibc
import NIOCore
import SvarDomain

/// How the program ends.
enum Exits {
    static let partly = ExitCode(1)
    static let unusable = ExitCode(2)
}

/// Writing for people.
enum Terminal {
    /// Whether standard error is a terminal that shows progress.
    static var showsProgress: Bool { isatty(2) == 1 }

    /// A line on standard error.
    static func tell(_ line: String) { writeAll(Array((line + "\n").utf8), to: 2) }

    /// Text on standard error as it is.
    static func show(_ text: String) { writeAll(Array(text.utf8), to: 2) }

    /// A line on standard output, handed on at once.
    static func say(_ line: String) { writeAll(Array((line + "\n").utf8), to: 1) }

    /// Bytes on standard output.
    static func put(_ bytes: [UInt8]) { writeAll(bytes, to: 1) }

    /// Says why a command could not be done and gives the code to end with.
    static func giveUp(_ command: String, _ error: any Error) -> any Error {
        switch error {
        case is ExitCode, is ValidationError, is CleanExit: return error
        case let error as SvarError: tell("svar \(command): \(error.description)")
        case let error as IOError where error.errnoCode == EADDRINUSE:
            tell("svar \(command): the port is in use by another program: choose one with --port, or 0 for any")
        case let error as IOError where error.errnoCode == EACCES || error.errnoCode == EADDRNOTAVAIL:
            tell("svar \(command): cannot listen on that host and port (errno \(error.errnoCode))")
        default: tell("svar \(command): \(error)")
        }
        return Exits.unusable
    }
}

/// A failure told to the person at the terminal in one sentence.
struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
