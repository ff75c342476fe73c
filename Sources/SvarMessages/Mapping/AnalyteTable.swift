/// What is known of some analyses of 7280 (NLK): their discipline (rule R14) and the unit text that is theirs (rule R17).
enum AnalyteTable {
    /// One analysis.
    struct Row: Hashable, Sendable {
        /// 8202, one of the eight.
        let discipline: String
        /// Whether the code was seen in Norwegian use; others say nothing about category.
        let isVerified: Bool
        /// The unit text laboratories send; may be empty.
        let unit: String
        let ucum: String?
    }

    /// The row of a code; nil for the many codes the table does not have.
    static func row(_ code: String) -> Row? { rows[code] }

    private static let rows: [String: Row] = {
        var result: [String: Row] = [:]
        for line in table.split(separator: "\n") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            result[cells[0]] = Row(
                discipline: cells[1],
                isVerified: cells[2] == "v",
                unit: cells[3],
                ucum: cells[4].isEmpty ? nil : cells[4]
            )
        }
        return result
    }()

    /// code | 8202 | v: verified | unit as sent | UCUM
    private static let table = #"""
        NOR05172|CLIN|v|g/dL|g/dL
        NPU02319|CLIN|-|mmol/L|mmol/L
        NPU02593|CLIN|v|10E9/L|10*9/L
        NPU03568|CLIN|v|10#9/L|10*9/L
        NPU01960|CLIN|v|10E12/L|10*12/L
        NPU01961|CLIN|v||1
        NPU01944|CLIN|v|fL|fL
        NPU26880|CLIN|v|pg|pg
        NOR05278|CLIN|v|g/dL|g/dL
        NPU08694|CLIN|v|10E9/L|10*9/L
        NPU03404|CLIN|v|mm|mm
        NPU18156|CLIN|v||
        NPU02902|CLIN|v|10#9/L|10*9/L
        NPU02636|CLIN|v|10#9/L|10*9/L
        NPU02840|CLIN|v|10#9/L|10*9/L
        NPU01933|CLIN|v|10#9/L|10*9/L
        NPU01349|CLIN|v|10#9/L|10*9/L
        NPU26631|CLIN|-|10E9/L|10*9/L
        NPU58811|CLIN|v||
        NPU03429|CLIN|v|mmol/L|mmol/L
        NOR25613|CLIN|v|mmol/L|mmol/L
        NPU03230|CLIN|v|mmol/L|mmol/L
        NOR25614|CLIN|v|mmol/L|mmol/L
        NPU01536|CLIN|v|mmol/L|mmol/L
        NPU01443|CLIN|v|mmol/L|mmol/L
        NPU04144|CLIN|v|mmol/L|mmol/L
        NPU03096|CLIN|v|mmol/L|mmol/L
        NOR25615|CLIN|v|mmol/L|mmol/L
        NPU02647|CLIN|v|mmol/L|mmol/L
        NPU04998|CLIN|v|umol/L|umol/L
        NOR25909|CLIN|v|mL/min/1.73m2|mL/min/{1.73_m2}
        NOR15245|CLIN|v|ml/min/1,73m2|mL/min/{1.73_m2}
        NOR25897|CLIN|v|mL/min/1.73m2|mL/min/{1.73_m2}
        NPU01459|CLIN|v|mmol/L|mmol/L
        NPU09356|CLIN|v|umol/L|umol/L
        NPU01370|CLIN|v|umol/L|umol/L
        NPU19654|CLIN|v|U/L|U/L
        NPU19651|CLIN|v|U/L|U/L
        NPU27783|CLIN|v|U/L|U/L
        NPU53077|CLIN|v|U/L|U/L
        NPU19657|CLIN|v|U/L|U/L
        NPU19658|CLIN|v|U/L|U/L
        NPU19653|CLIN|-|U/L|U/L
        NPU19673|CLIN|v|g/L|g/L
        NPU19748|CLIN|v|mg/L|mg/L
        NOR05091|CLIN|v|mg/L|mg/L
        NPU19788|CLIN|v|g/L|g/L
        NPU19763|CLIN|v|ug/L|ug/L
        NPU03607|CLIN|-|g/L|g/L
        NPU03300|CLIN|v||
        NOR05015|CLIN|v|g/L|g/L
        NPU04650|CLIN|v|g/L|g/L
        NPU04651|CLIN|v|g/L|g/L
        NPU09262|CLIN|v|g/L|g/L
        NPU28906|CLIN|v||
        NPU19814|CLIN|v|g/L|g/L
        NPU19795|CLIN|v|g/L|g/L
        NPU19825|CLIN|v|g/L|g/L
        NPU19820|CLIN|v|g/L|g/L
        NPU02817|CLIN|-||
        NOR15273|CLIN|v||
        NPU57406|CLIN|v|%|%
        NPU02192|CLIN|v|mmol/L|mmol/L
        NOR25616|CLIN|v|mmol/L|mmol/L
        NPU22089|CLIN|-|mmol/L|mmol/L
        NPU27300|CLIN|v|mmol/mol|mmol/mol
        NPU03835|CLIN|v|%|%
        NPU29296|CLIN|v|%|%
        NPU01566|CLIN|v|mmol/L|mmol/L
        NPU01567|CLIN|v|mmol/L|mmol/L
        NPU01568|CLIN|v|mmol/L|mmol/L
        NPU04094|CLIN|-|mmol/L|mmol/L
        NPU03620|CLIN|-|mmol/L|mmol/L
        NPU01700|CLIN|v|pmol/L|pmol/L
        NPU02070|CLIN|v|nmol/L|nmol/L
        NPU10267|CLIN|v|nmol/L|nmol/L
        NPU04073|CLIN|v|umol/L|umol/L
        NPU02780|CLIN|v|umol/L|umol/L
        NPU03577|CLIN|v|mIU/L|m[IU]/L
        NPU27547|CLIN|v|mIU/L|m[IU]/L
        NOR05865|CLIN|v|10E-3/L|m[IU]/L
        NPU03579|CLIN|v|pmol/L|pmol/L
        NOR05863|CLIN|v|pmol/L|pmol/L
        NPU03625|CLIN|-|pmol/L|pmol/L
        NOR05859|CLIN|v|U/L|U/L
        NOR05857|CLIN|v|IU/L|[IU]/L
        NPU08642|CLIN|-|nmol/L|nmol/L
        NPU12229|IMTR|v|kU/L|k[IU]/L
        NPU20041|IMTR|v|10E3 IU/L|k[IU]/L
        NPU27501|CLIN|v|ng/L|ng/L
        NPU19923|CLIN|-|ng/L|ng/L
        NPU21571|CLIN|v|ng/L|ng/L
        NPU21576|CLIN|-|ug/L|ug/L
        NPU01685|CLIN|v|0|1
        NPU19767|CLIN|v|mg/L|mg/L
        NPU28289|CLIN|v|mg/L FEU|mg{FEU}/L
        NOR25853|CLIN|v|IU/dL|[IU]/dL
        NPU08669|CLIN|v|ug/L|ug/L
        NPU19719|CLIN|v|ug/L|ug/L
        NPU01448|CLIN|v|kU/L|k[arb'U]/L
        NPU01450|CLIN|v|kU/L|k[arb'U]/L
        NOR15022|CLIN|v|kU/L|k[arb'U]/L
        NPU53990|MGEN|v||
        NPU19661|CLIN|-|mg/mmol|mg/mmol
        NPU03955|CLIN|v|mmol/L|mmol/L
        NPU04206|CLIN|-||
        NPU21578|CLIN|-||
        NPU04207|CLIN|-||
        NPU03987|CLIN|-||
        NPU03963|CLIN|-||
        NPU04208|CLIN|-||
        NPU10504|CLIN|-||
        NPU02613|FARM|v|mmol/L|mmol/L
        NPU02923|FARM|v|nmol/L|nmol/L
        NPU04853|FARM|v|nmol/L|nmol/L
        NPU04114|FARM|-|nmol/L|nmol/L
        NPU09358|FARM|-|nmol/L|nmol/L
        NPU26669|FARM|-|nmol/L|nmol/L
        NPU04868|FARM|-|nmol/L|nmol/L
        NPU18359|FARM|-|nmol/L|nmol/L
        NPU03937|FARM|-|nmol/L|nmol/L
        NPU01224|FARM|-|nmol/L|nmol/L
        NPU01616|FARM|-|nmol/L|nmol/L
        NPU03024|FARM|-|umol/L|umol/L
        NPU08794|FARM|-|umol/L|umol/L
        NPU01992|FARM|-|mmol/L|mmol/L
        NPU04786|FARM|v|nmol/L|nmol/L
        NPU19912|FARM|v|ug/L|ug/L
        NPU19309|FARM|-||
        NPU19308|FARM|-||
        NPU32095|FARM|-||
        NPU27992|FARM|-||
        NPU19060|FARM|v||
        NPU27623|FARM|v||
        NPU19111|MGEN|v||
        NPU36378|MGEN|v||
        NPU58582|IMTR|v||
        NPU21917|IMTR|v||
        NPU12580|IMTR|v|Arb.enh.|[arb'U]
        NPU14530|IMTR|v||
        NPU28335|IMTR|v|IU/mL|[IU]/mL
        NPU28334|IMTR|v|IU/mL|[IU]/mL
        NPU28649|IMTR|v||
        NPU28654|IMTR|v||
        NPU19740|IMTR|v|g/L|g/L
        NPU01727|IMTR|v||
        NPU01737|IMTR|v||
        NPU28400|IMTR|v|ng/mL|ng/mL
        NPU28308|IMTR|v|%|%
        NPU28341|IMTR|v|%|%
        NPU28307|IMTR|v|%|%
        NPU29745|IMTR|v||
        NPU54286|IMTR|v||
        NPU53049|IMTR|v||
        NPU12544|IMTR|v||
        NPU26644|IMTR|v||
        NPU12562|IMTR|v||
        NPU18238|IMTR|v||
        NPU18237|IMTR|v||
        NPU26645|IMTR|v||
        NPU12564|IMTR|v||
        NPU12567|IMTR|v||
        NPU12020|IMTR|v||
        NPU12021|IMTR|v||
        NPU14508|IMTR|v||
        NPU14509|IMTR|v||
        NPU58580|MBIO|v||
        NPU58581|MBIO|v||
        NPU58745|MBIO|v||
        NPU17191|MBIO|v||
        NOR25695|MBIO|v||
        NPU06061|MBIO|v||
        NPU17956|MBIO|v||
        NPU06096|MBIO|v||
        NPU06073|MBIO|v||
        NPU06075|MBIO|v||
        NPU06045|MBIO|v||
        NPU06001|MBIO|v||
        NPU06006|MBIO|v||
        NPU06015|MBIO|v||
        NPU06019|MBIO|v||
        NPU06021|MBIO|v||
        NPU06049|MBIO|v||
        NPU06046|MBIO|v||
        NPU06037|MBIO|v||
        NPU29657|MBIO|v||
        NPU14407|MBIO|v||
        NPU07424|MBIO|v||
        NPU07436|MBIO|v||
        NPU57715|MBIO|v||
        NPU06047|MBIO|v||
        NPU06044|MBIO|v||
        NPU06048|MBIO|v||
        NPU06050|MBIO|v||
        NPU06030|MBIO|v||
        NPU06034|MBIO|v||
        NPU13589|MBIO|v||
        NPU06059|MBIO|v||
        NPU07422|MBIO|v||
        NPU06008|MBIO|v||
        NPU53160|MBIO|v||
        NPU53162|MBIO|v||
        NPU56045|MBIO|v||
        NPU59390|MBIO|v||
        NPU19649|MBIO|v||
        NPU03611|MBIO|v||
        NPU12331|MBIO|v||
        NPU12412|MBIO|v||
        NPU12033|MBIO|v||
        NPU17650|MBIO|v||
        NPU03952|MBIO|v||
        NPU03953|MBIO|v||
        NOR25048|PAT|v||
        NOR25524|PAT|v||
        """#
}
