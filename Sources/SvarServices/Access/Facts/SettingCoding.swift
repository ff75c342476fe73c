package import SvarAccess
package import SvarDomain
package import SvarStore

/// Events about settings as the bodies of entries of kind `setting`; the entry's subject is the setting's id, its stamp
/// the time of the event.
package enum SettingCoding {
    private static let form: UInt8 = 1

    /// The body of the entry.
    package static func encode(_ event: SettingEvent) -> [UInt8] {
        var writer = FactWriter(form: form)
        // The target stands first, so that a restored store can name its units anew without knowing the rest.
        writer.optional(event.action.draft?.target) { $0.target($1) }
        writer.action(event.action)
        writer.author(event.by)
        writer.text(event.why)
        return writer.bytes
    }

    /// The event of an entry; nil when the entry is of another kind or cannot be read.
    package static func decode(_ entry: PersonEntry) -> SettingEvent? {
        guard entry.kind == .setting else { return nil }
        do throws(FactError) {
            return try read(entry)
        } catch {
            return nil
        }
    }

    /// The event of an entry of kind `setting`, or why there is none.
    package static func read(_ entry: PersonEntry) throws(FactError) -> SettingEvent {
        var reader = FactReader(entry.body)
        try reader.form(form)
        let target = try reader.optional { reader throws(FactError) in try reader.target() }
        let action = try reader.action(on: target)
        let by = try reader.author()
        let why = try reader.text()
        try reader.end()
        return SettingEvent(
            setting: Setting.ID(entry.subject),
            at: entry.stamp.at,
            action: action,
            by: by,
            why: why
        )
    }

    /// The unit that a setting names; nil when it names none, or the body cannot be read.
    package static func unit(in body: [UInt8]) -> UnitKey? {
        var reader = FactReader(body)
        do throws(FactError) {
            try reader.form(form)
            guard case .unit(let unit)? = try reader.optional({ reader throws(FactError) in try reader.target() })
            else { return nil }
            return unit
        } catch {
            return nil
        }
    }

    /// The same body about another unit, where it names one: the key of a unit is another in a store that was restored.
    package static func replacing(unit: UnitKey, in body: [UInt8]) -> [UInt8] {
        guard let named = Self.unit(in: body) else { return body }
        var before = FactWriter(form: form)
        before.optional(SettingTarget.unit(named)) { $0.target($1) }
        var after = FactWriter(form: form)
        after.optional(SettingTarget.unit(unit)) { $0.target($1) }
        return after.bytes + body.dropFirst(before.bytes.count)
    }
}

extension SettingAction {
    /// What the setting is to be, where the event says it.
    var draft: SettingDraft? {
        switch self {
        case .set(let draft), .request(let draft), .change(let draft): draft
        case .accept, .lift, .release, .extend: nil
        }
    }
}
