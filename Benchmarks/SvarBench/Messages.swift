enum Messages {
    static func measure(_ settings: BenchSettings) async throws -> [Row] { [] }
}
