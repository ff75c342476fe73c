/// This program as a command that works in the reader's terminal.
enum Program {
    /// As it was called, when that says where it is; else where the system found it.
    static var path: String {
        let called = CommandLine.arguments.first ?? "svar"
        return called.contains("/") ? called : "svar"
    }
}
