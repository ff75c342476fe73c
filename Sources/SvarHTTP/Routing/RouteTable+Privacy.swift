import HTTPTypes
import SvarServices

extension RouteTable {
    /// Privacy settings and presets; as Consents settings are read and searched for, and nothing else.
    static var settings: [Route] {
        let all: [Route.Segment] = [.literal("v1"), .literal("privacy"), .literal("settings")]
        let presets: [Route.Segment] = [.literal("v1"), .literal("privacy"), .literal("presets")]
        let consents: [Route.Segment] = [.literal("v1"), .literal("fhir"), .literal("Consent")]
        let callers: [CallerScope] = [.read, .citizen, .guidance]
        let acts = SettingAct.allCases.map { act in
            Route(.actOnSetting, .post, all + [.id, .literal(act.rawValue)], callers)
        }
        return [
            Route(.readSettings, .get, all, callers),
            Route(.setSetting, .post, all, callers),
            Route(.readSetting, .get, all + [.id], callers),
            Route(.changeSetting, .put, all + [.id], callers),
            Route(.liftSetting, .delete, all + [.id], callers),
        ] + acts + [
            Route(.readPresets, .get, presets, [.read]),
            Route(.setPreset, .put, presets, [.read]),
            Route(.liftPreset, .delete, presets, [.read]),
            Route(.searchConsents, .get, consents, callers, .served("Consent", "search-type")),
            Route(.searchConsents, .post, consents + [.literal("_search")], callers, .implied),
            Route(.readConsent, .get, consents + [.id], callers, .served("Consent", "read")),
        ]
    }
}
