package import Crypto
import SvarDomain
package import SvarSync

/// What can happen to the small world in which the protocol is tried. Units, persons and replicas are numbers.
package enum ModelEvent: Hashable, Sendable {
    /// A unit has a new version; while it is held, health personnel do not see it.
    case version(unit: Int, content: Int, isHeld: Bool)
    /// The unit's last resource moved into another one.
    case emptied(unit: Int)
    /// A closure of the person against health personnel begins, and ends.
    case closed(unit: Int)
    case opened(unit: Int)
    /// The person is in the replica's scope until a time, in microseconds.
    case scope(replica: Int, person: Int, until: Int64)
    case scopeEnd(replica: Int, person: Int)
    /// Nothing but that an end of scope has come.
    case tick
}

package struct ModelEntry: Hashable, Sendable {
    package var event: ModelEvent
    /// Server time in microseconds; it grows with the place.
    package var at: Int64
}

/// How large the world is. Units belong to persons by turns.
package struct ModelShape: Hashable, Sendable {
    package var replicas = 2
    package var persons = 3
    package var units = 7

    package init(replicas: Int = 2, persons: Int = 3, units: Int = 7) {
        self.replicas = replicas
        self.persons = persons
        self.units = units
    }

    package func person(of unit: Int) -> Int { unit % persons }
}

/// What stamps and lines are about.
package enum ModelKey: Hashable, Sendable {
    case person(Int)
    case unit(Int)
}

/// Names and bodies of the world, made once by the functions of the product.
package enum ModelNames {
    private static let key = SymmetricKey(data: [UInt8](repeating: 3, count: 32))
    package static let persons = (0..<16).map { WireKey(patient: "person-\($0)", key: key) }
    package static let units = (0..<64).map { unit in
        (0..<16).map { WireKey(UnitKey(Int64(unit)), of: persons[$0], key: key) }
    }
    package static let keys: [WireKey: ModelKey] = {
        var keys: [WireKey: ModelKey] = [:]
        for (number, name) in persons.enumerated() { keys[name] = .person(number) }
        for (number, names) in units.enumerated() { for name in names { keys[name] = .unit(number) } }
        return keys
    }()

    package static func body(_ content: Int) -> [UInt8] { Array("[{\"n\":\(content)}]".utf8) }
    private static let hashes = (0..<512).map { UnitBody.hash(body($0)) }
    package static func hash(_ content: Int) -> [UInt8] {
        hashes.indices.contains(content) ? hashes[content] : UnitBody.hash(body(content))
    }

    /// Of an epoch.
    package static func integrityKey(_ epoch: Int) -> SymmetricKey {
        SymmetricKey(data: [UInt8](repeating: UInt8(truncatingIfNeeded: epoch), count: 32))
    }
}
