internal import JSON

/// `spec` of a state machine: what CreateStateMachine takes, and what a deployment needs to know besides.
let stateMachineShape = ObjectShape(
    fields: [
        liveNameField,
        Field(
            "type", .choice(["STANDARD", "EXPRESS"]), default: "STANDARD",
            "The kind of machine. It cannot be "
                + "updated."),
        Field("roleArn", .text(.roleARN), required: true, "The role that executions run with."),
        Field(
            "definition", .definition,
            "The machine in the Amazon States Language. Either this or `definitionFile`."),
        Field(
            "definitionFile", .text(.path),
            "A JSON or YAML file that holds the definition, relative to this file and inside the repository."),
        Field("loggingConfiguration", .object(loggingShape), "What is logged, and where. Nothing when left out."),
        Field(
            "tracingConfiguration", .object(tracingShape), "Whether X-Ray traces executions. It does not when left out."
        ),
        encryptionField,
        tagsField,
        Field(
            "publish", .boolean, default: true,
            "Whether a version is published whenever the content is new, so that there is something to roll back to."),
        Field(
            "versionDescription", .text(.words("description", limit: 128)),
            "Words for the published version; 128 characters, since the rest of the service's field is ours. No "
                + "control or bidirectional characters but tabs and line breaks."),
        lifecycleField,
    ],
    rules: [.exactlyOne(["definition", "definitionFile"])],
    hints: answerHints([
        "stateMachineArn", "status", "creationDate", "revisionId", "label", "variableReferences", "updateDate",
        "stateMachineVersionArn",
    ])
)

let liveNameField = Field(
    "name", .text(.liveName),
    "The name in the account, `metadata.name` when left out. It may differ between environments; references to other "
        + "resources are not possible here.")

let tagsField = Field(
    "tags", .map(names: .tagKey, values: .text(.tagValue), count: 0...47),
    "Tags as a map from key to value, at most 47: three of the service's 50 are ours.")

let lifecycleField = Field(
    "lifecycle",
    .object(
        ObjectShape(fields: [
            Field("protect", .boolean, default: false, "The resource is never deleted or replaced."),
            Field(
                "allowReplacement", .boolean, default: false,
                "Whether a change that the service cannot make in place may delete and create the resource."),
            Field(
                "tagPolicy", .choice(["shared", "exclusive"]), default: "shared",
                "`shared` leaves tags alone that are not ours; `exclusive` removes every tag that is not in git."),
        ])), "What may happen to the live resource.")

let encryptionField: Field = {
    let customer = "CUSTOMER_MANAGED_KMS_KEY"
    return Field(
        "encryptionConfiguration",
        .object(
            ObjectShape(
                fields: [
                    Field("type", .choice(["AWS_OWNED_KEY", customer]), required: true, "Whose key it is."),
                    Field(
                        "kmsKeyId",
                        .text(.text("KMS key: its id, its ARN or the ARN of an alias", limit: 2_048, atLeast: 1)),
                        "The key. Only, and always, with `\(customer)`."),
                    Field(
                        "kmsDataKeyReusePeriodSeconds", .integer(60...900),
                        "For how many seconds a data key is reused. Only with `\(customer)`; 300 when left out."),
                ],
                rules: [
                    .required("kmsKeyId", when: "type", is: customer),
                    .onlyWhen(["kmsKeyId", "kmsDataKeyReusePeriodSeconds"], other: "type", is: customer),
                ])), "How data is encrypted at rest. With a key that AWS owns when left out.")
}()

private let loggingShape = ObjectShape(
    fields: [
        Field("level", .choice(["ALL", "ERROR", "FATAL", "OFF"]), default: "OFF", "Which events are logged."),
        Field(
            "includeExecutionData", .boolean, default: false,
            "Whether inputs, outputs and variables are logged too."),
        Field(
            "destinations", .list(.object(destinationShape), count: 0...1),
            "The log group, in a list of one. Needed for every level but `OFF`."),
    ],
    rules: [.oneItem("destinations", unless: "level", is: "OFF", code: "logging-without-destination")])

private let destinationShape = ObjectShape(fields: [
    Field(
        "cloudWatchLogsLogGroup",
        .object(
            ObjectShape(fields: [
                Field(
                    "logGroupArn", .text(.logGroupARN), required: true,
                    "The log group's ARN with `:*` at its end. Names that begin with `/aws/vendedlogs/` keep the "
                        + "account's "
                        + "log resource policy small.")
            ])), required: true, "A log group of CloudWatch Logs.")
])

private let tracingShape = ObjectShape(fields: [
    Field("enabled", .boolean, default: false, "Whether executions are traced.")
])

/// Members of the service's answers that a manifest cannot set.
func answerHints(_ names: [String]) -> [String: String] {
    var hints: [String: String] = [:]
    for name in names {
        hints[name] = "The service answers with '\(name)', but nobody can set it. Remove it."
    }
    return hints
}
