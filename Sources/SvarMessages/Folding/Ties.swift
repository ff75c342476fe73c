import SvarJSON

/// Results tied by RefIdResultItem to a finding, with what the finding was when they were sent: susceptibilities of an
/// organism must not pass to another that a later message puts in its place (rule R19).
struct Ties {
    private struct Tie: Hashable {
        var finding: String
        var member: String
    }

    private var findings: [Tie: Set<String>] = [:]
    private var isUsed = false

    /// Whether there are any, with these observations of a contribution.
    mutating func concern(_ sent: [LocalResource]) -> Bool {
        isUsed = isUsed || sent.contains { !$0.memberOf.isEmpty }
        return isUsed
    }

    /// Notes what the findings are whose members were sent, or which came after their members.
    ///
    /// - Parameters:
    ///   - sent: the observations of a contribution.
    ///   - resources: every observation once it was taken.
    mutating func take(sent: [LocalResource], resources: [LocalResource]) {
        let sent = Set(sent.map(\.key))
        let members = resources.filter { !$0.memberOf.isEmpty }
        let standing = Self.standing(resources)
        for member in members {
            for finding in member.memberOf {
                let tie = Tie(finding: finding, member: member.key)
                if findings[tie] == nil || sent.contains(member.key) {
                    findings[tie] = standing[finding].map { Self.codings($0.body) }
                }
            }
        }
    }

    /// Whether a result in force is tied to a finding in force that is another than it was.
    func areBroken(_ resources: @autoclosure () -> [LocalResource]) -> Bool {
        if findings.isEmpty { return false }
        let standing = Self.standing(resources())
        return standing.values.contains { member in
            member.memberOf.contains { finding in
                guard let then = findings[Tie(finding: finding, member: member.key)], let now = standing[finding] else {
                    return false
                }
                return then != Self.codings(now.body)
            }
        }
    }

    private static func standing(_ resources: [LocalResource]) -> [String: LocalResource] {
        Dictionary(resources.filter { !$0.isCancelled }.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What was found, by code: of the result and of its value, but for headings.
    private static func codings(_ body: JSONValue) -> Set<String> {
        let concepts = [body["code"], body["valueCodeableConcept"]].compactMap(\.self)
        return Set(
            concepts.flatMap { $0["coding"]?.elements ?? [] }.compactMap { coding in
                guard let code = coding["code"]?.string else { return nil }
                let system = coding["system"]?.string ?? ""
                let isHeading = system == Terminology.oid("8243") || system == Terminology.ehelse("8243")
                return isHeading ? nil : "\(system) \(code)"
            }
        )
    }
}

extension LocalResource {
    /// Whether it was withdrawn.
    var isCancelled: Bool { body["status"] == "cancelled" }
}
