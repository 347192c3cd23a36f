internal import Documents
internal import JSON
internal import Planning

// What of the policy decided something in a plan, in every format.

/// One decision for programs.
func policyJSON(_ decision: PolicyDecision) -> JSONValue {
    [
        "member": .string(decision.member), "value": decision.value, "effect": .string(decision.effect),
        "source": JSONValue(location: decision.source),
    ]
}

extension PolicyDecision {
    /// `prune: true`.
    fileprivate var saying: String { "\(member): \(value.compactText)" }
}

extension StyledText {
    /// Each decision with its place and what follows from it.
    mutating func append(policy decisions: [PolicyDecision]) {
        guard !decisions.isEmpty else { return }
        line()
        line("Policy:", .bold)
        for decision in decisions {
            append("  \(decision.saying)")
            line("  \(decision.source)", .dim)
            line("    \(decision.effect)")
        }
    }
}

extension Markdown {
    /// Each decision with its place and what follows from it.
    mutating func append(policy decisions: [PolicyDecision]) {
        guard !decisions.isEmpty else { return }
        line()
        line("**Policy**")
        line()
        append(
            list: decisions.map {
                "\(Self.code($0.saying)) (\(Self.code($0.source.description))) \(Self.prose($0.effect))"
            })
    }
}

extension HTML {
    /// Each decision with its place and what follows from it.
    mutating func append(policy decisions: [PolicyDecision]) {
        guard !decisions.isEmpty else { return }
        line("<h2>Policy</h2>")
        list(
            decisions.map {
                "\(Self.code($0.saying)) (\(Self.code($0.source.description))) \(Self.text($0.effect))"
            })
    }
}
