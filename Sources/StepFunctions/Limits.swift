/// The service's limits. Sources: the quotas page
/// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html ("quotas") and the API's model
/// ("model").
public enum Limits {
    /// Longest name of a state machine, an activity, an execution or an alias, in UTF-16 code units (model).
    public static let nameLength = 80
    /// Longest label of a Map state, in characters (developer guide, distributed Map state).
    public static let mapLabelLength = 40
    /// Longest definition in characters, 1 MiB (quotas and model).
    public static let definitionLength = 1_048_576
    /// Largest request with its headers in bytes, 1 MiB (quotas).
    public static let requestBytes = 1_048_576
    /// Longest description of a version or an alias in characters (model).
    public static let descriptionLength = 256
    /// Longest ARN of a role in characters (model, shape `Arn`).
    public static let roleARNLength = 256
    /// Longest name of a CloudWatch log group in characters (CloudWatch Logs, CreateLogGroup).
    public static let logGroupNameLength = 512
    /// State machines of an account in a region; can be raised (quotas).
    public static let stateMachines = 100_000
    /// Activities of an account in a region; can be raised (quotas).
    public static let activities = 100_000
    /// Published versions of a state machine; can be raised (quotas).
    public static let versionsPerStateMachine = 1000
    /// Aliases of a state machine; can be raised (quotas).
    public static let aliasesPerStateMachine = 100
    /// Versions that an alias routes to (model).
    public static let routesPerAlias = 2
    /// Tags of a resource (quotas).
    public static let tagsPerResource = 50
    /// Longest key of a tag in characters; the shortest has one (model).
    public static let tagKeyLength = 128
    /// Longest value of a tag in characters; it may be empty (model).
    public static let tagValueLength = 256
    /// Most items of a page of a list operation (model).
    public static let pageSize = 1000
    /// Items of a page when the request says none or 0 (API reference of the list operations).
    public static let defaultPageSize = 100
    /// Findings of a validation when the request says no number or 0, and at most (API reference).
    public static let validationDiagnostics = 100
    /// Most resources of a page of the tagging API's GetResources, and most ARNs of one request (tagging API).
    public static let taggingPageSize = 100
    /// Life of a paging token in seconds, 24 hours (API reference of the list operations).
    public static let pageTokenSeconds = 86_400
    /// Input or output of an execution, a state or a task in bytes of UTF-8, 256 KiB (quotas).
    public static let dataBytes = 262_144
    /// Events in the history of an execution (quotas).
    public static let historyEvents = 25_000
    /// Running executions of an account in a region (quotas).
    public static let openExecutions = 1_000_000
    /// Longest run of a standard execution in seconds, one year (quotas).
    public static let standardExecutionSeconds = 31_536_000
    /// Longest run of an express execution in seconds, five minutes (quotas).
    public static let expressExecutionSeconds = 300
    /// How long a closed execution can be redriven in seconds, 14 days (quotas).
    public static let redrivableSeconds = 1_209_600
}
