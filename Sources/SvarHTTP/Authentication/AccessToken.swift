/// A token as it came in an Authorization field.
package enum AccessToken {
    /// The longest token that is looked at. Those of HelseID with an attestation take about 4 kB.
    package static let maximumBytes = 8_192
}
