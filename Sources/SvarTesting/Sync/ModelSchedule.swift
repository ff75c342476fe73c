import SvarSynthetic

/// Random schedules, the same for the same seed, and the shortest part of one that still shows a fault.
package enum ModelSchedule {
    /// - Parameter length: how many steps
    package static func random(seed: UInt64, length: Int = 70) -> [ModelAction] {
        var random = SeededGenerator(seed: seed)
        // Some schedules are calm, some lose much, some have disks and servers that fail.
        let isCalm = random.oneIn(3)
        let isBroken = random.oneIn(4)
        // Much happens to one unit.
        let focus = random.integer(0...6)
        var actions: [ModelAction] = []
        for person in 0..<3 where !random.oneIn(4) {
            actions.append(.scope(replica: random.integer(0...1), person: person, milliseconds: 4_000))
        }
        while actions.count < length {
            actions += steps(&random, focus: focus, isCalm: isCalm, isBroken: isBroken)
        }
        return actions
    }

    private static func steps(
        _ random: inout SeededGenerator,
        focus: Int,
        isCalm: Bool,
        isBroken: Bool
    ) -> [ModelAction] {
        let replica = random.oneIn(4) ? 1 : 0
        let person = random.integer(0...2)
        let unit = random.oneIn(2) ? focus : random.integer(0...6)
        switch random.integer(0...99) {
        case 0..<14: return [.version(unit: unit, isHeld: random.oneIn(6))]
        case 14..<16: return [.emptied(unit: unit)]
        case 16..<24: return [.closed(unit: unit)]
        case 24..<32: return [.opened(unit: unit)]
        case 32..<37:
            let span = random.oneIn(3) ? random.integer(0...6) : random.integer(50...3_000)
            return [.scope(replica: replica, person: person, milliseconds: span)]
        case 37..<40: return [.scopeEnd(replica: replica, person: person)]
        case 40..<43: return [.pass(milliseconds: random.integer(0...4))]
        case 43..<72:
            let back = random.oneIn(5) ? random.integer(1...4) : 0
            let ask = ModelAction.ask(
                replica: replica,
                back: back,
                pages: random.pick([1, 1, 2, 3]),
                limit: random.pick([1, 1, 2, 3])
            )
            // Mostly the answer comes before anything else happens.
            return random.oneIn(3) ? [ask] : [ask, .arrive(replica: replica, which: 9, fate(&random, isCalm: isCalm))]
        case 72..<96: return [.arrive(replica: replica, which: random.integer(0...2), fate(&random, isCalm: isCalm))]
        default:
            guard isBroken else { return [.scrub(replica: replica)] }
            switch random.integer(0...3) {
            case 0: return [.damage(replica: replica, kind: random.integer(0...4), which: random.integer(0...99))]
            case 1: return [.scrub(replica: replica)]
            case 2: return [.expire]
            default: return [.restore(back: random.integer(0...12))]
            }
        }
    }

    private static func fate(_ random: inout SeededGenerator, isCalm: Bool) -> ModelAction.Fate {
        guard !isCalm || random.oneIn(10) else { return .whole }
        switch random.integer(0...7) {
        case 0: return .twice
        case 1: return .lost
        case 2: return .cut(random.integer(0...20))
        case 3: return .crash(random.integer(0...2))
        default: return .whole
        }
    }

    /// The schedule without what is not needed for it to fail: halves, quarters, down to single steps.
    package static func shrunk(_ actions: [ModelAction], _ fails: ([ModelAction]) -> Bool) -> [ModelAction] {
        var actions = actions
        var size = actions.count / 2
        while size > 0 {
            let count = actions.count
            var start = 0
            while start < actions.count {
                var fewer = actions
                fewer.removeSubrange(start..<min(start + size, actions.count))
                if fails(fewer) { actions = fewer } else { start += size }
            }
            // What could not go at first may when something behind it has gone.
            if size > 1 || actions.count == count { size /= 2 }
        }
        return actions
    }
}
