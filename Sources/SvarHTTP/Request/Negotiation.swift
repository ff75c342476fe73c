import HTTPTypes
import SvarDomain
import SvarFHIR
import SvarServices

/// What formats a caller takes and sends, and what it prefers.
package enum Negotiation {
    /// How a resource is labelled when sent.
    package enum Format: Sendable {
        case fhirJSON
        /// For callers that ask for plain JSON, browsers among them.
        case json

        var contentType: String {
            switch self {
            case .fhirJSON: "application/fhir+json; charset=utf-8"
            case .json: "application/json; charset=utf-8"
            }
        }
    }

    /// The format of the answer. `_format` wins over the type in `Accept`, which may still ask for a FHIR version that
    /// is not ours. Nil: none that we have is taken (406).
    package static func format(accept: String?, format wanted: String?) -> Format? {
        if let wanted {
            let range = mediaType(wanted.utf8)
            guard range.isR4, accept == nil || !namesOtherVersions(accept!) else { return nil }
            switch range.type {
            case "json", "application/json", "text/json": return .json
            // A plus sign that was not escaped has become a space.
            case "application/fhir+json", "application/fhir json": return .fhirJSON
            default: return nil
            }
        }
        guard let accept, accept != "*/*", accept != "application/fhir+json" else { return .fhirJSON }
        var best: (quality: Double, format: Format)?
        var isBrowser = false
        for range in accept.utf8.split(separator: UInt8(ascii: ",")) {
            let range = mediaType(range)
            guard range.quality > 0, range.isR4 else { continue }
            let format: Format
            switch range.type {
            case "application/fhir+json", "*/*", "application/*": format = .fhirJSON
            case "application/json", "text/json": format = .json
            case "text/html":
                isBrowser = true
                continue
            default: continue
            }
            if range.quality > best?.quality ?? 0 { best = (range.quality, format) }
        }
        return best.map { isBrowser ? .json : $0.format }
    }

    /// Whether every range of an `Accept` field that is for FHIR asks for another version.
    private static func namesOtherVersions(_ accept: String) -> Bool {
        let ranges = accept.utf8.split(separator: UInt8(ascii: ",")).map { mediaType($0) }
        return ranges.contains { !$0.isR4 } && !ranges.contains { $0.isR4 && $0.quality > 0 }
    }

    /// Whether a type is named, or fits a range such as `image/*`, in an `Accept` field.
    static func accepts(_ type: String, accept: String?) -> Bool {
        let type = mediaType(type.utf8).type
        let family = type.prefix { $0 != "/" } + "/*"
        return (accept ?? "").utf8.split(separator: UInt8(ascii: ",")).contains { range in
            let range = mediaType(range)
            return range.quality > 0 && (range.type == type || range.type == family)
        }
    }

    /// Whether the caller of the message intake asks for an XML receipt rather than JSON.
    package static func wantsXML(accept: String?) -> Bool {
        guard let accept else { return false }
        var json = 0.0
        var xml = 0.0
        for range in accept.utf8.split(separator: UInt8(ascii: ",")) {
            let range = mediaType(range)
            switch range.type {
            case "application/xml", "text/xml": xml = max(xml, range.quality)
            case "application/json", "application/fhir+json": json = max(json, range.quality)
            default: break
            }
        }
        return xml > json
    }

    /// Why a body's label is not taken, nil when it is JSON that we read.
    static func refusalOfResource(contentType: String?) -> HTTPRefusal? {
        guard let contentType else {
            return HTTPRefusal(415, .notSupported, "Content-Type is missing: send application/fhir+json")
        }
        let type = mediaType(contentType.utf8)
        switch type.type {
        case "application/fhir+json", "application/json", "text/json": break
        case "application/fhir+xml", "application/xml", "text/xml":
            return HTTPRefusal(415, .notSupported, "FHIR XML is not supported: send application/fhir+json")
        default: return HTTPRefusal(415, .notSupported, "the body must be application/fhir+json")
        }
        guard type.isR4 else { return HTTPRefusal(415, .notSupported, "only FHIR version 4.0 is supported") }
        guard type.charset == nil || type.charset == "utf-8" else {
            return HTTPRefusal(415, .notSupported, "JSON is sent in UTF-8")
        }
        return nil
    }

    /// Why a message's label is not taken.
    static func refusalOfMessage(contentType: String?) -> HTTPRefusal? {
        switch mediaType((contentType ?? "").utf8).type {
        case "application/xml", "text/xml": nil
        default: HTTPRefusal(415, .notSupported, "a message is sent as application/xml or text/xml")
        }
    }

    /// Why a search form's label is not taken.
    static func refusalOfForm(contentType: String?) -> HTTPRefusal? {
        mediaType((contentType ?? "").utf8).type == "application/x-www-form-urlencoded"
            ? nil : HTTPRefusal(415, .notSupported, "a search is posted as application/x-www-form-urlencoded")
    }

    /// `Prefer: return=…`; preferences that are not known are left alone (RFC 7240 §2).
    static func preference(_ fields: HTTPFields) -> ReturnPreference? {
        preferred("return", fields).flatMap { ReturnPreference(rawValue: $0) }
    }

    /// `Prefer: handling=lenient`; strict otherwise.
    static func isLenient(_ fields: HTTPFields) -> Bool { preferred("handling", fields) == "lenient" }

    /// The first value of a preference; later ones are ignored (RFC 7240 §2).
    private static func preferred(_ name: String, _ fields: HTTPFields) -> String? {
        guard let value = fields[.prefer] else { return nil }
        for part in value.utf8.split(whereSeparator: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }) {
            guard let equals = part.firstIndex(of: UInt8(ascii: "=")),
                trimmed(part[..<equals]).lowercased() == name
            else { continue }
            return trimmed(part[part.index(after: equals)...]).filter { $0 != "\"" }
        }
        return nil
    }

    /// The version id of `If-Match: W/"…"`; a strong tag is taken too.
    static func ifMatch(_ fields: HTTPFields) throws(HTTPRefusal) -> String? {
        guard let value = fields[.ifMatch] else { return nil }
        var text = Substring(trimmed(value.utf8[...]))
        if text.hasPrefix("W/") { text = text.dropFirst(2) }
        guard text.utf8.count > 2, text.first == "\"", text.last == "\"" else { throw badTag }
        let version = String(text.dropFirst().dropLast())
        guard FHIRID(version) != nil else { throw badTag }
        return version
    }

    private static let badTag = HTTPRefusal(400, .value, #"If-Match must be one version, as in W/"abc""#)

    /// A media type or range, in lower case, with what its parameters say.
    struct MediaType {
        var type: String
        var quality = 1.0
        var charset: String?
        /// False when `fhirVersion` names another version.
        var isR4 = true
    }

    static func mediaType(_ text: some Collection<UInt8>) -> MediaType {
        var parts = text.split(separator: UInt8(ascii: ";")).makeIterator()
        var result = MediaType(type: parts.next().map { trimmed($0).lowercased() } ?? "")
        while let part = parts.next() {
            let parameter = trimmed(part).lowercased()
            if parameter.hasPrefix("q=") {
                result.quality = Double(parameter.dropFirst(2)) ?? 0
            } else if parameter.hasPrefix("charset=") {
                result.charset = parameter.dropFirst("charset=".count).filter { $0 != "\"" }
            } else if parameter.hasPrefix("fhirversion=") {
                let version = parameter.dropFirst("fhirversion=".count).filter { $0 != "\"" }
                result.isR4 = version == "4.0" || version.hasPrefix("4.0.")
            }
        }
        return result
    }

    private static func trimmed(_ text: some Collection<UInt8>) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        var rest = text.drop(while: isSpace)[...]
        let count = rest.reversed().prefix(while: isSpace).count
        rest = rest.dropLast(count)
        return String(decoding: rest, as: UTF8.self)
    }
}

extension HTTPField.Name {
    static let prefer = Self("Prefer")!
    static let ifNoneExist = Self("If-None-Exist")!
    static let requestID = Self("X-Request-Id")!
    /// A Host field besides the one that became the authority.
    static let furtherHost = Self("Host")!
    /// `true`: the same bytes from the same sender are carried out once.
    static let once = Self("X-Svar-Once")!
    static let sandbox = Self("X-Svar-Sandbox")!
    static let personID = Self(PersonField.name)!
    static let accessBasis = Self(AccessBasis.name)!
    static let requesterRole = Self(RoleField.name)!
}
