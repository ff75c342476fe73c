import SvarDomain
import SvarSynthetic
import Testing
import svar

/// The parts of `svar sync` and `svar replica` that need no server.
struct SyncPartsTests {
    private static let number = SyntheticPerson(index: 3, seed: 9).number.value

    @Test func aPersonIsANumberOrAPatientAndMayHaveALabel() throws {
        let list = try PersonList(
            text: "# the list\r\n\n\(Self.number)\t A-1  of Tuesday \r\nPatient/ab.c-1\n  Patient/x Label\n"
        )
        #expect(list.lines.map(\.person) == [Self.number, "Patient/ab.c-1", "Patient/x"])
        #expect(list.lines.map(\.label) == ["A-1  of Tuesday", nil, "Label"])
        #expect(list.lines.map(\.isNumber) == [true, false, false])
    }

    @Test(arguments: [
        "12345678901", "Patient/", "Patient/a/b", "A-1", "Patient/\(String(repeating: "a", count: 65))",
        "Patient/ok called \(number)",
    ]) func aLineThatIsNoPersonIsToldByItsNumberAlone(_ line: String) throws {
        let text = line.contains(" called") ? line : "\(Self.number)\n\(line)"
        let error = #expect(throws: (any Error).self) { try PersonList(text: text) }
        let told = error.map { "\($0)" } ?? ""
        #expect(told.contains(line.contains(" called") ? "line 1" : "line 2"))
        #expect(!told.contains(Self.number) && !told.contains("12345678901"))
    }

    @Test func aListWithoutPersonsIsRefused() {
        #expect(throws: (any Error).self) { try PersonList(text: "# nobody\n\n") }
    }

    @Test(arguments: [
        (SyncProgressLine.State(done: 0, expected: nil, bytes: 0), 0.0, "0 reports, 0 B"),
        (
            SyncProgressLine.State(done: 12_300, expected: 40_000, bytes: 41_250_000), 3.0,
            "12 300 of about 40 000 reports, 4 100/s, 41.2 MB, 7 s left"
        ),
        (
            SyncProgressLine.State(done: 1_000, expected: 1_000_000, bytes: 9_999), 10.0,
            "1 000 of about 1 000 000 reports, 100/s, 9 kB, 2 h 46 min left"
        ),
        (SyncProgressLine.State(done: 110, expected: 100, bytes: 10), 10.0, "110 of about 110 reports, 11/s, 10 B"),
    ]) func progressSaysHowMuchHowFastAndHowLongYet(_ state: SyncProgressLine.State, _ seconds: Double, _ text: String)
    {
        #expect(SyncProgressLine.text(state, seconds: seconds) == text)
    }

    @Test func aTerminalHasOneLineAndAFileFewLines() {
        var terminal = SyncProgressLine(isTerminal: true, now: 0)
        var file = SyncProgressLine(isTerminal: false, now: 0)
        var lines = 0
        for tick in 0..<3_000 {
            let state = SyncProgressLine.State(done: tick, expected: 3_000, bytes: tick)
            if let text = terminal.update(state, now: Double(tick) / 100) {
                #expect(text.hasPrefix("\r") && !text.contains("\n"))
            }
            if let text = file.update(state, now: Double(tick) / 100) {
                #expect(text.hasSuffix("\n") && !text.contains("\r"))
                lines += 1
            }
        }
        #expect(lines == 2)
        #expect(terminal.clear().hasPrefix("\r  "))
    }
}
