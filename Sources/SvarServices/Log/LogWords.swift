import SvarAccess
import SvarDomain
import SvarJSON
import SvarStore

/// A text in both languages of the log.
struct Words: Sendable, Hashable {
    let norwegian: String
    let english: String
    init(_ norwegian: String, _ english: String) {
        self.norwegian = norwegian
        self.english = english
    }

    var members: [JSONMemberValue] {
        [JSONMemberValue("no", .string(norwegian)), JSONMemberValue("en", .string(english))]
    }
}

extension AccessBasis {
    var words: Words {
        switch self {
        case .exempt: Words("Unntak fra samtykke etter forskrift", "Exempt from consent by regulation")
        case .consent: Words("Pasienten samtykker", "The patient consents")
        case .emergency: Words("Akutt behov for helsehjelp", "Emergency")
        case .elevatedConsent:
            Words(
                "Forhøyet: pasienten samtykker til å åpne det som er lukket",
                "Elevated: the patient consents to opening what is closed"
            )
        case .elevatedEmergency:
            Words("Forhøyet: akutt behov åpner det som er lukket", "Elevated: an emergency opens what is closed")
        }
    }
}

extension CarePurpose {
    var words: Words {
        switch self {
        case .treatment: Words("Behandling", "Treatment")
        case .emergencyTreatment: Words("Akuttbehandling", "Emergency treatment")
        case .coordination: Words("Samordning av helsehjelp", "Coordination of care")
        case .breakTheGlass: Words("Nødtilgang", "Break the glass")
        }
    }
}

extension AuditRow.Outcome {
    var words: Words {
        switch self {
        case .permitted: Words("Utført", "Done")
        case .notFound: Words("Ingenting å vise", "Nothing to show")
        case .refused: Words("Avvist", "Refused")
        }
    }
}

extension AuditAction {
    var words: Words {
        switch self {
        case .read: Words("Leste", "Read")
        case .vread: Words("Leste en bestemt versjon", "Read one version")
        case .history: Words("Leste historikk", "Read the history")
        case .search: Words("Søkte", "Searched")
        case .everything: Words("Hentet alt om personen", "Fetched everything about the person")
        case .lastn: Words("Hentet siste målinger", "Fetched the latest measurements")
        case .attachment: Words("Åpnet et vedlegg", "Opened an attachment")
        case .create: Words("Sendte inn", "Sent in")
        case .update: Words("Endret", "Changed")
        case .delete: Words("Slettet", "Deleted")
        case .bundle: Words("Sendte inn flere samlet", "Sent in several together")
        case .message: Words("Sendte en svarrapport", "Sent a report message")
        case .export: Words("Eksporterte", "Exported")
        case .metadata: Words("Leste tjenestebeskrivelsen", "Read the description of the service")
        case .other: Words("Annet", "Other")
        case .sync: Words("Sendt til lokal kopi i journalsystemet", "Sent to the journal system's local copy")
        case .syncAgain: Words("Oppdatert i lokal kopi i journalsystemet", "Updated in the journal system's local copy")
        case .enrol: Words("Lokal kopi registrert eller avsluttet", "A local copy was enrolled or ended")
        case .scope: Words("Endret hvem den lokale kopien følger", "Changed whom the local copy follows")
        case .setting: Words("Endret en personverninnstilling", "Changed a privacy setting")
        case .settings: Words("Så på personverninnstillinger", "Looked at privacy settings")
        case .log: Words("Leste loggen", "Read the log of use")
        case .explain: Words("Kontrollerte en tilgangsavgjørelse", "Checked an access decision")
        }
    }
}

extension LogRow.Who {
    var words: Words {
        switch self {
        case .citizen: Words("Innbyggeren selv", "The citizen")
        case .parent: Words("Forelder", "Parent")
        case .guardian: Words("Verge", "Guardian")
        case .proxy: Words("Fullmektig", "Proxy")
        case .representative: Words("En som handler for innbyggeren", "Somebody who acts for the citizen")
        case .personnel: Words("Helsepersonell", "Health personnel")
        case .laboratory:
            Words("Laboratorium eller avdeling som sender svar", "Laboratory or department that sends results")
        case .replica: Words("Journalsystem med lokal kopi", "Journal system with a local copy")
        case .guidance: Words("Veiledningstjenesten", "The guidance service")
        case .auditor: Words("Kontrollør", "Auditor")
        case .operation: Words("Drift", "Operations")
        case .export: Words("Systemeksport", "System export")
        case .sandbox: Words("Sandkasse", "Sandbox")
        case .unknown: Words("Ukjent", "Unknown")
        }
    }
}

extension SettingType {
    var words: Words {
        switch self {
        case .storageReservation: Words("Reservasjon mot lagring", "Reservation against storage")
        case .viewReservation: Words("Reservasjon mot innsyn", "Reservation against seeing results")
        case .seal: Words("Sperring", "Seal")
        case .block: Words("Blokkering", "Block")
        case .shielding: Words("Skjerming", "Shielding")
        case .denial: Words("Nekting av innsyn", "Denial of access")
        case .delayedView: Words("Utsatt innsyn", "Delayed view")
        case .emergencyClosure: Words("Nødknapp", "Emergency closure")
        case .parentalConsent: Words("Foreldresamtykke", "Parental consent")
        case .opening: Words("Åpning for en henvisning", "Opening of a referral")
        }
    }
}

extension SettingActionType {
    var words: Words {
        switch self {
        case .set: Words("satt", "set")
        case .request: Words("bedt om", "requested")
        case .accept: Words("godtatt", "accepted")
        case .change: Words("endret", "changed")
        case .lift: Words("opphevet", "lifted")
        case .release: Words("frigitt", "released")
        case .extend: Words("forlenget", "extended")
        }
    }
}

/// Categories of health personnel (9060), in words.
enum ProfessionWords {
    static let system = "urn:oid:2.16.578.1.12.4.1.1.9060"

    static func words(_ code: String) -> Words? { table[code] }

    private static let table: [String: Words] = {
        let lines = """
            AA|Ambulansearbeider|Ambulance worker
            AT|Apotektekniker|Pharmacy technician
            AU|Audiograf|Audiologist
            BI|Bioingeniør|Biomedical laboratory scientist
            ET|Ergoterapeut|Occupational therapist
            FA1|Provisorfarmasøyt|Pharmacist (master)
            FA2|Reseptarfarmasøyt|Pharmacist (bachelor)
            FB|Fiskehelsebiolog|Fish health biologist
            FO|Fotterapeut|Podiatrist
            FT|Fysioterapeut|Physiotherapist
            HE|Helsesekretær|Health secretary
            HF|Helsefagarbeider|Health care worker
            HP|Hjelpepleier|Auxiliary nurse
            JO|Jordmor|Midwife
            KE|Klinisk ernæringsfysiolog|Clinical dietitian
            KI|Kiropraktor|Chiropractor
            LE|Lege|Doctor
            MT|Manuellterapeut|Manual therapist
            NP|Naprapat|Naprapath
            OA|Omsorgsarbeider|Care worker
            OI|Ortopediingeniør|Prosthetist and orthotist
            OP|Optiker|Optometrist
            OR|Ortoptist|Orthoptist
            OS|Osteopat|Osteopath
            PE|Perfusjonist|Perfusionist
            PM|Paramedisiner|Paramedic
            PS|Psykolog|Psychologist
            RA|Radiograf|Radiographer
            SP|Sykepleier|Nurse
            TH|Tannhelsesekretær|Dental secretary
            TL|Tannlege|Dentist
            TP|Tannpleier|Dental hygienist
            TT|Tanntekniker|Dental technician
            VE|Veterinær|Veterinarian
            VP|Vernepleier|Social educator
            XX|Uspesifisert|Unspecified
            """
        var table: [String: Words] = [:]
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: "|").map(String.init)
            table[parts[0]] = Words(parts[1], parts[2])
        }
        return table
    }()
}
