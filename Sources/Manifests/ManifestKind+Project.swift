internal import JSON

/// `spec` of the project's document.
let projectShape = ObjectShape(fields: [
    Field(
        "defaultEnvironment", .text(.environmentName),
        "The environment that commands take when none is named. Not needed while there is only one."),
    Field(
        "environments", .map(names: .environmentName, values: .object(environmentShape), count: 1...1_000),
        required: true, "Where the project's resources live, by name."),
    Field("policy", .object(policyShape), "What a run may do in environments that do not say it themselves."),
    Field("validation", .object(validationShape), "What `validate` says of definitions and near misses."),
])

private let validationShape = ObjectShape(fields: [
    Field(
        "allow", .list(.object(allowedFindingShape), count: 0...1_000),
        "Warnings that are not shown. In a single state the same is said by its `Comment`.")
])

private let allowedFindingShape = ObjectShape(fields: [
    Field(
        "rule", .text(.warningName), required: true,
        "The rule, as `statecraft explain` describes it. Only warnings can be allowed."),
    Field("reason", .text(.reason), required: true, "Why the warning is of no use here."),
    Field(
        "directory", .text(.path),
        "The folder below which it is allowed, relative to the project's. The whole project when left out."),
])

private let environmentShape = ObjectShape(fields: [
    Field(
        "target", .text(.target), required: true,
        "`local` is the embedded service, `local:PATH` the same with its file at PATH below the project's folder, "
            + "`aws` is AWS itself, and a URL is any endpoint that speaks the Step Functions API."),
    Field("account", .text(.account), required: true, "The account, in quotes: twelve digits."),
    Field("region", .text(.region), required: true, "The region."),
    Field(
        "roleArn", .text(.roleARN), placeholders: .allowed,
        "The role to assume before anything else. Not for the embedded service, nor for a URL of this machine."),
    Field(
        "externalId", .text(.externalID),
        "The external ID that the role's trust policy asks for. Goes with `roleArn`."),
    Field(
        "quotas", .map(names: .throttledOperation, values: .object(quotaShape), count: 0...100),
        "Throttling quotas that AWS has raised for this account and region, by operation. Calls are paced at these "
            + "instead of AWS's defaults."),
    Field(
        "resourceQuotas", .object(ResourceQuotas.shape),
        "Quotas of this account and region that AWS has raised. What would not fit is refused before anything is "
            + "written."),
    Field(
        "parameters", .map(names: .parameterName, values: .any, count: 0...1_000),
        "What `${name}` stands for in this environment. Values are not substituted themselves."),
    Field(
        "patches", .list(.text(.path), count: 0...200),
        "Files and folders of JSON Merge Patch documents for this environment, relative to the project's folder, in "
            + "the "
            + "order in which they apply."),
    Field(
        "policy", .object(policyShape.withoutDefaults),
        "What a run may do in this environment. Each member stands in place of the project's; for those that are left "
            + "out, what `spec.policy` says holds."),
])

private let quotaShape = ObjectShape(fields: [
    Field("burst", .integer(1...100_000), required: true, "How many calls may come at once."),
    Field("perSecond", .integer(1...100_000), required: true, "How many calls a second may follow."),
])

private let policyShape = ObjectShape(fields: [
    Field(
        "prune", .boolean, default: false,
        "Whether `apply` may delete resources of this project and environment that are no longer in git."),
    Field(
        "retainVersions", .integer(1...1_000),
        "How many of the newest versions of a machine are kept. All of them when left out."),
    Field("concurrency", .integer(1...100), default: 10, "How many resources are worked on at once."),
    Field(
        "ignoreDrift", .list(.object(ignoredDriftShape), count: 0...1_000),
        "Drift that is neither reported nor repaired."),
    Field(
        "order", .choice(ProjectPolicy.Order.allCases.map(\.rawValue)), default: "any",
        "With `forward`, a run that would go back or aside from the commit that deployed a resource last, or cannot "
            + "tell, writes nothing; `--allow-order` allows one run. With `any` it is a warning."),
    Field(
        "requireSignature", .choice(ProjectPolicy.RequiredSignature.allCases.map(\.rawValue)),
        "What has to be signed before a run reads the project: the commit (`head`), the annotated tag that `--ref` "
            + "names (`tag`), or every commit of the history (`all`). `--trusted-keys` says by whom."),
])

private let ignoredDriftShape = ObjectShape(fields: [
    Field(
        "resource", .text(.text("glob over Kind/name", limit: 256, atLeast: 1)), required: true,
        "A glob over `Kind/name`, such as `StateMachine/*`."),
    Field(
        "path", .text(.text("glob over the path of a field", limit: 1_024, atLeast: 1)), required: true,
        "A glob over the path of a field, such as `tags.*`."),
])
