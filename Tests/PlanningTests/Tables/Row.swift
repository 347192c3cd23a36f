import Documents
import Manifests
import StepFunctions
import Testing

@testable import Planning

/// One row of a table: a sentence, what is changed in a scene, and the lines that the decision has to give.
struct Row: Sendable, CustomTestStringConvertible {
    let sentence: String
    let lines: [String]
    let scene: @Sendable () -> Scene

    /// - Parameters:
    ///   - lines: all that the decision says, in its order.
    ///   - change: applied to `Scene.deployed()`.
    init(_ sentence: String, _ lines: [String], _ change: @escaping @Sendable (inout Scene) -> Void) {
        self.sentence = sentence
        self.lines = lines
        scene = {
            var scene = Scene.deployed()
            change(&scene)
            return scene
        }
    }

    var testDescription: String { sentence }
}

extension Plan {
    /// What a table compares: steps with their changed paths, then what waits, what is unmanaged, what the policy
    /// decided, and what is wrong.
    var lines: [String] {
        var lines = steps.map { step in
            ([step.id] + step.changes.map(\.path)).joined(separator: " ")
        }
        lines += waitingOn.map { "\($0.kind) \($0.resource)" }
        lines += unmanaged.map { "\($0.proven ? "unmanaged" : "unproven") \($0.resource)" }
        lines += (policy ?? []).map { "policy \($0.member) \($0.effect)" }
        lines += diagnostics.map { "\($0.severity) \($0.code)" }
        return lines
    }
}

extension DriftReport {
    /// What a table compares: differences, what is pending, what waits, and what is wrong.
    var lines: [String] {
        var lines = drift.map { "\($0.kind) \($0.resource)" + ($0.path.isEmpty ? "" : " \($0.path)") }
        lines += pending.map { "pending \($0.resource)" }
        lines += waitingOn.map { "\($0.kind) \($0.resource)" }
        lines += diagnostics.map { "\($0.severity) \($0.code)" }
        return lines
    }
}

/// Checks a row of plans.
func expectPlan(_ row: Row, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
    let plan = row.scene().decide { makePlan($0, observed: $1) }.value
    #expect(plan.lines == row.lines, "\(row.sentence)", sourceLocation: sourceLocation)
}

/// Checks a row of drift.
func expectDrift(_ row: Row, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
    let report = row.scene().decide { detectDrift($0, observed: $1) }.value
    #expect(report.lines == row.lines, "\(row.sentence)", sourceLocation: sourceLocation)
}
