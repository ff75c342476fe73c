package import ArgumentParser

/// `svar replica`: a clinic's own copy of what it may see.
package struct ReplicaCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "replica",
        abstract: "Make a replica, say whom it follows, and read it, with the server gone too.",
        discussion: """
            A replica is one file. enrol, follow, unfollow and professionals reach the server, as svar sync does; all \
            others read the file alone, also while svar sync --watch keeps it. Identity numbers are taken from files or standard input, \
            are not kept, and are never printed.

            Examples:
              svar replica enrol --server https://svar.example.org --token-file ./token --replica ./clinic.replica
              svar replica follow --token-file ./token --replica ./clinic.replica --persons ./persons --responsible 9144889
              svar replica professionals --token-file ./token --replica ./clinic.replica --set 9144889
              svar sync --token-file ./token --replica ./clinic.replica
              svar replica persons --replica ./clinic.replica --hpr 9144889 --purpose TREAT
              svar replica reports --replica ./clinic.replica --hpr 9144889 --purpose TREAT --person A-1
            """,
        subcommands: [
            ReplicaEnrol.self, ReplicaFollow.self, ReplicaUnfollow.self, ReplicaProfessionals.self,
            ReplicaStatusCommand.self,
            ReplicaPersonsCommand.self, ReplicaReportsCommand.self, ReplicaShowCommand.self, ReplicaTrendCommand.self,
            ReplicaChangesCommand.self, ReplicaReadingsCommand.self, ReplicaVerifyCommand.self,
        ]
    )

    package init() {}
}
