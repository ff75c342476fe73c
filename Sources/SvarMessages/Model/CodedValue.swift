/// A coded value as sent: the attributes of the message's types CS and CV.
package struct CodedValue: Sendable, Hashable {
    /// The code (`V`).
    package var v: String?
    /// The display name (`DN`).
    package var dn: String?
    /// The code system as a bare OID (`S`), such as `2.16.578.1.12.4.1.1.7280`; absent in type CS.
    package var s: String?
    /// The original text (`OT`).
    package var ot: String?

    package init(v: String? = nil, dn: String? = nil, s: String? = nil, ot: String? = nil) {
        self.v = v
        self.dn = dn
        self.s = s
        self.ot = ot
    }
}

/// A physical quantity as sent: the attributes of the message's type PQ.
package struct SentQuantity: Sendable, Hashable {
    /// The number as sent (`V`), not parsed.
    package var v: String?
    /// The unit as sent (`U`).
    package var u: String?

    package init(v: String? = nil, u: String? = nil) {
        self.v = v
        self.u = u
    }
}

/// A text that may have come as XHTML.
package struct SentText: Sendable, Hashable {
    /// Plain text; of XHTML, a line a paragraph (rule R15).
    package var text: String
    /// Whether it came as XHTML.
    package var wasMarkup: Bool

    package init(_ text: String, wasMarkup: Bool = false) {
        self.text = text
        self.wasMarkup = wasMarkup
    }
}

/// A place in the message that issues point at.
package struct SentPlace: Sendable, Hashable {
    /// `ServReport[1]/Patient/ResultItem[3]`: positions count from 1 among equal names; the root's name is left out.
    package var path: String
    /// The line of the element's start tag, counted from 1.
    package var line: Int?

    package init(path: String, line: Int? = nil) {
        self.path = path
        self.line = line
    }
}
