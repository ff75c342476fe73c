/// The status tables of the national service (rule R8): what a pair of codes as sent means in FHIR.
enum StatusTables {
    /// `DiagnosticReport.status` of 7306 and 7309; `unknown` outside the table.
    static func report(status: String?, action: String?) -> String {
        look(status ?? "", action ?? "N", in: reports)
    }

    /// `Observation.status` of 8245 (nil: none sent) and 8270; `unknown` outside the table.
    static func observation(status: String?, action: String) -> String {
        look(status ?? "-", action, in: observations)
    }

    /// How far a DiagnosticReport has come, for the order of contributions (decision 6).
    static func rank(_ status: String) -> Int {
        switch status {
        case "entered-in-error": 8
        case "cancelled": 7
        case "corrected", "amended", "appended": 6
        case "final": 5
        case "preliminary": 4
        case "partial": 3
        case "registered": 2
        default: 1
        }
    }

    /// FHIR's status of a request for an order by how its report stands (rule R23).
    static func request(reportStatus: String) -> String {
        switch reportStatus {
        case "final", "amended", "corrected", "appended": "completed"
        case "cancelled", "entered-in-error": "revoked"
        default: "active"
        }
    }

    private static let actions = ["N", "M", "C", "H", "A"]
    private static let reports = rows(
        """
        S   registered   amended      cancelled    unknown      unknown
        P   preliminary  amended      cancelled    unknown      unknown
        F   final        amended      cancelled    unknown      unknown
        A   unknown      appended     cancelled    unknown      unknown
        """
    )
    private static let observations = rows(
        """
        -   final        amended      cancelled    final        final
        1   unknown      amended      cancelled    amended      unknown
        2   preliminary  amended      cancelled    preliminary  preliminary
        3   final        amended      cancelled    final        final
        4   final        amended      cancelled    final        final
        5   registered   unknown      cancelled    unknown      registered
        6   registered   registered   cancelled    unknown      registered
        7   registered   registered   cancelled    unknown      registered
        8   preliminary  unknown      cancelled    unknown      preliminary
        9   preliminary  unknown      cancelled    unknown      preliminary
        10  preliminary  unknown      cancelled    unknown      preliminary
        11  final        amended      cancelled    unknown      final
        12  unknown      amended      cancelled    unknown      preliminary
        13  final        amended      cancelled    unknown      final
        14  unknown      unknown      cancelled    unknown      unknown
        15  registered   registered   cancelled    final        registered
        """
    )

    private static func rows(_ table: String) -> [String: [String]] {
        var result: [String: [String]] = [:]
        for line in table.split(separator: "\n") {
            let cells = line.split(separator: " ").map(String.init)
            result[cells[0]] = Array(cells.dropFirst())
        }
        return result
    }

    private static func look(_ status: String, _ action: String, in table: [String: [String]]) -> String {
        guard let row = table[status], let column = actions.firstIndex(of: action) else { return "unknown" }
        return row[column]
    }
}
