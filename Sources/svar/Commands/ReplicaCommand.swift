package import ArgumentParser

/// `svar replica`: a clinic's own copy of what it may see.
package struct ReplicaCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "replica",
        abstract: "Make a replica, say whom it follows, and read it, with the server gone too.",
        discussion: """
            A replica is one file. enrol, follow and unfollow reach the server, as svar sync does; all others read the \
            file alone, also while svar sync --watch keeps it. Identity numbers are taken from files or standard input, \
            are not kept, and are never printed.

            Examples:
              svar replica enrol --server https://svar.example.org --token-file ./token --replica ./clinic.replica
              svar replica follow --token-file ./token --replica ./clinic.replica --persons ./persons --responsible 9144889
              svar sync --token-file ./token --replica ./clinic.replica
              svar replica persons --replica ./clinic.replica
              svar replica reports --replica ./clinic.replica --person A-1
            """,
        subcommands: [
            ReplicaEnrol.self, ReplicaFollow.self, ReplicaUnfollow.self, ReplicaStatusCommand.self,
            ReplicaPersonsCommand.self, ReplicaReportsCommand.self, ReplicaShowCommand.self, ReplicaTrendCommand.self,
            ReplicaChangesCommand.self, ReplicaVerifyCommand.self,
        ]
    )

    package init() {}
}
