/// Text from outside (a live service, a git server, a repository) for a line of our own, which it can neither end nor
/// leave: line breaks and tabs are written out as `\n` and `\t`, and what could act on a terminal as `\u{…}`.
public func onOneLine(_ text: String) -> String {
    let isFit = text.unicodeScalars.allSatisfy { $0 != "\n" && $0 != "\t" && !actsOnTerminal($0) }
    if isFit { return text }
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\n": result += "\\n"
        case "\t": result += "\\t"
        case let scalar where actsOnTerminal(scalar): result += "\\u{\(String(scalar.value, radix: 16))}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}
