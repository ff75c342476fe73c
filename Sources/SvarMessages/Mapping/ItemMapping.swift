import SvarFHIR
import SvarJSON

/// What a nested result takes from those it is nested in (rules R8, R9, R20, R21, R24).
struct ItemScope {
    var action: CodedValue
    var status: CodedValue?
    var isCancelled = false
    var code: JSONValue?
    var specimen: String?
    var collected: MessageTime?
    var investigated: MessageTime?
    var performers: [JSONValue] = []
}

extension ReportMapper {
    /// Every top-level result with its subtree.
    mutating func items() -> [Contribution.Item] {
        let tree = ItemTree(patient.resultItems)
        for place in tree.unresolved { note(.referenceUnresolved, at: place, "RefIdResultItem") }
        var scopes: [ItemScope] = []
        var bodies: [LocalResource] = []
        let top = topScope()
        for node in tree.nodes {
            let (scope, resource) = observation(node, in: node.parent.map { scopes[$0] } ?? top)
            scopes.append(scope)
            bodies.append(resource)
        }
        for (index, node) in tree.nodes.enumerated() {
            guard let parent = node.parent else { continue }
            var members = bodies[parent].body["hasMember"] ?? .array([])
            members.append(.reference(bodies[index].key))
            bodies[parent].body["hasMember"] = members
        }
        return tree.tops.map { indices in
            let node = tree.nodes[indices[0]]
            let action =
                isWithdrawn ? .cancel : Contribution.Action(rawValue: scopes[indices[0]].action.v ?? "") ?? .change
            return Contribution.Item(
                key: node.key,
                action: action,
                codeKey: node.codeKey,
                resources: indices.map { bodies[$0] }
            )
        }
    }

    private mutating func topScope() -> ItemScope {
        var scope = ItemScope(action: report.servType)
        scope.performers = reportPerformers()
        scope.isCancelled = isWithdrawn
        return scope
    }

    private mutating func observation(_ node: ItemTree.Node, in parent: ItemScope) -> (ItemScope, LocalResource) {
        let item = node.item
        var scope = inherited(item, parent)
        scope.code = ItemCode.concept(item, parent: parent.code)
        let codes = ItemCode.codes(item)
        let quantities = QuantityMapping(
            analytes: codes.filter { $0.system == "7280" || $0.system == "7230" }.map(\.code)
        )
        let value = value(item, quantities: quantities)
        let interpretations = [Interpretation.deviation(item.devResultInd), value.interpretation].compactMap(\.self)
        let effective = scope.collected ?? scope.investigated ?? issueDate
        let specs = item.investigations.flatMap(\.specs)
        var members: [(String, JSONValue?)] = [
            ("resourceType", "Observation"),
            ("meta", meta("observation", meetsNILAR: interpretations.count < 2)),
            ("extension", .list(extensions(item, scope))),
            ("identifier", identifier("ResultItemId", item.idResultItem).map { [$0] }),
            ("status", .string(status(scope))),
            ("category", category(codes).map { [$0] }),
            ("code", scope.code),
            ("subject", subject),
            ("effectiveDateTime", .string(effective.text)),
            ("issued", .string(generated.text)),
            ("performer", .list(scope.performers)),
        ]
        if let member = value.member { members.append((member.key, member.value)) }
        members += [
            ("interpretation", .list(interpretations)),
            ("note", .list(notes(item))),
            ("method", CodeMapping.concept(specs)),
            ("specimen", scope.specimen.map { .reference($0) }),
            ("referenceRange", referenceRanges(item, value: value, quantities: quantities)),
            ("component", .list(components(item))),
        ]
        var body = JSONValue.object(members.compactMap { key, value in value.map { JSONMemberValue(key, $0) } })
        if scope.isCancelled { body = Withdrawal.observation(body) }
        body = NationalBindings.claimed(body, .observation)
        return (scope, LocalResource(key: node.key, type: .observation, body: body, memberOf: node.memberOf))
    }

    /// The scope of an item: its own where it says something, else its parent's.
    private mutating func inherited(_ item: ResultItem, _ parent: ItemScope) -> ItemScope {
        var scope = parent
        if let own = item.servType, own.v?.trimmedOrNil != nil { scope.action = own }
        if let own = item.statusInvestigation, own.v?.trimmedOrNil != nil { scope.status = own }
        if scope.action.v == Contribution.Action.cancel.rawValue { scope.isCancelled = true }
        if scope.isCancelled, scope.action.v != Contribution.Action.cancel.rawValue {
            scope.action = CodedValue(v: Contribution.Action.cancel.rawValue)
        }
        specimen(item, &scope)
        if let own = time(item.invDate, at: item.place, "InvDate") { scope.investigated = own }
        if !item.relServProvs.isEmpty {
            var own: [JSONValue] = []
            for party in item.relServProvs {
                for performer in performers(party, organisationOf: report.servProvider) where !own.contains(performer) {
                    own.append(performer)
                }
            }
            if !own.isEmpty { scope.performers = own }
        }
        return scope
    }

    /// The item's specimen: the one it names, its parent's, or the only one of the message (rule R20).
    private mutating func specimen(_ item: ResultItem, _ scope: inout ItemScope) {
        let named = item.refAnalysedSubjects.compactMap(\.trimmedOrNil)
        if let first = named.first {
            for name in named where specimens[name] == nil {
                note(.referenceUnresolved, at: item.place, "RefAnalysedSubject")
            }
            let found = named.compactMap { specimens[$0] }.first
            scope.specimen = found?.key ?? LocalResource.key("specimen", first)
            scope.collected = found?.collected ?? scope.collected
        } else if scope.specimen == nil, patient.analysedSubjects.count == 1,
            let only = patient.analysedSubjects[0].idByServProvider?.trimmedOrNil.flatMap({ specimens[$0] })
        {
            scope.specimen = only.key
            scope.collected = only.collected
        }
    }

    private func status(_ scope: ItemScope) -> String {
        if scope.isCancelled { return "cancelled" }
        let status = StatusTables.observation(
            status: scope.status?.v?.trimmedOrNil,
            action: scope.action.v?.trimmedOrNil ?? "N"
        )
        let isUnfinished = reportStatus == "P" || reportStatus == "S"
        return scope.status == nil && isUnfinished && status == "final" ? "preliminary" : status
    }

    private func category(_ codes: [(system: String, code: String)]) -> JSONValue? {
        let messageDescription = report.msgDescr.v?.trimmedOrNil
        return DisciplineTable.discipline(codes: codes, messageDescription: messageDescription).map(
            ReportMapper.category
        )
    }

    private mutating func extensions(_ item: ResultItem, _ scope: ItemScope) -> [JSONValue] {
        let definition = Terminology.nilarDefinition
        let reportReference = JSONValue.reference(LocalResource.reportKey)
        let isHistory = scope.action.v == Contribution.Action.history.rawValue
        let place = item.place
        let optional: [JSONValue?] = [
            .extension(definition("diagnostic-report-ref"), "Reference", reportReference),
            item.accredited.map { .extension(definition("accredited"), "Boolean", .bool($0)) },
            isHistory ? .extension(definition("history"), "Boolean", true) : nil,
            timeExtension("investigation-date", item.invDate, at: place, "InvDate"),
            timeExtension("status-change-date", item.statusChangeDate, at: place, "StatusChangeDate"),
            timeExtension("counter-sign-date", item.counterSignDate, at: place, "CounterSignDate"),
            timeExtension("medical-validation-date", item.medicalValidationDate, at: place, "MedicalValidationDate"),
            timeExtension("description-date", item.descrDate, at: place, "DescrDate"),
            ReportMapper.sourceStatus(scope.status, "8245", scope.action, "8270"),
        ]
        return optional.compactMap(\.self)
    }
}
