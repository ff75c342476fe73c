/// Unit texts as laboratories send them and their UCUM codes (rule R17). A text outside the table gets no code.
enum UnitTable {
    /// The UCUM code of a unit text; the analyte's own row first, since `0`, no text at all and `10E-3/L` mean
    /// something only for some analytes.
    ///
    /// - Parameter analytes: codes of 7280, in order.
    static func ucum(_ unit: String, analytes: [String]) -> String? {
        let text = String(String.UnicodeScalarView(unit.unicodeScalars.map { $0 == greekMu ? microSign : $0 }))
        for code in analytes {
            if let row = AnalyteTable.row(code), row.isVerified, row.unit == text, let ucum = row.ucum { return ucum }
        }
        return codes[text]
    }

    /// Some systems send the Greek letter where others send the micro sign.
    private static let greekMu: Unicode.Scalar = "\u{3BC}"
    private static let microSign: Unicode.Scalar = "\u{B5}"

    private static let codes: [String: String] = {
        var result: [String: String] = [:]
        for line in table.split(separator: "\n") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
            result[String(cells[0])] = String(cells[1])
        }
        return result
    }()

    private static let table =
        """
        U/L|U/L
        mmol/L|mmol/L
        g/dL|g/dL
        mg/L|mg/L
        10^9 /L|10*9/L
        10#9/L|10*9/L
        umol/L|umol/L
        g/L|g/L
        10^9/L|10*9/L
        ug/L|ug/L
        pmol/L|pmol/L
        mL/min/1,73m2|mL/min/{1.73_m2}
        IU/L|[IU]/L
        10E9/L|10*9/L
        fL|fL
        µmol/L|umol/L
        pg|pg
        mL/min/1.73m2|mL/min/{1.73_m2}
        ml/min/1,73m2|mL/min/{1.73_m2}
        %|%
        kU/L|k[arb'U]/L
        IU/dL|[IU]/dL
        mg/L FEU|mg{FEU}/L
        ng/L|ng/L
        µg/L|ug/L
        IU/mL|[IU]/mL
        10**9/L|10*9/L
        10^12/L|10*12/L
        ml/min/1,73 m2|mL/min/{1.73_m2}
        mmol/mol|mmol/mol
        ng/mL|ng/mL
        10#12/L|10*12/L
        mIU/L|m[IU]/L
        U/mL|[arb'U]/mL
        mm|mm
        nmol/L|nmol/L
        10*9/L|10*9/L
        10*12/L|10*12/L
        mg/mmol|mg/mmol
        mmol/d|mmol/d
        mL/min|mL/min
        mm/h|mm/h
        kPa|kPa
        s|s
        """
}
