internal import JSON

extension Checker {
    /// Checks a payload in the language of the state. Called at the place of the object around.
    mutating func checkPayload(
        _ value: JSONValue, at key: String, _ form: PayloadForm, of field: Field, _ around: Surroundings
    ) {
        let isExpression = around.language == .jsonata && value.stringValue.map(opensExpression) == true
        guard isExpression || form.contains(value.payloadForm) else {
            reportType(of: value, expected: form.expectation, at: key)
            return
        }
        switch around.language {
        case .jsonPath: checkTemplateMember(value, at: key)
        case .jsonata: checkExpressions(in: value, at: key, field.seesResult ? around.resultUse : JSONataUse())
        }
    }

    /// Checks the expressions in a value, however deep they are. `key` is nil when the value is the present place.
    private mutating func checkExpressions(in value: JSONValue, at key: String?, _ use: JSONataUse) {
        switch value {
        case .string(let text):
            if !isUnknown(text) { checkJSONata(text, at: key, as: use) }
        case .array, .object:
            guard let key else { return checkExpressions(inElementsOf: value, use) }
            descend(key) { $0.checkExpressions(inElementsOf: value, use) }
        case .null, .bool, .number: break
        }
    }

    private mutating func checkExpressions(inElementsOf value: JSONValue, _ use: JSONataUse) {
        switch value {
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                descend(index) { $0.checkExpressions(in: element, at: nil, use) }
            }
        case .object(let members):
            for (key, member) in members {
                if isDynamicKey(key) { warnOfPath(at: key) }
                checkExpressions(in: member, at: key, use)
            }
        case .string, .null, .bool, .number: break
        }
    }

    private mutating func warnOfPath(at key: String) {
        guard options.includesAdvice else { return }
        report(
            .pathInJSONata, "In a JSONata state '\(key)' is a field of this very name, and nothing is computed",
            at: key,
            isAboutKey: true)
    }

    /// Checks a member of a payload template whose key has no `.$`.
    private mutating func checkTemplateMember(_ value: JSONValue, at key: String) {
        switch value {
        case .string(let text): warnOfStatic(text, at: key)
        case .array, .object: descend(key) { $0.checkTemplate(value) }
        case .null, .bool, .number: break
        }
    }

    /// Checks a payload template. Called at its place.
    private mutating func checkTemplate(_ value: JSONValue) {
        switch value {
        case .string(let text): warnOfStatic(text)
        case .array(let elements):
            for (index, element) in elements.enumerated() { descend(index) { $0.checkTemplate(element) } }
        case .object(let members):
            for (key, member) in members { checkTemplateMember(member, at: key, of: members) }
        case .null, .bool, .number: break
        }
    }

    private mutating func checkTemplateMember(_ value: JSONValue, at key: String, of template: JSONObject) {
        guard isDynamicKey(key) else { return checkTemplateMember(value, at: key) }
        let name = String(key.dropLast(2))
        if template[name] != nil {
            report(
                .duplicateTemplateMember, "The fields '\(name)' and '\(key)' cannot be used together", at: key,
                isAboutKey: true, isLocatedAtParent: true)
        }
        guard let text = value.stringValue else {
            report(
                .templatePathNotText,
                "The value for the field '\(key)' must be a valid JSONPath or a valid intrinsic function call",
                at: key, isLocatedAtParent: true)
            return
        }
        if !isUnknown(text) { checkPath(text, at: key, as: .template) }
    }

    /// Warns of a text that looks computed and is not.
    private mutating func warnOfStatic(_ text: String, at key: String? = nil) {
        if looksLikePath(text) {
            report(
                .noDollar, "No .$ on a field that appears to be a JSONPath or Intrinsic Function", at: key,
                hint: key.map { "To take the value from there, name the field '\($0).$'." } ?? "")
        } else if opensExpression(text), options.includesAdvice {
            report(
                .expressionInJSONPath, "The state's query language is JSONPath, so this expression is not computed",
                at: key)
        }
    }

    /// Checks an `Assign`. Called at the place of the object around.
    mutating func checkAssignment(_ value: JSONValue, at key: String, _ around: Surroundings) {
        guard let variables = value.objectValue else {
            reportType(of: value, expected: "[OBJECT]", at: key)
            return
        }
        descend(key) { checker in
            for (name, value) in variables {
                checker.checkVariableName(name, around.language)
                switch around.language {
                case .jsonPath: checker.checkTemplateMember(value, at: name, of: variables)
                case .jsonata: checker.checkExpressions(in: value, at: name, around.resultUse)
                }
            }
        }
    }

    /// Warns of what looks computed in a `Result`, which is taken as it stands. Called at its place.
    mutating func checkLiteral(_ value: JSONValue) {
        switch value {
        case .string(let text): if looksLikePath(text) { reportStatic() }
        case .array(let elements):
            for (index, element) in elements.enumerated() { descend(index) { $0.checkLiteral(element) } }
        case .object(let members):
            for (key, member) in members {
                if isDynamicKey(key) { reportStatic(at: key) } else { descend(key) { $0.checkLiteral(member) } }
            }
        case .null, .bool, .number: break
        }
    }

    private mutating func reportStatic(at key: String? = nil) {
        report(.passResultIsStatic, "Attempt to use a path in the result of a pass state", at: key)
    }
}

extension JSONValue {
    /// Which kind of payload this is.
    fileprivate var payloadForm: PayloadForm {
        switch self {
        case .object: .object
        case .array: .list
        case .string: .text
        case .bool: .flag
        case .null, .number: .other
        }
    }
}
