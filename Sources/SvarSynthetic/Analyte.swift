/// A common quantitative analysis: its national code (7280), name, unit and a plausible adult interval.
///
/// The intervals make plausible examples and nothing more; they are no laboratory's own.
struct Analyte: Hashable, Sendable {
    let code: String
    let name: String
    let unit: String
    let low: Double?
    let high: Double?
    /// Digits after the point in a result.
    let decimals: Int
    /// Which request it belongs to, such as `blood` or `liver`.
    let panel: String
    /// Material (8351).
    let material: Material

    enum Material: String, Hashable, Sendable {
        case blood = "B"
        case plasma = "P"
        case serum = "S"
        case urine = "U"

        var display: String {
            switch self {
            case .blood: "Blod"
            case .plasma: "Plasma"
            case .serum: "Serum"
            case .urine: "Urin"
            }
        }
    }

    static let all: [Analyte] = rows(table)
    static let byPanel: [String: [Analyte]] = Dictionary(grouping: all, by: \.panel)

    private static func rows(_ table: String) -> [Analyte] {
        table.split(separator: "\n").map { line in
            let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            let material = String(fields[1].prefix { $0 != "-" && $0 != "(" })
            return Analyte(
                code: fields[0],
                name: fields[1],
                unit: fields[2],
                low: Double(fields[3]),
                high: Double(fields[4]),
                decimals: Int(fields[5]) ?? 0,
                panel: fields[6],
                material: Material(rawValue: material) ?? .plasma
            )
        }
    }

    private static let table = """
        NOR05172|B-Hemoglobin|g/dL|11.7|17.0|1|blood
        NPU02593|B-Leukocytter|10*9/L|3.5|10.0|1|blood
        NPU03568|B-Trombocytter|10*9/L|145|390|0|blood
        NPU01960|B-Erytrocytter|10*12/L|3.9|5.7|2|blood
        NPU01961|B-EVF||0.35|0.50|2|blood
        NPU01944|B-MCV|fL|82|98|0|blood
        NPU26880|B-MCH|pg|27|33|0|blood
        NPU02902|B-Nøytrofile granulocytter|10*9/L|1.5|7.3|1|blood
        NPU02636|B-Lymfocytter|10*9/L|1.1|3.3|1|blood
        NPU02840|B-Monocytter|10*9/L|0.2|0.8|1|blood
        NPU01933|B-Eosinofile granulocytter|10*9/L||0.4|2|blood
        NPU01349|B-Basofile granulocytter|10*9/L||0.1|2|blood
        NPU03404|B-SR|mm|2|20|0|blood
        NPU03429|P-Natrium|mmol/L|137|145|0|kidney
        NPU03230|P-Kalium|mmol/L|3.6|4.6|1|kidney
        NPU01536|P-Klorid|mmol/L|98|107|0|kidney
        NPU01443|P-Kalsium|mmol/L|2.15|2.51|2|kidney
        NPU03096|P-Fosfat|mmol/L|0.75|1.65|2|kidney
        NPU02647|P-Magnesium|mmol/L|0.71|0.94|2|kidney
        NPU04998|P-Kreatinin|umol/L|45|105|0|kidney
        NOR25909|Nyre-eGFR CKD-EPI Kreatinin|mL/min/1.73m2|60||0|kidney
        NPU01459|P-Karbamid|mmol/L|2.6|8.1|1|kidney
        NPU09356|P-Urat|umol/L|155|480|0|kidney
        NPU01370|P-Bilirubin|umol/L|5|25|0|liver
        NPU19654|P-ASAT|U/L|15|45|0|liver
        NPU19651|P-ALAT|U/L|10|70|0|liver
        NPU27783|P-ALP|U/L|35|105|0|liver
        NPU19657|P-GT|U/L|10|80|0|liver
        NPU19658|P-LD|U/L|105|205|0|liver
        NPU19653|P-Amylase, pankreas|U/L|10|65|0|liver
        NPU19673|P-Albumin|g/L|36|48|0|liver
        NPU19748|P-CRP|mg/L||4|1|inflammation
        NPU19788|P-Haptoglobin|g/L|0.4|2.1|1|inflammation
        NPU21576|P-Prokalsitonin|ug/L||0.1|2|inflammation
        NPU19763|P-Ferritin|ug/L|15|300|0|iron
        NPU03607|P-Transferrin|g/L|1.9|3.3|1|iron
        NPU01700|P-Vitamin B12|pmol/L|150|650|0|vitamins
        NPU02070|P-Folat|nmol/L|7|40|0|vitamins
        NPU10267|P-Vitamin D (25-OH)|nmol/L|50|150|0|vitamins
        NPU04073|P-Homocystein|umol/L|5|15|1|vitamins
        NPU02192|P-Glukose|mmol/L|4.0|6.0|1|diabetes
        NPU27300|B-HbA1c|mmol/mol|20|42|0|diabetes
        NPU19661|U-Albumin/kreatinin-ratio|mg/mmol||3.0|1|diabetes
        NPU01566|P-Kolesterol|mmol/L|2.9|7.8|1|lipids
        NPU01567|P-HDL-kolesterol|mmol/L|1.0|2.7|1|lipids
        NPU01568|P-LDL-kolesterol|mmol/L|1.2|5.3|1|lipids
        NPU04094|P-Triglyserid|mmol/L|0.5|2.6|1|lipids
        NPU03577|P-TSH|mIU/L|0.3|4.2|2|thyroid
        NPU03579|P-FT4|pmol/L|11.5|22.7|1|thyroid
        NPU03625|P-FT3|pmol/L|3.1|6.8|1|thyroid
        NPU27501|P-Troponin T|ng/L||14|0|heart
        NPU21571|P-NT-proBNP|ng/L||300|0|heart
        NPU01685|P-INR||0.9|1.2|1|coagulation
        NPU19767|P-D-dimer|mg/L||0.5|2|coagulation
        NPU08669|P-PSA|ug/L||4.0|1|markers
        NPU19719|P-CEA|ug/L||5|1|markers
        NPU01450|P-CA 19-9|kU/L||35|0|markers
        NPU02613|P-Litium|mmol/L|0.50|1.00|2|drugs
        NPU02923|P-Nortriptylin|nmol/L|200|600|0|drugs
        NPU04114|P-Klozapin|nmol/L|300|2500|0|drugs
        NPU09358|P-Olanzapin|nmol/L|30|200|0|drugs
        NPU26669|P-Aripiprazol|nmol/L|200|1300|0|drugs
        NPU01224|P-Amitriptylin|nmol/L|300|750|0|drugs
        NPU12229|P-TPO-antistoff|kU/L||100|0|antibodies
        NPU28335|P-PR3-ANCA|IU/mL||7|1|antibodies
        NPU28334|P-MPO-ANCA|IU/mL||7|1|antibodies
        NPU19740|P-Komplement C3|g/L|0.70|2.00|2|antibodies
        NPU19814|P-IgG|g/L|6.9|15.7|1|antibodies
        NPU19795|P-IgA|g/L|0.7|3.7|2|antibodies
        NPU19825|P-IgM|g/L|0.3|2.1|2|antibodies
        """
}
