public import JSON

/// One place where two JSON values differ.
public struct JSONDifference: Hashable, Sendable {
    /// Such as `States.Charge.Retry[0].MaxAttempts`; keys that are no plain names stand in brackets.
    public var path: String
    /// The value in the first; nil when it is absent there.
    public var before: JSONValue?
    /// The value in the second; nil when it is absent there.
    public var after: JSONValue?

    /// Takes every part; those left out are empty or nil.
    public init(path: String, before: JSONValue?, after: JSONValue?) {
        self.path = path
        self.before = before
        self.after = after
    }
}

/// The smallest places where two values differ, in the order of `after`. Member order and the spelling of
/// numbers make no difference. Lists of different length differ as a whole.
public func differences(from before: JSONValue?, to after: JSONValue?, at path: String = "") -> [JSONDifference] {
    switch (before, after) {
    case (.object(let old)?, .object(let new)?):
        return memberDifferences(from: old, to: new, at: path)
    case (.array(let old)?, .array(let new)?) where old.count == new.count:
        return zip(old, new).enumerated().flatMap { index, pair in
            differences(from: pair.0, to: pair.1, at: "\(path)[\(index)]")
        }
    default:
        return before == after ? [] : [JSONDifference(path: path, before: before, after: after)]
    }
}

private func memberDifferences(from old: JSONObject, to new: JSONObject, at path: String) -> [JSONDifference] {
    var result: [JSONDifference] = []
    for (key, value) in new {
        result += differences(from: old[key], to: value, at: appending(key, to: path))
    }
    for (key, value) in old where new[key] == nil {
        result.append(JSONDifference(path: appending(key, to: path), before: value, after: nil))
    }
    return result
}

/// The path of a member: `a.b`, or `a["b c"]` when the key is no plain name.
func appending(_ key: String, to path: String) -> String {
    let plain =
        !key.isEmpty
        && key.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "$"):
                true
            default: false
            }
        }
    guard plain else { return "\(path)[\(JSONValue.string(key).compactText)]" }
    return path.isEmpty ? key : "\(path).\(key)"
}
