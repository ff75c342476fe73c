import SvarSync

/// What must hold after every step, by the oracle.
extension ModelRun {
    /// Of an answer when it is served: no body that is not there now (P6), the version of the round's target, the stamp of
    /// the change, and no denial but of what was there (P14).
    func check(_ answer: ModelAnswer, _ replica: Int) throws(ModelViolation) {
        guard case .lines(let lines) = answer.content else { return }
        var page = 0
        for line in lines {
            switch line {
            case .page, .end: page += 1
            case .put(let put):
                guard case .unit(let unit) = ModelNames.keys[put.unit] else { throw unknown(put.unit) }
                let head = answer.heads[page]
                guard oracle.view(replica, head).units[unit] != nil else {
                    throw ModelViolation(property: "P6", detail: "unit \(unit) is sent, and is not there at \(head)")
                }
                let wanted = oracle.view(replica, answer.target).units[unit]
                guard let wanted, wanted.at == put.version, ModelNames.body(wanted.content) == put.body else {
                    throw ModelViolation(
                        property: "P3",
                        detail: "unit \(unit) is sent as it was not at \(answer.target)"
                    )
                }
                try check(put.stamp, of: .unit(unit), replica, [answer.target])
            case .deny(let deny):
                guard case .unit(let unit) = ModelNames.keys[deny.unit] else { throw unknown(deny.unit) }
                try check(deny.stamp, of: .unit(unit), replica, [answer.target, answer.heads[page]])
            case .person(let line):
                guard case .person(let person) = ModelNames.keys[line.person] else { throw unknown(line.person) }
                try check(line.stamp, of: .person(person), replica, [answer.target, answer.heads[page]])
            case .begin: break
            }
        }
    }

    private func unknown(_ key: WireKey) -> ModelViolation {
        ModelViolation(property: "P14", detail: "nobody is called \(key.text)")
    }

    /// The stamp is that of the key's last change up to one of the places. A key that never changed has none, so it is
    /// never spoken of.
    private func check(
        _ stamp: SyncStamp,
        of key: ModelKey,
        _ replica: Int,
        _ places: [Int]
    ) throws(ModelViolation) {
        if mutant == .positionsAsStamps { return }
        for place in places {
            let change = oracle.lastChange(replica, key, through: place)
            if change > 0, oracle.stamp(replica, change) == stamp { return }
        }
        throw ModelViolation(property: "P14", detail: "\(key) is stamped \(stamp), with no such change")
    }

    /// After a page was taken.
    mutating func check(
        _ replica: Int,
        _ answer: ModelAnswer,
        page: Int,
        _ begin: SyncLine.Begin,
        _ lines: [SyncLine]
    ) throws(ModelViolation) {
        if begin.mode == .reconcile { return try checkAfterReconcile(replica, answer, page: page) }
        guard heads[replica] >= 0 else { return }
        guard replicas[replica].phase != .wanting else {
            throw ModelViolation(property: "P4", detail: "replica \(replica) finds its sum wrong, with nothing damaged")
        }
        let head = answer.heads[page]
        if head >= heads[replica] {
            heads[replica] = head
            try checkHidden(replica, at: head)
        }
        if case .end(let end) = lines.last, replicas[replica].mark.floor == begin.to, begin.to == place(answer, replica)
        {
            try checkEqual(replica, at: answer.target, begin.to)
            guard end.count == oracle.view(replica, answer.target).units.count else {
                throw ModelViolation(property: "P3", detail: "count at the end of a round to \(answer.target)")
            }
        }
    }

    private func place(_ answer: ModelAnswer, _ replica: Int) -> SyncStamp {
        mutant == .positionsAsStamps
            ? server.lastStamp(replica, answer.target) : oracle.lastStamp(replica, answer.target)
    }

    /// After a page of a round that puts right, or after its manifest: when it is through, all is expected again.
    mutating func checkAfterReconcile(_ replica: Int, _ answer: ModelAnswer, page: Int) throws(ModelViolation) {
        guard replicas[replica].phase == .following, !damaged.contains(replica) else { return }
        heads[replica] = answer.heads[page]
        try checkHidden(replica, at: heads[replica])
        try checkEqual(replica, at: answer.target, place(answer, replica))
    }

    /// P5: no row that is not there at a place.
    private func checkHidden(_ replica: Int, at place: Int) throws(ModelViolation) {
        let view = oracle.view(replica, place)
        for key in Array(replicas[replica].rows.keys) + Array(replicas[replica].persons.keys) {
            guard let known = ModelNames.keys[key] else { throw unknown(key) }
            guard view.has(known) else {
                throw ModelViolation(property: "P5", detail: "replica \(replica) holds \(known), hidden at \(place)")
            }
        }
    }

    /// P3: what is there as of a place is there and nothing else, but for what is known to be later.
    private func checkEqual(_ replica: Int, at place: Int, _ stamp: SyncStamp) throws(ModelViolation) {
        let view = oracle.view(replica, place)
        let state = replicas[replica]
        func isLater(_ key: WireKey) -> Bool { state.registers[key]?.last.map { $0.stamp > stamp } ?? false }
        for unit in 0..<shape.units {
            let key = ModelNames.units[unit][shape.person(of: unit)]
            if isLater(key) { continue }
            let row = state.rows[key]
            let wanted = view.units[unit]
            guard row?.version == wanted?.at, row?.body == wanted.map({ ModelNames.body($0.content) }),
                row?.hash == wanted.map({ ModelNames.hash($0.content) })
            else {
                throw ModelViolation(property: "P3", detail: "replica \(replica), unit \(unit) as of \(place)")
            }
        }
        for person in 0..<shape.persons {
            let key = ModelNames.persons[person]
            if isLater(key) { continue }
            guard state.persons[key] == view.persons[person].map({ $0 / 1_000 }) else {
                throw ModelViolation(property: "P3", detail: "replica \(replica), person \(person) as of \(place)")
            }
        }
    }

    /// P4: the replica is V(head), and has said so by its sum.
    func checkAtRest(_ replica: Int) throws(ModelViolation) {
        let state = replicas[replica]
        let view = oracle.view(replica, oracle.head)
        let later = SyncStamp(milliseconds: .max, number: .max)
        do throws(ModelViolation) {
            try checkEqual(replica, at: oracle.head, later)
            try checkHidden(replica, at: oracle.head)
        } catch {
            throw ModelViolation(property: "P4", detail: error.detail)
        }
        guard state.rows.count == view.units.count, state.persons.count == view.persons.count else {
            throw ModelViolation(property: "P4", detail: "replica \(replica) holds what nobody knows")
        }
    }

    /// P8: what a replica that is told nothing shows now is what the server would.
    func checkOffline(_ replica: Int) throws(ModelViolation) {
        let state = replicas[replica]
        let shown = state.rows.filter { (state.persons[$0.value.person] ?? 0) * 1_000 > now }.keys
        let wanted = oracle.view(replica, oracle.head).units.keys.map { ModelNames.units[$0][shape.person(of: $0)] }
        guard Set(shown) == Set(wanted) else {
            throw ModelViolation(property: "P8", detail: "replica \(replica) shows \(shown.count), not \(wanted.count)")
        }
    }
}

extension ModelAnswer {
    /// All that the replica can see of it.
    package var bytes: [UInt8] {
        switch content {
        case .nothing: Array("204\n".utf8)
        case .fault(let fault): Array((fault.rawValue + "\n").utf8)
        case .lines(let lines): lines.flatMap(\.bytes)
        case .manifest(let rows, let token, let place, let count, let digest):
            ManifestRow.bytes(of: rows) + Array("\(token) \(place) \(count)".utf8) + digest.bytes
        }
    }
}
