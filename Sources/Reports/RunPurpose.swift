/// What a plan is for; reports say it in their words.
public enum RunPurpose: Sendable, Hashable {
    /// To make the target be as git says.
    case apply
    /// To lead aliases back to earlier versions.
    case rollback
    /// To remove our stamps.
    case forget

    /// Before the colon of a plan's summary line.
    var noun: String {
        switch self {
        case .apply: "Plan"
        case .rollback: "Rollback"
        case .forget: "Forget"
        }
    }

    /// Before the colon of a finished run's summary line.
    var participle: String {
        switch self {
        case .apply: "Applied"
        case .rollback: "Rolled back"
        case .forget: "Forgotten"
        }
    }
}
