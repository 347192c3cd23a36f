internal import StepFunctions

/// An element of an XML answer: text, or other elements.
struct XMLElement {
    private let name: String
    private let text: String?
    private let children: [XMLElement]

    init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
        children = []
    }

    init(_ name: String, _ children: [XMLElement]) {
        self.name = name
        text = nil
        self.children = children
    }

    /// The element as the root of a document in a namespace.
    func document(namespace: String) -> String {
        var output = "<\(name) xmlns=\"\(namespace)\">"
        writeContent(to: &output)
        return output + "</\(name)>\n"
    }

    private func write(to output: inout String) {
        output += "<\(name)>"
        writeContent(to: &output)
        output += "</\(name)>"
    }

    private func writeContent(to output: inout String) {
        if let text { output += Self.escaped(text) }
        for child in children { child.write(to: &output) }
    }

    /// What XML 1.0 cannot say at all becomes U+FFFD.
    private static func escaped(_ text: String) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": output += "&amp;"
            case "<": output += "&lt;"
            case ">": output += "&gt;"
            case "\"": output += "&quot;"
            case "\t", "\n", "\r": output += "&#\(scalar.value);"
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: output += "\u{FFFD}"
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output
    }

    /// A time as the service writes it, to the second.
    static func time(_ milliseconds: Int) -> String {
        Timestamp(millisecondsSince1970: milliseconds / 1_000 * 1_000).description
    }
}
