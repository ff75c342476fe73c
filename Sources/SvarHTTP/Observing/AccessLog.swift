import HTTPTypes
package import Logging

/// One line a request: route template, method, status, duration and request id. Never URL, query, field or body.
package struct AccessLog: Sendable {
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
        var line = JSONLogHandler.head(level: severity, label: "svar.http", message: "request", at: clock())
        line +=
            ",\"http.route\":\"\(route)\",\"http.method\":\"\(RequestMetrics.name(method))\",\"http.status\":\(status)"
        line += ",\"duration.us\":\(nanoseconds / 1_000),\"request.id\":\"\(requestID)\"}"
        sink.add(line, isUrgent: severity >= .warning)
    }
}
