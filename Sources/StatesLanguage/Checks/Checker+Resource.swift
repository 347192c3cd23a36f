internal import Documents
internal import JSON

/// The state around a part that is checked.
struct StateContext {
    var name: String
    var type: StateType
    var language: QueryLanguage
    var value: JSONObject
}

extension Checker {
    /// Checks a Task's `Resource` and what it asks of the other fields of the state. Called at the state's place.
    mutating func checkTaskResource(_ state: StateContext) {
        guard let text = state.value["Resource"]?.stringValue, !isUnknownResource(text) else { return }
        guard let resource = TaskResource(parsing: text) else {
            reportUnreadableResource(text)
            return
        }
        switch resource {
        case .function: break
        case .activity: checkActivityCredentials(of: state)
        case .integration(let integration):
            let isKnown = integration.isSDK ? checkSDK(integration, text) : checkOptimized(integration, text)
            if isKnown { checkParameters(of: state, integration, text) }
        }
    }

    /// Checks the `Resource` of an `ItemReader` or `ResultWriter`. Called at that object's place.
    mutating func checkMapResource(_ resource: String, isWriter: Bool) {
        guard !isUnknownResource(resource) else { return }
        if isForeign(resource) { return warnOfForeign(resource) }
        let integration = TaskResource(parsing: resource)?.integration
        let actions = isWriter ? ["putObject"] : ["getObject", "listObjectsV2"]
        if let integration, integration.service == "s3", integration.pattern == .requestResponse,
            actions.contains(integration.action)
        {
            return
        }
        let names = actions.map { "arn:aws:states:::s3:\($0)" }.joined(separator: " or ")
        report(
            isWriter ? .resultWriterResource : .itemReaderResource,
            "The field 'Resource' does not match any of the allowed values", at: "Resource", hint: "It is \(names).")
    }

    /// Whether another tool may still put something into what a resource calls. Where only its partition, region or
    /// account is open, what it calls is known.
    private func isUnknownResource(_ text: String) -> Bool {
        isUnknown(text) && !namesKnownCall(text)
    }

    private mutating func checkActivityCredentials(of state: StateContext) {
        guard state.value["Credentials"] != nil else { return }
        report(
            .credentialsOfActivity, "The field 'Credentials' is not supported for activities", at: "Credentials",
            hint: "The worker has its own permissions: leave the field out.")
    }

    /// Whether a text may stand for something that another tool will put there: before it has, nobody can judge it.
    private func isForeign(_ text: String) -> Bool {
        guard options.placeholders == .unknown else { return false }
        let isUnfinished = text.utf8.contains(UInt8(ascii: "$")) && text.contains("${")
        let isComputed = text.utf8.starts(with: "{%".utf8) || text.utf8.starts(with: "States.".utf8)
        if text.isEmpty || isComputed || isUnfinished { return false }
        return text.utf8.contains(where: marksOtherTool.contains) || !isSlip(text)
    }

    /// Whether a text that calls nothing is a slip and nothing that a tool replaces: the name of a function or an
    /// integration with something missing or misspelled, or the name of something else in AWS. Those of `swf` are what
    /// the specification itself writes in its examples.
    private func isSlip(_ text: String) -> Bool {
        let written = text.drop(while: \.isWhitespace).lowercased()
        var parts = written.split(separator: ":", omittingEmptySubsequences: false).prefix(3)
        if parts.first == "arn" { parts.removeFirst() }
        guard let partition = parts.popFirst(), partition.utf8.starts(with: "aws".utf8),
            let service = parts.first.map(String.init)
        else { return false }
        return service == "lambda" || service == "states" || meantCallee(service) != nil
            || service != "swf" && ServiceIntegration.sdkServices.contains(service)
    }

    /// The service of functions or of integrations, when a name is one slip away from it.
    private func meantCallee(_ service: String) -> String? {
        ["lambda", "states"].first { $0 != service && isOneSlip(service, from: $0) }
    }

    /// What stands around the placeholders of other tools, and never in a name that Step Functions calls.
    private var marksOtherTool: String.UTF8View { "{<[%".utf8 }

    private mutating func reportUnreadableResource(_ text: String) {
        if isForeign(text) {
            warnOfForeign(text)
        } else if text.utf8.starts(with: "arn:".utf8) {
            report(.resourceNotRecognized, notRecognized(text), at: "Resource", hint: formHint(text))
        } else {
            let hint = text.utf8.starts(with: "{%".utf8) ? "A Resource is never computed: write the ARN itself." : ""
            report(.resourceNotARN, "Value is not a valid resource ARN", at: "Resource", hint: hint)
        }
    }

    private mutating func warnOfForeign(_ text: String) {
        guard options.includesAdvice else { return }
        report(
            .resourceUnfamiliar, "Step Functions calls nothing with the name \(text)", at: "Resource",
            hint: "AWS refuses the definition unless another tool replaces this text first.")
    }

    /// AWS's words for a resource of the right form that it does not have.
    func notRecognized(_ text: String) -> String {
        "The resource provided \(text) is not recognized. The value is not a valid resource ARN, or the resource is "
            + "not available in this region."
    }

    private func formHint(_ text: String) -> String {
        guard let name = ResourceName(parsing: text) else { return "" }
        if let meant = meantCallee(name.service) { return "Did you mean \(meant)?" }
        if name.service == "lambda" { return "A function is arn:aws:lambda:REGION:ACCOUNT:function:NAME." }
        if name.service == "states", let wrong = name.resource.last,
            let dot = wrong.utf8.firstIndex(of: UInt8(ascii: "."))
        {
            let pattern = String(wrong[dot...])
            let patterns = ServiceIntegration.Pattern.allCases.map(\.rawValue).filter { !$0.isEmpty }
            if let near = nearestName(to: pattern, in: patterns) { return "Did you mean \(near)?" }
        }
        return "An integration is arn:aws:states:::SERVICE:ACTION or arn:aws:states:::aws-sdk:SERVICE:ACTION."
    }
}
