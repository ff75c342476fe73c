import SvarAccess
import SvarDomain
import SvarFHIR
import Testing

@Test func delayEndsAreRoundedUpToTheQuarter() {
    let quarter: Int64 = 900_000_000
    let day: Int64 = 86_400_000_000
    #expect(Delay.days(1).end(from: ServerTime(microseconds: 0)) == ServerTime(microseconds: day))
    #expect(Delay.days(1).end(from: ServerTime(microseconds: 1)) == ServerTime(microseconds: day + quarter))
    #expect(Delay.days(1).end(from: ServerTime(microseconds: -1)) == ServerTime(microseconds: day))
}
