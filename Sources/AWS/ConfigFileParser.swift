/// Reads configuration files as Python's `RawConfigParser` does, because the AWS CLI reads them with it: comments are
/// whole lines, an indented line continues the setting above, `=` or `:` ends a name, `[DEFAULT]` holds for every
/// section, and nothing may stand twice.
struct ConfigFileParser {
    /// A longer file is refused.
    static let limitBytes = 1 << 20

    private struct Setting {
        let section: Int?
        let name: String
        let place: ConfigPlace
        var lines: [(text: String, number: Int)]
    }

    private let path: String
    private var headings: [(name: String, place: ConfigPlace)] = []
    private var settings: [Setting] = []
    private var seen: Set<[String]> = []
    /// Where settings go: before the first heading, the section of everything, or one of `headings`.
    private var section: Place = .nowhere
    private var continues = false
    private var indentation = 0

    private enum Place: Equatable {
        case nowhere
        case everything
        case section(Int)
    }

    private init(path: String) {
        self.path = path
    }

    /// Reads a file that is there.
    ///
    /// - Throws: `.invalidFile` with the first line that breaks the grammar.
    static func parse(_ bytes: [UInt8], path: String) throws(AWSSettingsError) -> ConfigFile {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw AWSSettingsError(
                .invalidFile, "\(path) is not UTF-8 text", advice: "Save it as UTF-8.")
        }
        var parser = Self(path: path)
        for (index, line) in lines(of: bytes).enumerated() { try parser.read(line, number: index + 1) }
        return try parser.result()
    }

    /// Lines end in LF, CR or both.
    private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var (start, place) = (0, 0)
        while place < bytes.count {
            let byte = bytes[place]
            if byte == newline || byte == carriageReturn {
                lines.append(bytes[start..<place])
                if byte == carriageReturn, place + 1 < bytes.count, bytes[place + 1] == newline { place += 1 }
                start = place + 1
            }
            place += 1
        }
        return start < bytes.count ? lines + [bytes[start...]] : lines
    }

    private mutating func read(_ line: ArraySlice<UInt8>, number: Int) throws(AWSSettingsError) {
        let value = line.trimmed
        guard let first = value.first else {
            if continues { settings[settings.count - 1].lines.append(("", number)) }
            return
        }
        if first == UInt8(ascii: "#") || first == UInt8(ascii: ";") { return }
        let indentation = value.startIndex - line.startIndex
        if continues && indentation > self.indentation {
            settings[settings.count - 1].lines.append((value.text, number))
            return
        }
        self.indentation = indentation
        if first == UInt8(ascii: "["), let end = value.lastIndex(of: UInt8(ascii: "]")), end > value.startIndex + 1 {
            try open(value[(value.startIndex + 1)..<end].text, number: number)
        } else {
            try add(value, number: number)
        }
    }

    private mutating func open(_ name: String, number: Int) throws(AWSSettingsError) {
        continues = false
        if name == "DEFAULT" {
            section = .everything
            return
        }
        guard seen.insert([name]).inserted else {
            throw error(number, "section '\(name)' stands in the file twice", "Put its settings under one heading.")
        }
        section = .section(headings.count)
        headings.append((name, ConfigPlace(path: path, line: number)))
    }

    private mutating func add(_ line: ArraySlice<UInt8>, number: Int) throws(AWSSettingsError) {
        guard section != .nowhere else {
            throw error(
                number, "a setting stands before the first section", "Put a heading such as [default] above it.")
        }
        let end = line.firstIndex { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }
        guard let end, end > line.startIndex else {
            throw error(
                number,
                "this line is neither a section such as [profile NAME] nor a setting such as region = eu-west-1",
                "Correct the line, or begin it with # to make it a comment.")
        }
        let name = line[..<end].trimmed.text.lowercased()
        var place: Int?
        if case .section(let index) = section { place = index }
        guard seen.insert([place.map(String.init) ?? "", name]).inserted else {
            throw error(number, "setting '\(name)' stands in its section twice", "Remove one of the two lines.")
        }
        settings.append(
            Setting(
                section: place, name: name, place: ConfigPlace(path: path, line: number),
                lines: [(line[(end + 1)...].trimmed.text, number)]))
        continues = true
    }

    private func result() throws(AWSSettingsError) -> ConfigFile {
        var sections = headings.map { (name: $0.name, section: ConfigSection(place: $0.place)) }
        for setting in settings.sorted(by: { $0.section == nil && $1.section != nil }) {
            let value = try value(of: setting)
            for index in setting.section.map({ $0..<($0 + 1) }) ?? sections.indices {
                sections[index].section.settings[setting.name] = value
            }
        }
        return ConfigFile(path: path, sections: sections)
    }

    private func value(of setting: Setting) throws(AWSSettingsError) -> ConfigValue {
        var lines = setting.lines
        while lines.count > 1, lines[lines.count - 1].text.isEmpty { lines.removeLast() }
        let text = lines.map(\.text).joined(separator: "\n")
        let isBlock = lines.count > 1 && lines[0].text.isEmpty
        return ConfigValue(text: text, nested: isBlock ? try nested(lines) : nil, place: setting.place)
    }

    private func nested(_ lines: [(text: String, number: Int)]) throws(AWSSettingsError) -> [String: ConfigValue] {
        var values: [String: ConfigValue] = [:]
        for (text, number) in lines where !text.isEmpty {
            let bytes = Array(text.utf8)[...]
            guard let end = bytes.firstIndex(of: UInt8(ascii: "=")) else {
                throw error(
                    number, "a line of an indented block is no setting such as endpoint_url = https://host",
                    "Correct the line, or begin it with # to make it a comment.")
            }
            values[bytes[..<end].trimmed.text] = ConfigValue(
                text: bytes[(end + 1)...].trimmed.text, nested: nil, place: ConfigPlace(path: path, line: number))
        }
        return values
    }

    private func error(_ line: Int, _ what: String, _ advice: String) -> AWSSettingsError {
        AWSSettingsError(.invalidFile, "\(path):\(line): \(what)", advice: advice)
    }
}

private let newline = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")

extension ArraySlice<UInt8> {
    /// Without ASCII white space at both ends.
    fileprivate var trimmed: Self {
        let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) || (0x1C...0x1F).contains(byte) }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return self[endIndex...]
        }
        return self[first...last]
    }

    fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
