import SvarJSON

/// A value that an earlier version of a report had, and the one after it has not.
public struct EarlierValue: Sendable, Hashable {
    /// Logical id of the Observation; of the report itself for its conclusion.
    public var id: String
    /// What the value was of, for people.
    public var title: String
    /// As people read it.
    public var text: String
}

/// What a correction changed, as a replica can tell from its own copies: kept beside the unit when the next version is
/// taken, and gone with it.
enum EarlierValues {
    /// Of one version.
    static let most = 20

    /// What a version withdraws, which is not to be read any more in any version (decision 8): resources by their ids, or
    /// all of the report.
    struct Withdrawn {
        private let isAll: Bool
        private let ids: Set<String>

        init(_ root: JSONNode) {
            func isWithdrawn(_ node: JSONNode) -> Bool { UnitView.isWithdrawn(node["status"]?.string ?? "") }
            isAll = root[0].map(isWithdrawn) ?? false
            ids = Set(root.elements.filter(isWithdrawn).compactMap { $0["id"]?.string })
        }

        var isNothing: Bool { ids.isEmpty }
        func contains(_ value: EarlierValue) -> Bool { isAll || ids.contains(value.id) }
    }

    /// The values of a version that the one after it says otherwise, without what either withdraws.
    static func all(of old: JSONNode, before new: JSONNode) -> [EarlierValue] {
        let withdrawn = [Withdrawn(old), Withdrawn(new)]
        let now = Dictionary(values(of: new).map { ($0.place, $0.text) }) { first, _ in first }
        return values(of: old).lazy.compactMap { was -> EarlierValue? in
            guard let text = was.text, let now = now[was.place], now != text else { return nil }
            let value = EarlierValue(id: was.place.id, title: was.title, text: text)
            return withdrawn.contains { $0.contains(value) } ? nil : value
        }.prefix(most).map(\.self)
    }

    private struct Place: Hashable {
        var id: String
        /// Of a component, counted from one; 0: the resource's own.
        var part = 0
    }

    private struct Value {
        var place: Place
        var title: String
        var text: String?
    }

    private static func values(of root: JSONNode) -> [Value] {
        root.elements.flatMap { node -> [Value] in
            guard let id = node["id"]?.string, let type = node["resourceType"]?.string else { return [] }
            switch type {
            case "DiagnosticReport":
                return [Value(place: Place(id: id), title: "", text: node["conclusion"]?.string)]
            case "Observation":
                let parts = [node] + (node["component"].map { Array($0.elements) } ?? [])
                return parts.enumerated().map { number, part in
                    Value(
                        place: Place(id: id, part: number),
                        title: ReportCode.title(of: part["code"]),
                        text: ResultValue(of: part)?.text
                    )
                }
            default: return []
            }
        }
    }
}

extension [EarlierValue] {
    /// As it is kept.
    var stored: [UInt8] {
        JSONValue.array(map { .array([.string($0.id), .string($0.title), .string($0.text)]) }).bytes
    }

    /// Nothing of what is no such list.
    init(stored bytes: [UInt8]) {
        do {
            self = try JSONDocument(bytes).root.elements.compactMap { value in
                guard let id = value[0]?.string, let title = value[1]?.string, let text = value[2]?.string else {
                    return nil
                }
                return EarlierValue(id: id, title: title, text: text)
            }
        } catch {
            self = []
        }
    }
}
