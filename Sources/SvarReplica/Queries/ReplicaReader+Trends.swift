public import Foundation
import GRDB
import SvarJSON
import SvarSync

/// An analysis that a person has values of.
public struct AnalysisSummary: Sendable, Hashable {
    /// What `trend` takes.
    public var code: ReportCode
    /// For people.
    public var title: String
    /// How many values there are.
    public var values: Int
    /// Of the newest.
    public var newest: Date
}

/// One value of an analysis.
public struct TrendPoint: Sendable, Hashable {
    /// Key of the report it stands in.
    public var report: String
    /// Logical id of the Observation.
    public var observation: String
    /// When it was observed.
    public var time: Date
    /// Nil where the value was withdrawn, or there was none.
    public var value: ResultValue?
    /// Why there is no value.
    public var absence: String?
    /// How to read it.
    public var ranges: [ReferenceRange]
    /// High, low, resistant and the like.
    public var interpretation: [ReportCode]
    /// FHIR's status of the result.
    public var status: String
    /// The result says that it was amended or corrected.
    public var isCorrected: Bool
}

extension ReplicaReader {
    /// The values of an analysis, the newest first; none when the person is not in the scope at this time.
    /// - Parameters:
    ///   - code: system and code, as results have them
    ///   - person: the key
    public func trend(
        of code: ReportCode,
        person: String,
        limit: Int = 200,
        now: Date
    ) throws(ReplicaError) -> [TrendPoint] {
        guard let key = WireKey(text: person) else { return [] }
        let analysis = AnalysisKey(system: code.system, code: code.code)
        return try read(key, now: now) { view, _ in
            let database = view.database
            guard let id = try view.shown(key) else { return [] }
            var tags = try AnalysisTags(database)
            let select = try database.bound("SELECT time, unit, place FROM analysis WHERE person = ? AND tag = ?")
            select.bind(1, id)
            select.bind(2, tags.tag(of: analysis))
            let places = try select.rows { row in
                ValuePlace(time: row.integer(0), unit: row.integer(1), place: AnalysisPlace(rawValue: row.integer(2)))
            }
            var units: [Int64: UnitView] = [:]
            var points: [TrendPoint] = []
            for place in places.sorted().reversed() {
                guard points.count < max(limit, 0) else { break }
                guard let unit = try units[place.unit] ?? Self.unit(place.unit, database) else { continue }
                // Units of one time stand together; more are not kept.
                units = [place.unit: unit]
                if let point = TrendPoint(place, in: unit, of: analysis) { points.append(point) }
            }
            return points
        }
    }

    /// Every analysis that a person has values of, by title; none when the person is not in the scope at this time.
    public func analyses(of person: String, now: Date) throws(ReplicaError) -> [AnalysisSummary] {
        guard let key = WireKey(text: person) else { return [] }
        return try read(key, now: now) { view, _ in
            let database = view.database
            guard let id = try view.shown(key) else { return [] }
            var tags = try AnalysisTags(database)
            let select = try database.bound("SELECT time, unit, place, tag FROM analysis WHERE person = ?")
            select.bind(1, id)
            var newest: [Int64: (place: ValuePlace, count: Int)] = [:]
            try select.forEach { row in
                let place = ValuePlace(
                    time: row.integer(0),
                    unit: row.integer(1),
                    place: AnalysisPlace(rawValue: row.integer(2))
                )
                let known = newest[row.integer(3)]
                newest[row.integer(3)] = (known.map { max($0.place, place) } ?? place, (known?.count ?? 0) + 1)
                return true
            }
            var units: [Int64: UnitView] = [:]
            var found: [AnalysisSummary] = []
            for (tag, value) in newest {
                guard let unit = try units[value.place.unit] ?? Self.unit(value.place.unit, database) else { continue }
                units[value.place.unit] = unit
                guard let concept = unit.observation(at: value.place.place)?["code"],
                    let code = ReportCode.all(of: concept).first(where: {
                        tags.tag(of: AnalysisKey(system: $0.system, code: $0.code)) == tag
                    })
                else { continue }
                found.append(
                    AnalysisSummary(
                        code: code,
                        title: ReportCode.title(of: concept),
                        values: value.count,
                        newest: Date(microseconds: value.place.time)
                    )
                )
            }
            return found.sorted {
                ($0.title, $0.code.system, $0.code.code) < ($1.title, $1.code.system, $1.code.code)
            }
        }
    }

    private static func unit(_ id: Int64, _ database: Database) throws -> UnitView? {
        let select = try database.bound("SELECT \(UnitView.columns) FROM unit WHERE id = ?")
        select.bind(1, id)
        return try select.first { try UnitView($0) }
    }
}

/// Where a value stands; later ones are greater.
private struct ValuePlace: Comparable {
    var time: Int64
    var unit: Int64
    var place: AnalysisPlace

    static func < (a: Self, b: Self) -> Bool {
        (a.time, a.unit, a.place.rawValue) < (b.time, b.unit, b.place.rawValue)
    }
}

extension UnitView {
    /// The observation or the part of one at a place; nil when the body has none there.
    func observation(at place: AnalysisPlace) -> JSONNode? {
        guard let resource = root[place.ordinal], resource["resourceType"]?.isString("Observation") ?? false else {
            return nil
        }
        return place.component == 0 ? resource : resource["component"]?[place.component - 1]
    }
}

extension TrendPoint {
    /// Nil when something else stands there: two analyses may share a tag.
    fileprivate init?(_ place: ValuePlace, in unit: UnitView, of analysis: AnalysisKey) {
        guard let node = unit.observation(at: place.place), let resource = unit.root[place.place.ordinal],
            let code = node["code"], AnalysisKey.keys(of: code).contains(analysis)
        else { return nil }
        let result = ReportResult(node)
        let status = resource["status"]?.string ?? ""
        self.init(
            report: unit.key.text,
            observation: resource["id"]?.string ?? "",
            time: Date(microseconds: place.time),
            value: result.value,
            absence: result.absence,
            ranges: result.ranges,
            interpretation: result.interpretation,
            status: status,
            isCorrected: UnitView.isCorrected(status)
        )
    }
}

extension AnalysisTags {
    /// Those of a file.
    init(_ database: Database) throws {
        self.init(key: try database.bound("SELECT index_key FROM replica").first { $0.bytes(0) } ?? [])
    }
}
