/// Whether `text` may name a state machine, an activity or an execution: 1 to 80 characters (UTF-16 code
/// units), no white space, none of `< > { } [ ] ? * " # % \ ^ | ~ `` ` `` $ & , ; : /`, no control character
/// U+0000 to U+001F or U+007F to U+009F.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html and the
/// refusals of CreateActivity, which were recorded character by character.
public func isValidResourceName(_ text: some StringProtocol) -> Bool {
    let bytes = text.utf8
    guard !bytes.isEmpty, bytes.count <= Limits.nameLength * 3 else { return false }
    if bytes.allSatisfy({ $0 < 0x80 }) {
        return bytes.count <= Limits.nameLength && bytes.allSatisfy(NameRules.isAllowed)
    }
    return text.utf16.count <= Limits.nameLength && text.unicodeScalars.allSatisfy(NameRules.isAllowed)
}

/// Whether `text` may name an alias: 1 to 80 of letters, digits, `_`, `-` and `.`, not only digits (which
/// would be a version).
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachineAlias.html
public func isValidAliasName(_ text: some StringProtocol) -> Bool {
    let bytes = text.utf8
    guard !bytes.isEmpty, bytes.count <= Limits.nameLength else { return false }
    var hasNonDigit = false
    for byte in bytes where !ByteClass.isDigit(byte) {
        guard ByteClass.isLetter(byte) || NameRules.aliasPunctuation.contains(byte) else { return false }
        hasNonDigit = true
    }
    return hasNonDigit
}

/// Whether `text` may be the label of a Map state: 1 to 40 characters by the rules of `isValidResourceName`.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
public func isValidMapLabel(_ text: some StringProtocol) -> Bool {
    text.utf16.count <= Limits.mapLabelLength && isValidResourceName(text)
}

/// Whether a tag's key or value holds only letters, digits, white space and `_ . : / = + - @`. Letters and
/// digits are those of Unicode. Lengths are not checked: see `Limits.tagKeyLength` and `Limits.tagValueLength`.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_Tag.html
public func isValidTagText(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
        if scalar.isASCII {
            let byte = UInt8(ascii: scalar)
            return ByteClass.isLetter(byte) || ByteClass.isDigit(byte) || NameRules.tagPunctuation.contains(byte)
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber, .spaceSeparator, .lineSeparator, .paragraphSeparator:
            return true
        default: return false
        }
    }
}

/// Whether `text` is the ARN of an IAM role: `arn:PARTITION:iam::ACCOUNT:role/PATH/NAME`, the account twelve
/// digits, at most 256 characters.
///
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
public func isValidRoleARN(_ text: String) -> Bool {
    guard text.utf8.count <= Limits.roleARNLength, let fields = try? ARNFields(text) else { return false }
    return fields.service == "iam" && fields.region.isEmpty && ARNFields.isAccount(fields.account)
        && text.utf8.starts(with: "arn:\(fields.partition):iam::\(fields.account):role/".utf8)
        && !fields.resource.isEmpty && !fields.resource.utf8.starts(with: "/".utf8)
        && fields.resource.utf8.last != UInt8(ascii: "/")
        && fields.resource.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ":") }
}

/// Whether `text` is the ARN of a log group as a logging configuration takes it:
/// `arn:PARTITION:logs:REGION:ACCOUNT:log-group:NAME:*`, the name 1 to 512 of letters, digits and `_ - / . #`.
///
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html and
/// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
public func isValidLogGroupARN(_ text: String) -> Bool {
    guard let fields = try? ARNFields(text), fields.service == "logs", fields.isRegional,
        text.utf8.starts(with: "arn:\(fields.partition):logs:\(fields.region):\(fields.account):log-group:".utf8),
        fields.resource.utf8.suffix(2).elementsEqual(":*".utf8)
    else { return false }
    let name = fields.resource.utf8.dropLast(2)
    return !name.isEmpty && name.count <= Limits.logGroupNameLength
        && name.allSatisfy {
            ByteClass.isLetter($0) || ByteClass.isDigit($0) || NameRules.logGroupPunctuation.contains($0)
        }
}

private enum NameRules {
    static let aliasPunctuation = Array("_-.".utf8)
    static let tagPunctuation = Array("_.:/=+-@ \t\n\r\u{0B}\u{0C}".utf8)
    static let logGroupPunctuation = Array("_-/.#".utf8)

    /// One bit for each ASCII character that a resource's name may hold.
    private static let allowedASCII: (low: UInt64, high: UInt64) = {
        let forbidden = Set("<>{}[]?*\"#%\\^|~`$&,;:/ \u{7F}".utf8)
        var bits: (low: UInt64, high: UInt64) = (0, 0)
        for byte in UInt8(0x20)..<0x80 where !forbidden.contains(byte) {
            if byte < 64 { bits.low |= 1 << UInt64(byte) } else { bits.high |= 1 << UInt64(byte - 64) }
        }
        return bits
    }()

    static func isAllowed(_ byte: UInt8) -> Bool {
        byte < 64 ? allowedASCII.low >> UInt64(byte) & 1 == 1 : allowedASCII.high >> UInt64(byte - 64) & 1 == 1
    }

    static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return isAllowed(UInt8(ascii: scalar)) }
        return scalar.value > 0x9F && !scalar.properties.isWhitespace
    }
}
