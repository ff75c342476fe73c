package import ArgumentParser
import SvarFHIR
import SvarServices

/// `svar export`: every current resource as NDJSON.
package struct ExportCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write every current resource as NDJSON, one a line.",
        discussion: """
            To standard output in one stream, or with --out to a folder with a file a type.

            Examples:
              svar export --data ./svar-data > all.ndjson
              svar export --url http://127.0.0.1:8080 --out ./export --type DiagnosticReport --type Observation
            """
    )

    @Option(name: .customLong(Settings.url.flag), help: Settings.url.argumentHelp)
    var url: String?
    @Option(name: .customLong(Settings.data.flag), help: Settings.data.argumentHelp)
    var data: String?
    @Option(help: "Folder to write TYPE.ndjson files into; made when new.")
    var out: String?
    @Option(name: .customLong("type"), help: "Only this resource type; can be given more than once.")
    var types: [String] = []

    package init() {}

    package func run() async throws {
        do {
            let types = try chosen()
            let source = try makeSource()
            try await source.begin()
            if let out { try Files.makeFolder(out) }
            var count = 0
            for type in types {
                count += try await write(type, from: source)
            }
            try await source.close()
            Terminal.tell("\(count) resources")
        } catch {
            throw Terminal.giveUp("export", error)
        }
    }

    private func chosen() throws -> [HostedType] {
        try types.isEmpty
            ? HostedType.allCases
            : types.map { name in
                guard let type = HostedType(rawValue: name) else {
                    throw ValidationError("\(name) is not a hosted type")
                }
                return type
            }
    }

    private func makeSource() throws -> any ExportSource {
        if let url = url ?? (data == nil ? Settings.url.text(nil) : nil) {
            return ServerSource(base: ServerAddress.base(url))
        }
        guard let data = Settings.data.text(data) else {
            throw ValidationError("give --url of a server, or --data of a store")
        }
        let store = try Stores.open(data, kind: nil, create: false)
        return StoreSource(
            service: ResultService(
                store: store,
                access: try Stores.openAccess(data),
                configuration: ResultService.Configuration(now: Clock.serverTime)
            )
        )
    }

    private func write(_ type: HostedType, from source: any ExportSource) async throws -> Int {
        var file: FileHandleWriter?
        var place: String?
        var count = 0
        repeat {
            let page = try await source.page(type, after: place)
            var bytes: [UInt8] = []
            for resource in page.resources {
                // A line break in JSON stands between tokens only, so a space says the same.
                bytes += resource.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
                bytes.append(0x0A)
            }
            count += page.resources.count
            if let out {
                if file == nil, !bytes.isEmpty { file = try FileHandleWriter("\(out)/\(type.rawValue).ndjson") }
                try file?.write(bytes)
            } else {
                Terminal.put(bytes)
            }
            place = page.next
        } while place != nil
        return count
    }
}
