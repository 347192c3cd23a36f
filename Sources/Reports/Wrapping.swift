/// Breaks a text at spaces into lines of at most `width` columns; every line but the first is indented by `indent`,
/// which counts as part of the width of all of them.
public func wrapped(_ text: String, indent: Int, width: Int = 96) -> String {
    var lines = [""]
    for word in text.split(separator: " ") {
        let line = lines[lines.count - 1]
        if line.isEmpty {
            lines[lines.count - 1] = String(word)
        } else if indent + line.count + 1 + word.count > width {
            lines.append(String(word))
        } else {
            lines[lines.count - 1] = line + " " + word
        }
    }
    return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
}
