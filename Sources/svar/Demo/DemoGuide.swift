import SvarDomain
import SvarHTTP
import SvarSynthetic

/// What `svar demo` prints: addresses to open and commands that work as they stand.
struct DemoGuide {
    let data: SyntheticData
    let directory: String
    /// The file of the clinic's replica; nil in a sandbox, which has none.
    let replica: String?

    func text(base: String, outcome: DemoLoad.Outcome) -> String {
        """

        Svar demo: \(data.persons) persons who do not exist, \(outcome.total) messages, \
        \(outcome.changes) of them changes and cancellations, \(outcome.attachments) with a document.
        Store: \(directory)

        \(replica.map { withTokens(base, $0) } ?? open(base))

        Stop with Ctrl-C.
        """
    }

    private var person: PersonNumber { DevelopmentPersons.citizen.number }
    private var parent: PersonNumber { DevelopmentPersons.parent.number }
    private var child: PersonNumber { DevelopmentPersons.child.number }

    /// A doctor's first look, then the patient's own, and who looked.
    private func withTokens(_ base: String, _ replica: String) -> String {
        let fhir = base + RouteTable.basePath
        let program = Program.path
        return """
            Open in a browser
              \(base)/docs
              \(fhir)/metadata

            In a terminal, as a doctor (HPR number and organisation are made up)
              TOKEN=$(\(program) token --data \(directory) --role personnel --organisation 310000001 --hpr 9144889)
              # the newest reports of one person, with their results; the number goes in a field, never in the address
              curl -s '\(fhir)/DiagnosticReport?_sort=-date&_count=3&_include=DiagnosticReport:result&_pretty=true' \\
                -H "Authorization: Bearer $TOKEN" -H 'person-id: \(person.value)' -H 'access-basis: UNNTAK'
              # how many results there are since 2025
              curl -s '\(fhir)/Observation?date=ge2025&_summary=count' \\
                -H "Authorization: Bearer $TOKEN" -H 'person-id: \(person.value)' -H 'access-basis: UNNTAK'

            As the person
              TOKEN=$(\(program) token --data \(directory) --role citizen --person \(person.value))
              curl -s '\(fhir)/DiagnosticReport?_count=3' -H "Authorization: Bearer $TOKEN"
              # who looked, and on which ground
              curl -s '\(base)/v1/log?limit=5' -H "Authorization: Bearer $TOKEN"

            As a parent, about a child of seven (who may act for whom: persons.json beside the store)
              TOKEN=$(\(program) token --data \(directory) --role citizen --person \(parent.value))
              curl -s '\(fhir)/DiagnosticReport?_count=3' -H "Authorization: Bearer $TOKEN" -H 'person-id: \(child.value)'

            A clinic's own copy, kept in step, and readable when this server is gone
              \(program) replica persons --replica \(replica) --hpr \(DemoReplica.responsible) --purpose TREAT
              \(program) replica reports --replica \(replica) --hpr \(DemoReplica.responsible) --purpose TREAT --person \(DemoReplica.label(0)) --limit 5

            The person closes their results to all health personnel (sperring)
              TOKEN=$(\(program) token --data \(directory) --role citizen --person \(person.value))
              curl -s \(base)/v1/privacy/settings -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"kind":"seal"}'
              # the doctor is told, and sees nothing; the copy at the clinic has lost it too
              TOKEN=$(\(program) token --data \(directory) --role personnel --organisation 310000001 --hpr 9144889)
              curl -s '\(fhir)/DiagnosticReport?_count=1' -H "Authorization: Bearer $TOKEN" \\
                -H 'person-id: \(person.value)' -H 'access-basis: UNNTAK'
              # an emergency opens it, and that stands in the person's log
              TOKEN=$(\(program) token --data \(directory) --role personnel --organisation 310000001 --hpr 9144889 --purpose ETREAT)
              curl -s '\(fhir)/DiagnosticReport?_count=1' -H "Authorization: Bearer $TOKEN" \\
                -H 'person-id: \(person.value)' -H 'access-basis: FORHOYET_AKUTT'

            The guidance service lifts blocks on the person's wish, and gets no result: 403
              TOKEN=$(\(program) token --data \(directory) --role guidance)
              curl -s '\(fhir)/DiagnosticReport' -H "Authorization: Bearer $TOKEN" -H 'person-id: \(person.value)' \\
                -o /dev/null -w '%{http_code}\\n'

            An auditor sees who looked, and may ask why a report was shown or hidden
              TOKEN=$(\(program) token --data \(directory) --role auditor)
              curl -s '\(fhir)/AuditEvent?_count=3' -H "Authorization: Bearer $TOKEN" -H 'person-id: \(person.value)'

            Who looked, on the machine itself
              \(program) audit list --data \(directory) --limit 5
            """
    }

    private func open(_ base: String) -> String {
        let system = person.kind.system
        let fhir = base + RouteTable.basePath
        return """
            Open in a browser
              \(base)/docs
              \(fhir)/DiagnosticReport?_count=5
              \(fhir)/metadata
              \(base)/metrics

            Or in a terminal
              # a person, by identity number (never in a URL)
              curl -s \(fhir)/Patient/_search -d 'identifier=\(system)|\(person.value)'
              # that person's reports
              curl -s \(fhir)/DiagnosticReport/_search -d 'patient:identifier=\(system)|\(person.value)' -d _count=3
              # how many results there are
              curl -s '\(fhir)/Observation?_summary=count'
              # a report of your own (a message of your laboratory)
              curl -s \(base)/v1/messages -H 'Content-Type: application/xml' --data-binary @message.xml
            """
    }
}
