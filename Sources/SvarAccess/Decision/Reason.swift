/// Why a decision is as it is: a machine code (the raw value) and a text in Norwegian and English, without identity or
/// content. They are for the log and for `$explain-access`; who is refused is told one text, whichever it is (decision 21).
package enum Reason: String, Sendable, Hashable, CaseIterable {
    // Shown.
    case personnelBasis = "personnel-basis"
    case elevatedBasis = "elevated-basis"
    case markedForPersonnel = "marked-for-personnel"
    case own
    case parent
    case guardian
    case proxy
    case youthOpened = "youth-opened"
    case youthMetadata = "youth-metadata"
    case parentOpened = "parent-opened"
    case parentBeforeTwelve = "parent-before-twelve"
    case ownContribution = "own-contribution"
    case replicaFeed = "replica-feed"
    case replicaReader = "replica-reader"
    case testPerson = "test-person"
    case auditedWithdrawn = "audited-withdrawn"
    // As if absent.
    case nothingPermits = "nothing-permits"
    case unknownPerson = "unknown-person"
    case held
    case noVersion = "no-version"
    case wrongPerson = "wrong-person"
    case reservation
    case block
    case seal
    case shielding
    case emergencyClosure = "emergency-closure"
    case denial
    case delayed
    case notFinal = "not-final"
    case withdrawnUnseen = "withdrawn-unseen"
    case autopsy
    // Refused.
    case elevatedNotNeeded = "elevated-not-needed"
    case viewReservation = "view-reservation"
    case childSelf = "child-self"
    case youthClosed = "youth-closed"
    case parentNoSharedAddress = "parent-no-shared-address"
    case parentOfGrown = "parent-of-grown"
    case protectedAddress = "protected-address"
    case deceased
    case caseworker
    case systemOperator = "operator"
    case guidance
    case replicaReaderUnknown = "replica-reader-unknown"

    package var norwegian: String { texts.norwegian }
    package var english: String { texts.english }

    private var texts: (norwegian: String, english: String) {
        switch self {
        case .personnelBasis:
            ("Helsepersonell har grunnlag for oppslaget.", "The professional has a basis for access.")
        case .elevatedBasis:
            (
                "Helsepersonell har brukt forhøyet grunnlag; innbyggeren ser det i loggen.",
                "The professional used an elevated basis; the citizen sees it in the log."
            )
        case .markedForPersonnel:
            (
                "Vises for helsepersonell med merke: innbyggeren ser ikke svaret ennå.",
                "Shown to personnel with a marker: the citizen does not see the result yet."
            )
        case .own:
            ("Innbyggeren ser egne svar.", "The citizen sees their own results.")
        case .parent:
            ("Forelder ser svar for barn under 12 år.", "A parent sees results of a child under 12.")
        case .guardian:
            ("Verge ser svar innenfor vergemålet.", "A guardian sees results within the mandate.")
        case .proxy:
            ("Fullmektig ser svar så lenge fullmakten gjelder.", "A proxy sees results while the mandate is valid.")
        case .youthOpened:
            (
                "Åpnet for ungdommen av helsepersonell for denne henvisningen.",
                "Opened to the youth by personnel for this referral."
            )
        case .youthMetadata:
            ("Ungdommen ser at svaret finnes.", "The youth sees that the report exists.")
        case .parentOpened:
            (
                "Åpnet for foreldre av helsepersonell for denne henvisningen.",
                "Opened to parents by personnel for this referral."
            )
        case .parentBeforeTwelve:
            ("Svaret er fra før barnet fylte 12 år.", "The result is from before the child turned 12.")
        case .ownContribution:
            ("Avsenderen leser sitt eget bidrag.", "The producer reads its own contribution.")
        case .replicaFeed:
            ("Sendes til replikaen.", "Sent to the replica.")
        case .replicaReader:
            ("Registrert leser med formål.", "An enrolled reader with a purpose.")
        case .testPerson:
            ("Testperson.", "A test person.")
        case .auditedWithdrawn:
            ("Trukket svar, lest av revisor.", "A withdrawn report, read by an auditor.")
        case .nothingPermits:
            ("Ingen regel åpner.", "No rule opens.")
        case .unknownPerson:
            ("Personen er ukjent.", "The person is unknown.")
        case .held:
            ("Holdt tilbake til reservasjonskoden er klassifisert.", "Held until its reservation code is classified.")
        case .noVersion:
            ("Ingen versjon er mottatt ennå.", "No version has been received yet.")
        case .wrongPerson:
            ("Registrert på feil person.", "Registered on the wrong person.")
        case .reservation:
            ("Innbyggeren har reservert seg mot lagring.", "The citizen is reserved against storage.")
        case .block:
            ("Innbyggeren har blokkert denne helsepersonellen.", "The citizen has blocked this professional.")
        case .seal:
            ("Sperret for helsepersonell.", "Sealed to health personnel.")
        case .shielding:
            ("Skjermet for helsepersonell.", "Shielded from health personnel.")
        case .emergencyClosure:
            (
                "Akuttsperret mot innbygger og de som handler for innbyggeren.",
                "Closed in an emergency to the citizen and those who act for them."
            )
        case .denial:
            ("Innsyn er nektet.", "Access is denied to the citizen.")
        case .delayed:
            ("Innsyn er utsatt.", "The citizen's access is delayed.")
        case .notFinal:
            ("Svaret er ikke endelig.", "The report is not final.")
        case .withdrawnUnseen:
            ("Trukket før det var synlig.", "Withdrawn before it was visible.")
        case .autopsy:
            ("Obduksjon vises ikke for innbyggere.", "Autopsies are not shown to citizens.")
        case .elevatedNotNeeded:
            (
                "Forhøyet grunnlag kan bare brukes når noe er sperret eller skjermet.",
                "An elevated basis is for what is sealed or shielded only."
            )
        case .viewReservation:
            (
                "Innbyggeren har reservert seg mot innsyn på Helsenorge.",
                "The citizen is reserved against seeing results."
            )
        case .childSelf:
            ("Barn under 12 år har ikke egen tilgang.", "Children under 12 have no access of their own.")
        case .youthClosed:
            ("Ingen digital tilgang fra 12 til og med 15 år.", "No digital access from 12 to 15.")
        case .parentNoSharedAddress:
            ("Ingen forelder bor på barnets adresse.", "No parent lives at the child's address.")
        case .parentOfGrown:
            ("Foreldres tilgang opphører når barnet fyller 16 år.", "Parents' access ends on the 16th birthday.")
        case .protectedAddress:
            ("Personen har fortrolig adresse.", "The person's address is confidential.")
        case .deceased:
            ("Personen er død.", "The person is dead.")
        case .caseworker:
            ("Saksbehandlere ser ikke svar.", "Case workers see no results.")
        case .systemOperator:
            ("Driftspersonell ser ikke svar.", "Operators see no results.")
        case .guidance:
            ("Veiledningstjenesten ser innstillinger, ikke svar.", "The guidance service sees settings, not results.")
        case .replicaReaderUnknown:
            (
                "Leseren er ikke registrert eller har ikke oppgitt formål.",
                "The reader is not enrolled or states no purpose."
            )
        }
    }
}
