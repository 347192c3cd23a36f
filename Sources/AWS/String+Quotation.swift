extension String {
    /// The beginning of what somebody else said, on one line and without control characters, to be shown to a person.
    var quotation: String {
        let plain = unicodeScalars.prefix(1_000).map { scalar -> Character in
            scalar.properties.generalCategory == .control ? " " : Character(scalar)
        }
        let line = String(plain).split(separator: " ").joined(separator: " ")
        return line.count > 300 ? "\(line.prefix(300))..." : line
    }
}
