import SvarDomain

/// Writes one version of a report as a svarrapport message (HIS 80822), v1.4 or v1.3, with the laboratory's habits.
struct SvarrapportWriter {
    let draft: ReportDraft
    let person: SyntheticPerson
    let messageID: String

    func bytes() -> [UInt8] {
        let laboratory = draft.laboratory
        var xml = XMLBuilder(capacity: 4096 + (draft.attachment?.bytes.count ?? 0) * 3 / 2)
        let version = laboratory.isVersion14 ? "2012-02-15" : "2008-12-01"
        xml.raw("<?xml version=\"1.0\" encoding=\"\(laboratory.encoding.declaration)\"?>\n")
        xml.raw("<Message xmlns=\"http://www.kith.no/xmlstds/labsvar/\(version)\">\n")
        if draft.discipline == .radiology || draft.discipline == .nuclearMedicine {
            xml.coded("Type", "SVAR_RTG", "Svarrapport-Radiologi")
        } else {
            xml.coded("Type", "SVAR_LAB", "Svarrapport-Laboratoriemedisin")
        }
        xml.element("MIGversion", laboratory.isVersion14 ? "v1.4 2012-02-15" : "v1.3 2008-12-01")
        xml.coded("GenDate", laboratory.spelling(of: draft.generated))
        xml.element("MsgId", messageID)
        xml.coded("Status", "TEST", "Melding til testformål")
        xml.element("ServReport", report)
        xml.raw("</Message>\n")
        return laboratory.encoding.encode(xml.bytes)
    }

    private func report(_ xml: inout XMLBuilder) {
        xml.coded("ServType", draft.action.rawValue, draft.action.display)
        xml.coded("IssueDate", draft.laboratory.spelling(of: draft.issued))
        xml.coded("Status", draft.status.rawValue, draft.status.display)
        xml.coded("MsgDescr", draft.description.value, draft.description.display)
        xml.element("ServProvId", draft.reportID)
        xml.element("Comment", draft.comment)
        if let attachment = draft.attachment { document(attachment, &xml) }
        xml.element("ServReq") { xml in
            xml.coded("ServType", "N", "Ny")
            xml.coded("IssueDate", draft.laboratory.spelling(of: draft.issued.adding(seconds: -172_800)))
            xml.coded("MsgDescr", draft.description.value, draft.description.display)
            xml.element("Id", draft.orderID)
        }
        xml.element("Patient", patient)
        xml.element("ServProvider", provider)
        xml.element("Requester") { xml in
            xml.element("HCP") { office(&$0, doctorNumber: draft.requester.herID + "1", numberType: "HER") }
        }
        xml.element("RelServProv") { xml in
            xml.coded("Relation", "ARP", "Ansvarlig for rapport")
            xml.element("HCP") { xml in
                xml.element("Inst") { xml in
                    xml.element("Name", draft.laboratory.department)
                    identifier(draft.laboratory.departmentHerID, "HER", &xml)
                }
                xml.element("Address") { xml in
                    xml.coded("Type", "WP", "Arbeidsadresse")
                    xml.coded("TeleAddress", "tel:00000000")
                }
            }
        }
    }

    private func document(_ attachment: ReportDraft.Attachment, _ xml: inout XMLBuilder) {
        xml.element("RefDoc") { xml in
            xml.coded("IssueDate", draft.laboratory.spelling(of: draft.generated))
            xml.coded("MsgType", "A", "Vedlegg")
            xml.element("MimeType", "application/pdf")
            xml.element("Description", attachment.title)
            xml.element("Content") { xml in
                xml.raw("<Base64Container xmlns=\"http://www.kith.no/xmlstds/base64container\">")
                xml.raw(SyntheticDocument.base64(attachment.bytes))
                xml.raw("</Base64Container>")
            }
        }
    }

    private func patient(_ xml: inout XMLBuilder) {
        xml.coded("Sex", String(person.sex), person.sex == 1 ? "Mann" : "Kvinne")
        xml.coded("DateOfBirth", person.birthDate.dateText)
        xml.element("Name", person.name)
        xml.element("OffId", person.number.value)
        xml.coded(
            "TypeOffId",
            person.number.kind.rawValue,
            person.number.kind == .dNumber ? "D-nummer" : "Fødselsnummer"
        )
        xml.element("ResponsibleHcp") { xml in
            xml.coded("Relation", "REK", "Rekvirent")
            xml.element("HCP") { office(&$0, doctorNumber: draft.requester.doctorHPR, numberType: "HPR") }
        }
        xml.element("Address") { xml in
            xml.coded("Type", "H", "Bostedsadresse")
            xml.element("StreetAdr", "Testveien \(person.index + 1)")
            xml.element("PostalCode", "0000")
            xml.element("City", "Prøvestad")
        }
        for sample in draft.samples { write(sample, &xml) }
        for item in draft.items { write(item, &xml) }
    }

    private func provider(_ xml: inout XMLBuilder) {
        xml.element("HCP") { xml in
            xml.element("Inst") { xml in
                xml.element("Name", draft.laboratory.hospital)
                identifier(draft.laboratory.organisationNumber, "ENH", &xml)
                xml.element("Dept") { xml in
                    xml.element("Name", draft.laboratory.department)
                    identifier(draft.laboratory.departmentHerID, "HER", &xml)
                }
                xml.element("AdditionalId") { xml in
                    xml.element("Id", draft.laboratory.herID)
                    xml.coded("Type", "HER", "HER-id")
                }
            }
        }
    }

    private func office(_ xml: inout XMLBuilder, doctorNumber: String, numberType: String) {
        xml.element("Inst") { xml in
            xml.element("Name", draft.requester.office)
            identifier(draft.requester.herID, "HER", &xml)
            xml.element("HCPerson") { xml in
                xml.element("Name", draft.requester.doctor)
                identifier(doctorNumber, numberType, &xml)
            }
        }
    }

    private func identifier(_ number: String, _ type: String, _ xml: inout XMLBuilder) {
        xml.element("Id", number)
        switch type {
        case "ENH": xml.coded("TypeId", type, "Organisasjonsnummeret i Enhetsregisteret")
        case "HPR": xml.coded("TypeId", type, "HPR-nummer")
        default: xml.coded("TypeId", type, "HER-id")
        }
    }

    private func write(_ sample: ReportDraft.Sample, _ xml: inout XMLBuilder) {
        xml.element("AnalysedSubject") { xml in
            xml.element("CollectedSample") { xml in
                xml.coded("CollectedDate", draft.laboratory.spelling(of: sample.collected))
            }
            xml.element("Type", sample.text)
            if let material = sample.material { xml.coded("TypeCoded", material) }
            xml.element("AnatomicalOrigin", sample.site)
            xml.element("IdByServProvider", sample.id)
        }
    }

    private func write(_ item: ReportDraft.Item, _ xml: inout XMLBuilder) {
        xml.element("ResultItem") { xml in
            switch item.value {
            case .none: break
            case .quantity(let number, let unit, let comparator):
                xml.element("NumResult") { xml in
                    if let comparator {
                        xml.coded("ArithmeticComp", comparator, comparator == "LT" ? "Mindre enn" : "Større enn")
                    }
                    xml.raw("<NumResultValue")
                    xml.attribute("V", number)
                    xml.attribute("U", draft.laboratory.spelling(of: unit))
                    xml.raw("/>")
                }
            case .text(let heading, let text, let codes):
                xml.element("TextResult") { xml in
                    if let heading { xml.coded("Heading", heading, Self.headings[heading]) }
                    xml.element("TextResultValue", text)
                    for code in codes { xml.coded("TextCode", code) }
                }
            }
            xml.coded("ServType", item.action.rawValue, item.action.display)
            if let interval = item.interval { xml.element("RefInterval") { $0.element("Descr", interval) } }
            if !item.codes.isEmpty {
                xml.element("Investigation") { xml in
                    for code in item.codes { xml.coded("Id", code) }
                }
            }
            if let time = item.investigated { xml.coded("InvDate", draft.laboratory.spelling(of: time)) }
            xml.element("Comment", item.comment)
            if let deviation = item.deviation {
                let text = deviation == 1 ? "Over øvre referansegrense" : "Under nedre referansegrense"
                xml.coded("DevResultInd", String(deviation), text)
            }
            xml.element("IdResultItem", item.id)
            xml.coded("StatusInvestigation", String(item.status), Self.statuses[item.status])
            xml.element("RefAnalysedSubject", item.sample)
            for member in item.members { write(member, &xml) }
        }
    }

    /// 8243.
    private static let headings = [
        "DIAG": "Diagnose", "FU": "Funn og undersøkelsesresultater", "GR": "Gruppe", "LR": "Laboratorieresultat",
        "MET": "Metode/utførte tester, medisinsk genetikk", "RSB": "Resistensbestemmelse", "VU": "Vurdering",
    ]
    /// 8245.
    private static let statuses = [2: "Foreløpig", 3: "Endelig", 11: "Signert", 14: "Undersøkelse slettet"]
}
