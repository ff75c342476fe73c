import FoundationEssentials
import NIOHTTP1
import SvarDomain
import SvarJSON
import SvarSynthetic
import Testing

/// The stations of the tour.
extension LogTour {
    private static let xml = [("Content-Type", "application/xml")]

    /// A message with markers where content and names stand.
    private func marked(_ message: SyntheticMessage) -> String {
        // Each byte one character, whatever the encoding: put back as it was.
        String(String.UnicodeScalarView(message.bytes.map { Unicode.Scalar($0) }))
            .replacing("<StreetAdr>", with: "<StreetAdr>\(Marker.address) ")
            .replacing("<Comment>", with: "<Comment>\(Marker.comment) ")
            .replacing("</Name><OffId>", with: " \(Marker.name)</Name><OffId>")
            .replacing("</Name>\n<OffId>", with: " \(Marker.name)</Name>\n<OffId>")
    }

    private func bytes(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }

    /// Messages that are right, and such as break in every layer that reads them.
    func messages() async throws {
        var isMarked = false
        for message in data.messages() {
            let producer = try await producer(message.organisationNumber)
            let text = marked(message)
            isMarked = isMarked || text.contains(Marker.name)
            let sent = try await send(.POST, "/v1/messages", token: producer, Self.xml, bytes(text))
            #expect((200...201).contains(sent.status))
        }
        #expect(isMarked)
        let message = try #require(data.messages(of: 0).first)
        let producer = try await producer(message.organisationNumber)
        let text = marked(message)
        let number = numbers[0]
        let broken = [
            String(text.prefix(text.count / 2)), text.replacing("</Patient>", with: "<\(Marker.name)></Patient>"),
            "<!DOCTYPE \(Marker.name) [<!ENTITY x \"\(number)\">]>" + text,
            text.replacing(number, with: String(number.dropLast()) + "0"), text.replacing(number, with: Marker.name),
            text.replacing("<OffId>", with: "<\(Marker.value)>\(number)</\(Marker.value)><OffId>"),
            text.replacing(">FNR", with: ">\(Marker.name)").replacing("V=\"FNR\"", with: "V=\"\(Marker.name)\""),
            text.replacing("<GenDate V=\"", with: "<GenDate V=\"\(Marker.name)"),
            text.replacing("<ServProvId>", with: "<ServProvId>\(Marker.name) \(number) "),
            text.replacing("U=\"", with: "U=\"\(Marker.value)"),
            text.replacing("UTF-8", with: Marker.name).replacing("ISO-8859-1", with: Marker.name),
            text.replacing(
                "</ServReq>",
                with: "<Reservation V=\"\(Marker.value)\" S=\"2.16.578.1.12.4.1.1.3108\"/></ServReq>"
            ),
            text + text, "\(Marker.name) \(number)", "<\(Marker.name)>\(number)</\(Marker.name)>",
            text.replacing("xmlns=\"", with: "xmlns=\"urn:\(Marker.name):\(number)"),
        ]
        for text in broken {
            try await send(.POST, "/v1/messages", token: producer, Self.xml, bytes(text))
            try await send(
                .POST,
                "/v1/messages",
                token: producer,
                Self.xml + [("Accept", "application/xml")],
                bytes(text)
            )
        }
        // Ids of its own are repeated to a sender, by the rule of receipts; they go nowhere else.
        for text in [
            text.replacing("<MsgId>", with: "<MsgId>\(number)"), text.replacing("<Id>", with: "<Id>\(number)"),
        ] {
            try await send(.POST, "/v1/messages", token: producer, Self.xml, bytes(text), isRepeated: true)
        }
        // Of somebody else, packed badly, and labelled by a name.
        try await send(.POST, "/v1/messages", token: try await self.producer("310000777"), Self.xml, bytes(text))
        try await send(.POST, "/v1/messages", token: producer, Self.xml + [("Content-Encoding", "gzip")], bytes(text))
        try await send(.POST, "/v1/messages", token: producer, [("Content-Type", Marker.name)], bytes(text))
        try await send(.POST, "/v1/messages", token: producer, Self.xml, [0xEF, 0xBB, 0xBF] + bytes(text))
    }

    /// Resources and Bundles, right and wrong.
    func resources() async throws {
        let producer = try await producer(try #require(data.messages(of: 0).first).organisationNumber)
        let number = numbers[0]
        let system = data.person(0).number.kind.system
        let subject =
            #""subject":{"identifier":{"system":"\#(system)","value":"\#(number)"},"display":"\#(Marker.name)"}"#
        let observation =
            #"{"resourceType":"Observation","status":"final","code":{"text":"\#(Marker.comment)"},\#(subject),"valueString":"\#(Marker.value)"}"#
        let patient =
            #"{"resourceType":"Patient","identifier":[{"system":"\#(system)","value":"\#(number)"}],"name":[{"family":"\#(Marker.name)"}],"address":[{"line":["\#(Marker.address)"]}]}"#
        func entry(_ resource: String, _ url: String, _ method: String = "POST", _ more: String = "") -> String {
            #"{"resource":\#(resource),"request":{"method":"\#(method)","url":"\#(url)"\#(more)}}"#
        }
        func bundle(_ entries: String..., type: String = "transaction") -> String {
            #"{"resourceType":"Bundle","type":"\#(type)","entry":[\#(entries.joined(separator: ","))]}"#
        }
        let document = Data(Marker.document.utf8).base64EncodedString()
        let binary = #"{"resourceType":"Binary","contentType":"text/plain","data":"\#(document)"}"#
        for right in [
            bundle(entry(patient, "Patient"), entry(observation, "Observation"), entry(binary, "Binary")),
            bundle(entry(observation, "Observation"), type: "batch"),
        ] {
            #expect(try await json(.POST, "/v1/fhir", right, token: producer).status == 200)
        }
        #expect(try await json(.POST, "/v1/fhir/Observation", observation, token: producer).status == 201)
        let condition = #","ifNoneExist":"identifier=\#(system)|\#(number)&name=\#(Marker.name)""#
        let wrong = [
            String(observation.dropLast(9)), observation + observation,
            observation.replacing("\"final\"", with: "\"\(Marker.value)\""),
            observation.replacing("\"status\"", with: "\"\(number)\":\"\(Marker.name)\",\"status\""),
            observation.replacing("\"valueString\":\"", with: "\"valueQuantity\":\""),
            observation.replacing(
                "\"valueString\":\"\(Marker.value)\"",
                with: "\"effectiveDateTime\":\"\(Marker.value)\""
            ),
            observation.replacing("\"code\":{", with: "\"code\":[{").replacing("},\(subject)", with: "}],\(subject)"),
            observation.replacing("\"value\":\"\(number)\"", with: "\"value\":\"\(number.dropLast())0\""),
            observation.replacing("\"identifier\":", with: "\"reference\":\"Patient/\(number)\",\"identifier\":"),
            observation.replacing("\"status\"", with: "\"status\":\"final\",\"status\""),
            observation.replacing("\"final\"", with: "\"fin\u{1}\(Marker.name)\""),
            observation.replacing("\"resourceType\":\"Observation\"", with: "\"resourceType\":\"\(Marker.name)\""),
            #"{"resourceType":"Observation","id":"\#(number)"}"#, "\(Marker.name) \(number)", "[\"\(number)\"]",
            bundle(entry(patient, "Patient", "POST", condition), type: "batch"),
            bundle(entry(patient, "Patient?identifier=\(system)|\(number)", "PUT"), type: "batch"),
            bundle(entry(observation, "Observation?code:text=\(Marker.query)", "PUT"), type: "batch"),
            bundle(entry(observation, "\(Marker.name)/\(number)", "PUT")),
            bundle(entry(observation, "Observation", Marker.name)),
            bundle(#"{"request":{"method":"GET","url":"Patient/\#(number)"}}"#, type: "batch"),
            bundle(#"{"request":{"method":"GET","url":"Observation?\#(number)=\#(Marker.name)"}}"#, type: "batch"),
            bundle(entry(observation, "Observation"), type: Marker.name),
            bundle(entry(observation.replacing(number, with: Marker.name), "Observation")),
        ]
        for text in wrong {
            try await json(.POST, "/v1/fhir", text, token: producer)
            try await json(.POST, "/v1/fhir/Observation", text, token: producer)
            try await json(.PUT, "/v1/fhir/Observation/x1", text, token: producer)
        }
        for field in [
            "identifier=\(system)|\(number)", "name=\(Marker.name)", "\(number)=1", "_id=\(Marker.name)&\(number)",
        ] {
            try await json(.POST, "/v1/fhir/Patient", patient, token: producer, [("If-None-Exist", field)])
        }
        for field in ["If-Match", "If-None-Match", "Prefer", "Accept", "Content-Encoding", "If-Unmodified-Since"] {
            let value = [(field, "\(Marker.name) \(number)")]
            try await json(.PUT, "/v1/fhir/Observation/x1", observation, token: producer, value)
        }
    }

    /// Questions that find, that do not, and that are none; every method on every address with numbers in it.
    func questions() async throws {
        let (doctor, number, system) = (try await doctor, numbers[0], data.person(0).number.kind.system)
        for token in [doctor, try await citizen(0)] {
            for type in ["DiagnosticReport", "Observation", "Patient", "Specimen", "ServiceRequest", "Binary"] {
                let found = try await send(.GET, "/v1/fhir/\(type)?_count=5", token: token, about(0))
                #expect(found.status == 200)
                for entry in found.json?["entry"].map({ Array($0.elements) }) ?? [] {
                    guard let id = entry["resource"]?["id"]?.string else { continue }
                    let path = "/v1/fhir/\(entry["resource"]?["resourceType"]?.string ?? type)/\(id)"
                    for path in [path, path + "/_history", path + "?_summary=true"] {
                        try await send(.GET, path, token: token, about(0))
                        try await send(.GET, path, token: token, about(1))
                    }
                    try await send(.DELETE, path, token: token, about(0))
                    if type == "Binary" {
                        try await send(.GET, path, token: token, about(0) + [("Accept", "application/pdf, text/plain")])
                    }
                }
            }
        }
        let odd = [
            "Observation?code:text=\(Marker.query)", "Observation?date=\(Marker.query)",
            "Observation?_sort=\(Marker.query)",
            "Observation?_include=\(Marker.query):\(Marker.name)", "Observation?_page=\(Marker.query)",
            "Patient?name=\(Marker.name)", "Patient?name:\(number)=\(Marker.name)",
            "Observation?\(number)=\(Marker.query)",
            "Observation?_count=\(Marker.query)",
            "Observation?value-quantity=\(Marker.value)", "Observation?_format=\(Marker.query)",
            "_history?_since=\(Marker.query)",
            "Observation?_summary=\(Marker.query)", "Observation?_elements=\(Marker.query)",
            "Observation?_type=\(Marker.query)",
            "Observation?patient=\(Marker.query)", "Observation?patient.name=\(Marker.name)",
            "Observation?_has:Observation:patient:code=\(Marker.query)", "\(Marker.query)",
            "\(Marker.query)/\(Marker.name)",
            "Observation/\(Marker.query)", "Observation/\(Marker.query)/_history/\(Marker.name)",
            "Observation?\(String(number.dropLast()))=x", "Observation?code=%00\(Marker.query)",
            "Observation?code=%zz\(Marker.query)",
            "Patient?identifier=\(number)", "Patient/\(number)", "Patient?identifier=\(system)%7C\(number)",
            "Observation?subject:identifier=\(system)%7C\(number)", "\(number)",
            "Patient?_has:Observation:patient:identifier=\(number)",
        ]
        for path in odd {
            for method in [HTTPMethod.GET, .HEAD, .POST, .PUT, .DELETE, .PATCH, .OPTIONS] {
                let body = method == .GET || method == .HEAD ? nil : Array("\(Marker.name) \(number)".utf8)
                try await send(method, "/v1/fhir/" + path, token: doctor, about(0), body)
                if path.contains("?") { continue }
                try await send(method, "/" + path, token: nil, [], body)
                try await send(method, "/v1/sync/replicas/" + path, token: doctor, [], body)
            }
            guard let question = path.split(separator: "?", maxSplits: 1).last, path.contains("?") else { continue }
            try await form("/v1/fhir/Observation/_search", "\(question)&person-id=\(number)", token: doctor)
            try await form("/pps/v2/Observation/_search", String(question), token: doctor, about(0))
            try await form("/v1/fhir/Patient/x/$everything", String(question), token: doctor, about(0))
        }
        let parameters =
            #"{"resourceType":"Parameters","parameter":[{"name":"\#(number)","valueString":"\#(Marker.query)"}]}"#
        try await json(.POST, "/v1/fhir/Observation/$lastn", parameters, token: doctor, about(0))
        for field in ["person-id", "access-basis", "requester-hpr-role"] {
            for value in ["\(number) ", "\(Marker.name)", "\(number),\(number)", "\(number.dropLast())0"] {
                try await send(.GET, "/v1/fhir/Observation", token: doctor, [(field, value)])
                try await form("/v1/fhir/Observation/_search", "\(field)=\(value)", token: doctor)
            }
        }
        for basis in ["FORHOYET_AKUTT", "FORHOYET_SAMTYKKE", "AKUTT", "SAMTYKKE"] {
            try await send(.GET, "/v1/fhir/Observation", token: doctor, about(0, basis: basis))
        }
    }

    /// Callers who are refused, each with something in its token or in place of it.
    func refusals() async throws {
        let number = numbers[0]
        let right = try await doctor
        let parts = right.split(separator: ".").map(String.init)
        func part(_ text: String) -> String {
            Data(text.utf8).base64EncodedString().replacing("=", with: "").replacing("+", with: "-").replacing(
                "/",
                with: "_"
            )
        }
        let claims = part(#"{"sub":"\#(Marker.name)","helseid://claims/identity/pid":"\#(number)","exp":1}"#)
        let tokens = [
            Marker.name, number, "\(parts[0]).\(claims).\(parts[2])", "\(part(#"{"alg":"none"}"#)).\(claims).",
            "\(part(#"{"alg":"ES256","kid":"\#(Marker.name) \#(number)"}"#)).\(claims).\(parts[2])", right + "x",
            String(repeating: Marker.name, count: 1_000),
        ]
        for token in tokens {
            try await send(.GET, "/v1/fhir/Observation", token: token, about(0))
            try await send(
                .GET,
                "/v1/fhir/Observation",
                token: nil,
                [("Authorization", "DPoP \(token)"), ("DPoP", token)]
            )
        }
        try await send(
            .GET,
            "/v1/fhir/Observation",
            token: nil,
            [("Authorization", "Basic \(part("\(Marker.name):\(number)"))")]
        )
        for arguments in [
            "--role operator", "--role export", "--role guidance", "--role auditor",
            "--role replica --organisation 310000009",
            "--role citizen --person \(numbers[1])",
            "--role personnel --organisation 310000009 --hpr 9144889 --purpose none",
            "--role personnel --organisation 310000009 --hpr 9144889 --category XX",
        ] {
            let token = try await token(arguments)
            for path in [
                "/v1/fhir/Observation", "/v1/fhir/Patient/x", "/v1/fhir/AuditEvent", "/v1/log", "/v1/privacy/settings",
            ] {
                try await send(.GET, path, token: token, about(0))
                try await send(.GET, path, token: token, [("person-id", number)])
            }
        }
    }

    /// A replica that follows everybody, and calls that are no replica's.
    func replica() async throws {
        let file = folder.path + "/replica.token"
        let token = try await token("--role replica --organisation 310000009")
        try Data(token.utf8).write(to: URL(filePath: file))
        let list = folder.path + "/followed"
        try Data(numbers.map { "\($0) \(Marker.name)\n" }.joined().utf8).write(to: URL(filePath: list))
        let replica = ["--replica", folder.path + "/clinic.replica", "--token-file", file]
        for command in [
            ["replica", "enrol", "--server", base] + replica,
            ["replica", "follow", "--persons", list, "--responsible", "9144889"] + replica,
            ["replica", "professionals", "--set", "9144889"] + replica, ["sync"] + replica,
            ["replica", "persons", "--replica", replica[1], "--hpr", "9144889", "--purpose", "TREAT"],
            ["sync", "--compare"] + replica,
        ] {
            let process = try await Binary.run(command)
            #expect(try await process.wait() == 0, "\(process.errors)")
        }
        for path in [
            "", "/x", "/x/delta", "/x/delta?token=\(Marker.query)", "/x/poke", "/x/manifest", "/x/scope",
            "/x/professionals", "/x/reconcile",
        ] {
            for method in [HTTPMethod.GET, .POST, .PUT, .DELETE] {
                let body = Array(#"{"persons":[{"number":"\#(numbers[0])","why":"\#(Marker.why)"}]}"#.utf8)
                try await send(
                    method,
                    "/v1/sync/replicas" + path,
                    token: token,
                    [("Content-Type", "application/json"), ("If-Match", Marker.query)],
                    method == .GET ? nil : body
                )
            }
        }
    }

    /// Privacy settings, with reasons in words: every kind, right and wrong, changed and lifted; then what is closed is
    /// asked for again, and one person has everything erased.
    func settings() async throws {
        let path = "/v1/privacy/settings"
        let json = [("Content-Type", "application/json")]
        let kinds = [
            #""kind":"seal""#, #""kind":"block","hpr":"9144900""#, #""kind":"view-reservation""#,
            #""kind":"emergency-closure""#, #""kind":"seal","results":{"from":"2020-01-01","through":"2021-01-01"}"#,
            #""kind":"denial","ground":"NORN_FFL""#, #""kind":"denial","ground":"NORN_EPO","request":true"#,
            #""kind":"shielding","target":{"code":"NPU03230"},"wish":true"#,
            #""kind":"delayed-view","delay":{"until":"2030-01-01T00:00:00Z"}"#,
            #""kind":"denial","ground":"\#(Marker.value)""#, #""kind":"\#(Marker.value)""#,
            #""kind":"seal","target":{"report":"\#(numbers[0])"}"#,
            #""kind":"seal","target":{"item":"\#(numbers[0])"}"#,
            #""kind":"seal","valid":{"from":"\#(Marker.value)"}"#, #""kind":"seal","\#(numbers[0])":"\#(Marker.name)""#,
            #""kind":"block","hpr":"\#(numbers[0])""#,
        ]
        var made = 0
        for token in [try await citizen(0), try await doctor, try await citizen(1)] {
            for kind in kinds {
                let body = Array(#"{\#(kind),"why":"\#(Marker.why) \#(numbers[0])"}"#.utf8)
                let set = try await send(.POST, path, token: token, about(0) + json, body)
                made += set.status == 201 ? 1 : 0
                let id = set.json?["id"]?.string ?? "x"
                for target in ["\(path)/\(id)", "\(path)/\(Marker.query)"] {
                    try await send(.GET, target, token: token, about(0))
                    try await send(.PUT, target, token: token, about(0) + json, body)
                    for act in ["accept", "release", "extend"] {
                        let why = Array(#"{"why":"\#(Marker.why)","until":"\#(Marker.query)"}"#.utf8)
                        try await send(.POST, "\(target)/\(act)", token: token, about(0) + json, why)
                    }
                }
                try await send(.PUT, "/v1/privacy/presets", token: token, about(0) + json, body)
                if kind.contains("hpr") {
                    try await send(.DELETE, "\(path)/\(id)", token: token, about(0) + json, body)
                }
            }
            for target in [path, "/v1/fhir/Consent", "/v1/fhir/AuditEvent", "/v1/log"] {
                try await send(.GET, target, token: token, about(0))
                try await send(.GET, target + "?no-such-parameter=\(Marker.name)", token: token, about(0))
            }
            for type in ["DiagnosticReport", "Observation"] {
                try await send(.GET, "/v1/fhir/\(type)", token: token, about(0))
                try await send(.GET, "/v1/fhir/\(type)", token: token, about(0, basis: "FORHOYET_AKUTT"))
            }
        }
        #expect(made > 3)
        let auditor = try await token("--role auditor")
        for target in ["AuditEvent", "AuditEvent/x", "Patient/x/$explain-access", "DiagnosticReport/x/$explain-access"]
        {
            try await send(.GET, "/v1/fhir/" + target, token: auditor, about(0))
            try await form("/v1/fhir/" + target, "person-id=\(numbers[0])&at=\(Marker.query)", token: auditor)
        }
        let last = data.persons - 1
        let reservation = Array(#"{"kind":"storage-reservation","why":"\#(Marker.why)"}"#.utf8)
        let erased = try await send(.POST, path, token: try await citizen(last), about(last) + json, reservation)
        #expect((200...202).contains(erased.status))
        for message in data.messages(of: last) {
            let producer = try await producer(message.organisationNumber)
            try await send(.POST, "/v1/messages", token: producer, Self.xml, bytes(marked(message)))
        }
    }

    /// What the program itself says on a terminal about the same store and such input; all output together.
    func commands() async throws -> String {
        let folder = folder.path + "/in"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let message = marked(try #require(data.messages(of: 0).first))
        let files = [
            "right.xml": message, "cut.xml": String(message.prefix(message.count / 2)),
            "none.json": "{\"\(Marker.name)\":",
            "wrong.xml": message.replacing(numbers[0], with: Marker.name),
        ]
        for (name, text) in files { try Data(bytes(text)).write(to: URL(filePath: "\(folder)/\(name)")) }
        var output = ""
        for arguments in [
            ["import", folder, "--data", self.folder.path + "/other"],
            ["audit", "list", "--data", store, "--json", "--limit", "100000"],
            ["audit", "list", "--data", store, "--patient", numbers[0]], ["audit", "verify", "--data", store],
            ["store", "backup", self.folder.path + "/backup", "--data", store],
            ["store", "check", "--data", self.folder.path + "/other"],
            ["token", "--data", store, "--role", "citizen", "--person", String(numbers[0].dropLast()) + "0"],
        ] {
            let process = try await Binary.run(arguments)
            _ = try await process.wait()
            output += process.output + process.errors
        }
        return output
    }
}
