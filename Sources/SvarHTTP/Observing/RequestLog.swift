import HTTPTypes
package import Logging

/// One line a request: route template, method, status, duration and request id. Never URL, query, field or body.
package struct RequestLog: Sendable {
    private let sink: LogSink
    private let level: Logger.Level
    private let clock: @Sendable () -> Int64

    /// `clock` gives microseconds since 1970; lines are written at level info.
    package init(sink: LogSink, level: Logger.Level, clock: @escaping @Sendable () -> Int64) {
        self.sink = sink
        self.level = level
        self.clock = clock
    }

    func add(row: Int?, method: HTTPRequest.Method, status: Int, nanoseconds: Int64, requestID: String) {
        let severity: Logger.Level = status >= 500 ? .error : .info
        guard severity >= level else { return }
        let route = row.map { RouteTable.rows[$0].template } ?? "unmatched"
        var line: [UInt8] = []
        line.reserveCapacity(320)
        func add(_ text: String) { line.append(contentsOf: text.utf8) }
        JSONLogHandler.addTime(clock(), to: &line)
        add(severity == .error ? Self.errorHead : Self.infoHead)
        add(route)
        add("\",\"http.method\":\"")
        add(RequestMetrics.name(method))
        add("\",\"http.status\":")
        add(String(status))
        add(",\"duration.us\":")
        add(String(nanoseconds / 1_000))
        add(",\"request.id\":\"")
        add(requestID)
        add("\"}")
        sink.add(line, isUrgent: severity >= .warning)
    }

    private static let infoHead = head(.info)
    private static let errorHead = head(.error)

    private static func head(_ level: Logger.Level) -> String {
        JSONLogHandler.head(level: level, label: "svar.http", message: "request") + ",\"http.route\":\""
    }
}
