import SvarAccess
import SvarDomain
import SvarFHIR
import SvarMessages
import SvarServices
import SvarStore
import SvarSynthetic
import SvarTesting
import Synchronization

/// A service over the reference store, a laboratory and a clinic, and what they send.
struct IntakeWorld {
    let clock = ManualClock()
    let store: MemoryStore
    let log = MemoryAccessLog()
    let service: ResultService
    let number: PersonNumber = SyntheticPerson(index: 1, seed: 5).number
    let otherNumber: PersonNumber = SyntheticPerson(index: 2, seed: 5).number
    private let register: Register

    /// The participant register, whose lists may change.
    private final class Register: Sendable {
        let now: Mutex<ParticipantRegister>
        init(_ register: ParticipantRegister) { now = Mutex(register) }
    }

    static let laboratory = Producer("999999901")
    static let clinic = Organisation("999999902")
    static let caller = Caller(
        role: .producer(laboratory),
        actor: AuditActor(role: "producer", id: "", client: "", organisation: laboratory.rawValue)
    )

    init(lists: IntakeLists = IntakeLists(), environment: ResultService.Environment = .test) {
        let clock = clock
        let store = MemoryStore(index: IndexRows.store) { clock.now }
        self.store = store
        var participants = ParticipantRegister(
            participants: [
                .init(
                    producer: Self.laboratory,
                    identifiers: [.init(type: "ENH", value: "999999901"), .init(type: "HER", value: "100001")]
                ),
                .init(producer: Producer(Self.clinic.rawValue), identifiers: [.init(type: "HER", value: "200002")]),
            ],
            isOpen: false
        )
        participants.lists = lists
        let register = Register(participants)
        self.register = register
        service = ResultService(
            store: store,
            access: log,
            configuration: .init(
                environment: environment,
                participants: { register.now.withLock { $0 } },
                now: { clock.now }
            ),
            ids: .system
        )
    }

    /// Changes what reservation codes do.
    func classify(_ reservations: [String: ReservationEffect]) {
        register.now.withLock { $0.lists.reservations = reservations }
    }

    /// Whether the person's reports are closed to replicas, in their order.
    func closed() async throws -> [Bool] {
        guard let person = try await store.person(number: number) else { return [] }
        return try await store.facts(of: person).units.filter { $0.typeClass == .member }.map(\.state.isClosed)
    }

    func send(_ message: ReportMessage) async throws -> Receipt {
        try await service.submitMessage(message.bytes, caller: Self.caller).receipt
    }

    /// The person of a number, made when it is not known.
    func person(_ number: PersonNumber? = nil) async throws -> PersonKey {
        let number = number ?? self.number
        return try await store.write { store in
            try store.person(number: number)
                ?? store.addPerson(patient: "p\(number.value.suffix(4))", numbers: [number])
        }
    }

    func units(_ number: PersonNumber? = nil) async throws -> [UnitFacts] {
        guard let person = try await store.person(number: number ?? self.number) else { return [] }
        return try await store.facts(of: person).accessFacts().units
    }

    func settings() async throws -> [Setting] {
        guard let person = try await store.person(number: number) else { return [] }
        return try await store.facts(of: person).settings.standing.all
    }

    @discardableResult
    func set(_ draft: SettingDraft, of number: PersonNumber? = nil) async throws -> Setting.ID {
        let (person, now) = (try await person(number), clock.now)
        return try await store.write { store in
            let id = Setting.ID(try store.newSubject())
            let event = SettingEvent(setting: id, at: now, action: .set(draft), by: .citizen(.grown))
            _ = try store.enter(.setting, subject: id.rawValue, SettingCoding.encode(event), about: person)
            return id
        }
    }

    func lift(_ id: Setting.ID) async throws {
        let (person, now) = (try await person(), clock.now)
        _ = try await store.write { store in
            let event = SettingEvent(setting: id, at: now, action: .lift, by: .citizen(.grown))
            return try store.enter(.setting, subject: id.rawValue, SettingCoding.encode(event), about: person)
        }
    }

    /// A requester's choice beforehand.
    func preset(
        _ order: String,
        by organisation: Organisation = clinic,
        of number: PersonNumber? = nil,
        _ change: @Sendable (inout OrderPreset) -> Void
    ) async throws {
        let person = try await person(number)
        guard let key = OrderPreset.Key(organisation: organisation, order: order, person: person) else { return }
        var preset = OrderPreset(key: key, setAt: clock.now)
        change(&preset)
        let body = PresetCoding.encode(.set(preset, by: .importer, why: "chosen at ordering"))
        try await store.write { store in
            _ = try store.enter(.preset, subject: try store.newSubject(), body, about: person)
        }
    }

    func days(_ count: Int64) { clock.move(microseconds: count * 86_400_000_000) }
}

/// A svarrapport of our own making.
struct ReportMessage {
    var id = "M1"
    var generated = "2026-01-01T08:00:00"
    var issued = "2026-01-01"
    var action = "N"
    var status = "F"
    var discipline = "CLIN"
    var report = "R1"
    var order = "A17"
    var reservations: [String] = []
    var number: PersonNumber
    /// Code list, code and IdResultItem.
    var items: [(list: String, code: String, id: String)] = [("7280", "NPU03429", "I1")]
    var department = "200002"
    var more = ""

    init(_ number: PersonNumber) { self.number = number }

    var bytes: [UInt8] { text.bytes }

    private var text: String {
        let reservations = reservations.map { "<Reservation V=\"\($0)\" S=\"2.16.578.1.12.4.1.1.3108\"/>" }.joined()
        let items = items.map { item in
            "<ResultItem><NumResult><NumResultValue V=\"5.0\" U=\"mmol/L\"/></NumResult><ServType V=\"\(action)\"/>"
                + "<Investigation><Id V=\"\(item.code)\" S=\"2.16.578.1.12.4.1.1.\(item.list)\"/></Investigation>"
                + "<InvDate V=\"2025-12-30T12:00:00\"/>"
                + (item.id.isEmpty ? "" : "<IdResultItem>\(item.id)</IdResultItem>") + "</ResultItem>"
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <Message xmlns="http://www.kith.no/xmlstds/labsvar/2012-02-15">
            <Type V="SVAR_LAB"/><MIGversion>v1.4 2012-02-15</MIGversion><GenDate V="\(generated)"/><MsgId>\(id)</MsgId>
            \(serviceReport(items.joined(), reservations))\(more)</Message>
            """
    }

    /// One ServReport, to put several into one message.
    func serviceReport() -> String {
        var copy = self
        copy.more = ""
        let text = copy.text
        guard let start = text.firstRange(of: "<ServReport>"), let end = text.firstRange(of: "</ServReport>") else {
            return ""
        }
        return String(text[start.lowerBound..<end.upperBound])
    }

    private func serviceReport(_ items: String, _ reservations: String) -> String {
        """
        <ServReport><ServType V="\(action)"/><IssueDate V="\(issued)"/><Status V="\(status)"/>
        <MsgDescr V="\(discipline)"/><ServProvId>\(report)</ServProvId>
        <ServReq><Id>\(order)</Id>\(reservations)</ServReq>
        <Patient><OffId>\(number.value)</OffId><TypeOffId V="\(number.kind.rawValue)"/>\(items)</Patient>
        <ServProvider><HCP><Inst><Name>Lab</Name><Id>100001</Id><TypeId V="HER"/></Inst></HCP></ServProvider>
        <Requester><HCP><Inst><Name>Clinic</Name><Id>\(department)</Id><TypeId V="HER"/></Inst></HCP></Requester>
        </ServReport>
        """
    }
}
