/// A message of our own: one report with µ and Norwegian letters about a synthetic person.
enum SyntheticMessage {
    static let namespace = "http://www.kith.no/xmlstds/labsvar/2012-02-15"
    static let namespaceV13 = "http://www.kith.no/xmlstds/labsvar/2008-12-01"

    /// The message with these reports and nothing before its root.
    static func message(
        _ reports: String = report(),
        namespace: String = namespace,
        head: String = #"<GenDate V="2026-01-02T03:04:05"/><MsgId>melding-1</MsgId>"#
    ) -> String {
        """
        <Message xmlns="\(namespace)">
        <Type V="SVAR_LAB"/><MIGversion>v1.4 2012-02-15</MIGversion>
        \(head)
        \(reports)
        </Message>
        """
    }

    static func report(
        before: String = "",
        id: String = "rapport-1",
        status: String = #"<Status V="F"/>"#,
        patient: String = patient(),
        after: String = ""
    ) -> String {
        """
        <ServReport>\(before)<ServType V="N"/><IssueDate V="2026-01-02"/>\(status)<MsgDescr V="CLIN"/>\
        <ServProvId>\(id)</ServProvId>
        \(patient)
        <ServProvider><HCP><Inst><Name>Sykehuset på Øya</Name><Id>87711</Id><TypeId V="HER"/></Inst></HCP></ServProvider>
        <Requester><HCP><Inst><Name>Ås legekontor</Name><Id>87712</Id><TypeId V="HER"/></Inst></HCP></Requester>\(after)
        </ServReport>
        """
    }

    static func patient(_ items: String = item(), offId: String = "<OffId>05898597468</OffId>") -> String {
        #"<Patient>\#(offId)<TypeOffId V="FNR"/>\#(items)</Patient>"#
    }

    static func item(
        _ value: String = #"<NumResult><NumResultValue V="62" U="µmol/L"/></NumResult>"#,
        after: String = ""
    ) -> String {
        """
        <ResultItem>\(value)<ServType V="N"/><Investigation><Id V="NPU18016" S="2.16.578.1.12.4.1.1.7280" DN="P-Kreatinin"/>\
        </Investigation><Comment>Blåbærsyltetøy på ærlig vis</Comment><IdResultItem>1</IdResultItem>\
        <StatusInvestigation V="3"/>\(after)</ResultItem>
        """
    }

    /// A text result.
    static func text(_ value: String) -> String {
        item("<TextResult><TextResultValue>\(value)</TextResultValue></TextResult>")
    }

    static func declared(_ encoding: String, _ xml: String = message()) -> String {
        #"<?xml version="1.0" encoding="\#(encoding)"?>"# + "\n" + xml
    }

    static func utf8(_ xml: String) -> [UInt8] { Array(xml.utf8) }

    /// Every character below U+0100 as its own byte.
    static func latin1(_ xml: String) -> [UInt8] { xml.unicodeScalars.map { UInt8($0.value) } }

    static func utf16(_ xml: String, littleEndian: Bool) -> [UInt8] {
        xml.utf16.flatMap { unit in
            let high = UInt8(unit >> 8)
            let low = UInt8(unit & 0xFF)
            return littleEndian ? [low, high] : [high, low]
        }
    }
}
