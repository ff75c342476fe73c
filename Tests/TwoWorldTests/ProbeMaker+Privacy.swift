import HTTPTypes
import SvarFHIR
import SvarSynthetic

extension ProbeMaker {
    /// Settings, Consents and the log of use. `{{setting}}` and `{{event}}` are the last ones an answer named.
    mutating func privacy(_ kind: ProbeKind) -> [Ask] {
        let all = "/v1/privacy/settings"
        let json = ("content-type", "application/json")
        switch kind {
        case .settings:
            return [
                Ask(
                    .get,
                    "\(all)\(random.pick(["", "?history=true", "?count=1", "?wish=true", "?history=true&wish=true"]))",
                    fields
                )
            ]
        case .oneSetting:
            return [
                Ask(.get, "\(all)?history=true", fields), Ask(.get, "\(all)/{{setting}}", fields),
                Ask(.get, "\(Self.base)/Consent/{{setting}}", fields),
                Ask(.get, "\(all)/aaaaaaaaaaaaaaaaaaaaaaaaa", fields),
            ]
        case .presets: return [Ask(.get, "/v1/privacy/presets", fields)]
        case .setPreset:
            let body = #"{"order":"O1","delay":{"days":5}}"#
            return [Ask(.put, "/v1/privacy/presets", fields + [json], body: body)]
        case .liftPreset: return [Ask(.delete, "/v1/privacy/presets?order=O1", fields)]
        case .consents:
            let items = patient.map { [("patient", "Patient/\($0)")] } ?? []
            return [Ask(.get, Ask.query("\(Self.base)/Consent", random.oneIn(2) ? items : []), fields)]
        case .postedConsents: return [Ask.form("\(Self.base)/Consent/_search", [], fields)]
        case .set:
            let report = item { $0.type == .diagnosticReport }?.id ?? "none"
            let kind = random.pick([
                #""kind":"shielding""#, #""kind":"seal""#, #""kind":"denial","ground":"NORN_EPO""#,
                #""kind":"denial","ground":"NORN_FFL""#,
                #""kind":"delayed-view","delay":{"until":"2027-01-01T00:00:00Z"}"#,
            ])
            let body = #"{\#(kind),"target":{"report":"DiagnosticReport/\#(report)"},"why":"ønske","wish":true}"#
            return [Ask(.post, all, fields + [json], body: body)]
        case .changeSetting, .liftSetting, .actOnSetting:
            var asks = [Ask(.get, "\(all)?history=true&wish=true", fields)]
            let one = "\(all)/{{setting}}"
            switch kind {
            case .changeSetting: asks.append(Ask(.put, one, fields + [json], body: #"{"kind":"seal","wish":true}"#))
            case .liftSetting: asks.append(Ask(.delete, "\(one)?wish=true", fields))
            default:
                let act = random.pick(["accept", "release", "extend", "lift"])
                let body = act == "extend" ? #"{"until":"2027-01-01T00:00:00Z","wish":true}"# : #"{"wish":true}"#
                // What can be done to any is done to what waits for it, too.
                let fitting = ["accept": "requested", "release": "delay", "extend": "delay"][act] ?? "setting"
                for name in [fitting, "setting"] {
                    asks.append(Ask(.post, "\(all)/{{\(name)}}/\(act)", fields + [json], body: body))
                }
            }
            return asks
        case .log:
            let query = random.pick(["", "?limit=3", "?from=2026-07-02", "?until=2026-07-20"])
            return [Ask(.get, "/v1/log\(query)", fields)]
        case .auditEvents:
            let items = patient.map { [("patient", "Patient/\($0)")] } ?? []
            return [
                Ask(.get, Ask.query("\(Self.base)/AuditEvent", items + [("_count", "5")]), fields),
                Ask(.get, "\(Self.base)/AuditEvent/{{event}}", fields),
            ]
        case .postedAuditEvents: return [Ask.form("\(Self.base)/AuditEvent/_search", [("_count", "4")], fields)]
        default:
            let report = item { $0.type == .diagnosticReport }?.id ?? "none"
            return [
                Ask(.get, "\(Self.base)/DiagnosticReport/\(report)/$explain-access", fields),
                Ask(.post, "\(Self.base)/DiagnosticReport/\(report)/$explain-access", fields + [json], body: "{}"),
            ]
        }
    }
}
