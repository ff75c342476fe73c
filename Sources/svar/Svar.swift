import ArgumentParser

/// The one executable.
@main
struct Svar: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "svar")
}
