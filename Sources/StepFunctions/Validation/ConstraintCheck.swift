internal import JSON

/// Walks a value along its shape and collects what is wrong with it.
///
/// Nothing is built while nothing is wrong: the path is a stack of names that become text only in a message, and
/// a text is scanned only when its length in bytes leaves the question open.
struct ConstraintCheck {
    private enum Step {
        case member(String)
        case element(Int)
    }

    private var path: [Step] = []
    private var violations: [String] = []
    private var mismatch: ServiceError?

    /// What the service would answer; a wrong JSON type comes before every constraint.
    var error: ServiceError? {
        if let mismatch { return mismatch }
        guard !violations.isEmpty else { return nil }
        let count = violations.count == 1 ? "1 validation error" : "\(violations.count) validation errors"
        return .validation("\(count) detected: \(violations.joined(separator: "; "))")
    }

    mutating func visit(_ object: JSONObject, _ shape: StructureShape) {
        for member in shape.members {
            guard let value = object[member.name], !value.isNull else {
                if member.isRequired { violations.append(missing(member.name)) }
                continue
            }
            path.append(.member(member.name))
            visit(value, member.value)
            path.removeLast()
        }
    }

    private mutating func visit(_ value: JSONValue, _ shape: ValueShape) {
        switch (shape.kind, value) {
        case (.string(let length, let pattern), .string(let text)):
            checkLength(text, length, value, shape)
            if let pattern, !pattern.matches(text) {
                report(value, shape, .pattern(pattern))
            }
        case (.enumeration(let values), .string(let text)):
            if !values.contains(text) { report(value, shape, .enumeration(values)) }
        case (.integer(let bounds), .number(let number)):
            checkInteger(number.intValue.flatMap(Int32.init(exactly:)).map(Int.init), bounds, value, shape)
        case (.long(let bounds), .number(let number)):
            checkInteger(number.intValue, bounds, value, shape)
        case (.float(let bounds), .number(let number)):
            checkFloat(number.doubleValue, bounds, value, shape)
        case (.timestamp, .number), (.boolean, .bool): break
        case (.list(let element, let count), .array(let elements)):
            visit(elements, of: element, count, value, shape)
        case (.map(_, let element), .object(let object)):
            for (key, value) in object {
                path.append(.member(key))
                visit(value, element)
                path.removeLast()
            }
        case (.structure(let structure), .object(let object)): visit(object, structure)
        default: mismatch = mismatch ?? .mismatch(of: value, with: shape)
        }
    }

    private mutating func visit(
        _ elements: [JSONValue], of element: ValueShape, _ count: Bounds, _ list: JSONValue, _ shape: ValueShape
    ) {
        checkCount(elements.count, count, list, shape)
        guard case .structure = element.kind else {
            checkSimple(elements, of: element, list, shape)
            return
        }
        for (index, value) in elements.enumerated() {
            path.append(.element(index + 1))
            visit(value, element)
            path.removeLast()
        }
    }

    /// The service answers for the whole list of plain texts at once and names all constraints of an element.
    private mutating func checkSimple(
        _ elements: [JSONValue], of element: ValueShape, _ list: JSONValue, _ shape: ValueShape
    ) {
        var inner = ConstraintCheck()
        for value in elements where inner.violations.isEmpty { inner.visit(value, element) }
        mismatch = mismatch ?? inner.mismatch
        if !inner.violations.isEmpty { report(list, shape, .elements(element)) }
    }

    private mutating func checkLength(_ text: String, _ bounds: Bounds, _ value: JSONValue, _ shape: ValueShape) {
        if !bounds.containLength(of: text) { checkCount(text.utf16.count, bounds, value, shape) }
    }

    private mutating func checkCount(_ count: Int, _ bounds: Bounds, _ value: JSONValue, _ shape: ValueShape) {
        if let minimum = bounds.minimum, count < minimum { report(value, shape, .minimumLength(minimum)) }
        if let maximum = bounds.maximum, count > maximum { report(value, shape, .maximumLength(maximum)) }
    }

    private mutating func checkInteger(_ number: Int?, _ bounds: Bounds, _ value: JSONValue, _ shape: ValueShape) {
        guard let number else {
            mismatch = mismatch ?? .mismatch(of: value, with: shape)
            return
        }
        if let minimum = bounds.minimum, number < minimum { report(value, shape, .minimumValue(minimum)) }
        if let maximum = bounds.maximum, number > maximum { report(value, shape, .maximumValue(maximum)) }
    }

    private mutating func checkFloat(_ number: Double, _ bounds: Bounds, _ value: JSONValue, _ shape: ValueShape) {
        if let minimum = bounds.minimum, number < Double(minimum) { report(value, shape, .minimumValue(minimum)) }
        if let maximum = bounds.maximum, number > Double(maximum) { report(value, shape, .maximumValue(maximum)) }
    }

    private mutating func report(_ value: JSONValue, _ shape: ValueShape, _ constraint: Constraint) {
        // A sensitive value is left out together with its quotation marks. That is how AWS services that
        // were seen refusing passwords do it; no such refusal by Step Functions is recorded.
        let shown = shape.isSensitive ? "" : " '\(JavaText(value, shape))'"
        violations.append("Value\(shown) at '\(pathText)' failed to satisfy constraint: \(constraint.text)")
    }

    private func missing(_ name: String) -> String {
        let place = path.isEmpty ? name : "\(pathText).\(name)"
        return "Value null at '\(place)' failed to satisfy constraint: \(Constraint.present.text)"
    }

    private var pathText: String {
        path.map { step in
            switch step {
            case .member(let name): name
            case .element(let index): "\(index).member"
            }
        }.joined(separator: ".")
    }
}
