import SvarDomain
import SvarFHIR
import SvarJSON
import SvarMessages
import Testing

/// A svarrapport of our own making: the parts that tests vary, as XML.
struct MessageText {
    var genDate = "2024-03-01T10:00:00"
    var msgId = "M1"
    var status = ""
    var servType = "N"
    var reportStatus = "F"
    var msgDescr = "CLIN"
    var issueDate = "2024-03-01T09:00:00"
    var servProvId = "R1"
    /// After ServProvId: ApprDate goes elsewhere, Comment, CodedComment and RefDoc here.
    var head = ""
    var approved = ""
    var servReq = "<ServReq><IssueDate V=\"2024-02-28T08:00:00\"/><Id>REQ1</Id></ServReq>"
    var offId = "05898597468"
    var typeOffId = "FNR"
    var responsible = ""
    var infItems = ""
    var subjects = ""
    var items = ""
    var servProvider = MessageText.party("<Name>Lab</Name><Id>100001</Id><TypeId V=\"HER\"/>")
    var requester = MessageText.party("<Name>Legekontor</Name><Id>200002</Id><TypeId V=\"HER\"/>")
    var relServProv = ""

    static func party(_ inst: String) -> String { "<HCP><Inst>\(inst)</Inst></HCP>" }

    var xml: String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Message xmlns="http://www.kith.no/xmlstds/labsvar/2012-02-15">
        <Type V="SVAR_LAB"/><MIGversion>v1.4 2012-02-15</MIGversion><GenDate V="\(genDate)"/><MsgId>\(msgId)</MsgId>\
        \(status.isEmpty ? "" : "<Status V=\"\(status)\"/>")
        <ServReport><ServType V="\(servType)"/><IssueDate V="\(issueDate)"/>\(approved)<Status V="\(reportStatus)"/>
        <MsgDescr V="\(msgDescr)"/>\(servProvId.isEmpty ? "" : "<ServProvId>\(servProvId)</ServProvId>")\(head)\(servReq)
        <Patient><Name>Ola Fiktivus</Name><OffId>\(offId)</OffId><TypeOffId V="\(typeOffId)"/>\(responsible)
        <Address><Type V="H"/><StreetAdr>Diktveien 7</StreetAdr><TeleAddress V="tel:99887766"/></Address>
        \(infItems)\(subjects)\(items)</Patient>
        <ServProvider>\(servProvider)</ServProvider><Requester>\(requester)</Requester>\(relServProv)
        </ServReport></Message>
        """
    }

    /// A number with a code of the laboratory code system.
    static func number(
        _ value: String = "5.0",
        unit: String? = "mmol/L",
        code: String = "NPU03429",
        id: String? = nil,
        type: String? = "N",
        status: String? = "3",
        before: String = "",
        after: String = ""
    ) -> String {
        item(
            "<NumResult>\(before)<NumResultValue V=\"\(value)\"\(unit.map { " U=\"\($0)\"" } ?? "")/></NumResult>",
            code: code,
            id: id,
            type: type,
            status: status,
            after: after
        )
    }

    /// A text under a heading.
    static func text(
        _ value: String,
        heading: String? = "LR",
        codes: String = "",
        code: String? = "NPU03429",
        id: String? = nil,
        type: String? = "N",
        status: String? = "3",
        after: String = ""
    ) -> String {
        let heading = heading.map { "<Heading V=\"\($0)\"/>" } ?? ""
        return item(
            "<TextResult>\(heading)<TextResultValue>\(value)</TextResultValue>\(codes)</TextResult>",
            code: code,
            id: id,
            type: type,
            status: status,
            after: after
        )
    }

    /// - Parameter after: what follows IdResultItem and status in the schema's order, nested results included.
    static func item(
        _ value: String,
        code: String?,
        id: String?,
        type: String?,
        status: String?,
        after: String = ""
    ) -> String {
        let investigation = code.map {
            "<Investigation><Id V=\"\($0)\" S=\"2.16.578.1.12.4.1.1.7280\" DN=\"Navn \($0)\"/></Investigation>"
        }
        return "<ResultItem>\(value)\(type.map { "<ServType V=\"\($0)\"/>" } ?? "")\(investigation ?? "")"
            + "\(id.map { "<IdResultItem>\($0)</IdResultItem>" } ?? "")"
            + "\(status.map { "<StatusInvestigation V=\"\($0)\"/>" } ?? "")\(after)</ResultItem>"
    }

    func read() throws -> (ServReport, Svarrapport) {
        let read = try MessageReader.read(Array(xml.utf8))
        return (try #require(read.message.serviceReports.first), read.message)
    }

    func map(_ environment: MappingContext.Environment = .test, outOfScope: Set<OrganisationID> = []) throws
        -> MapResult
    {
        let (report, message) = try read()
        let context = MappingContext(environment: environment, unitsOutOfScope: outOfScope, sha1: fakeHash)
        return Mapper.map(report, of: message, context: context)
    }

    func mapped() throws -> (contribution: Contribution, issues: [IntakeIssue]) {
        guard case .mapped(let contribution, let issues) = try map() else {
            throw FixtureFailure(text: "refused: \(try map())")
        }
        return (contribution, issues)
    }

    func contribution() throws -> Contribution { try mapped().contribution }

    /// The unit of this message alone.
    func unit() throws -> FoldedUnit { try MappingSupport.fold([contribution()]) }

    /// The first observation of the unit of this message alone.
    func observation(_ number: Int = 0) throws -> JSONValue { try unit().all(.observation)[number].body }

    func report() throws -> JSONValue { try #require(unit().all(.diagnosticReport).first).body }
}

struct FixtureFailure: Error { var text: String }

/// Twenty bytes that tell inputs apart: the product takes SHA-1 from outside.
let fakeHash: @Sendable ([UInt8]) -> [UInt8] = { bytes in
    var result = [UInt8](repeating: 0, count: 20)
    for (place, byte) in bytes.enumerated() { result[place % 20] = result[place % 20] &* 31 &+ byte }
    return result
}

enum MappingSupport {
    /// Folds contributions that arrive in this order.
    static func fold(_ contributions: [Contribution]) throws -> FoldedUnit {
        try #require(Fold.fold(arrived(contributions)))
    }

    static func arrived(_ contributions: [Contribution]) -> [ArrivedContribution] {
        contributions.enumerated().map { ArrivedContribution(arrival: $0 + 1, contribution: $1) }
    }
}

extension FoldedUnit {
    func all(_ type: HostedType) -> [LocalResource] { resources.filter { $0.type == type } }
    func body(_ key: String) -> JSONValue? { resources.first { $0.key == key }?.body }
    /// How many observations are in force and how many are withdrawn.
    var counts: [Int] {
        let statuses = all(.observation).map { $0.body["status"]?.string }
        let cancelled = statuses.filter { $0 == "cancelled" }.count
        return [statuses.count - cancelled, cancelled]
    }
}

extension JSONValue {
    /// `code.coding[0].system`.
    func at(_ path: String) -> JSONValue? {
        var current: JSONValue? = self
        for step in path.split(separator: ".") {
            let parts = step.split(separator: "[")
            current = current?[String(parts[0])]
            for index in parts.dropFirst() { current = Int(index.dropLast()).flatMap { current?[$0] } }
        }
        return current
    }

    func text(_ path: String) -> String? { at(path)?.string }

    /// The extension with this URL's last part.
    func ext(_ name: String) -> JSONValue? {
        self["extension"]?.elements.first { $0["url"]?.string?.split(separator: "/").last.map(String.init) == name }
    }

    /// `system#code` of every coding of a concept, the national systems by number.
    func codes(_ path: String) -> [String] {
        (at(path)?["coding"]?.elements ?? []).map { coding in
            let system = coding["system"]?.string ?? ""
            return "\(system.replacing("urn:oid:2.16.578.1.12.4.1.1.", with: ""))#\(coding["code"]?.string ?? "")"
        }
    }
}
