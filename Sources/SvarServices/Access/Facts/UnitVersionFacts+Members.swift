import SvarAccess
import SvarDomain
import SvarFHIR
import SvarMessages

extension MemberFacts {
    /// Whether resources of a type can say anything to the facts.
    static func speaks(_ type: HostedType) -> Bool {
        switch type {
        case .practitioner, .location: false
        default: true
        }
    }
}

extension [DisciplineCodes.Code] {
    /// Without imaging as a main group where a code says which: nuclear medicine is not radiology too.
    fileprivate var withoutMainGroups: Self {
        let main = DisciplineCodes.Code("8202", "BLD")
        let tells = contains { code in
            code.list == "7270"
                || (code.list == "8202" && code != main
                    && !DisciplineCodes.report(code.code).isDisjoint(with: .imaging))
        }
        return tells ? filter { $0 != main } : self
    }
}

extension UnitVersionFacts {
    /// Puts together what the members say.
    /// - Parameters:
    ///   - ids: the id of a member by its name, where that is another
    ///   - isEmpty: whether the unit has no resource at all any more
    init(of members: [MemberFacts], genetic: Set<String>, isEmpty: Bool = false, id: (String) -> String = { $0 }) {
        let reports = members.filter { $0.type == .diagnosticReport }
        let results = members.filter { $0.type == .observation }
        let main = !reports.isEmpty ? reports : !results.isEmpty ? results : members
        self.init(state: isEmpty ? .withdrawn : Self.state(main.compactMap(\.state)))
        let codes = DisciplineCodes(genetic: genetic)
        let ofReport = reports.flatMap(\.listed).withoutMainGroups
        for result in results {
            let disciplines = codes.disciplines(of: (ofReport + result.listed).withoutMainGroups, report: nil)
            items.append(Item(key: result.item ?? id(result.name), disciplines: disciplines))
        }
        if results.isEmpty {
            // A report without results is an item of its own; a study alone is imaging.
            let listed = reports.isEmpty ? members.flatMap(\.listed) : ofReport
            items.append(Item(key: "", disciplines: codes.disciplines(of: listed, report: nil)))
        }
        var seen: Set<String> = []
        self.codes = results.flatMap(\.codes).filter { seen.insert($0).inserted }
        for member in reports + results { effective = .joining(effective, member.effective) }
        if effective == nil { effective = members.reduce(nil) { .joining($0, $1.effective) } }
        issued = reports.lazy.compactMap(\.issued).first ?? results.compactMap(\.issued).min()
        parties(members, reports.isEmpty ? results : reports, id: id)
        for member in members { ties.add(member.ties) }
    }

    /// The most advanced that all of them have reached; withdrawn only when all are.
    private static func state(_ states: [VersionFacts.State]) -> VersionFacts.State {
        let standing = states.filter { $0 == .final || $0 == .notFinal }
        if standing.isEmpty, !states.isEmpty { return states.contains(.wrongPerson) ? .wrongPerson : .withdrawn }
        return standing.contains(.notFinal) ? .notFinal : .final
    }

    private mutating func parties(_ members: [MemberFacts], _ answering: [MemberFacts], id: (String) -> String) {
        let named = Dictionary(members.map { ($0.name, $0) }) { first, _ in first }
        func identifiers(_ party: MemberFacts.Party) -> [OrganisationID] {
            switch party {
            case .told(let told): return told
            case .named(let name):
                guard let member = named[name] else { return [] }
                if !member.organisation.isEmpty { return member.organisation }
                // A role names its organisation.
                guard member.type == .practitionerRole, let next = member.parties.first else { return [] }
                switch next {
                case .told(let told): return told
                case .named(let name): return named[name]?.organisation ?? []
                }
            }
        }
        let requests = members.filter { $0.type == .serviceRequest }
        for request in requests where requester.isEmpty {
            requester = request.parties.lazy.map(identifiers).first { !$0.isEmpty } ?? []
        }
        for member in answering where performer.isEmpty {
            performer = member.parties.lazy.map(identifiers).first { !$0.isEmpty } ?? []
        }
        order = requests.lazy.compactMap(\.order).first
        referral = requests.lazy.compactMap(\.referral).first ?? requests.first.map { id($0.name) }
    }
}
