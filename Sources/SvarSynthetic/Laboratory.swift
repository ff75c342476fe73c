/// A laboratory or imaging unit that does not exist, with the habits of its system.
///
/// Organisation numbers begin with 31 (the series of synthetic organisations) and have valid control digits; HER-ids
/// and HPR numbers are nine digits beginning with 999.
package struct Laboratory: Hashable, Sendable {
    /// How the system writes bytes.
    package enum Encoding: Hashable, Sendable {
        case utf8
        case utf8WithMark
        case latin1
    }

    package let hospital: String
    package let department: String
    package let organisationNumber: String
    package let herID: String
    package let departmentHerID: String
    package let disciplines: [SyntheticMessage.Discipline]
    package let encoding: Encoding
    /// Svarrapport v1.4, else v1.3.
    package let isVersion14: Bool
    /// Writes `+01:00` or `+02:00` after times.
    package let writesOffset: Bool
    /// Writes `umol/L` and `10#9/L` rather than `µmol/L` and `10^9/L`.
    package let writesPlainUnits: Bool
    /// Sends its own code (8212) beside the national one.
    package let sendsLocalCodes: Bool

    package static let all: [Laboratory] = [
        Laboratory(
            0,
            "Testsykehuset Nord HF",
            "Avdeling for medisinsk biokjemi",
            [.clinicalChemistry],
            writesPlainUnits: true,
            sendsLocalCodes: true
        ),
        Laboratory(
            1,
            "Prøvelaboratoriet AS",
            "Klinisk kjemi",
            [.clinicalChemistry],
            encoding: .latin1,
            isVersion14: false
        ),
        Laboratory(
            0,
            "Testsykehuset Nord HF",
            "Avdeling for klinisk farmakologi",
            [.pharmacology],
            encoding: .utf8WithMark,
            department: 1
        ),
        Laboratory(
            2,
            "Eksempelsykehuset HF",
            "Immunologi og transfusjonsmedisin",
            [.immunology],
            writesOffset: true
        ),
        Laboratory(
            2,
            "Eksempelsykehuset HF",
            "Medisinsk mikrobiologi",
            [.microbiology],
            encoding: .latin1,
            sendsLocalCodes: true,
            department: 1
        ),
        Laboratory(3, "Demosykehuset Sør HF", "Bildediagnostikk", [.radiology]),
        Laboratory(3, "Demosykehuset Sør HF", "Nukleærmedisin", [.nuclearMedicine], department: 1),
        Laboratory(
            2,
            "Eksempelsykehuset HF",
            "Medisinsk genetikk",
            [.genetics],
            encoding: .utf8WithMark,
            department: 2
        ),
        Laboratory(
            4,
            "Øvelsessykehuset Vest HF",
            "Avdeling for patologi",
            [.pathology],
            encoding: .latin1,
            department: 0
        ),
    ]

    private init(
        _ organisation: Int,
        _ hospital: String,
        _ departmentName: String,
        _ disciplines: [SyntheticMessage.Discipline],
        encoding: Encoding = .utf8,
        isVersion14: Bool = true,
        writesOffset: Bool = false,
        writesPlainUnits: Bool = false,
        sendsLocalCodes: Bool = false,
        department: Int = 0
    ) {
        self.hospital = hospital
        self.department = departmentName
        organisationNumber = Self.organisationNumber(organisation)
        herID = "9990\(two(organisation))000"
        departmentHerID = "9990\(two(organisation))\(100 + department)"
        self.disciplines = disciplines
        self.encoding = encoding
        self.isVersion14 = isVersion14
        self.writesOffset = writesOffset
        self.writesPlainUnits = writesPlainUnits
        self.sendsLocalCodes = sendsLocalCodes
    }

    /// The n-th synthetic organisation number: eight digits from 31000100 on, and a valid control digit.
    package static func organisationNumber(_ n: Int) -> String {
        var base = 31_000_100
        var left = n
        while true {
            let text = String(base)
            let digits = text.utf8.map { Int($0) - 48 }
            if let control = SyntheticPerson.controlDigit(digits, [3, 2, 7, 6, 5, 4, 3, 2]) {
                if left == 0 { return text + String(control) }
                left -= 1
            }
            base += 1
        }
    }

    /// A unit in the spelling of this laboratory's system.
    func spelling(of unit: String) -> String {
        switch unit {
        case "umol/L": writesPlainUnits ? "umol/L" : "µmol/L"
        case "ug/L": writesPlainUnits ? "ug/L" : "µg/L"
        case "10*9/L": writesPlainUnits ? "10#9/L" : "10^9/L"
        case "10*12/L": writesPlainUnits ? "10#12/L" : "10^12/L"
        default: unit
        }
    }

    /// A time in the spelling of this laboratory's system.
    func spelling(of time: LocalTime) -> String {
        writesOffset ? time.text + time.offsetText : time.text
    }
}

/// A doctor's office that orders, and does not exist.
struct Requester: Hashable, Sendable {
    let office: String
    let herID: String
    let doctor: String
    let doctorHPR: String

    static let all: [Requester] = (1...5).map { n in
        Requester(
            office: "Testlegekontoret \(n)",
            herID: "99910000\(n)",
            doctor: "Prøve Lege \(n)",
            doctorHPR: "99920000\(n)"
        )
    }
}
