/// A shell-like pattern in which `*` stands for any characters and `?` for one.
public struct Glob: Hashable, Sendable {
    private let pattern: [Character]

    /// Takes the pattern; every text is one.
    public init(_ pattern: String) { self.pattern = Array(pattern) }

    /// Whether the whole of `text` fits; time is bounded by the product of both lengths.
    public func matches(_ text: String) -> Bool {
        let text = Array(text)
        var (inPattern, inText) = (0, 0)
        var retry: (pattern: Int, text: Int)?
        while inText < text.count {
            if inPattern < pattern.count, pattern[inPattern] == "*" {
                retry = (inPattern, inText)
                inPattern += 1
            } else if inPattern < pattern.count, pattern[inPattern] == "?" || pattern[inPattern] == text[inText] {
                inPattern += 1
                inText += 1
            } else if let last = retry {
                retry = (last.pattern, last.text + 1)
                inPattern = last.pattern + 1
                inText = last.text + 1
            } else {
                return false
            }
        }
        return pattern[inPattern...].allSatisfy { $0 == "*" }
    }
}
