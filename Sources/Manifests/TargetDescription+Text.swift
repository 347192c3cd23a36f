extension TargetDescription {
    /// Reads what a manifest or `--target` says: `local`, `local:PATH`, `aws`, or an http or https URL with a
    /// host. Nil for anything else.
    public init?(_ text: String) {
        switch text {
        case "local": self = .local(path: nil)
        case "aws": self = .aws
        default:
            if text.hasPrefix("local:") {
                let path = String(text.dropFirst(6))
                guard !path.isEmpty, !path.utf8.contains(0) else { return nil }
                self = .local(path: path)
            } else if Self.isURL(text) {
                self = .url(text)
            } else {
                return nil
            }
        }
    }

    private static func isURL(_ text: String) -> Bool {
        guard !text.unicodeScalars.contains(where: \.properties.isWhitespace) else { return false }
        for scheme in ["http://", "https://"] where text.hasPrefix(scheme) {
            guard let first = text.utf8.dropFirst(scheme.utf8.count).first else { return false }
            return !"/?#".utf8.contains(first)
        }
        return false
    }
}

extension TargetDescription: CustomStringConvertible {
    /// The text that reads back as this target.
    public var description: String {
        switch self {
        case .local(nil): "local"
        case .local(let path?): "local:\(path)"
        case .aws: "aws"
        case .url(let url): url
        }
    }
}
