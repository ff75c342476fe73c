import Foundation
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages
import TestLane
import Testing

/// The 64 public messages: outcomes, both real pairs, and that nothing of the persons is in what was mapped.
@Suite(.enabled(if: PublicMessages.isPresent, "skipped: shared/data is absent"), .aside)
struct PublicMessageMappingTests {
    static let mapped: [PublicMapping] = PublicMessages.all.map(PublicMapping.init)

    @Test func allButOneAreMappedInTheTestEnvironment() throws {
        let refused = Self.mapped.filter { $0.contribution == nil }
        #expect(Self.mapped.count == 64)
        #expect(refused.count == 1)
        #expect(refused.flatMap { $0.issues.filter(\.code.isRefusal).map(\.code) } == [.patientID])
        #expect(refused.first?.report?.patient?.typeOffId.v == "HNR")
    }

    @Test func productionRefusesTheTestMessages() throws {
        let context = MappingContext(environment: .production, sha1: fakeHash)
        let refused = Self.mapped.filter { mapping in
            guard let report = mapping.report, let message = mapping.message,
                case .refused(let issues) = Mapper.map(report, of: message, context: context)
            else { return false }
            return issues.contains { $0.code == .testMessage }
        }
        #expect(refused.count == 13)
    }

    @Test(arguments: [("04608395R", [34, 1]), ("20152714B", [20, 1])])
    func bothPairsEndAlikeInBothOrders(report: String, counts: [Int]) throws {
        let pair = Self.mapped.compactMap(\.contribution).filter { $0.reportID == report }
        #expect(pair.count == 2)
        let forward = try MappingSupport.fold(pair)
        let backward = try MappingSupport.fold(pair.reversed())
        #expect(forward.counts == counts)
        #expect(backward.counts == counts)
        let observations = { (unit: FoldedUnit) in unit.all(.observation) }
        #expect(observations(forward) == observations(backward))
    }

    /// Rule R28: the copy to a second receiver says the same, the change that repeats its message id does not.
    @Test func messagesThatShareTheirIdAreToldApart() throws {
        let contributions = Self.mapped.compactMap(\.contribution)
        let radiology = contributions.filter { $0.reportID == "0cdc0f30-4085-11de-8a39-0800200c9a66" }
        #expect(radiology.count == 2)
        #expect(Fold.sameContent(radiology[0], radiology[1]))
        let changes = contributions.filter { $0.reportID == "62418xxxR" }
        let byPerson = Dictionary(grouping: changes, by: \.person.value).values.filter { $0.count == 2 }
        let pair = try #require(byPerson.first)
        #expect(!Fold.sameContent(pair[0], pair[1]))
        #expect(try MappingSupport.fold(pair).tags == [.conflict])
    }

    @Test func nothingOfThePersonIsInWhatWasMapped() throws {
        for mapping in Self.mapped {
            guard let unit = mapping.unit else { continue }
            let person = mapping.contribution!.person.value
            for resource in unit.resources {
                var body = resource.body
                if body["subject"] != nil { body["subject"] = nil }
                let text = String(decoding: body.bytes, as: UTF8.self)
                #expect(!text.contains(person), "\(mapping.digest) \(resource.key)")
                if let street = mapping.personStreet, !street.isEmpty { #expect(!text.contains(street)) }
                let words = Set(text.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init))
                for secret in mapping.personWords {
                    if words.contains(secret) { Issue.record("\(mapping.digest) \(resource.type)") }
                }
            }
        }
    }

    @Test func everyContributionSurvivesItsEncoding() throws {
        for mapping in Self.mapped {
            guard let contribution = mapping.contribution else { continue }
            let kept = try #require(Contribution(encoded: contribution.encoded))
            #expect(Fold.sameContent(kept, contribution), "\(mapping.digest)")
        }
    }

    @Test func everyReferenceInAUnitLeadsToOneOfIt() throws {
        for unit in Self.mapped.compactMap(\.unit) {
            let keys = Set(unit.resources.map(\.key))
            #expect(keys.count == unit.resources.count)
            for resource in unit.resources {
                for key in resource.body.placeholders where key != "patient" { #expect(keys.contains(key)) }
            }
        }
    }

    @Test func unitsMeetTheNationalProfilesWhereTheySayThatTheyDo() throws {
        var checks: [String: ProfileCheck] = [:]
        var violations: Set<String> = []
        for resource in Self.mapped.compactMap(\.unit).flatMap(\.resources) {
            for profile in resource.body.at("meta.profile")?.elements.compactMap(\.string) ?? [] {
                guard let name = profile.split(separator: "/").last.map(String.init), name.hasPrefix("nilar-") else {
                    continue
                }
                let check = try checks[name] ?? ProfileCheck(name)
                checks[name] = check
                violations.formUnion(check.violations(resource.body))
            }
        }
        #expect(checks.count == 5)
        #expect(violations.sorted() == [])
    }
}

/// One public message, read and mapped alone.
struct PublicMapping: Sendable {
    var digest: String
    var message: Svarrapport?
    var report: ServReport?
    var contribution: Contribution?
    var issues: [IntakeIssue] = []
    var unit: FoldedUnit?
    /// Words of the person's name.
    var personWords: Set<String> = []
    var personStreet: String?

    init(_ file: PublicMessages.File) {
        digest = String(SHA256Digest.hex(file.bytes).prefix(12))
        guard let read = try? MessageReader.read(file.bytes) else { return }
        message = read.message
        report = read.message.serviceReports.first
        issues =
            read.issues + read.refusedReports.flatMap(\.issues)
            + (report.flatMap { read.reportIssues[$0.number] } ?? [])
        guard let report else { return }
        switch Mapper.map(report, of: read.message, context: .init(environment: .test, sha1: fakeHash)) {
        case .refused(let found): issues += found
        case .mapped(let contribution, let found):
            issues += found
            self.contribution = contribution
            unit = Fold.fold([ArrivedContribution(arrival: 1, contribution: contribution)])
        }
        (personWords, personStreet) = Self.person(file.bytes)
    }

    private static func person(_ bytes: [UInt8]) -> (Set<String>, String?) {
        let data = Data(bytes)
        let head = String(decoding: bytes.prefix(80), as: UTF8.self).lowercased()
        let latin = String(data: data, encoding: .isoLatin1)
        let text = (head.contains("8859") ? latin : String(data: data, encoding: .utf8)) ?? latin ?? ""
        guard let start = text.range(of: "<Patient"),
            let end = text.range(of: "<OffId", range: start.upperBound..<text.endIndex)
        else { return ([], nil) }
        var street: String?
        var found: [Substring] = []
        let patient = text[start.upperBound...]
        if let name = patient[..<end.lowerBound].firstMatch(of: /<Name>([^<]*)<\/Name>/) { found.append(name.1) }
        let own = patient.replacing(/(?s)<ResponsibleHcp>.*?<\/ResponsibleHcp>/, with: "")
        if let results = own.range(of: "<AnalysedSubject") ?? own.range(of: "<ResultItem"),
            let match = own[..<results.lowerBound].firstMatch(of: /<StreetAdr>([^<]*)<\/StreetAdr>/)
        {
            street = String(match.1)
        }
        let words = found.flatMap { $0.split { !$0.isLetter && !$0.isNumber && $0 != "-" } }
        return (Set(words.map(String.init).filter { $0.count > 2 }), street)
    }
}

extension JSONValue {
    /// Keys of every `urn:svar:` text inside.
    var placeholders: [String] {
        switch self {
        case .string(let text): text.hasPrefix("urn:svar:") ? [String(text.dropFirst(9))] : []
        case .array(let elements): elements.flatMap(\.placeholders)
        case .object(let members): members.flatMap(\.value.placeholders)
        default: []
        }
    }
}
