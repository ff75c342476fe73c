import HTTPTypes
import SvarDomain
import SvarFHIR
import SvarSynthetic

extension ProbeMaker {
    private static let json = ("content-type", "application/fhir+json")

    /// Writes: of producers they may change both worlds, and must in the same way; of others they are refused.
    mutating func writing(_ kind: ProbeKind) -> [Ask] {
        switch kind {
        case .create: return [Ask(.post, "\(Self.base)/Observation", [Self.json], body: observation(id: nil))]
        case .conditionalCreate:
            let type = random.pick([HostedType.diagnosticReport, .observation, .organization, .practitioner, .specimen])
            return [
                Ask(
                    .post,
                    "\(Self.base)/\(type.rawValue)",
                    [Self.json, ("if-none-exist", condition(type))],
                    body: body(type, id: nil)
                )
            ]
        case .update:
            guard let item = writable() else { return [] }
            var fields = [Self.json]
            if random.oneIn(3) { fields.append(("if-match", "W/\"\(random.pick(item.versions))\"")) }
            if random.oneIn(5) { fields.append(("if-none-match", "*")) }
            let path = "\(Self.base)/\(item.type.rawValue)/\(item.id)"
            return [Ask(.put, path, fields, body: body(item.type, id: item.id))]
        case .conditionalUpdate:
            let type = random.pick([HostedType.diagnosticReport, .observation, .specimen])
            let id = random.oneIn(3) ? item { $0.type == type }?.id : nil
            let path = "\(Self.base)/\(type.rawValue)?\(condition(type))"
            return [Ask(.put, path, [Self.json], body: body(type, id: id))]
        case .delete:
            guard let item = writable() else { return [] }
            var fields: [(String, String)] = []
            if random.oneIn(3) { fields.append(("if-match", "W/\"\(random.pick(item.versions))\"")) }
            return [Ask(.delete, "\(Self.base)/\(item.type.rawValue)/\(item.id)", fields)]
        case .conditionalDelete:
            let type = random.pick([HostedType.diagnosticReport, .observation, .specimen])
            return [Ask(.delete, "\(Self.base)/\(type.rawValue)?\(condition(type))")]
        case .bundle: return [transaction()]
        default: return message()
        }
    }

    private mutating func writable() -> Ground.Item? {
        item { [.diagnosticReport, .observation, .specimen, .binary, .encounter, .organization].contains($0.type) }
    }

    /// The query of a conditional interaction: an identifier that somebody uses, or an id.
    private mutating func condition(_ type: HostedType) -> String {
        if random.oneIn(4), let item = item({ $0.type == type }) { return "_id=\(item.id)" }
        let known = ground.identifiers[type] ?? []
        let identifier = known.isEmpty || random.oneIn(5) ? "urn:x:report|none" : random.pick(known)
        return "identifier=\(Ask.escaped(identifier))"
    }

    private mutating func body(_ type: HostedType, id: String?) -> String {
        let own = id.map { #""id":"\#($0)","# } ?? ""
        let subject = #""subject":\#(subject)"#
        switch type {
        case .diagnosticReport:
            let result =
                item { $0.type == .observation }.map { #","result":[{"reference":"Observation/\#($0.id)"}]"# } ?? ""
            return
                #"{"resourceType":"DiagnosticReport",\#(own)"identifier":[{"system":"urn:x:report","value":"R\#(random.integer(1...4))"}],"status":"final","code":{"text":"ny"},\#(subject)\#(result)}"#
        case .observation: return observation(id: id)
        case .specimen: return #"{"resourceType":"Specimen",\#(own)\#(subject)}"#
        case .binary: return #"{"resourceType":"Binary",\#(own)"contentType":"text/plain","data":"bnl0dA=="}"#
        case .encounter:
            return #"{"resourceType":"Encounter",\#(own)"status":"finished","class":{"code":"AMB"},\#(subject)}"#
        default:
            return #"{"resourceType":"\#(type.rawValue)",\#(own)"identifier":[{"system":"urn:x:org","value":"O2"}]}"#
        }
    }

    private mutating func observation(id: String?) -> String {
        let own = id.map { #""id":"\#($0)","# } ?? ""
        return
            #"{"resourceType":"Observation",\#(own)"status":"final","code":{"coding":[{"system":"urn:oid:2.16.578.1.12.4.1.1.7280","code":"\#(random.pick(WorldHistory.codes))"}]},"subject":\#(subject),"valueString":"prøve"}"#
    }

    private var subject: String { #"{"identifier":\#(history.identifier(history.persons[person].number))}"# }

    private mutating func transaction() -> Ask {
        let type = random.pick([HostedType.diagnosticReport, .observation, .organization])
        let create = body(type, id: nil)
        var entries = [
            #"{"fullUrl":"urn:uuid:00000000-0000-4000-8000-000000000001","resource":\#(create),"request":{"method":"POST","url":"\#(type.rawValue)","ifNoneExist":"\#(condition(type))"}}"#
        ]
        if let item = item() {
            entries.append(#"{"request":{"method":"GET","url":"\#(item.type.rawValue)/\#(item.id)"}}"#)
        }
        if let patient {
            entries.append(
                #"{"request":{"method":"GET","url":"Observation?patient=Patient/\#(patient)&_total=accurate"}}"#
            )
        }
        if random.oneIn(3), let item = writable() {
            entries.append(#"{"request":{"method":"DELETE","url":"\#(item.type.rawValue)/\#(item.id)"}}"#)
        }
        if random.oneIn(3), let item = item({ $0.type == .observation }) {
            let body = observation(id: item.id)
            entries.append(#"{"resource":\#(body),"request":{"method":"PUT","url":"Observation/\#(item.id)"}}"#)
        }
        let bundle = random.pick(["batch", "transaction"])
        return Ask(
            .post,
            Self.base,
            [Self.json, ("prefer", random.pick(["return=representation", "return=minimal"]))],
            body: #"{"resourceType":"Bundle","type":"\#(bundle)","entry":[\#(entries.joined(separator: ","))]}"#
        )
    }

    /// A message that has come before, of this producer or another, or one more.
    private mutating func message() -> [Ask] {
        let known = history.steps.compactMap { step -> [UInt8]? in
            guard case .ask(let ask, _, _) = step.action, ask.path == "/v1/messages" else { return nil }
            return ask.body
        }
        guard !known.isEmpty else { return [] }
        var ask = Ask(.post, "/v1/messages", [("content-type", "application/xml")])
        ask.body = random.pick(known)
        return [ask]
    }
}
