extension Command {
    /// Every command, in the order in which help lists them.
    static let all: [Command] = [
        .initialize, .validate, .explain, .graph, .schema, .plan, .apply, .drift, .rollback, .status, .history, .forget,
        .serve, .api, .completion, .help,
    ]
}
