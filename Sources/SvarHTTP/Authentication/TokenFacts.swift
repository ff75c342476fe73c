import SvarDomain
import SvarJSON
import SvarServices
import Synchronization

/// What a token says, once its signature was found right. Names of claims: HelseID, and RFC 9068 for the rest.
final class TokenFacts: Sendable {
    let scopes: [CallerScope]
    let client: String
    /// Organisation numbers, the most specific first.
    let organisations: [String]
    /// HPR number.
    let personnelNumber: String?
    let person: PersonNumber?
    /// Who is logged in, as the issuer calls them, where that cannot be an identity number.
    let subject: String?
    /// What it says of who is logged in, for the gate.
    let credentials: CallerCredentials
    /// Whether the person logged in at security level 4.
    var isLevelFour: Bool { credentials.facts.securityLevel == 4 }
    /// The thumbprint of the key that the token is bound to (`cnf.jkt`); nil: whoever has it may use it.
    let binding: Fingerprint?
    /// That key, from the first proof that was right.
    let provenKey = Mutex<ProofChecks.KnownKey?>(nil)
    /// From when it is not taken any more, the allowance for wrong clocks included; microseconds since 1970.
    let until: Int64

    /// Reads claims and checks those that say whether the token is for this service and this time.
    init(_ claims: JSONNode, issuer: String, _ expected: TokenCallers.Settings, now: Int64) throws(TokenFault) {
        guard claims["iss"]?.isString(issuer) == true else { throw .wrongIssuer }
        try Self.check(audience: claims["aud"], expected.audience)
        let skew = Int64(expected.skewSeconds) * 1_000_000
        guard let expiry = claims["exp"] else { throw .noExpiry }
        until = try Self.time(expiry) + skew
        guard now < until else { throw .expired }
        if let start = claims["nbf"], try Self.time(start) - skew > now { throw .notYetValid }
        binding = try Self.binding(claims["cnf"])
        scopes = try Self.scopes(claims[ClaimName.scope])
        client = try Self.client(claims[ClaimName.client])
        let credentials = try Self.credentials(claims, issuer: issuer, isBound: binding != nil)
        self.credentials = CallerCredentials(credentials)
        organisations = [credentials.organisationChild, credentials.organisationParent].compactMap { $0 }
        personnelNumber = credentials.personnelNumber
        person = credentials.person
        subject = Self.subject(claims["sub"])
    }

    private static func credentials(_ claims: JSONNode, issuer: String, isBound: Bool) throws(TokenFault)
        -> CallerCredentials.Facts
    {
        var facts = CallerCredentials.Facts(issuer: issuer)
        facts.isBound = isBound
        // As text, as HelseID has it; a number is another claim.
        facts.securityLevel = digits(claims[ClaimName.securityLevel], 1...1).flatMap { Int($0) }
            .flatMap { (1...4).contains($0) ? $0 : nil }
        facts.assuranceLevel = claims[ClaimName.assuranceLevel]?.string
        facts.personnelNumber = digits(claims[ClaimName.personnelNumber], 1...9)
        // The trust framework gives the name with the number.
        let attested = claims[ClaimName.attestation]?["practitioner"]?["identifier"]?["name"]
        facts.name = name(claims[ClaimName.name]) ?? name(attested)
        facts.professions = professions(claims[ClaimName.personnelDetails])
        facts.person = claims[ClaimName.person]?.string.flatMap { PersonNumber($0) }
        facts.organisationParent = digits(claims[ClaimName.organisationParent], 9...9)
        facts.organisationChild = digits(claims[ClaimName.organisationChild], 9...9)
        facts.organisationSupplier = digits(claims[ClaimName.organisationSupplier], 9...9)
        facts.authenticatedAt = try claims["auth_time"].map { node throws(TokenFault) in try time(node) }
        facts.issuedAt = try claims["iat"].map { node throws(TokenFault) in try time(node) }
        facts.attestation = try AttestationClaims.read(claims[ClaimName.attestation])
        return facts
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

    private static func time(_ node: JSONNode) throws(TokenFault) -> Int64 {
        guard let time = node.numericDate else { throw .badClaim }
        return time
    }

    /// The key that a token is bound to (RFC 7800 §3.1, RFC 9449 §6.1). A binding of another kind is not understood,
    /// and what is bound is never taken as if it were not.
    private static func binding(_ node: JSONNode?) throws(TokenFault) -> Fingerprint? {
        guard let node else { return nil }
        guard node.kind == .object else { throw .badClaim }
        guard node.count == 1, let text = node["jkt"]?.string else { throw .otherBinding }
        guard let thumbprint = Fingerprint(base64URL: text) else { throw .badClaim }
        return thumbprint
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

    /// A subject as the log of use may hold it: not long, printed, and without as many digits in a row as identity numbers
    /// have.
    private static func subject(_ node: JSONNode?) -> String? {
        guard let text = node?.string, (1...200).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        let runs = text.utf8.split { !(0x30...0x39).contains($0) }
        return runs.contains { $0.count >= 11 } ? nil : text
    }

    /// A name as the citizen's log may show it: one line, not long, and without digits, so that it is no number.
    private static func name(_ node: JSONNode?) -> String? {
        guard let text = node?.string, (1...200).contains(text.utf8.count),
            text.unicodeScalars.allSatisfy({ !$0.properties.isWhitespace || $0 == " " }),
            !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.properties.numericType != nil })
        else { return nil }
        return text
    }

    /// The categories in HelseID's details of the authorisation (`approvals[].profession`), given as an object or as text.
    private static func professions(_ node: JSONNode?) -> Set<String> {
        guard let node else { return [] }
        let text = node.string.flatMap { try? JSONDocument(Array($0.utf8)) }
        return Set((text?.root ?? node)["approvals"]?.elements.compactMap { $0["profession"]?.string } ?? [])
    }

    private static func digits(_ node: JSONNode?, _ count: ClosedRange<Int>) -> String? {
        guard let text = node?.string, count.contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return text
    }
}
