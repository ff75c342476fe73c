/// A bounded memory of what is asked for often: two generations, of which the older is dropped when the younger is full.
/// What is used moves to the younger.
struct Generations<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var young: [Key: Value] = [:]
    private var old: [Key: Value] = [:]
    private var weight = 0
    private let maximumCount: Int
    private let maximumWeight: Int

    /// - Parameters:
    ///   - maximumCount: most values of one generation.
    ///   - maximumWeight: most that the values of one generation may weigh together.
    init(maximumCount: Int, maximumWeight: Int = .max) {
        self.maximumCount = maximumCount
        self.maximumWeight = maximumWeight
    }

    /// The value of a key.
    /// - Parameter weight: what a value weighs.
    mutating func value(of key: Key, weight: (Value) -> Int = { _ in 0 }) -> Value? {
        if let value = young[key] { return value }
        guard let value = old.removeValue(forKey: key) else { return nil }
        keep(value, for: key, weight: weight)
        return value
    }

    /// Keeps a value in place of the key's last.
    mutating func keep(_ value: Value, for key: Key, weight: (Value) -> Int = { _ in 0 }) {
        if let last = young.removeValue(forKey: key) { self.weight -= weight(last) }
        if young.count >= maximumCount || self.weight >= maximumWeight {
            old = young
            young = [:]
            self.weight = 0
        }
        young[key] = value
        self.weight += weight(value)
    }
}
