import HTTPTypes
import SvarAccess
import SvarDomain
import SvarFHIR
import SvarSynthetic

extension WorldHistory {
    /// Reports that come as Bundles, with what becomes of them: a report each, in order.
    mutating func restUnits(_ place: Int) -> [[WorldStep]] {
        (0..<random.integer(0...3)).map { _ in restUnit(place) }
    }

    private struct Content {
        var name: String
        var place: Int
        var subject: String
        var discipline: (code: String, classes: Disciplines)
        var day: CivilDate
        var report: String
        var codes: [String]
        var hasPanel: Bool
        var hasEncounter: Bool
        var text: String
    }

    private mutating func restUnit(_ place: Int) -> [WorldStep] {
        let name = "r\(next())"
        let organisation = random.pick(Self.organisations)
        let discipline: (String, Disciplines) = random.pick([
            ("CLIN", .biochemistry), ("CLIN", .biochemistry), ("MBIO", .microbiology), ("RAD", .radiology),
            ("MGEN", .genetics), ("PAT", .pathology),
        ])
        let today = OsloTime.local(Self.start).date.daysSince1970
        let content = Content(
            name: name,
            place: place,
            subject: random.oneIn(2) || unintroduced.contains(place)
                ? #"{"identifier":\#(identifier(persons[place].number))}"#
                : #"{"reference":"Patient/{{patient\#(place)}}"}"#,
            discipline: discipline,
            day: CivilDate(daysSince1970: today - random.integer(1...400)),
            // Numbers that several producers use, for one person and for others.
            report: "R\(random.integer(1...4))",
            codes: [random.pick(Self.codes), random.pick(Self.codes)],
            hasPanel: random.oneIn(2),
            hasEncounter: random.oneIn(2),
            text: random.pick(["rutine", "kontroll", "øyeblikkelig hjelp"])
        )
        var states: [(status: String, state: VersionFacts.State)] = [
            random.oneIn(4) ? ("preliminary", .notFinal) : ("final", .final)
        ]
        if random.oneIn(3) { states.append(("amended", .final)) }
        if random.oneIn(8) { states.append(("cancelled", .withdrawn)) }
        // Work on it begins again, which the citizen side is not shown.
        var again = SeededGenerator(seed: seed, stream: 0x4147_4149 &+ UInt64(units.count))
        if states.last?.state == .final, again.oneIn(5) { states.append(("preliminary", .notFinal)) }
        units[name] = WorldUnit(
            name: name,
            person: place,
            organisation: organisation,
            arrivals: states.map {
                .init(received: ServerTime(microseconds: 0), state: $0.state, items: ["all": discipline.1])
            },
            discipline: discipline.1,
            codes: Set(content.codes),
            span: ResultSpan(content.day, content.day)
        )
        var steps: [WorldStep] = []
        for (arrival, state) in states.enumerated() {
            let ask: Ask
            var entries: [String] = []
            if arrival == 0 {
                (ask, entries) = bundle(content, state.status)
            } else {
                // Only the report changes.
                let id = "{{\(name).r}}"
                let body = report(content, state.status, id: id) { "{{\(name).\($0)}}" }
                ask = Ask(
                    .put,
                    "/v1/fhir/DiagnosticReport/\(id)",
                    [("content-type", "application/fhir+json")],
                    body: body
                )
            }
            steps.append(
                step(
                    "\(name)-\(arrival)",
                    unit: name,
                    arrival: arrival,
                    person: place,
                    ask,
                    by: organisation,
                    entries: entries
                )
            )
        }
        if random.oneIn(7) {
            let ask = Ask(.delete, "/v1/fhir/DiagnosticReport/{{\(name).r}}")
            steps.append(step("\(name)-deleted", unit: name, person: place, ask, by: organisation))
        }
        return steps
    }

    /// Few codes, so that what is hidden and what is shown have the same.
    static let codes = ["NPU19748", "NPU02319", "NPU01944"]

    // MARK: Resources

    private func bundle(_ content: Content, _ status: String) -> (Ask, [String]) {
        let name = content.name
        func local(_ part: String) -> String { "urn:uuid:00000000-0000-4000-8000-\(Self.digits(name, part))" }
        var resources: [(String, String, String)] = [
            ("r", "DiagnosticReport", report(content, status, id: nil, local)),
            (
                "o1", "Observation",
                observation(
                    content,
                    content.codes[0],
                    #""valueQuantity":{"value":\#(quantity(content)),"unit":"g/L","system":"http://unitsofmeasure.org","code":"g/L"},"specimen":{"reference":"\#(local("s"))"}"#
                )
            ),
            (
                "o2", "Observation",
                observation(
                    content,
                    content.codes[1],
                    #""valueString":"\#(content.text)","derivedFrom":[{"reference":"\#(local("o1"))"}]"#
                )
            ),
            (
                "s", "Specimen",
                #"{"resourceType":"Specimen","identifier":[{"system":"urn:x:sample","value":"\#(content.report)"}],"type":{"coding":[{"system":"urn:oid:2.16.578.1.12.4.1.1.8351","code":"P"}]},"subject":\#(content.subject),"collection":{"collectedDateTime":"\#(date(content))T08:00:00+02:00"}}"#
            ),
            (
                "q", "ServiceRequest",
                #"{"resourceType":"ServiceRequest","identifier":[{"system":"urn:x:order","value":"\#(content.report)"}],"status":"completed","intent":"order","code":{"coding":[{"system":"urn:oid:2.16.578.1.12.4.1.1.7280","code":"\#(content.codes[0])"}]},"subject":\#(content.subject),"requester":{"reference":"Practitioner/{{practitioner}}"}}"#
            ),
            ("b", "Binary", #"{"resourceType":"Binary","contentType":"text/plain","data":"U3ludGV0aXNrIHZlZGxlZ2c="}"#),
        ]
        if content.hasPanel {
            resources.append(
                (
                    "p", "Observation",
                    observation(
                        content,
                        content.codes[0],
                        #""hasMember":[{"reference":"\#(local("o1"))"},{"reference":"\#(local("o2"))"}]"#
                    )
                )
            )
        }
        if content.hasEncounter {
            resources.append(
                (
                    "e", "Encounter",
                    #"{"resourceType":"Encounter","status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},"subject":\#(content.subject)}"#
                )
            )
        }
        let entries = resources.map { part, type, body in
            #"{"fullUrl":"\#(local(part))","resource":\#(body),"request":{"method":"POST","url":"\#(type)"}}"#
        }
        let body = #"{"resourceType":"Bundle","type":"transaction","entry":[\#(entries.joined(separator: ","))]}"#
        let ask = Ask(.post, "/v1/fhir", [("content-type", "application/fhir+json")], body: body)
        return (ask, resources.map { "\(name).\($0.0)" })
    }

    private static func digits(_ name: String, _ part: String) -> String {
        let text = "\(name)\(part)".utf8.map { String($0, radix: 16) }.joined()
        return String((text + "000000000000").prefix(12))
    }

    private func report(_ content: Content, _ status: String, id: String?, _ local: (String) -> String) -> String {
        // Of a transaction `local` gives whole references, of an update ids.
        func reference(_ type: String, _ part: String) -> String {
            id == nil ? local(part) : "\(type)/\(local(part))"
        }
        let isWithdrawn = status == "cancelled"
        let own = id.map { #""id":"\#($0)","# } ?? ""
        let encounter = content.hasEncounter ? #""encounter":{"reference":"\#(reference("Encounter", "e"))"},"# : ""
        let results = (content.hasPanel ? ["p"] : ["o1", "o2"]).map {
            #"{"reference":"\#(reference("Observation", $0))"}"#
        }
        let shown =
            isWithdrawn
            ? ""
            : #","conclusion":"\#(content.text)","presentedForm":[{"contentType":"text/plain","url":"\#(reference("Binary", "b"))"}]"#
        return
            #"{"resourceType":"DiagnosticReport",\#(own)"identifier":[{"system":"urn:x:report","value":"\#(content.report)"}],"basedOn":[{"reference":"\#(reference("ServiceRequest", "q"))"}],"status":"\#(status)","category":[{"coding":[{"system":"urn:oid:2.16.578.1.12.4.1.1.8202","code":"\#(content.discipline.code)"}]}],"code":{"coding":[{"system":"urn:oid:2.16.578.1.12.4.1.1.7280","code":"\#(content.codes[0])"}],"text":"\#(content.text)"},"subject":\#(content.subject),\#(encounter)"effectiveDateTime":"\#(date(content))T08:00:00+02:00","issued":"\#(date(content))T12:00:00+02:00","performer":[{"reference":"Organization/{{organization}}"}],"specimen":[{"reference":"\#(reference("Specimen", "s"))"}],"result":[\#(results.joined(separator: ","))]\#(shown)}"#
    }

    private func observation(_ content: Content, _ code: String, _ rest: String) -> String {
        #"{"resourceType":"Observation","status":"final","category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"laboratory"},{"system":"urn:oid:2.16.578.1.12.4.1.1.8202","code":"\#(content.discipline.code)"}]}],"code":{"coding":[{"system":"urn:oid:2.16.578.1.12.4.1.1.7280","code":"\#(code)"}]},"subject":\#(content.subject),"effectiveDateTime":"\#(date(content))T08:00:00+02:00",\#(rest)}"#
    }

    private func quantity(_ content: Content) -> String { "\(content.day.daysSince1970 % 9 + 1).5" }

    private func date(_ content: Content) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(content.day.year)-\(two(content.day.month))-\(two(content.day.day))"
    }
}
