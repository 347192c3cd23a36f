internal import Documents
internal import Manifests

/// Whose resource something live is, by its stamp.
enum Ownership: Equatable {
    case ours
    /// Nobody's: it carries no stamp.
    case unstamped
    /// Another project's or environment's.
    case another(source: String)

    /// The ownership that `stampedSource` tells to the project `source`.
    init(stampedSource: String?, source: String) {
        switch stampedSource {
        case nil: self = .unstamped
        case source: self = .ours
        case .some(let other): self = .another(source: other)
        }
    }

    /// Why a plan may not touch the resource; nil when it may.
    func refusal(of resource: ResourceID, takeOver: Bool, at provenance: Provenance) -> Diagnostic? {
        guard case .another(let source) = self, !takeOver else { return nil }
        return Diagnostic(
            .error, "owned-by-another-source", "\(resource) is deployed by \(source)",
            detail: "Its live resource carries that source's stamp. Give it another name here, remove it there "
                + "with `statecraft forget`, or take it over with --take-over.",
            at: provenance.resource)
    }

    /// Why an adoption is planned; nil when none is due.
    var adoptionReason: String? {
        switch self {
        case .ours: nil
        case .unstamped: "it is live and carries no stamp: from now on it is kept as git says"
        case .another(let source): "it is taken over from \(source)"
        }
    }

    /// Why another source's resource is pending; nil for ours and nobody's, which `UnmarkedResource` judges.
    var foreignReason: String? {
        if case .another(let source) = self { "it is deployed by \(source)" } else { nil }
    }

    /// What the adoption's precondition expects to find.
    var stampedSource: String? {
        if case .another(let source) = self { source } else { nil }
    }
}
