import Testing

/// Guarantee: what the project has agreed on about its own text, and a program can check, holds in every file.
///
/// How: the files of the repository are read as text. Limits that some file exceeds today are listed with that
/// file's size, and the lists may only shrink.
@Suite struct TidyTests {
    @Test func noLineIsLongerThan120Characters() {
        // Counting bytes first is much faster, and no line has fewer bytes than characters.
        let problems = lines { line in
            guard line.utf8.count > 120, line.unicodeScalars.count > 120 else { return nil }
            return "has \(line.unicodeScalars.count) characters"
        }
        #expect(problems.isEmpty, "\(list(problems))")
    }

    @Test func filesEndInOneNewlineAndNoLineInSpaces() {
        let ends = SourceFile.swift.filter { !$0.text.hasSuffix("\n") || $0.text.hasSuffix("\n\n") }.map(\.path)
        let (space, tab) = (UInt8(ascii: " "), UInt8(ascii: "\t"))
        let spaces = lines { $0.utf8.last == space || $0.utf8.contains(tab) ? "has a tab, or ends in a space" : nil }
        let problems = ends + spaces
        #expect(problems.isEmpty, "\(list(problems))")
    }

    @Test func namesSayWhatThingsAre() {
        let banned = ["Utils", "Utilities", "Helper", "Common", "Manager", "Misc"]
        let declaration = /\b(?:class|struct|enum|actor|protocol|typealias) +([A-Za-z0-9_]+)/
        let problems = SourceFile.swift.flatMap { file in
            let types = file.text.matches(of: declaration).map { String($0.1) }
            return ([file.name] + types).filter { name in banned.contains { name.contains($0) } }
                .map { "\(file.path): \($0)" }
        }
        #expect(problems.isEmpty, "\(list(problems))")
    }

    @Test func nothingIsLeftForLater() {
        let problems = mentions(of: ["TODO", "FIXME", "try!", " as! ", "fatalError(", "not implemented"])
        #expect(problems.isEmpty, "\(list(problems))")
    }

    @Test func noPathOfOneMachineIsMentioned() {
        let problems = mentions(of: ["/root/", "/Users/"])
        #expect(problems.isEmpty, "\(list(problems))")
    }

    @Test func filesAreShort() {
        let problems = SourceFile.swift.compactMap { file -> String? in
            let count = file.lines.count - 1
            guard let listed = Ratchet.fileLines[file.path] else {
                return count > 600 ? "\(file.path) has \(count) lines, the limit is 600" : nil
            }
            return count == listed ? nil : "\(file.path) has \(count) lines, and is listed with \(listed)"
        }
        #expect(problems.isEmpty, "\(list(problems))")
    }

    @Test func functionsAreShort() {
        let problems = SourceFile.sources.flatMap { file in
            file.functions.compactMap { function -> String? in
                let listed = Ratchet.functionLines["\(file.path) \(function.name)"]
                guard function.length > listed ?? 60 else { return nil }
                return "\(file.path):\(function.line): \(function.name) has \(function.length) lines"
            }
        }
        #expect(problems.isEmpty, "the limit is 60 lines, or what is listed:\(list(problems))")
    }

    @Test func mostFunctionsAndFilesAreMuchShorter() {
        let functions = SourceFile.sources.flatMap(\.functions).map(\.length).sorted()
        #expect(functions[functions.count / 2] <= 12, "half of the functions have at most 12 lines")
        #expect(functions[functions.count * 9 / 10] <= 35, "nine of ten functions have at most 35 lines")
        let files = SourceFile.sources.map(\.lines.count).sorted()
        #expect(files[files.count / 2] <= 150, "half of the files have at most 150 lines")
        #expect(files[files.count * 9 / 10] <= 400, "nine of ten files have at most 400 lines")
    }

    @Test func functionsAreFound() {
        let found = SourceFile.sources.flatMap(\.functions)
        #expect(found.count > 500, "the search for functions finds only \(found.count)")
    }

    @Test func theTopLevelHoldsOnlyWhatItShould() {
        let allowed: Set = [
            "Package.swift", "Package.resolved", "Sources", "Tests", "manifests", "examples", "README.md",
        ]
        let found = SourceFile.entries(of: ".").map(\.name).filter { !$0.hasPrefix(".") && !allowed.contains($0) }
        #expect(found.isEmpty)
    }

    /// What a check says about single lines, with their places.
    private func lines(_ check: (Substring) -> String?) -> [String] {
        SourceFile.swift.flatMap { file in
            file.lines.enumerated().compactMap { index, line in
                check(line).map { "\(file.path):\(index + 1) \($0)" }
            }
        }
    }

    /// Where words stand that may stand nowhere, but for this file.
    private func mentions(of words: [String]) -> [String] {
        SourceFile.swift.filter { $0.room != "TidyTests" }.flatMap { file in
            words.filter { file.text.contains($0) }.flatMap { word in
                file.lines.enumerated().filter { $0.element.contains(word) }
                    .map { "\(file.path):\($0.offset + 1) has '\(word)'" }
            }
        }
    }
}

/// One problem a line.
func list(_ problems: [String]) -> String {
    problems.map { "\n  \($0)" }.joined()
}

/// What exceeds a limit today, with its size. These lists may only get shorter, and their numbers smaller.
private enum Ratchet {
    static let fileLines: [String: Int] = [:]

    /// By path and name.
    static let functionLines: [String: Int] = [:]
}
