internal import JSON

/// Why a file is no plan that can be applied.
public struct SavedPlanError: Error, Hashable, Sendable {
    /// One line: what is wrong.
    public var summary: String
    /// What to do.
    public var detail: String
    /// Whether it is a plan that another build saved.
    public var isOfAnotherFormat = false
}

/// A plan in a file: versioned JSON, so that what was reviewed is what is applied.
public struct SavedPlan: Codable, Hashable, Sendable {
    /// The format that this build writes and reads. Format 1 was bound to its commit, and said neither the policy nor
    /// the account that it was made for: it stands for something else, and is not read.
    public static let formatVersion = 2
    private static let kind = "statecraft-plan"

    /// What a file says of itself before anything else is believed.
    private struct Envelope: Codable {
        var kind: String
        var formatVersion: Int
    }

    private var kind: String
    private var formatVersion: Int
    /// The plan.
    public var plan: Plan

    /// Takes every part; those left out are empty or nil.
    public init(plan: Plan) {
        kind = Self.kind
        formatVersion = Self.formatVersion
        self.plan = plan
    }

    /// The file's text.
    public func encoded() -> String {
        do {
            return try JSONValueEncoder().encode(self).prettyText + "\n"
        } catch {
            preconditionFailure("a plan is made of values that can be encoded: \(error)")
        }
    }

    /// Reads a file's bytes.
    public init(decoding bytes: [UInt8]) throws(SavedPlanError) {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes, limits: JSONLimits(bytes: 512 << 20, nodes: 50_000_000, depth: 256))
        } catch {
            throw SavedPlanError(
                summary: "the file is not a saved plan: \(error)",
                detail: "Write one with `statecraft plan --out FILE`.")
        }
        guard let envelope = try? JSONValueDecoder().decode(Envelope.self, from: value), envelope.kind == Self.kind
        else {
            throw SavedPlanError(
                summary: "the file is not a saved plan", detail: "Write one with `statecraft plan --out FILE`.")
        }
        guard envelope.formatVersion == Self.formatVersion else {
            throw SavedPlanError(
                summary:
                    "the plan has format \(envelope.formatVersion), and this build reads format \(Self.formatVersion)",
                detail: "Plan again with the build that applies.", isOfAnotherFormat: true)
        }
        guard let saved = try? JSONValueDecoder().decode(SavedPlan.self, from: value) else {
            throw SavedPlanError(
                summary: "the saved plan is damaged", detail: "Plan again: `statecraft plan --out FILE`.")
        }
        self = saved
    }
}
