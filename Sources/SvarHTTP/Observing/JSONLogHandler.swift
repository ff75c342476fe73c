package import Logging
import SvarFHIR

/// A log handler that writes one JSON object a line: time, level, logger, message, then the metadata by name.
package struct JSONLogHandler: LogHandler {
    package var logLevel: Logger.Level = .info
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    private let label: String
    private let sink: LogSink
    private let clock: @Sendable () -> Int64

    /// `clock` gives microseconds since 1970.
    package init(label: String, sink: LogSink, level: Logger.Level, clock: @escaping @Sendable () -> Int64) {
        self.label = label
        self.sink = sink
        self.clock = clock
        logLevel = level
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let own = event.metadata { all.merge(own) { $1 } }
        if let error = event.error { all["error.type"] = .string(String(describing: type(of: error))) }
        var bytes: [UInt8] = []
        Self.addTime(clock(), to: &bytes)
        var line = Self.head(level: event.level, label: label, message: "\(event.message)")
        for (key, value) in all.sorted(by: { $0.key < $1.key }) {
            line += ",\(quoted(key)):\(quoted(value.description))"
        }
        line += "}"
        bytes.append(contentsOf: line.utf8)
        sink.add(bytes, isUrgent: event.level >= .warning)
    }

    /// Begins a line with its time.
    static func addTime(_ microseconds: Int64, to line: inout [UInt8]) {
        line.append(contentsOf: "{\"time\":\"".utf8)
        line.append(contentsOf: InstantFormat.utc(microseconds))
    }

    /// What follows the time, up to but without the members that follow the message.
    static func head(level: Logger.Level, label: String, message: String) -> String {
        "\",\"level\":\"\(level.rawValue)\",\"logger\":\(quoted(label)),\"message\":\(quoted(message))"
    }
}
