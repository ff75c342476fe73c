/// A JSON value for building: keys keep their order and numbers their lexeme.
///
/// Equality is that of bytes: strings are not normalised, `1.0` and `1.00` differ, and so does the order of members.
public enum JSONValue: Hashable, Sendable {
    /// Members in order.
    case object([JSONMemberValue])
    /// Elements in order.
    case array([JSONValue])
    /// Text.
    case string(String)
    /// A number by its lexeme, which must be one of RFC 8259 section 6; it is written as it is.
    case number(String)
    /// `true` or `false`.
    case bool(Bool)
    /// `null`.
    case null

    /// The value of a node with all below it.
    public init(_ node: JSONNode) {
        switch node.kind {
        case .object: self = .object(node.members.map { JSONMemberValue($0.key, JSONValue($0.value)) })
        case .array: self = .array(node.elements.map { JSONValue($0) })
        case .string: self = .string(node.string ?? "")
        case .number: self = .number(node.number ?? "0")
        case .bool: self = .bool(node.bool ?? false)
        case .null: self = .null
        }
    }

    /// A whole number.
    public init(_ number: some BinaryInteger) { self = .number("\(number)") }

    /// An object of these members in this order.
    public static func object(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(members.map { JSONMemberValue($0.key, $0.value) })
    }

    /// The member with this key. Setting replaces it in its place or appends it, nil removes it; setting a member of
    /// what is no object makes it one.
    public subscript(key: String) -> JSONValue? {
        get {
            guard case .object(let members) = self else { return nil }
            return members.first { $0.isKey(key) }?.value
        }
        set {
            var members: [JSONMemberValue] = []
            if case .object(let current) = self { members = current } else if newValue == nil { return }
            self = .null  // so that `members` is the only owner and is changed in place
            let place = members.firstIndex { $0.isKey(key) }
            switch (place, newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): members.remove(at: place)
            case (nil, let value?): members.append(JSONMemberValue(key, value))
            case (nil, nil): break
            }
            self = .object(members)
        }
    }

    /// The element at this place; nil if there is none.
    public subscript(place: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(place) else { return nil }
        return elements[place]
    }

    /// The members of an object; none for other kinds.
    public var members: [JSONMemberValue] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The elements of an array; none for other kinds.
    public var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// The text of a string; nil for other kinds.
    public var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// Appends an element; what is no array becomes one.
    public mutating func append(_ element: JSONValue) {
        var elements: [JSONValue] = []
        if case .array(let current) = self { elements = current }
        self = .null
        elements.append(element)
        self = .array(elements)
    }

    /// Whether both would be written as the same bytes.
    public static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.object(let one), .object(let other)): one == other
        case (.array(let one), .array(let other)): one == other
        case (.string(let one), .string(let other)): one.utf8.elementsEqual(other.utf8)
        case (.number(let one), .number(let other)): one.utf8.elementsEqual(other.utf8)
        case (.bool(let one), .bool(let other)): one == other
        case (.null, .null): true
        default: false
        }
    }

    /// Hashes what equality compares.
    public func hash(into hasher: inout Hasher) {
        switch self {
        case .object(let members): hasher.combine(members)
        case .array(let elements): hasher.combine(elements)
        case .string(let text): hasher.combine(text)
        case .number(let lexeme): hasher.combine(lexeme)
        case .bool(let value): hasher.combine(value)
        case .null: hasher.combine(0)
        }
    }
}

/// A key and its value for building.
public struct JSONMemberValue: Hashable, Sendable {
    /// The key.
    public var key: String
    /// The value.
    public var value: JSONValue

    /// This member.
    public init(_ key: String, _ value: JSONValue) {
        self.key = key
        self.value = value
    }

    func isKey(_ text: String) -> Bool { key.utf8.elementsEqual(text.utf8) }

    /// Whether both would be written as the same bytes.
    public static func == (left: JSONMemberValue, right: JSONMemberValue) -> Bool {
        left.isKey(right.key) && left.value == right.value
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A string.
    public init(stringLiteral text: String) { self = .string(text) }
    /// A Boolean.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A whole number.
    public init(integerLiteral number: Int) { self = .number("\(number)") }
    /// An array.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// An object with its members in the order written.
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        self = .object(members.map { JSONMemberValue($0.0, $0.1) })
    }
}
