import Crypto
import SvarFHIR
import SvarJSON

/// The rows of the index that one body gives: where the unit stands in time, and which analyses stand where in it.
struct UnitIndex: Hashable {
    /// One value that a trend may ask for.
    struct Analysis: Hashable {
        /// Of the resource in the body, and of the component in it from 1 on.
        var place: AnalysisPlace
        var tag: Int64
        /// Microseconds since 1970.
        var time: Int64
    }

    /// Microseconds since 1970: what the report is about, else when it was issued, else its version.
    var time: Int64
    var analyses: [Analysis]

    /// - Parameters:
    ///   - body: a JSON array of resources, the main one first
    ///   - version: what counts as the time of a resource that gives none
    init(body: JSONNode, version: Int64, tags: inout AnalysisTags) {
        var reportTime: Int64?
        var analyses: [Analysis] = []
        for (ordinal, resource) in body.elements.enumerated() {
            if ordinal == 0 { reportTime = Self.time(of: resource) }
            guard resource["resourceType"]?.isString("Observation") ?? false else { continue }
            let time = Self.time(of: resource) ?? reportTime ?? version
            Self.add(resource, AnalysisPlace(ordinal, 0), time, &tags, &analyses)
            guard let components = resource["component"] else { continue }
            for (number, component) in components.elements.enumerated() {
                Self.add(component, AnalysisPlace(ordinal, number + 1), time, &tags, &analyses)
            }
        }
        self.time = reportTime ?? version
        self.analyses = analyses
    }

    private static func add(
        _ node: JSONNode,
        _ place: AnalysisPlace,
        _ time: Int64,
        _ tags: inout AnalysisTags,
        _ analyses: inout [Analysis]
    ) {
        guard let code = node["code"] else { return }
        var seen: [Int64] = []
        for key in AnalysisKey.keys(of: code) {
            let tag = tags.tag(of: key)
            guard !seen.contains(tag) else { continue }
            seen.append(tag)
            analyses.append(Analysis(place: place, tag: tag, time: time))
        }
    }

    /// Elements that say when, the first that is there; without the choice types, which are looked at first.
    private static let times = ["started", "createdDateTime", "receivedTime", "authoredOn", "date", "issued"]

    /// When what a resource tells of was, in microseconds since 1970; nil when it does not say.
    static func time(of resource: JSONNode) -> Int64? {
        let choice =
            resource["effectiveDateTime"]?.string ?? resource["effectivePeriod"]?["start"]?.string
            ?? resource["effectivePeriod"]?["end"]?.string ?? resource["effectiveInstant"]?.string
        if let time = choice.flatMap({ FHIRDateTime($0) }) { return time.range.lowerBound }
        for name in times {
            if let time = resource[name]?.string.flatMap({ FHIRDateTime($0) }) { return time.range.lowerBound }
        }
        return nil
    }
}

/// Where a value stands in a unit's body.
struct AnalysisPlace: Hashable, Comparable {
    /// What is stored; grows with the place.
    let rawValue: Int64

    private static let componentBits: Int64 = 24

    init(rawValue: Int64) { self.rawValue = rawValue }

    init(_ ordinal: Int, _ component: Int) {
        rawValue = Int64(ordinal) << Self.componentBits | Int64(min(component, 1 << Self.componentBits - 1))
    }

    /// Of the resource in the body, from 0.
    var ordinal: Int { Int(rawValue >> Self.componentBits) }
    /// From 1; 0 for the observation itself.
    var component: Int { Int(rawValue & (1 << Self.componentBits - 1)) }

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// What groups the values of an analysis: a code of a system, or words where there is no code.
struct AnalysisKey: Hashable {
    var system: String
    var code: String

    /// All of a CodeableConcept.
    static func keys(of concept: JSONNode) -> [AnalysisKey] {
        var keys: [AnalysisKey] = []
        if let codings = concept["coding"] {
            for coding in codings.elements {
                guard let code = coding["code"]?.string else { continue }
                keys.append(AnalysisKey(system: coding["system"]?.string ?? "", code: code))
            }
        }
        if keys.isEmpty, let text = concept["text"]?.string { keys.append(AnalysisKey(system: "", code: text)) }
        return keys
    }
}

/// Tags of analyses: numbers that only the file's key makes. Two analyses may share one; a reader looks at the code.
struct AnalysisTags {
    private let key: SymmetricKey
    private var known: [AnalysisKey: Int64] = [:]

    init(key: [UInt8]) { self.key = SymmetricKey(data: key) }

    mutating func tag(of analysis: AnalysisKey) -> Int64 {
        if let tag = known[analysis] { return tag }
        var code = HMAC<SHA256>(key: key)
        code.update(data: Array(analysis.system.utf8))
        code.update(data: [0])
        code.update(data: Array(analysis.code.utf8))
        let tag = code.finalize().withUnsafeBytes { $0.loadUnaligned(as: Int64.self) }
        // Whoever sends ever new codes does not fill the memory.
        if known.count >= 4_096 { known.removeAll(keepingCapacity: true) }
        known[analysis] = tag
        return tag
    }
}
