import Foundation

/// One line of the table: a figure beside its floor.
struct Row: Codable {
    var what: String
    var measured: String
    var floor: String
    /// Measured ÷ floor, or what the line is judged by.
    var ratio: String
    var reach: String
    /// Nil where the line only informs.
    var isReached: Bool?
}

/// The table as text, and as JSON for whoever compares runs.
struct Table: Codable {
    var machine: String
    var rows: [Row] = []

    var text: String {
        let header = ["what", "measured", "floor", "ratio", "reach", ""]
        let lines = rows.map { row in
            let mark = row.isReached.map { $0 ? "reached" : "missed" } ?? ""
            return [row.what, row.measured, row.floor, row.ratio, row.reach, mark]
        }
        let widths = header.indices.map { column in
            ([header] + lines).map { $0[column].count }.max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            "| "
                + zip(cells, widths).map { cell, width in
                    cell + String(repeating: " ", count: width - cell.count)
                }.joined(separator: " | ") + " |"
        }
        let rule = "|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|"
        return ([machine, "", line(header), rule] + lines.map(line)).joined(separator: "\n")
    }
}
