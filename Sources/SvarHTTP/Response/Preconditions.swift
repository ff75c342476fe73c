import HTTPTypes
import SvarFHIR
import SvarServices

/// What the conditional fields of a request ask (RFC 9110 §13, FHIR R4 http.html#cread and #concurrency).
enum Preconditions {
    /// Whether the caller of a read already has this version: 304. `If-None-Match` decides alone when it is there; time
    /// is compared in whole seconds, as `Last-Modified` tells it. Never where the answer may change without a version.
    static func isUnchanged(_ version: InteractionReply.Version, _ fields: HTTPFields) -> Bool {
        guard version.isSteady else { return false }
        if let tags = fields[.ifNoneMatch] { return matches(tags, version.versionID) }
        guard let text = fields[.ifModifiedSince], let since = HTTPDate.parse(text) else { return false }
        return version.at / 1_000_000 <= since / 1_000_000
    }

    /// Whether a list of tags, or `*`, names a version. Compared weakly: ours are weak.
    static func matches(_ tags: String, _ versionID: String) -> Bool {
        tags.utf8.split(separator: UInt8(ascii: ",")).contains { part in
            var tag = part.drop { $0 == 0x20 || $0 == 0x09 }
            while let last = tag.last, last == 0x20 || last == 0x09 { tag = tag.dropLast() }
            if tag.elementsEqual("*".utf8) { return true }
            if tag.starts(with: "W/".utf8) { tag = tag.dropFirst(2) }
            guard tag.count > 2, tag.first == UInt8(ascii: "\""), tag.last == UInt8(ascii: "\"") else { return false }
            return tag.dropFirst().dropLast().elementsEqual(versionID.utf8)
        }
    }

    /// `If-None-Match: *` of an update: only if there is none yet. Another value cannot be meant.
    static func isOnlyNew(_ fields: HTTPFields) throws(HTTPRefusal) -> Bool {
        guard let value = fields[.ifNoneMatch] else { return false }
        guard value == "*" else {
            throw HTTPRefusal(400, .value, "If-None-Match of a write can only be *; to change a version use If-Match")
        }
        return true
    }

    /// Refuses a write on a condition that is not kept: `If-Unmodified-Since` tells versions of one second from each other
    /// no better than none. Beside `If-Match` it is to be passed over (RFC 9110 §13.1.4).
    static func checkNoTime(_ fields: HTTPFields) throws(HTTPRefusal) {
        if fields[.ifUnmodifiedSince] != nil, fields[.ifMatch] == nil {
            throw HTTPRefusal(400, .notSupported, "If-Unmodified-Since is not supported for writes; use If-Match")
        }
    }

    /// The query of `If-None-Exist`: with or without a `?` or the type before it.
    static func ifNoneExist(_ fields: HTTPFields, _ type: HostedType) throws(HTTPRefusal) -> [NamedValue]? {
        guard let value = fields[.ifNoneExist] else { return nil }
        var query = value.utf8[...]
        if query.starts(with: type.rawValue.utf8) { query = query.dropFirst(type.rawValue.utf8.count) }
        if query.first == UInt8(ascii: "?") { query = query.dropFirst() }
        let items: [NamedValue]
        do throws(Target.Failure) { items = try Target.form(Array(query)) } catch {
            throw HTTPRefusal(400, .value, "If-None-Exist cannot be read: bad percent-encoding")
        }
        guard !items.isEmpty else { throw HTTPRefusal(400, .value, "If-None-Exist must hold search parameters") }
        return items
    }
}
