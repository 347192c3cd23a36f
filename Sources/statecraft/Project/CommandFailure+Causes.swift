internal import AWS
internal import Documents
internal import LocalStepFunctions
internal import Planning
internal import Reconciliation
internal import Sources
internal import StepFunctions

// What the rooms below report, as people read it.
extension CommandFailure {
    init(_ error: SourceError) {
        // A git server may say what it likes.
        let cause = error.cause.map { "\(onOneLine($0).capitalizedSentence)\n" } ?? ""
        self.init(error.message, detail: cause + onOneLine(error.advice))
    }

    init(_ error: LocalStoreError) {
        self.init(error.summary.lowercasedClause, detail: "\(onOneLine(error.advice)).")
    }

    init(_ error: SavedPlanError) {
        self.init(error.summary, detail: error.detail)
    }

    init(_ error: ReconciliationError) {
        let cause = error.cause.map { "\n\(onOneLine("\($0)"))" } ?? ""
        self.init(error.summary, detail: error.detail + cause)
    }

    init(_ error: CredentialError) {
        self.init(error.summary.lowercasedClause, detail: "\(error.advice)\nNothing was read or changed.")
    }

    init(_ error: STSError) {
        let advice =
            switch error {
            case .refused: "Check the credentials, and that this machine's clock is right."
            case .unreachable, .unreadable: "Check the network, the proxy settings and the endpoint."
            }
        self.init("the account could not be checked: \(error)", detail: "\(advice) Nothing was read or changed.")
    }

    init(_ error: ServiceError) {
        self.init("\(error)")
    }
}

extension String {
    /// With a small letter at its start, to stand behind `error: `, unless its first word is a name like `AWS_REGION`.
    var lowercasedClause: String {
        guard let second = dropFirst().first, second.isLowercase || second == " " else { return self }
        return prefix(1).lowercased() + dropFirst()
    }

    /// With a capital letter at its start and a full stop at its end.
    var capitalizedSentence: String {
        guard let first else { return self }
        return first.uppercased() + dropFirst() + (hasSuffix(".") ? "" : ".")
    }
}
