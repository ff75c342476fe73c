package import ArgumentParser

/// The one executable.
@main
package struct Svar: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "svar",
        abstract: "Shares laboratory and imaging results: a versioned FHIR R4 service.",
        discussion: """
            Try it:
              svar demo
              svar serve --sandbox --data ./svar-data
              svar import ./messages --url http://127.0.0.1:8080

            Exit codes: 0 done, 1 done in part (some input refused, or a store that does not verify), 2 could not start \
            or be done, 64 wrong use.
            """,
        version: "svar \(Version.text)",
        subcommands: [
            ServeCommand.self, DemoCommand.self, ImportCommand.self, ExportCommand.self, TokenCommand.self,
            DPoPCommand.self, DevIssuerCommand.self, SyncCommand.self, ReplicaCommand.self, StoreCommand.self,
            AuditCommand.self,
        ]
    )

    package init() {}
}
