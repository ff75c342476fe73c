import SvarJSON

/// What is left of a resource whose result the laboratory withdrew (decision 8): who, what, when and which specimen; no
/// value, interpretation, conclusion or attachment, and no remark that could repeat one.
enum Withdrawal {
    /// A cancelled observation. Its notes go too, those of the cancelling message included: they may repeat the value.
    ///
    /// - Parameter cancelling: the observation of the message that cancels, when it is another: its status pair and time
    ///   are taken over.
    static func observation(_ body: JSONValue, by cancelling: JSONValue? = nil) -> JSONValue {
        var result = body
        let gone = body.members.map(\.key).filter { key in
            key.hasPrefix("value") || key.hasPrefix("_value")
                || ["interpretation", "note", "component", "referenceRange", "dataAbsentReason"].contains(key)
        }
        for key in gone { result[key] = nil }
        result["status"] = "cancelled"
        if let cancelling {
            if let issued = cancelling["issued"] { result["issued"] = issued }
            result = replacingSourceStatus(result, cancelling)
        }
        result["dataAbsentReason"] = reason
        return result
    }

    /// The report of a cancelling message. It has no value of its own; its attachments and clinical information go, its
    /// comments stay: they say why.
    static func report(_ body: JSONValue) -> JSONValue {
        var result = body
        for key in ["conclusion", "conclusionCode", "presentedForm", "media"] { result[key] = nil }
        let gone = [Terminology.nilarDefinition("inf-item"), SvarCanonical.withdrawn]
        var extensions = (body["extension"]?.elements ?? []).filter { element in
            !gone.contains { element["url"]?.string == $0 }
        }
        extensions.append(.extension(SvarCanonical.withdrawn, "CodeableConcept", reason))
        result["extension"] = .array(extensions)
        return result
    }

    private static let reason: JSONValue = [
        "coding": [
            [
                "system": .string(SvarCanonical.absentReasonSystem), "code": "withdrawn",
                "display": "Withdrawn by the laboratory",
            ]
        ],
        "text": "Trukket tilbake av laboratoriet",
    ]

    private static func replacingSourceStatus(_ body: JSONValue, _ other: JSONValue) -> JSONValue {
        let isPair = { (element: JSONValue) in element["url"]?.string == SvarCanonical.sourceStatus }
        guard let pair = other["extension"]?.elements.first(where: isPair) else { return body }
        var result = body
        let kept = (body["extension"]?.elements ?? []).filter { !isPair($0) }
        result["extension"] = .array(kept + [pair])
        return result
    }
}
