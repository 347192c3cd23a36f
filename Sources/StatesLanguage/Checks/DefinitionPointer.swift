/// A place in a definition: the keys and indexes that lead to it from the root.
public struct DefinitionPointer: Hashable, Sendable {
    /// One level on the way down.
    public enum Step: Hashable, Sendable {
        case key(String)
        /// Counted from 0.
        case index(Int)
    }

    /// From the root downwards; empty for the definition itself.
    public var steps: [Step]

    /// A place by its steps.
    public init(_ steps: [Step] = []) {
        self.steps = steps
    }

    /// The place of a member or an element below this one.
    public func appending(_ step: Step) -> DefinitionPointer {
        DefinitionPointer(steps + [step])
    }

    /// The place of a member below this one.
    public func appending(_ key: String) -> DefinitionPointer { appending(.key(key)) }

    /// As AWS writes it in diagnostics: `/States/Charge/Retry[0]/MaxAttempts`; the root is `/`.
    public var serviceText: String {
        guard !steps.isEmpty else { return "/" }
        return steps.reduce(into: "") { text, step in
            switch step {
            case .key(let key): text += "/\(key)"
            case .index(let index): text += "[\(index)]"
            }
        }
    }

    /// As a JSON Pointer: `/States/Charge/Retry/0/MaxAttempts`; the root is the empty text. (RFC 6901 section 3)
    public var jsonPointer: String {
        steps.reduce(into: "") { text, step in
            text += "/"
            switch step {
            case .key(let key):
                for character in key.unicodeScalars {
                    switch character {
                    case "~": text += "~0"
                    case "/": text += "~1"
                    default: text.unicodeScalars.append(character)
                    }
                }
            case .index(let index): text += String(index)
            }
        }
    }

    /// The steps as texts: keys, and indexes in decimal digits.
    public var keys: [String] {
        steps.map { step in
            switch step {
            case .key(let key): key
            case .index(let index): String(index)
            }
        }
    }
}
