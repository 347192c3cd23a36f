extension DefinitionRule {
    static let structureRules: [DefinitionRule] = [
        notAnObject, missingField, missingAlternative, exclusiveFields, emptyList, unknownStateType,
        duplicateStateName, invalidStateName, tooDeeplyNested, ruleForm, comparison, misplacedCatchAll,
        credentialsWithoutRole, duplicateLabelName, invalidLabelName, distributedMapInExpress, emptyResultWriter,
        heartbeatOutlastsTimeout,
    ]

    static let notAnObject = DefinitionRule(
        "not-an-object", .error, code: ServiceCode.schema, "the definition is not a JSON object",
        explanation: "A definition is an object with StartAt and States. A list, a text or a number has neither.",
        remedy: "Write an object. If it comes from a file or a template, look whether that is the right one.",
        wrong: "[]",
        right: #"{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}"#)

    static let missingField = DefinitionRule(
        "required-field", .error, code: ServiceCode.schema, "a required field is not there",
        explanation:
            "Some fields have no default: a machine, a branch and a processor need StartAt and States, a state "
            + "needs Type, a Task also Resource, a retrier ErrorEquals, and a catcher ErrorEquals and Next.",
        remedy: "Add the fields that the message lists. The language distinguishes capitals.",
        wrong: #"{"StartAt":"Charge","States":{"Charge":{"Type":"Task","End":true}}}"#,
        right: #"{"StartAt":"Charge","States":{"Charge":{"Type":"Task","Resource":"#
            + #""arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"charge"},"End":true}}}"#)

    static let missingAlternative = DefinitionRule(
        "missing-alternative", .error, code: ServiceCode.schema, "one of several fields is needed, and none is there",
        explanation:
            "A state that does work must say with Next or End what comes after it; a Wait how long it takes; a "
            + "Map what it runs for each item; an ItemBatcher how large a batch is.",
        remedy: "Add one of the fields that the message lists.",
        wrong: #"{"StartAt":"Note","States":{"Note":{"Type":"Pass","Next":"Rest"},"#
            + #""Rest":{"Type":"Wait","End":true}}}"#,
        right: #"{"StartAt":"Note","States":{"Note":{"Type":"Pass","Next":"Rest"},"#
            + #""Rest":{"Type":"Wait","Seconds":5,"End":true}}}"#)

    static let exclusiveFields = DefinitionRule(
        "exclusive-fields", .error, code: ServiceCode.schema, "two fields exclude each other",
        explanation: "Next and End, a field and its twin with Path, the four durations of a Wait, ItemProcessor and "
            + "Iterator say the same thing in different ways, so that only one of them can hold.",
        remedy: "Keep the one that you mean.",
        wrong: #"{"StartAt":"Rest","States":{"Rest":{"Type":"Wait","Seconds":5,"SecondsPath":"$.wait","End":true}}}"#,
        right: #"{"StartAt":"Rest","States":{"Rest":{"Type":"Wait","SecondsPath":"$.wait","End":true}}}"#)

    static let emptyList = DefinitionRule(
        "empty-list", .error, code: ServiceCode.schema, "a list is empty that must not be",
        explanation:
            "A Choice needs at least one rule, a Parallel one branch, And and Or one condition, ErrorEquals one "
            + "name of an error.",
        remedy: "Add an element, or leave out the field or the state.",
        wrong: #"{"StartAt":"Fork","States":{"Fork":{"Type":"Parallel","Branches":[],"End":true}}}"#,
        right: #"{"StartAt":"Fork","States":{"Fork":{"Type":"Parallel","Branches":[{"StartAt":"One","States":"#
            + #"{"One":{"Type":"Pass","End":true}}}],"End":true}}}"#)

    static let unknownStateType = DefinitionRule(
        "unknown-state-type", .error, code: ServiceCode.schema, "there is no such type of state",
        explanation: "The types are Task, Wait, Pass, Succeed, Fail, Choice, Parallel and Map, written exactly so.",
        remedy: "Correct the Type.",
        wrong: #"{"StartAt":"Done","States":{"Done":{"Type":"Success","End":true}}}"#,
        right: #"{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}"#)

    static let duplicateStateName = DefinitionRule(
        "duplicate-state-name", .error, "a state's name is not unique in the machine",
        explanation:
            "A name must be the only one of the whole machine, not just of its branch or processor: events and "
            + "logs name a state by nothing else.",
        remedy: "Rename one of the states and what leads to it.",
        wrong: #"{"StartAt":"Fork","States":{"Fork":{"Type":"Parallel","Next":"Done","Branches":[{"StartAt":"Done","#
            + #""States":{"Done":{"Type":"Pass","End":true}}}]},"Done":{"Type":"Succeed"}}}"#,
        right: #"{"StartAt":"Fork","States":{"Fork":{"Type":"Parallel","Next":"Done","Branches":[{"StartAt":"Inner","#
            + #""States":{"Inner":{"Type":"Pass","End":true}}}]},"Done":{"Type":"Succeed"}}}"#)

    static let invalidStateName = DefinitionRule(
        "invalid-state-name", .error, "a state's name is empty or longer than 80 characters",
        explanation: "AWS keeps the names of states in events, where they have room for 80 characters.",
        remedy: "Shorten the name and what leads to it; the Comment of the state has room for the rest.",
        wrong: #"{"StartAt":"\#(longName)","States":{"\#(longName)":{"Type":"Succeed"}}}"#,
        right: #"{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}"#)

    private static let longName =
        "This is the one state in which everything that ever had to be done has been done at last"

    static let tooDeeplyNested = DefinitionRule(
        "too-deeply-nested", .error, "Parallel and Map states stand too deep in each other",
        explanation:
            "AWS refuses definitions whose states are nested too deeply and does not say how deep that is. More "
            + "than 25 levels are taken for it here.",
        remedy: "Move the inner states into a machine of their own and start it with a Task.",
        wrong: nestedExample(levels: 26), right: nestedExample(levels: 2))

    private static func nestedExample(levels: Int) -> String {
        var text = #""Level1":{"Type":"Pass","End":true}"#
        for level in 2..<(levels + 1) {
            text =
                #""Level\#(level)":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"Level\#(level - 1)","#
                + #""States":{\#(text)}}]}"#
        }
        return #"{"StartAt":"Level\#(levels)","States":{\#(text)}}"#
    }

    static let ruleForm = DefinitionRule(
        "choice-rule-form", .error, code: ServiceCode.schema, "a rule of a Choice does not decide by exactly one thing",
        explanation:
            "A rule is a Variable with a comparison, an And, an Or, a Not, or in JSONata a Condition. With none "
            + "there is nothing to decide by; of two it is open which counts.",
        remedy: "Keep one of the five; put several conditions into And or Or.",
        wrong: choiceExample(#"{"Next":"Done"}"#),
        right: choiceExample(#"{"Variable":"$.paid","BooleanEquals":true,"Next":"Done"}"#))

    static let comparison = DefinitionRule(
        "choice-comparison", .error, code: ServiceCode.schema, "a rule compares its Variable with nothing, or twice",
        explanation: "A rule with a Variable has exactly one comparison, such as StringEquals or IsPresent.",
        remedy: "Add the comparison. For a range make two rules and put them into And.",
        wrong: choiceExample(#"{"Variable":"$.sum","NumericGreaterThan":1,"NumericLessThan":9,"Next":"Done"}"#),
        right: choiceExample(
            #"{"And":[{"Variable":"$.sum","NumericGreaterThan":1},{"Variable":"$.sum","NumericLessThan":9}],"#
                + #""Next":"Done"}"#))

    private static func choiceExample(_ rule: String) -> String {
        #"{"StartAt":"Paid?","States":{"Paid?":{"Type":"Choice","Choices":[\#(rule)],"Default":"Done"},"#
            + #""Done":{"Type":"Succeed"}}}"#
    }

    static let misplacedCatchAll = DefinitionRule(
        "misplaced-catch-all", .error, code: ServiceCode.schema, "States.ALL is not alone, or not the last",
        explanation: "States.ALL stands for every error, so a name beside it would say nothing, and an entry after it "
            + "would never be reached. AWS takes it only alone in the last retrier or catcher.",
        remedy: "Give States.ALL an entry of its own at the end of the list.",
        wrong: taskExample(#""Retry":[{"ErrorEquals":["States.ALL"]},{"ErrorEquals":["Busy"]}]"#),
        right: taskExample(#""Retry":[{"ErrorEquals":["Busy"]},{"ErrorEquals":["States.ALL"]}]"#))

    static let credentialsWithoutRole = DefinitionRule(
        "credentials-without-role", .error, code: ServiceCode.schema, "Credentials name no role",
        explanation: "Credentials are the role that the Task takes on, in RoleArn or RoleArn.$.",
        remedy: "Add RoleArn, or leave out Credentials.",
        wrong: taskExample(#""Credentials":{}"#),
        right: taskExample(#""Credentials":{"RoleArn":"arn:aws:iam::111122223333:role/Charge"}"#))

    /// A machine of one Task with this member besides.
    static func taskExample(_ member: String) -> String {
        #"{"StartAt":"Charge","States":{"Charge":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","#
            + #""Parameters":{"FunctionName":"charge"},\#(member),"End":true}}}"#
    }

    static let duplicateLabelName = DefinitionRule(
        "duplicate-label-name", .error, "two Map states have the same Label",
        explanation: "The label is a part of the ARN of the Map's runs, which must tell one Map from another.",
        remedy: "Give each Map a label of its own, or none: AWS makes one up.",
        wrong: #"{"StartAt":"A","States":{"A":\#(labeledMap("One", "x", #""Next":"B""#)),"#
            + #""B":\#(labeledMap("Two", "x", #""End":true"#))}}"#,
        right: #"{"StartAt":"A","States":{"A":\#(labeledMap("One", "x", #""Next":"B""#)),"#
            + #""B":\#(labeledMap("Two", "y", #""End":true"#))}}"#)

    static let invalidLabelName = DefinitionRule(
        "invalid-label-name", .error, "a Label is empty, too long, or has characters that ARNs cannot have",
        explanation: "The label is a part of the ARN of the Map's runs: 1 to 40 characters, without white space, "
            + "wildcards, brackets, special and control characters.",
        remedy: "Use letters, digits, '-' and '_'.",
        wrong: #"{"StartAt":"A","States":{"A":\#(labeledMap("One", "all orders", #""End":true"#))}}"#,
        right: #"{"StartAt":"A","States":{"A":\#(labeledMap("One", "all-orders", #""End":true"#))}}"#)

    private static func labeledMap(_ inner: String, _ label: String, _ transition: String) -> String {
        #"{"Type":"Map","Label":"\#(label)",\#(transition),"ItemProcessor":{"ProcessorConfig":"#
            + #"{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"\#(inner)","#
            + #""States":{"\#(inner)":{"Type":"Pass","End":true}}}}"#
    }

    static let distributedMapInExpress = DefinitionRule(
        "distributed-map-in-express", .error, code: ServiceCode.schema, "an EXPRESS machine has a distributed Map",
        explanation:
            "A distributed Map starts executions of its own and waits for them, longer than the five minutes of "
            + "an EXPRESS execution. AWS refuses it there.",
        remedy: "Use the mode INLINE, or make the machine STANDARD.",
        wrong: #"{"StartAt":"A","States":{"A":\#(labeledMap("One", "x", #""End":true"#))}}"#,
        right: #"{"StartAt":"A","States":{"A":{"Type":"Map","End":true,"ItemProcessor":{"ProcessorConfig":"#
            + #"{"Mode":"INLINE"},"StartAt":"One","States":{"One":{"Type":"Pass","End":true}}}}}}"#,
        exampleIsExpress: true)

    static let emptyResultWriter = DefinitionRule(
        "empty-result-writer", .error, code: ServiceCode.schema, "a ResultWriter writes nothing",
        explanation:
            "A ResultWriter says where results are written, by Resource and Parameters or Arguments, or how they "
            + "are shaped, by WriterConfig, or both. AWS refuses one that says neither.",
        remedy: "Add what is missing, or leave out the ResultWriter.",
        wrong: writerExample("{}"),
        right: writerExample(#"{"WriterConfig":{"OutputType":"JSON","Transformation":"FLATTEN"}}"#))

    private static func writerExample(_ writer: String) -> String {
        #"{"StartAt":"A","States":{"A":\#(labeledMap("One", "x", #""ResultWriter":\#(writer),"End":true"#))}}"#
    }

    static let heartbeatOutlastsTimeout = DefinitionRule(
        "heartbeat-outlasts-timeout", .warning, "HeartbeatSeconds is not less than TimeoutSeconds",
        explanation: "The task times out before a heartbeat can be missed, so that HeartbeatSeconds has no effect. The "
            + "specification asks for a smaller number.",
        remedy: "Choose HeartbeatSeconds less than TimeoutSeconds, or leave it out.",
        wrong: taskExample(#""TimeoutSeconds":60,"HeartbeatSeconds":60"#),
        right: taskExample(#""TimeoutSeconds":60,"HeartbeatSeconds":10"#))
}
