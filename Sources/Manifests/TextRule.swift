internal import Documents
internal import StatesLanguage
internal import StepFunctions

/// What a text in a manifest must look like.
///
/// The pattern is for the JSON Schema, the check for the loader, because a check can say what is wrong and
/// costs nothing. A test feeds both the same texts.
struct TextRule: Sendable {
    /// Why a text is refused.
    struct Problem: Sendable, Equatable {
        var code: String
        /// Follows the field's path in the summary.
        var summary: String
        var detail: String
    }

    /// What the text is, for "must be …": a noun phrase.
    var noun: String
    /// ECMA 262, matched against the whole text.
    var pattern: String
    var examples: [String] = []
    /// All the texts there are, when they can be listed: editors offer them.
    var words: [String] = []
    var check: @Sendable (String) -> Problem?
}

extension TextRule {
    /// Text of at most `limit` characters that means nothing to us.
    static func text(_ noun: String, limit: Int, atLeast minimum: Int = 0) -> TextRule {
        TextRule(noun: noun, pattern: "[\\s\\S]{\(minimum),\(limit)}") { text in
            let length = text.unicodeScalars.count
            if length < minimum { return Problem(code: "empty-text", summary: "is empty", detail: "Write \(noun).") }
            return length <= limit ? nil : tooLong(length, limit)
        }
    }

    /// Words for people that are deployed as they are written and shown in reports: at most `limit` characters, none
    /// of which acts on a terminal. Tabs and line breaks may be among them, since a block of YAML ends with one.
    static func words(_ noun: String, limit: Int) -> TextRule {
        let acting =
            "\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff"
        let pattern = "(?=[\\s\\S]{0,\(limit)}$)(?:[^\(acting)]|\\r(?=\\n))*"
        return TextRule(noun: noun, pattern: pattern) { text in
            if let problem = TextRule.text(noun, limit: limit).check(text) { return problem }
            guard let scalar = firstActing(in: text) else { return nil }
            let digits = String(scalar.value, radix: 16, uppercase: true)
            let code = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            return Problem(
                code: unprintableCode, summary: "has the character U+\(code), which acts on a terminal",
                detail: "Leave it out. Tabs and line breaks are the only control characters that \(noun)s may have.")
        }
    }

    /// The code of a text with a character that it may not have although the service takes it.
    static let unprintableCode = "unprintable-character"

    private static func firstActing(in text: String) -> Unicode.Scalar? {
        let scalars = text.unicodeScalars
        return scalars.indices.first { index in
            // The line ends of Windows.
            let isLineEnd = scalars[index] == "\r" && scalars[scalars.index(after: index)...].first == "\n"
            return actsOnTerminal(scalars[index]) && !isLineEnd
        }.map { scalars[$0] }
    }

    private static func tooLong(_ length: Int, _ limit: Int, code: String = "text-too-long") -> Problem {
        Problem(
            code: code, summary: "has \(length) characters, and the limit is \(limit)",
            detail: "Shorten it by \(length - limit).")
    }

    /// Names that we make up rules for: letters, digits, `-` and `_`.
    private static func identifier(_ noun: String, limit: Int, examples: [String]) -> TextRule {
        TextRule(noun: noun, pattern: "[A-Za-z0-9_-]{1,\(limit)}", examples: examples) { text in
            guard text.utf8.allSatisfy(isNameByte), !text.isEmpty else {
                return Problem(
                    code: "invalid-name", summary: "is no \(noun): '\(shortened(text))'",
                    detail: "Use letters, digits, '-' and '_', at most \(limit) of them.")
            }
            return text.utf8.count <= limit ? nil : tooLong(text.utf8.count, limit, code: "name-too-long")
        }
    }

    /// A source is `PROJECT/ENVIRONMENT` in at most 39 characters, so either has at most 37.
    static let projectName = identifier("name of a project", limit: 37, examples: ["orders"])
    static let environmentName = identifier("name of an environment", limit: 37, examples: ["production"])
    static let resourceName = identifier("name of a resource", limit: Limits.nameLength, examples: ["checkout"])

    static let aliasName = TextRule(
        noun: "name of an alias", pattern: "(?=.*[a-zA-Z_\\-.])[a-zA-Z0-9_\\-.]{1,80}", examples: ["live"]
    ) { text in
        if text.unicodeScalars.count > Limits.nameLength {
            return tooLong(text.unicodeScalars.count, Limits.nameLength, code: "name-too-long")
        }
        if !text.isEmpty, text.utf8.allSatisfy(isASCIIDigit) {
            return Problem(
                code: "alias-name-only-digits", summary: "has digits only: '\(text)'",
                detail: "The service would take it for a version. Add a letter, '-', '_' or '.', such as 'v\(text)'.")
        }
        return isValidAliasName(text)
            ? nil
            : Problem(
                code: "invalid-name", summary: "is no name of an alias: '\(shortened(text))'",
                detail: "Use letters, digits, '-', '_' and '.', at most \(Limits.nameLength) of them.")
    }

    static let liveName = TextRule(
        noun: "name of a state machine or activity",
        pattern: "[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\u0000-\\u001f\\u007f-\\u009f]{1,80}",
        examples: ["checkout-${stage}"]
    ) { text in
        let length = text.unicodeScalars.count
        if length > Limits.nameLength { return tooLong(length, Limits.nameLength, code: "name-too-long") }
        return isValidResourceName(text)
            ? nil
            : Problem(
                code: "invalid-name", summary: "is no name that the service takes: '\(shortened(text))'",
                detail:
                    "Leave out white space, control characters and any of < > { } [ ] ? * \" # % \\ ^ | ~ ` $ & , ; "
                    + ": /."
            )
    }

    static let roleARN = TextRule(
        noun: "ARN of an IAM role",
        pattern: "(?=.{1,256}$)arn:[a-z0-9-]+:iam::[0-9]{12}:role/(?!/)[!-9;-~]*[!-.0-9;-~]",
        examples: ["arn:aws:iam::${account}:role/checkout"]
    ) { text in
        isValidRoleARN(text)
            ? nil
            : Problem(
                code: "malformed-role-arn", summary: "is no ARN of an IAM role: '\(shortened(text))'",
                detail: "It looks like arn:aws:iam::123456789012:role/NAME, with twelve digits for the account.")
    }

    /// A rule of definitions that is a warning, by its name.
    static let warningName = TextRule(
        noun: "name of a warning", pattern: warningNames.joined(separator: "|"), words: warningNames
    ) { text in
        if text == NearManifest.rule { return nil }
        switch AllowedRule(named: text) {
        case .allowed(let rule) where rule.name == text: return nil
        case .allowed(let rule): return noWarning(text, "Did you mean '\(rule.name)'?")
        case .enforced:
            return Problem(
                code: "unknown-value", summary: "is no warning: '\(shortened(text))'",
                detail: "It is an error, which cannot be allowed: AWS refuses such a definition.")
        case .unknown(let nearest?): return noWarning(text, "Did you mean '\(nearest)'?")
        case .unknown(nil): return noWarning(text, "`statecraft explain` lists all of them.")
        }
    }

    private static let warningNames =
        DefinitionRule.all.filter { $0.severity == .warning }.map(\.name) + [NearManifest.rule]

    private static func noWarning(_ text: String, _ advice: String) -> Problem {
        Problem(code: "unknown-value", summary: "is no rule: '\(shortened(text))'", detail: advice)
    }

    /// Why something is as it is.
    static let reason = TextRule(noun: "reason", pattern: "(?=[\\s\\S]*\\S)[\\s\\S]{1,512}") { text in
        text.contains { !$0.isWhitespace }
            ? TextRule.text("reason", limit: 512).check(text)
            : Problem(code: "empty-text", summary: "is blank", detail: "Write a reason.")
    }

    /// What STS's AssumeRole takes.
    static let externalID = TextRule(
        noun: "external ID", pattern: "[A-Za-z0-9_+=,.@:/\\\\-]{2,1224}", examples: ["deploys-of-the-shop"]
    ) { text in
        let allowed = text.utf8.allSatisfy { isNameByte($0) || "+=,.@:/\\".utf8.contains($0) }
        return allowed && (2...1_224).contains(text.utf8.count)
            ? nil
            : Problem(
                code: "malformed-external-id", summary: "is no external ID: '\(shortened(text))'",
                detail: "Use 2 to 1,224 letters, digits and any of _ + = , . @ : / \\ -.")
    }

    static let throttledOperation = TextRule(
        noun: "operation that AWS throttles", pattern: ThrottleQuotas.operations.joined(separator: "|"),
        examples: ["DescribeStateMachine"]
    ) { text in
        let names = ThrottleQuotas.operations
        if names.contains(text) { return nil }
        let guess = nearestName(to: text, in: names).map { "Did you mean '\($0)'? " } ?? ""
        return Problem(
            code: "unknown-operation", summary: "is no operation with a quota: '\(shortened(text))'",
            detail: guess + "Operations are named as in the API, such as DescribeStateMachine.")
    }

    static let logGroupARN = TextRule(
        noun: "ARN of a log group, ending in ':*'",
        pattern: "(?=.{1,256}$)arn:[a-z0-9-]+:logs:[a-z0-9-]+:[0-9]{12}:log-group:[A-Za-z0-9_/.#-]+:\\*",
        examples: ["arn:aws:logs:${region}:${account}:log-group:/aws/vendedlogs/states/checkout:*"]
    ) { text in
        // The API's model takes fewer characters than a log group's name may have.
        if text.unicodeScalars.count > 256 { return tooLong(text.unicodeScalars.count, 256) }
        if isValidLogGroupARN(text) { return nil }
        if isValidLogGroupARN(text + ":*") {
            return Problem(
                code: "malformed-log-group-arn", summary: "must end in ':*'",
                detail: "The service wants the log streams too: write '\(text):*'.")
        }
        return Problem(
            code: "malformed-log-group-arn", summary: "is no ARN of a log group: '\(shortened(text))'",
            detail: "It looks like arn:aws:logs:REGION:ACCOUNT:log-group:/aws/vendedlogs/states/NAME:*.")
    }

    static let account = TextRule(noun: "account of twelve digits", pattern: "[0-9]{12}", examples: ["111122223333"]) {
        $0.utf8.count == 12 && $0.utf8.allSatisfy(isASCIIDigit)
            ? nil
            : Problem(
                code: "malformed-account", summary: "is no account: '\(shortened($0))'",
                detail: "An account has twelve digits. Put them in quotes, or leading zeros are lost.")
    }

    static let region = TextRule(
        noun: "region", pattern: "[a-z]{2,8}(?:-[a-z]{1,16}){1,3}-[0-9]{1,2}", examples: ["eu-west-1"]
    ) {
        isRegion($0)
            ? nil
            : Problem(
                code: "malformed-region", summary: "is no region: '\(shortened($0))'",
                detail: "A region looks like eu-west-1.")
    }

    static let target = TextRule(
        noun: "target: local, local:PATH, aws or a URL",
        pattern: "local|local:[^\\u0000]+|aws|https?://[^\\s/?#][^\\s]*",
        examples: ["local", "aws", "http://localhost:8083"]
    ) {
        TargetDescription($0) != nil
            ? nil
            : Problem(
                code: "malformed-target", summary: "is no target: '\(shortened($0))'",
                detail:
                    "Write local (the embedded service), local:PATH (with its file), aws, or an http:// or https:// "
                    + "URL."
            )
    }

    static let path = TextRule(noun: "path of a file or folder", pattern: "[^/\\u0000][^\\u0000]{0,4095}") { text in
        guard !text.isEmpty, text.utf8.first != UInt8(ascii: "/") else {
            return Problem(
                code: "path-leaves-repository", summary: "must be a relative path, but is '\(shortened(text))'",
                detail: "Paths are relative to the file that names them, and stay inside the repository.")
        }
        let length = text.unicodeScalars.count
        if length > 4_096 { return tooLong(length, 4_096) }
        return text.utf8.contains(0)
            ? Problem(code: "invalid-path", summary: "has a zero byte in it", detail: "Remove it.") : nil
    }

    static let parameterName = TextRule(
        noun: "name of a parameter",
        pattern: "(?!(?:account|commit|partition|region|activity|stateMachine)$)[A-Za-z_][A-Za-z0-9_-]{0,79}",
        examples: ["stage"]
    ) { text in
        if builtinParameterNames.contains(text) || referenceWords.contains(text) {
            return Problem(
                code: "reserved-parameter", summary: "has a name that is taken: '\(text)'",
                detail: "'\(text)' always has a meaning of its own in '${…}'. Choose another name for the parameter.")
        }
        return isParameterName(text)
            ? nil
            : Problem(
                code: "invalid-name", summary: "is no name of a parameter: '\(shortened(text))'",
                detail: "Begin with a letter or '_', and use letters, digits, '_' and '-', at most 80 of them.")
    }

    /// What tags take of ASCII. Beyond it only letters, digits and spaces are right, for which not every regular
    /// expression has a word, so the schema lets the rest pass.
    private static let tagCharacters =
        "[^\\u0000-\\u0008\\u000e-\\u001f!\"#$%&'()*,;<>?\\[\\\\\\]^`{|}~\\u007f-\\u009f]"

    static let tagKey = TextRule(
        noun: "key of a tag", pattern: "(?![aA][wW][sS]:|statecraft:)\(tagCharacters){1,128}", examples: ["team"]
    ) { text in
        if text.lowercased().hasPrefix("aws:") || text.hasPrefix("statecraft:") {
            let owner = text.hasPrefix("statecraft:") ? "statecraft" : "AWS"
            return Problem(
                code: "reserved-tag", summary: "has a prefix that belongs to \(owner): '\(shortened(text))'",
                detail: "Choose a key without it.")
        }
        if text.isEmpty { return Problem(code: "empty-text", summary: "is an empty key", detail: "Write a key.") }
        return tagProblem(text, limit: 128)
    }

    static let tagValue = TextRule(noun: "value of a tag", pattern: "\(tagCharacters){0,256}") {
        tagProblem($0, limit: 256)
    }

    private static func tagProblem(_ text: String, limit: Int) -> Problem? {
        let length = text.unicodeScalars.count
        if length > limit { return tooLong(length, limit) }
        guard !isValidTagText(text) else { return nil }
        let offender = text.unicodeScalars.first { !isValidTagText(String($0)) }
        return Problem(
            code: "invalid-tag",
            summary: "has a character that tags may not have: '\(offender.map(String.init) ?? text)'",
            detail: "Tags take letters, digits, spaces and _ . : / = + - @.")
    }

    static let commit = TextRule(
        noun: "commit of 4 to 40 hex digits", pattern: "[0-9a-fA-F]{4,40}", examples: ["3f2a91c"]
    ) {
        (4...40).contains($0.utf8.count) && $0.utf8.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
            ? nil
            : Problem(
                code: "malformed-commit", summary: "is no commit: '\(shortened($0))'",
                detail: "Write 4 to 40 digits of the commit's id, such as 3f2a91c.")
    }
}

/// At most 80 characters of a text, for a message.
func shortened(_ text: String) -> String {
    text.unicodeScalars.count <= 80 ? text : "\(String(text.unicodeScalars.prefix(77)))…"
}

/// `us-east-1`, `us-gov-west-1`, `eusc-de-east-1`: words, then a number.
private func isRegion(_ text: String) -> Bool {
    let words = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (3...5).contains(words.count), let first = words.first, let last = words.last else { return false }
    let isWord = { (word: Substring) in
        (1...16).contains(word.utf8.count)
            && word.utf8.allSatisfy { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
    }
    return (2...8).contains(first.utf8.count) && words.dropLast().allSatisfy(isWord)
        && (1...2).contains(last.utf8.count) && last.utf8.allSatisfy(isASCIIDigit)
}
