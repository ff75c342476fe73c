import ArgumentParser

/// One thing that can be set: by a flag, else by an environment variable, else its default.
package struct Setting: Hashable, Sendable {
    /// Without the dashes.
    package let flag: String
    /// What it is when not set, as text; nil when it must be set or is off.
    package let standard: String?
    package let help: String
    /// Which commands have it.
    package let commands: [String]

    init(_ flag: String, _ standard: String?, _ commands: [String], _ help: String) {
        self.flag = flag
        self.standard = standard
        self.commands = commands
        self.help = help
    }

    /// The name in the environment: `SVAR_` and the flag in capitals.
    package var environment: String {
        "SVAR_" + String(flag.uppercased().map { $0 == "-" ? "_" : $0 })
    }

    /// Its line in `--help`.
    var argumentHelp: ArgumentHelp {
        let standard = standard.map { "; default: \($0)" } ?? ""
        return "\(help) (\(environment)\(standard))"
    }

    /// The value in force.
    func text(_ given: String?) -> String? { given ?? EnvironmentVariables.value(environment) ?? standard }

    /// The value in force, which must be there.
    func required(_ given: String?) throws -> String {
        guard let text = text(given), !text.isEmpty else {
            throw ValidationError("--\(flag) (or \(environment)) is missing")
        }
        return text
    }

    /// The value in force as a whole number in a range.
    func number(_ given: String?, in range: ClosedRange<Int>) throws -> Int {
        let text = try required(given)
        guard let number = Int(text), range.contains(number) else {
            throw ValidationError(
                "--\(flag) (or \(environment)) must be a number from \(range.lowerBound) to \(range.upperBound)"
            )
        }
        return number
    }

    /// Whether a switch is on: given, or `true`, `yes` or `1` in the environment.
    func isOn(_ given: Bool) throws -> Bool {
        if given { return true }
        switch EnvironmentVariables.value(environment)?.lowercased() {
        case nil, "", "false", "no", "0": return false
        case "true", "yes", "1": return true
        default: throw ValidationError("\(environment) must be true or false")
        }
    }
}
