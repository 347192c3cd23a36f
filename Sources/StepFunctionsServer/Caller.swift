internal import StepFunctions

/// Who sends a request, as the signature says: an account in a region.
struct Caller: Sendable, Hashable {
    let account: String
    let region: String
    /// The session, when the access key is one that AssumeRole issued.
    var session: IssuedSession?

    /// Such as `aws` or `aws-cn`.
    var partition: String { StepFunctions.partition(ofRegion: region) }

    /// Lower-case letters, digits and hyphens, such as `eu-west-1`.
    static func isRegion(_ text: String) -> Bool {
        (1...maximumRegionBytes).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    private static let maximumRegionBytes = 32

    /// Twelve digits.
    static func isAccount(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
    }
}
