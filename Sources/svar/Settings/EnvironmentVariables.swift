import Glibc

/// The process's environment.
enum EnvironmentVariables {
    static func value(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
