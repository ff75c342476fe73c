package import SvarDomain
package import SvarFHIR

extension SearchRequest {
    /// The parameters of a search, understood.
    ///
    /// - Parameters:
    ///   - types: the type of the path; for a search of the whole system every type that may be searched, of which
    ///     `_type` chooses.
    ///   - parameters: names and values, decoded.
    ///   - lenient: leaves out what is not known or not supported, and tells of it in `ignored`.
    ///   - now: for approximate dates.
    /// - Throws: an issue for each parameter that cannot be used. Names are told, values are not.
    package init(
        types: [HostedType],
        _ parameters: [(name: String, value: String)],
        lenient: Bool,
        now: ServerTime
    ) throws(SearchFault) {
        guard parameters.count <= Self.maximumParameters else {
            throw SearchFault(.tooCostly, "At most \(Self.maximumParameters) search parameters are taken.")
        }
        self.init(types: types)
        var reader = RequestReader(types: types, now: now)
        var refused: [OutcomeIssue] = []
        // `_type` decides what the others mean.
        for (name, value) in parameters.filter({ $0.name == "_type" }) + parameters.filter({ $0.name != "_type" }) {
            do {
                try reader.take(name, value, into: &self)
            } catch {
                if lenient, error.isIgnorable {
                    var issue = error.issue
                    issue.severity = .warning
                    ignored.append(issue)
                    reader.ignored.append((name, value))
                } else {
                    refused.append(error.issue)
                }
            }
        }
        guard refused.isEmpty else { throw SearchFault(issues: refused) }
        criterion = reader.criteria.count == 1 ? reader.criteria[0] : .all(reader.criteria)
        persons = criterion.persons
        used = Self.used(parameters, ignored: reader.ignored)
    }

    private init(types: [HostedType]) {
        self.types = types
        criterion = .all([])
    }

    /// The parameters in the order they came, without those that do not say what is searched for.
    private static func used(
        _ parameters: [(name: String, value: String)],
        ignored: [(name: String, value: String)]
    ) -> [(name: String, value: String)] {
        parameters.filter { parameter in
            !RequestReader.passedOver.contains(parameter.name) && parameter.name != tokenParameter
                && !ignored.contains { $0 == parameter }
        }
    }
}

/// Takes the parameters of a request one by one.
struct RequestReader {
    /// Say how the answer is written, not what is in it.
    static let passedOver: Set<String> = ["_format", "_pretty"]
    /// Known to R4 and not supported.
    private static let single: Set<String> = [
        "_count", "_total", "_summary", "_sort", "_type", SearchRequest.tokenParameter,
    ]

    var criteria: [RequestCriterion] = []
    var ignored: [(name: String, value: String)] = []
    private var compiler: SearchCompiler
    private var seen: Set<String> = []
    /// A search of the whole system, where `_type` may choose.
    private let isSystem: Bool

    init(types: [HostedType], now: ServerTime) {
        compiler = SearchCompiler(now: now.microseconds)
        isSystem = types.count > 1
    }

    mutating func take(_ name: String, _ value: String, into request: inout SearchRequest) throws(SearchProblem) {
        if Self.passedOver.contains(name) { return }
        guard !value.isEmpty else {
            throw .value("The search parameter \"\(SearchProblem.shown(name))\" has an empty value.")
        }
        if Self.single.contains(name), !seen.insert(name).inserted {
            throw .value("The search parameter \"\(name)\" may stand once only.")
        }
        switch name {
        case SearchRequest.tokenParameter: request.token = value
        case "_count": request.count = try Self.count(value)
        case "_total": request.total = try Self.choice(value, name, ["none", "accurate"])
        case "_summary": request.summary = try Self.choice(value, name, ["true", "false", "text", "data", "count"])
        case "_elements": request.elements += try Self.elements(value, request.types)
        case "_sort": request.sort = try Self.sort(value, request.types)
        case "_type" where isSystem: request.types = try Self.types(value, among: request.types)
        case "_include", "_include:iterate":
            request.includes += try Self.includes(value, name, isReverse: false, request.types)
        case "_revinclude", "_revinclude:iterate":
            request.includes += try Self.includes(value, name, isReverse: true, request.types)
        default: criteria.append(try compiler.criterion(name, value, of: request.types))
        }
    }

    private static func count(_ value: String) throws(SearchProblem) -> Int {
        guard value.utf8.count <= 18, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(value)
        else {
            throw .value("The value of \"_count\" must be a number from 0.")
        }
        return min(count, SearchRequest.maximumCount)
    }

    private static func choice<Choice: RawRepresentable<String>>(
        _ value: String,
        _ name: String,
        _ known: [String]
    ) throws(SearchProblem) -> Choice {
        guard let choice = Choice(rawValue: value) else {
            throw .value("The value of \"\(name)\" must be one of \(known.joined(separator: ", ")).")
        }
        return choice
    }

    private static func types(_ value: String, among types: [HostedType]) throws(SearchProblem) -> [HostedType] {
        var found: [HostedType] = []
        for name in value.split(separator: ",", omittingEmptySubsequences: false) {
            guard let type = HostedType(rawValue: String(name)), types.contains(type) else {
                throw .value("A type in \"_type\" is not one that can be searched here.")
            }
            if !found.contains(type) { found.append(type) }
        }
        return found
    }

    private static func sort(_ value: String, _ types: [HostedType]) throws(SearchProblem) -> [SortKey] {
        var keys: [SortKey] = []
        let names = value.split(separator: ",", omittingEmptySubsequences: false)
        guard names.count <= 10 else { throw .tooCostly("At most 10 keys are taken in \"_sort\".") }
        for name in names {
            let isDescending = name.hasPrefix("-")
            let code = String(isDescending ? name.dropFirst() : name)
            guard !code.isEmpty else { throw .value("A key of \"_sort\" is empty.") }
            switch code {
            case "_id": keys.append(SortKey(.id, isDescending: isDescending))
            case "_lastUpdated": keys.append(SortKey(.updated, isDescending: isDescending))
            default:
                let set: ParameterSet
                do {
                    set = try ParameterSet(code, of: types, name: code)
                } catch {
                    throw .unsupported("\"_sort\" names a search parameter that is not supported for every type.")
                }
                guard set.kind != .composite else { throw .unsupported("\"_sort\" cannot use a composite parameter.") }
                let usesExtra = set.kind == .date && isDescending
                keys.append(SortKey(.slots(set.valueSlots, usesExtra: usesExtra), isDescending: isDescending))
            }
        }
        return keys
    }
}
