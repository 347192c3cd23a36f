/// A function, an initializer or a computed value with a body of its own lines.
struct FunctionBody: Sendable {
    let name: String
    let line: Int
    /// Lines between the braces.
    let length: Int
}

extension SourceFile {
    /// Every function of the file, found by its declaration and the indentation of its closing brace, which the
    /// formatter fixes.
    var functions: [FunctionBody] {
        var found: [FunctionBody] = []
        for (index, line) in lines.enumerated() {
            guard let name = Self.declaredFunction(line) else { continue }
            let indentation = line.prefix { $0 == " " }
            // Declarations end in the line that opens the body; protocols have none.
            guard let open = lines[index...].firstIndex(where: { $0.hasSuffix("{") }),
                lines[index...open].dropFirst().allSatisfy({ $0.hasPrefix(indentation) && !$0.isEmpty }),
                let close = lines[(open + 1)...].firstIndex(where: { $0 == indentation + "}" })
            else { continue }
            found.append(FunctionBody(name: name, line: index + 1, length: close - open - 1))
        }
        return found
    }

    private static func declaredFunction(_ line: Substring) -> String? {
        guard line.contains("func ") || line.contains("init") else { return nil }
        guard let match = line.firstMatch(of: /^ *(?:[@a-z()]+ )*(?:func ([^ (<]+)|(init)[?(<])/) else { return nil }
        return String(match.1 ?? match.2 ?? "")
    }
}
