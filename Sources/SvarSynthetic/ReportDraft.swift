/// One version of one report, before it is written as XML.
struct ReportDraft {
    /// 7309 on the report, 8270 on an item.
    enum Action: String {
        case new = "N"
        case change = "M"
        case cancel = "C"
        case addition = "A"

        var display: String {
            switch self {
            case .new: "Ny"
            case .change: "Endring"
            case .cancel: "Kansellering"
            case .addition: "Tillegg"
            }
        }
    }

    /// 7306.
    enum Status: String {
        case preliminary = "P"
        case final = "F"
        case addition = "A"

        var display: String {
            switch self {
            case .preliminary: "Foreløpig rapport"
            case .final: "Endelig rapport"
            case .addition: "Tillegg til rapport"
            }
        }
    }

    /// A code with its list (`S`, without the common root) and display.
    struct Code {
        var value: String
        var list: Int
        var display: String
    }

    /// An analysed sample.
    struct Sample {
        var id: String
        var collected: LocalTime
        var material: Code?
        var text: String?
        var site: String?
    }

    enum Value {
        case none
        case quantity(String, unit: String, comparator: String? = nil)
        /// Heading (8243), text, and the text's codes.
        case text(heading: String?, String, codes: [Code] = [])
    }

    struct Item {
        var id: String?
        var action: Action = .new
        /// 8245: 2 preliminary, 3 final, 11 signed, 14 deleted.
        var status: Int = 3
        var codes: [Code] = []
        var value: Value = .none
        var interval: String?
        /// 8244: 1 above, 2 below.
        var deviation: Int?
        var comment: String?
        var investigated: LocalTime?
        var sample: String?
        var members: [Item] = []
    }

    struct Attachment {
        var title: String
        var bytes: [UInt8]
    }

    var laboratory: Laboratory
    var requester: Requester
    var discipline: SyntheticMessage.Discipline
    /// 8202 as the message says it: the discipline, or a finer code such as CT or HIST.
    var description: Code
    var reportID: String
    var orderID: String
    var action: Action = .new
    var status: Status = .final
    var issued: LocalTime
    var generated: LocalTime
    var comment: String?
    var samples: [Sample] = []
    var items: [Item] = []
    var attachment: Attachment?
}
