/// What stands inside one `${…}`.
enum Placeholder: Hashable, Sendable {
    /// A parameter of the environment, or one of `account`, `region`, `partition` and `commit`.
    case parameter(String)
    /// `${activity.NAME.arn}`, `${stateMachine.NAME.arn}` or `${stateMachine.NAME.alias.ALIAS.arn}`.
    case arn(of: ResourceID)
    /// Anything else, with a sentence that says what is wrong with it.
    case malformed(String)

    /// Reads what stands between the braces.
    init(inside text: String) {
        if isParameterName(text) {
            self = .parameter(text)
            return
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count > 1, first == "activity" || first == "stateMachine" else {
            self = .malformed("'${\(text)}' is no parameter's name")
            return
        }
        guard parts.count > 2, parts.last == "arn", parts.dropFirst().allSatisfy({ !$0.isEmpty }) else {
            self = .malformed("'${\(text)}' does not end in '.NAME.arn'")
            return
        }
        if parts.count == 3 {
            self = .arn(of: ResourceID(first == "activity" ? .activity : .stateMachine, String(parts[1])))
        } else if first == "stateMachine", parts.count > 4, parts[2] == "alias" {
            let alias = parts[3..<(parts.count - 1)].joined(separator: ".")
            self = .arn(of: .alias(alias, of: String(parts[1])))
        } else {
            self = .malformed("'${\(text)}' names no resource")
        }
    }
}

/// The names that every environment has without declaring them.
let builtinParameterNames = ["account", "commit", "partition", "region"]

/// The first words of references, which no parameter may take.
let referenceWords = ["activity", "stateMachine"]

/// Whether `name` can stand alone between the braces: a letter or `_`, then letters, digits, `_` and `-`.
func isParameterName(_ name: some StringProtocol) -> Bool {
    guard let first = name.utf8.first, isASCIILetter(first) || first == UInt8(ascii: "_") else { return false }
    return name.utf8.count <= 80 && name.utf8.allSatisfy(isNameByte)
}

/// ASCII letters, digits, `-` and `_`.
func isNameByte(_ byte: UInt8) -> Bool {
    isASCIILetter(byte) || isASCIIDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
}

func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z") }

func isASCIIDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
