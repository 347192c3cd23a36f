/// A regular expression of the API's model, with a matcher written by hand.
///
/// The model holds three patterns; a regular expression engine for three character classes would cost more
/// at every start of the program than these loops.
public struct TextPattern: Hashable, Sendable {
    private enum Matcher: Hashable {
        case visibleASCII, anyASCII, aliasName, unknown
    }

    /// The pattern as the model writes it, which is how the service's messages show it.
    public let text: String
    private let matcher: Matcher

    /// The pattern that the model writes as `text`.
    public init(_ text: String) {
        self.text = text
        matcher =
            switch text {
            case "[!-~]+": .visibleASCII
            case #"\p{ASCII}*"#: .anyASCII
            case #"^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$"#: .aliasName
            default: .unknown
            }
    }

    /// Whether there is a matcher for the pattern. Without one every text matches, and the service decides.
    public var isKnown: Bool { matcher != .unknown }

    /// Whether the whole of `value` matches.
    public func matches(_ value: String) -> Bool {
        switch matcher {
        case .visibleASCII: !value.isEmpty && value.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        case .anyASCII: value.utf8.allSatisfy { $0 < 0x80 }
        case .aliasName: Self.isAliasName(value)
        case .unknown: true
        }
    }

    /// Letters, digits, `_`, `-` and `.`, at least one of them not a digit.
    private static func isAliasName(_ value: String) -> Bool {
        var hasNonDigit = false
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): continue
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                hasNonDigit = true
            default: return false
            }
        }
        return hasNonDigit
    }
}
