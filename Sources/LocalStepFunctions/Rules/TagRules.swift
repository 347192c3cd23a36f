internal import StepFunctions

/// What must hold of tags besides the model's constraints.
enum TagRules {
    /// The prefix of keys that AWS keeps for itself, in any case.
    private static let reservedPrefix = "aws:"

    static func check(_ tags: [Tag]?) throws(ServiceError) {
        for tag in tags ?? [] {
            guard let key = tag.key else { throw .validation("A tag must have a key") }
            guard !key.lowercased().hasPrefix(reservedPrefix) else {
                throw .validation("Tag keys may not begin with 'aws:', which is reserved. Received: '\(key)'")
            }
            try checkCharacters(key)
            try checkCharacters(tag.value ?? "")
        }
    }

    private static func checkCharacters(_ text: String) throws(ServiceError) {
        guard isValidTagText(text) else {
            throw .validation(
                "Tags may only contain Unicode letters, digits, white space, or these symbols: _ . : / = + - @. "
                    + "Received: '\(text)'")
        }
    }
}
