extension ReferencePrefix {
    /// Whether a number matches the one a search names, which stands for all that round to it: `100` for 99.5 up to
    /// 100.5. The number itself is exact.
    func holds(_ searched: LongDecimal, _ target: LongDecimal) -> Bool {
        let (low, high) = searched.rounding
        let margin = searched.magnitude.tenth
        switch self {
        case .eq: return low <= target && target < high
        case .ne: return target < low || target >= high
        case .gt: return target > searched
        case .lt: return target < searched
        case .ge: return target >= searched
        case .le: return target <= searched
        case .sa: return target >= high
        case .eb: return target < low
        case .ap: return low + margin.negated <= target && target < high + margin
        }
    }
}
