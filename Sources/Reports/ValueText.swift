internal import JSON
internal import Planning

/// How many characters of a value a line of text shows.
private let valueLimit = 72

/// A value on one line: routes as `5: 90%, 6: 10%`, everything else as compact JSON, cut when it is long.
func valueText(_ value: JSONValue, at path: String) -> String {
    let text = path == "routingConfiguration" ? routesText(value) ?? value.compactText : value.compactText
    guard text.count > valueLimit else { return text }
    return "\(text.prefix(valueLimit))… (\(text.count) characters)"
}

private func routesText(_ value: JSONValue) -> String? {
    guard let routes = value.arrayValue else { return nil }
    var parts: [String] = []
    for route in routes {
        guard let version = route["version"], let weight = route["weight"]?.intValue else { return nil }
        parts.append("\(version.stringValue ?? version.compactText): \(weight)%")
    }
    return parts.joined(separator: ", ")
}

/// The field of a change as people look for it: `state Charge: Retry[0].MaxAttempts` for a path inside a
/// definition, else the path itself.
func fieldText(_ path: String) -> String {
    guard path.hasPrefix("definition.States") else { return path }
    let below = path.dropFirst("definition.States".count)
    guard let (state, rest) = firstKey(of: below) else { return path }
    let field = rest.hasPrefix(".") ? rest.dropFirst() : rest
    return field.isEmpty ? "definition, state \(state)" : "definition, state \(state): \(field)"
}

/// The key that a path begins with, written `.name` or `["any text"]`, and what follows it.
private func firstKey(of path: Substring) -> (key: String, rest: Substring)? {
    if path.hasPrefix(".") {
        let name = path.dropFirst()
        let end = name.firstIndex { $0 == "." || $0 == "[" } ?? name.endIndex
        return (String(name[..<end]), name[end...])
    }
    guard path.hasPrefix("[\""), let end = closingQuote(of: path) else { return nil }
    let quoted = path[path.index(after: path.startIndex)...end]
    guard let key = try? JSONValue(parsing: String(quoted)).stringValue else { return nil }
    return (key, path[end...].dropFirst(2))
}

/// The quote that ends the JSON string after the opening bracket.
private func closingQuote(of path: Substring) -> Substring.Index? {
    var isEscaped = false
    for index in path.indices.dropFirst(2) {
        if isEscaped {
            isEscaped = false
        } else if path[index] == "\\" {
            isEscaped = true
        } else if path[index] == "\"" {
            return index
        }
    }
    return nil
}
