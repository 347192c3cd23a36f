/// What a live resource of git is when its stamp is missing, by what is left of a deployment.
///
/// | marks of ours | live is | verdict |
/// |---|---|---|
/// | on it or beside it | as git or a stamped version says | `cutOff`: stamps are written last of all |
/// | on it or beside it | otherwise | `stampRemoved`, or `madeAnew` where the resource shows that it was |
/// | none | as git says | `adoptable` |
/// | none | otherwise, created before any deployed commit declared it | `adoptable` |
/// | none | otherwise, created after a deployed commit declared it | `madeAnew` |
///
/// Marks on it are our source tag and an alias's suffix; beside an alias stands its machine's stamp, and beside a
/// machine stand aliases of ours. Versions' descriptions outlive `forget` and prove nothing alone.
enum UnmarkedResource: Hashable, Sendable {
    /// Pending: the next run stamps it.
    case cutOff
    /// Drift: somebody took the stamp away and changed the rest.
    case stampRemoved
    /// Drift: somebody deleted it and created another under its name.
    case madeAnew
    /// Pending: nobody deployed it yet.
    case adoptable

    /// What decides.
    struct Signs: Hashable, Sendable {
        /// Whether something of ours stands on it or beside it.
        var isMarked: Bool
        /// Whether what is live is what git or a stamped version says.
        var isAsDeployed: Bool
        /// Whether it is younger than a deployed commit that already declared it, or was plainly created by somebody
        /// else.
        var isYounger: Bool
    }

    init(_ signs: Signs) {
        switch (signs.isMarked, signs.isAsDeployed, signs.isYounger) {
        case (true, true, _): self = .cutOff
        case (true, false, false): self = .stampRemoved
        case (_, false, true): self = .madeAnew
        case (false, true, _), (false, false, false): self = .adoptable
        }
    }

    /// How the report calls what was found; nil for what is only pending.
    var drift: DriftReport.Entry.Kind? {
        switch self {
        case .stampRemoved: .stampRemoved
        case .madeAnew: .madeAnew
        case .cutOff, .adoptable: nil
        }
    }

    /// Why it is pending; nil for drift.
    var pendingReason: String? {
        switch self {
        case .cutOff: "a run that deployed it is at work or was cut off: apply finishes it"
        case .adoptable: "it is live without a stamp: apply would adopt it"
        case .stampRemoved, .madeAnew: nil
        }
    }
}
