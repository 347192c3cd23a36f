// Every option that several commands share, declared once.
extension CommandOption {
    static let help = Self("help", .none, "say what the command does, its options and its exit statuses")
    static let noColor = Self(
        "no-color", .none, "no colors even on a terminal; the environment variables NO_COLOR and CI do the same")
    static let quiet = Self("quiet", .none, "no progress and no remarks, only results and errors")

    // Which desired state.
    static let repo = Self(
        "repo", .directory("PATH|URL"),
        "the git repository, as a path or a URL (https, ssh, host:path, file); default: the one around the working "
            + "directory")
    static let ref = Self(
        "ref", .text("REF"), "the branch, tag, ref or commit to read; default: HEAD", excludes: "worktree")
    static let worktree = Self("worktree", .none, "read the files as they lie in the work tree, committed or not")
    static let dir = Self(
        "dir", .directory("DIR"),
        "the project's folder in the repository; default: the one around the working directory, else the only one")
    static let env = Self(
        "env", .text("NAME"), "the environment; default: the project's defaultEnvironment, or its only one")
    static let trustedKeys = Self(
        "trusted-keys", .file("FILE"),
        "read only what is signed by one of these keys: lines of an allowed signers file and PGP public key blocks",
        excludes: "worktree")
    static let requireSignature = Self(
        "require-signature", .choice(["head", "tag", "all"]),
        "with trusted keys: what must be signed, the commit, the annotated tag that --ref names, or every commit of "
            + "the history; default: head. The project's policy can require more")
    static let source = [repo, ref, worktree, dir, trustedKeys, requireSignature]

    // Where it lives.
    static let target = Self(
        "target", .text("local[:PATH]|aws|URL"),
        "where to apply, whatever the environment says: the embedded service, with its file at PATH (default: "
            + ".statecraft/local.sqlite beside statecraft.yaml, or in the working directory when the repository has "
            + "no work tree); AWS; or what answers at URL. The environment variable STATECRAFT_TARGET does the same")
    static let profile = Self(
        "profile", .text("NAME"), "the profile of the AWS configuration files to take credentials from")
    static let endpointURL = Self(
        "endpoint-url", .text("URL"), "with AWS as the target: where Step Functions answers, such as a VPC endpoint")
    static let quotas = Self(
        "quotas", .choice(["aws", "off"]),
        "whether calls are paced at AWS's throttling quotas; default: aws for AWS, off for a URL")
    static let timeScale = Self(
        "time-scale", .integer("N", 1...1_000), "with quotas: how many times faster than AWS's they are refilled")
    static let remote = [env, target, profile, endpointURL, quotas, timeScale]

    // How a run goes.
    static let only = Self(
        "only", .text("KIND/NAME"), "nothing but the resources that match, such as 'StateMachine/check*'",
        isRepeatable: true)
    static let yes = Self("yes", .none, "answer every question with yes")
    static let depth = Self(
        "depth", .choice(["stamps", "revisions", "full", "auto"]),
        "how deep to read resources that git did not change: their stamps alone, also revisions and settings, or "
            + "aliases too; default: auto, which is full while the service's quotas allow it")
    static let expectDeployed = Self(
        "expect-deployed", .none,
        "when nothing of the environment is deployed, that is drift and no first deployment")
    static let prune = Self("prune", .none, "delete what this project deployed and git no longer declares")
    static let takeOver = Self("take-over", .none, "take over resources that carry another project's stamp")
    static let releaseHold = Self("release-hold", .none, "end the holds that rollbacks left, and deploy what was held")
    static let unproven = Self(
        "unproven", .text("KIND/NAME"),
        "delete or forget a resource with this project's stamp though nothing shows that this repository declared it: "
            + "its exact name", isRepeatable: true)
    static let allowOrder = Self(
        "allow-order", .none,
        "go back or aside from the commit that deployed a resource, though the project's policy says order: forward")
    static let concurrency = Self(
        "concurrency", .integer("N", 1...100),
        "how many resources to work on at once; default: the project's policy, "
            + "or 10")

    // What is printed.
    static let raw = Self(
        "raw", .none, "below the changed states of a definition, every changed field with its values")
    static let textOrJSON = format(["text", "json"])
    static let textJSONOrMarkdown = format(["text", "json", "markdown"])
    static let anyReport = format(["text", "json", "markdown", "html"])
    static let anyProblemFormat = format(["text", "json", "sarif", "github"])

    // Definitions outside of a project.
    static let definition = Self(
        "definition", .file("FILE"),
        "definition files instead of a project's, as JSON or YAML; - is standard input", isRepeatable: true)

    private static func format(_ words: [String]) -> Self {
        Self("format", .choice(words), "how results are printed; default: text")
    }
}
