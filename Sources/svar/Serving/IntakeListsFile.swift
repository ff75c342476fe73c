import SvarAccess
import SvarJSON
import SvarMessages
import SvarServices

/// The lists of the participant register that say what is taken in and how.
///
/// `{"listed": {"research": [{"type": "HER", "value": "90009"}]}, "reservationCodes": {"1": "not-stored", "2": "shielding",
/// "3": "denial:NORN_FFL", "4": "delay:14", "5": "delay:assessed", "6": "seal", "7": "kept"}, "geneticCodes": ["NPU…"]}`
enum IntakeListsFile {
    static func parse(_ root: JSONNode) throws -> IntakeLists {
        var lists = IntakeLists()
        for member in root["listed"].map({ Array($0.members) }) ?? [] {
            guard let purpose = SamplePurpose(rawValue: member.key), purpose.isOutOfScope else {
                throw Failure("units are listed as forensic, sanction, donor or research")
            }
            for entry in member.value.elements {
                guard let kind = entry["type"]?.string, let value = entry["value"]?.string else {
                    throw Failure("a listed unit has no type or value")
                }
                lists.purposes[OrganisationID(kind: kind, value: value)] = purpose
            }
        }
        for member in root["reservationCodes"].map({ Array($0.members) }) ?? [] {
            guard let effect = member.value.string.flatMap(effect) else {
                throw Failure("a reservation code has no effect that is known")
            }
            lists.reservations[member.key] = effect
        }
        if let codes = root["geneticCodes"] {
            let texts = codes.elements.compactMap(\.string)
            guard codes.kind == .array, texts.count == codes.count else {
                throw Failure("the genetic codes are not a list of codes")
            }
            lists.genetic = Set(texts)
        }
        return lists
    }

    private static func effect(_ text: String) -> ReservationEffect? {
        switch text {
        case "kept": return .kept
        case "not-stored": return .notStored
        case "seal": return .setting(.seal)
        case "shielding": return .setting(.shielding)
        case "delay:assessed": return .setting(.delayedView(.instead(.assessed)))
        default: break
        }
        if text.hasPrefix("delay:") {
            guard let days = Int(text.dropFirst(6)), (0...3_650).contains(days) else { return nil }
            return .setting(.delayedView(.instead(.days(days))))
        }
        // A ground that needs a review date cannot stand in a table, one for import neither (decision 27).
        guard text.hasPrefix("denial:"), let ground = DenialGround(code: String(text.dropFirst(7))),
            !ground.needsReview, !ground.isImportOnly
        else { return nil }
        return .setting(.denial(ground))
    }
}
