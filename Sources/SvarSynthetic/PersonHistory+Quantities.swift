/// Reports of numbers: clinical chemistry, pharmacology and immunology.
extension PersonHistory {
    private static let profiles: [[String]] = [
        ["blood", "kidney"], ["diabetes", "lipids", "kidney"], ["thyroid", "vitamins"], ["liver", "inflammation"],
        ["coagulation", "heart"], ["iron", "blood"], ["markers", "blood"],
    ]

    mutating func fillWithQuantities(_ draft: inout ReportDraft, _ collected: LocalTime) {
        let analytes: [Analyte]
        switch draft.discipline {
        case .pharmacology: analytes = some(of: "drugs", 1...2)
        case .immunology: analytes = some(of: "antibodies", 3...7)
        default:
            // The same request each time, so that the person's results make trends.
            let profile = Self.profiles[person.index % Self.profiles.count]
            analytes = profile.flatMap { Analyte.byPanel[$0] ?? [] }
        }
        var sampleOf: [Analyte.Material: String] = [:]
        for analyte in analytes {
            let sample: String
            if let known = sampleOf[analyte.material] {
                sample = known
            } else {
                sample = "\(draft.reportID)-\(analyte.material.rawValue)"
                sampleOf[analyte.material] = sample
                draft.samples.append(
                    .init(
                        id: sample,
                        collected: collected,
                        material: .init(
                            value: analyte.material.rawValue,
                            list: 8351,
                            display: analyte.material.display
                        )
                    )
                )
            }
            let result = quantity(analyte, collected)
            var codes = [ReportDraft.Code(value: analyte.code, list: 7280, display: analyte.name)]
            if draft.laboratory.sendsLocalCodes {
                codes.append(.init(value: "L\(analyte.code.suffix(4))", list: 8212, display: analyte.name))
            }
            draft.items.append(
                ReportDraft.Item(
                    id: "\(sample)-\(analyte.code)",
                    codes: codes,
                    value: .quantity(result.text, unit: analyte.unit, comparator: result.comparator),
                    interval: interval(analyte),
                    deviation: result.deviation,
                    investigated: collected.adding(seconds: 5400),
                    sample: sample
                )
            )
        }
    }

    private mutating func some(of panel: String, _ count: ClosedRange<Int>) -> [Analyte] {
        let analytes = Analyte.byPanel[panel] ?? []
        let first = random.integer(0...max(0, analytes.count - 1))
        let wanted = min(random.integer(count), analytes.count)
        return (0..<wanted).map { analytes[(first + $0) % analytes.count] }
    }

    private func interval(_ analyte: Analyte) -> String? {
        switch (analyte.low, analyte.high) {
        case (let low?, let high?): "\(decimal(low, analyte.decimals)) - \(decimal(high, analyte.decimals))"
        case (nil, let high?): "< \(decimal(high, analyte.decimals))"
        case (let low?, nil): "> \(decimal(low, analyte.decimals))"
        case (nil, nil): nil
        }
    }

    /// A result of this person at a time: the person's own level, its slow drift over the years, and noise.
    mutating func quantity(
        _ analyte: Analyte,
        _ time: LocalTime
    ) -> (text: String, comparator: String?, deviation: Int?) {
        var own = SeededGenerator(seed: seed, stream: stableHash(analyte.code) ^ UInt64(person.index))
        let level = own.spread() * 1.1
        let drift = own.spread() * 0.25
        let years = Double(time.day - Self.lastDay) / 365
        let place = level + drift * years + random.spread() * 0.2
        let high = analyte.high ?? (analyte.low ?? 1) * 2
        let low = analyte.low ?? 0
        let value = max((low + high) / 2 + place * (high - low) / 2, high / 50)

        // A method's lower limit: what is below it is told as "less than".
        if analyte.low == nil, value < high / 8 {
            return (decimal(high / 8, analyte.decimals), "LT", nil)
        }
        let deviation: Int? =
            if let limit = analyte.high, value > limit { 1 } else if let limit = analyte.low, value < limit { 2 } else {
                nil
            }
        return (decimal(value, analyte.decimals), nil, deviation)
    }

    /// A positive number with a fixed count of digits after the point, without Foundation.
    func decimal(_ value: Double, _ decimals: Int) -> String {
        let scale = [1, 10, 100, 1000][min(decimals, 3)]
        let rounded = Int(value * Double(scale) + 0.5)  // `rounded()` would need the C mathematics library
        guard decimals > 0 else { return String(rounded) }
        let fraction = String(rounded % scale)
        return "\(rounded / scale).\(String(repeating: "0", count: decimals - fraction.utf8.count))\(fraction)"
    }

    /// FNV-1a; `Hasher` gives other numbers in each process.
    private func stableHash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
