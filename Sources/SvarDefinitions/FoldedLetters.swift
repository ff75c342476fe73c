/// Small letters with accents and the letters without them, for searches that do not see accents. Å, ø and æ are
/// letters of their own. Source: canonical decompositions of Unicode.
package enum FoldedLetters {
    /// The letter without accents, by the letter with them.
    package static let table: [Unicode.Scalar: Unicode.Scalar] = {
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        for line in GeneratedTables.foldedLetters.description.split(separator: "\n") {
            for pair in line.split(separator: " ") {
                let scalars = Array(pair.unicodeScalars)
                table[scalars[0]] = scalars[1]
            }
        }
        return table
    }()
}
