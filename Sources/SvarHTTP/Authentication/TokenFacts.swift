import SvarDomain
import SvarJSON

/// What a token says, once its signature was found right. Names of claims: HelseID, and RFC 9068 for the rest.
final class TokenFacts: Sendable {
    let scopes: [CallerScope]
    let client: String
    /// Organisation numbers, the most specific first.
    let organisations: [String]
    /// HPR number.
    let personnelNumber: String?
    let person: PersonNumber?
    /// Whether the person logged in at security level 4.
    let isLevelFour: Bool
    /// From when it is not taken any more, the allowance for wrong clocks included; microseconds since 1970.
    let until: Int64

    /// Reads claims and checks those that say whether the token is for this service and this time.
    init(_ claims: JSONNode, _ expected: TokenCallers.Settings, now: Int64) throws(TokenFault) {
        guard claims["iss"]?.isString(expected.issuer) == true else { throw .wrongIssuer }
        try Self.check(audience: claims["aud"], expected.audience)
        let skew = Int64(expected.skewSeconds) * 1_000_000
        guard let expiry = claims["exp"] else { throw .noExpiry }
        until = try Self.time(expiry) + skew
        guard now < until else { throw .expired }
        if let start = claims["nbf"], try Self.time(start) - skew > now { throw .notYetValid }
        scopes = try Self.scopes(claims[ClaimName.scope])
        client = try Self.client(claims[ClaimName.client])
        organisations = [ClaimName.organisationChild, ClaimName.organisationParent].compactMap { name in
            Self.digits(claims[name], 9...9)
        }
        personnelNumber = Self.digits(claims[ClaimName.personnelNumber], 1...9)
        person = claims[ClaimName.person]?.string.flatMap { PersonNumber($0) }
        isLevelFour = claims[ClaimName.securityLevel]?.isString("4") ?? false
    }

    /// Exactly ours: a token for several services could be used by any of them here.
    private static func check(audience: JSONNode?, _ expected: String) throws(TokenFault) {
        guard let audience else { throw .wrongAudience }
        if audience.kind == .array {
            guard audience.count == 1 else { throw audience.count == 0 ? .wrongAudience : .severalAudiences }
            guard audience[0]?.isString(expected) == true else { throw .wrongAudience }
        } else if !audience.isString(expected) {
            throw .wrongAudience
        }
    }

    /// A NumericDate (RFC 7519 §2) in microseconds: seconds since 1970, perhaps with a fraction, up to the year 9999.
    private static func time(_ node: JSONNode) throws(TokenFault) -> Int64 {
        guard let lexeme = node.number, let seconds = Double(lexeme), (0...253_402_300_799).contains(seconds) else {
            throw .badClaim
        }
        return Int64(seconds * 1_000_000)
    }

    /// Those of ours among the scopes, given as one text with spaces (RFC 8693 §4.2) or as a list.
    private static func scopes(_ node: JSONNode?) throws(TokenFault) -> [CallerScope] {
        guard let node else { return [] }
        let names: [String]
        switch node.kind {
        case .string: names = (node.string ?? "").utf8.split(separator: 0x20).map { String(Substring($0)) }
        case .array:
            names = node.elements.compactMap(\.string)
            guard names.count == node.count else { throw .badClaim }
        default: throw .badClaim
        }
        return names.compactMap { CallerScope(rawValue: $0) }
    }

    private static func client(_ node: JSONNode?) throws(TokenFault) -> String {
        guard let node else { throw .noClient }
        guard let text = node.string, (1...200).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x20 }) else {
            throw .badClaim
        }
        return text
    }

    private static func digits(_ node: JSONNode?, _ count: ClosedRange<Int>) -> String? {
        guard let text = node?.string, count.contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return text
    }
}
