import SvarAccess
import SvarDomain
import SvarFHIR
import SvarJSON
import SvarServices
import SvarStore
import SvarTesting
import TestLane
import Testing

/// What the rules are told of units, from messages and from resources (decisions 8, 22, 23, 28 and 35).
@Suite(.aside)
struct UnitFactsTests {
    /// 8202, code list, code, and what the delays must know.
    static let classes: [(String, String, String, Disciplines)] = [
        ("CLIN", "7280", "NPU03429", Disciplines.biochemistry), ("FARM", "7280", "NPU01107", .pharmacology),
        ("IMTR", "7280", "NPU03429", [.immunology, .biochemistry]), ("MBIO", "7280", "NPU99999", .microbiology),
        ("MGEN", "7280", "NPU99999", .genetics), ("RTG", "7270", "MGAA0AK", .radiology),
        ("CT", "7270", "MGAA0AK", .radiology), ("UL", "7270", "MGAA0AK", .radiology),
        ("NUK", "7270", "TGAA0AK", .nuclearMedicine), ("HIST", "7010", "T02000", .pathology),
        ("CYTO", "7010", "T02000", .pathology), ("MPAT", "7010", "T02000", .pathology),
        // Found by code, whatever the report says of itself.
        ("FARM", "7280", "NPU19111", [.pharmacology, .genetics]), ("LAB", "8219", "FISH", [.pathology, .genetics]),
        ("HIST", "8219", "MP", [.pathology, .genetics]), ("MORS", "7010", "T02000", [.pathology, .autopsy]),
        ("OBD", "7280", "NPU99999", [.pathology, .autopsy]), ("HIST", "8219", "LKP", [.pathology, .autopsy]),
        ("AN", "7280", "NPU99999", .other),
    ]

    @Test(arguments: classes)
    func disciplinesComeFromTheReportAndEveryCode(
        _ discipline: String,
        _ list: String,
        _ code: String,
        _ expected: Disciplines
    ) async throws {
        let world = IntakeWorld()
        var message = ReportMessage(world.number)
        message.discipline = discipline
        message.items = [(list, code, "I1")]
        _ = try await world.send(message)
        let unit = try #require(try await world.units().first)
        // The discipline of an analyte stands beside that of its report.
        #expect(unit.versions.map { $0.disciplines.isSuperset(of: expected) } == [true], "\(unit.versions)")
        let delayed: Disciplines = [.imaging, .pathology, .genetics, .autopsy]
        #expect(unit.versions[0].disciplines.intersection(delayed) == expected.intersection(delayed))
        #expect(unit.versions[0].added == unit.versions[0].disciplines)
    }

    @Test func aCodeOfTheControllersListIsGenetic() async throws {
        let world = IntakeWorld(lists: IntakeLists(genetic: ["NPU03429"]))
        _ = try await world.send(ReportMessage(world.number))
        #expect(try await world.units().first?.versions.first?.disciplines.contains(.genetics) == true)
    }

    @Test(arguments: [
        ("F", "N", VersionFacts.State.final), ("F", "M", .final), ("A", "A", .final), ("A", "N", .final),
        ("P", "N", .notFinal), ("P", "M", .notFinal), ("S", "N", .notFinal), ("S", "M", .notFinal),
        ("F", "C", .withdrawn),
        ("P", "C", .withdrawn),
    ])
    func theSourcePairDecidesWhatIsFinal(status: String, action: String, state: VersionFacts.State) async throws {
        let world = IntakeWorld()
        var message = ReportMessage(world.number)
        (message.status, message.action) = (status, action)
        _ = try await world.send(message)
        #expect(try await world.units().first?.versions.map(\.state) == [state])
    }

    @Test func aUnitIsKnownByItsItemsCodesPartiesAndOrder() async throws {
        let world = IntakeWorld()
        var message = ReportMessage(world.number)
        message.items = [("7280", "NPU03429", "I1"), ("7280", "NPU19748", "I2")]
        _ = try await world.send(message)
        let unit = try #require(try await world.units().first)
        #expect(unit.items == ["I1", "I2"])
        #expect(unit.codes == ["NPU03429", "NPU19748"])
        #expect(unit.producer == IntakeWorld.laboratory)
        // The register knows whose department it is.
        #expect(unit.requester == Department(IntakeWorld.clinic, unit: "200002"))
        #expect(unit.performer == Organisation(IntakeWorld.laboratory.rawValue))
        #expect(unit.order == "A17")
        #expect(unit.referral?.isEmpty == false)
        #expect(unit.span == ResultSpan(day(2025, 12, 30), day(2026, 1, 1)))
        #expect(unit.versions.map { $0.received >= world.clock.now } == [true])
        #expect(!unit.isHeld)
    }

    @Test(arguments: ["", "0", "000", "NULL", "null"])
    func anOrderThatNamesNothingIsNone(order: String) async throws {
        let world = IntakeWorld()
        var message = ReportMessage(world.number)
        message.order = order
        _ = try await world.send(message)
        #expect(try await world.units().map(\.order) == [nil])
    }

    @Test func onlyWhatALaterVersionAddsIsAdded() async throws {
        let world = IntakeWorld()
        var message = ReportMessage(world.number)
        _ = try await world.send(message)
        world.days(1)
        // A correction of the same item, which has no delay of its own.
        (message.id, message.action, message.generated) = ("M2", "M", "2026-01-02T08:00:00")
        _ = try await world.send(message)
        world.days(1)
        // One more item, of a class of its own.
        (message.id, message.generated) = ("M3", "2026-01-03T08:00:00")
        message.items = [("7280", "NPU19111", "I2")]
        _ = try await world.send(message)
        world.days(1)
        // Again, now known.
        (message.id, message.generated) = ("M4", "2026-01-04T08:00:00")
        _ = try await world.send(message)
        let versions = try #require(try await world.units().first).versions
        #expect(versions.map(\.added.isEmpty) == [false, true, false, true])
        #expect(versions[2].added.contains(.genetics))
        #expect(versions.map { $0.disciplines.contains(.genetics) } == [false, false, true, true])
        #expect(versions.map(\.delayStart) == versions.map(\.received))
    }

    @Test func aPreliminaryVersionTakesNothingFromTheFirstFinalOne() async throws {
        let world = IntakeWorld()
        var message = ReportMessage(world.number)
        (message.status, message.discipline) = ("P", "HIST")
        _ = try await world.send(message)
        world.days(3)
        (message.id, message.status, message.generated) = ("M2", "F", "2026-01-04T08:00:00")
        _ = try await world.send(message)
        let versions = try #require(try await world.units().first).versions
        #expect(versions.map(\.state) == [.notFinal, .final])
        #expect(versions.map { $0.added.contains(.pathology) } == [true, true])
    }

    @Test func inAHistoricLoadTheDelayCountsFromGenDate() async throws {
        let world = IntakeWorld()
        let message = ReportMessage(world.number)
        _ = try await world.service.submitMessage(message.bytes, isHistoric: true, caller: IntakeWorld.caller)
        let version = try #require(try await world.units().first?.versions.first)
        #expect(version.delayStart.microseconds == FHIRDateTime("2026-01-01T08:00:00+01:00")?.range.lowerBound)
        #expect(version.received >= world.clock.now)
    }

    /// What the writer hands over is what the store makes of the stored resources.
    @Test func theStoreMakesTheSameFactsOfWhatIsStored() async throws {
        let world = IntakeWorld()
        var message = ReportMessage(world.number)
        message.items = [("7280", "NPU03429", "I1"), ("7280", "NPU19748", ""), ("8219", "FISH", "I3")]
        _ = try await world.send(message)
        let person = try await world.person()
        let record = try await world.store.facts(of: person)
        let unit = try #require(record.units.first { $0.typeClass == .member })
        let members = try await world.store.members(of: unit.key, in: .everything)
        let made = UnitVersionRecord(unit: unit.key, stamp: unit.stamp, facts: try UnitFactsCoding.encode(members))
        var (told, found) = (try #require(record.accessFacts().units.first), UnitFactsCoding.facts(of: unit, [made]))
        // The message names its parties by more than the resources do.
        (told.requester, told.performer) = (nil, nil)
        (found.requester, found.performer) = (nil, nil)
        #expect(told == found)
    }

    private func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        CivilDate(year: year, month: month, day: day)!
    }
}
