import SvarDomain
import SvarFHIR
import SvarJSON

extension Contribution {
    /// The form it is kept in: compact JSON, without the attachments' bytes.
    package var encoded: [UInt8] {
        var values = RepeatedValues()
        let resources = JSONValue.array(report.map { $0.encoded(&values) })
        let items = JSONValue.array(items.map { $0.encoded(&values) })
        return JSONValue.members(
            ("form", 1),
            ("generated", JSONValue(order.generated)),
            ("rank", JSONValue(order.rank)),
            ("person", [.string(person.kind.rawValue), .string(person.value)]),
            ("provider", .array(serviceProvider.map { [.string($0.kind), .string($0.value)] })),
            ("report", .text(reportID)),
            ("message", .string(messageID)),
            ("status", [.string(reportStatus), .string(action.rawValue)]),
            ("discipline", .string(discipline)),
            ("issueDate", .string(issueDate)),
            ("reservations", .list(reservations.map(JSONValue.string))),
            ("citizenHidden", .bool(isHiddenFromCitizens)),
            ("table", .array(values.table)),
            ("resources", resources),
            ("items", items),
            ("attachments", .array(attachments.map(\.encoded))),
            ("requester", .list(requester.map { [.string($0.kind), .string($0.value)] }))
        ).bytes
    }

    /// Reads what `encoded` wrote; nil for anything else.
    package init?(encoded bytes: [UInt8]) {
        let root: JSONValue
        do throws(JSONError) {
            root = JSONValue(try JSONDocument(bytes).root)
        } catch {
            return nil
        }
        guard root["form"] == 1,
            let generated = root["generated"]?.integer, let rank = root["rank"]?.integer,
            let kind = root["person"]?[0]?.string.flatMap({ PersonNumber.Kind(rawValue: $0) }),
            let person = root["person"]?[1]?.string.flatMap({ PersonNumber(kind, $0) }),
            let messageID = root["message"]?.string,
            let reportStatus = root["status"]?[0]?.string,
            let action = root["status"]?[1]?.string.flatMap(Action.init),
            let discipline = root["discipline"]?.string,
            let issueDate = root["issueDate"]?.string,
            let provider = root["provider"]?.elements.all(OrganisationID.init),
            let table = root["table"]?.elements,
            let report = root["resources"]?.elements.all({ LocalResource($0, table) }),
            let items = root["items"]?.elements.all({ Item($0, table) }),
            let attachments = root["attachments"]?.elements.all(Attachment.init),
            let requester = (root["requester"]?.elements ?? []).all(OrganisationID.init)
        else { return nil }
        self.init(
            order: Order(generated: generated, rank: Int(rank)),
            person: person,
            serviceProvider: provider,
            reportID: root["report"]?.string,
            messageID: messageID,
            reportStatus: reportStatus,
            action: action,
            discipline: discipline,
            issueDate: issueDate,
            // Kept before the codes were: some code that nobody knows.
            reservations: root["held"] == true ? [""] : (root["reservations"]?.elements ?? []).compactMap(\.string),
            isHiddenFromCitizens: root["citizenHidden"] == true,
            report: report,
            items: items,
            attachments: attachments,
            requester: requester
        )
    }
}

extension Contribution.Item {
    fileprivate func encoded(_ values: inout RepeatedValues) -> JSONValue {
        .members(
            ("key", .string(key)),
            ("action", .string(action.rawValue)),
            ("code", .text(codeKey)),
            ("resources", .array(resources.map { $0.encoded(&values) }))
        )
    }

    fileprivate init?(_ json: JSONValue, _ table: [JSONValue]) {
        guard let key = json["key"]?.string, let action = json["action"]?.string.flatMap(Contribution.Action.init),
            let resources = json["resources"]?.elements.all({ LocalResource($0, table) })
        else { return nil }
        self.init(key: key, action: action, codeKey: json["code"]?.string, resources: resources)
    }
}

extension Contribution.Attachment {
    fileprivate var encoded: JSONValue {
        .members(
            ("key", .string(key)),
            ("contentType", .string(contentType)),
            ("store", store.map { JSONValue($0) })
        )
    }

    fileprivate init?(_ json: JSONValue) {
        guard let key = json["key"]?.string, let contentType = json["contentType"]?.string else { return nil }
        self.init(key: key, contentType: contentType, bytes: [], store: json["store"]?.integer)
    }
}

extension LocalResource {
    fileprivate func encoded(_ values: inout RepeatedValues) -> JSONValue {
        .members(
            ("key", .string(key)),
            ("type", .string(type.rawValue)),
            ("memberOf", .list(memberOf.map(JSONValue.string))),
            ("body", values.pack(body))
        )
    }

    fileprivate init?(_ json: JSONValue, _ table: [JSONValue]) {
        guard let key = json["key"]?.string, let type = json["type"]?.string.flatMap(HostedType.init),
            let body = json["body"].flatMap({ RepeatedValues.unpack($0, table) })
        else { return nil }
        self.init(key: key, type: type, body: body, memberOf: json["memberOf"]?.elements.compactMap(\.string) ?? [])
    }
}

extension OrganisationID {
    fileprivate init?(_ json: JSONValue) {
        guard let kind = json[0]?.string, let value = json[1]?.string else { return nil }
        self.init(kind: kind, value: value)
    }
}

extension JSONValue {
    fileprivate var integer: Int64? {
        guard case .number(let lexeme) = self else { return nil }
        return Int64(lexeme)
    }
}

extension Array where Element == JSONValue {
    /// Every element read, or nil when one cannot be.
    fileprivate func all<T>(_ read: (JSONValue) -> T?) -> [T]? {
        var result: [T] = []
        for element in self {
            guard let value = read(element) else { return nil }
            result.append(value)
        }
        return result
    }
}
