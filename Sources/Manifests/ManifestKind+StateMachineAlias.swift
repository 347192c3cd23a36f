/// `spec` of an alias.
let aliasShape = ObjectShape(
    fields: [
        Field(
            "stateMachine", .text(.resourceName), required: true, placeholders: .refused,
            "`metadata.name` of the machine, in this project. Never substituted."),
        Field(
            "name", .text(.aliasName),
            "The alias's name in the account, `metadata.name` when left out."),
        Field(
            "description", .text(.words("description", limit: 128)),
            "Words for people; 128 characters, since the rest of the service's field is ours. No control or "
                + "bidirectional characters but tabs and line breaks."),
        Field(
            "routingConfiguration", .list(.object(routeShape), count: 1...2), required: true,
            "One or two routes whose weights sum to 100."),
        lifecycleField,
    ],
    hints: answerHints(["stateMachineAliasArn", "creationDate", "updateDate"])
)

private let routeShape = ObjectShape(
    fields: [
        Field(
            "version", .wordOrInteger("current", 1...Int(Int32.max)),
            "`current`, the newest version with the content that git has, or a version's number."),
        Field(
            "commit", .text(.commit),
            "The version with the content that the manifest had at this commit: 4 to 40 hex digits of its id."),
        Field(
            "weight", .integer(0...100), required: true, "The share of executions that takes this route, in percent."),
    ],
    rules: [.exactlyOne(["version", "commit"])],
    hints: [
        "stateMachineVersionArn":
            "Write 'version' with the number at the end of the ARN instead, or 'version: current'."
    ])
