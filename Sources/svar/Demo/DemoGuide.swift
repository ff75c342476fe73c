import SvarDomain
import SvarHTTP
import SvarSynthetic

/// What `svar demo` prints: addresses to open and commands that work as they stand.
enum DemoGuide {
    static func text(base: String, data: SyntheticData, outcome: DemoLoad.Outcome, directory: String) -> String {
        let person = data.person(0).number
        let system = person.kind.system
        let fhir = base + RouteTable.basePath
        return """

            Svar demo: \(data.persons) persons who do not exist, \(outcome.total) messages, \
            \(outcome.changes) of them changes and cancellations, \(outcome.attachments) with a document.
            Store: \(directory)

            Open in a browser
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

            Stop with Ctrl-C.
            """
    }
}
