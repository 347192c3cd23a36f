/// Something outside of an expression that it reads.
public struct JSONataReference: Hashable, Sendable {
    /// What it reads.
    public enum Kind: Hashable, Sendable {
        /// A variable that the expression does not bind itself, without the `$`.
        case variable(String)
        /// `$states`, with the names of the members that follow.
        case states([String])
        /// `$$`, the root of the input.
        case root
        /// `$` where there is no context item.
        case context
        /// A name where there is no context item.
        case name(String)
        /// `*` or `**` where there is no context item.
        case wildcard
        /// A function that is called, or passed to another one, and that neither the expression defines nor Step
        /// Functions offers; without the `$`.
        case unknownFunction(String)
    }

    /// What it reads.
    public var kind: Kind
    /// Where, in Unicode scalars from the start of the expression.
    public var offset: Int
    /// Whether the expression asks if the variable has a value, by `$exists($name)` or `$name ? … : …`, and so says
    /// what it comes to without one.
    public var isAskedFor = false
}

extension JSONataExpression {
    /// What the expression reads from outside, in the order of the text. In Step Functions there is no context item but
    /// inside of what works on the items of something: later steps of a path, filters, orders, groups, transforms.
    public var references: [JSONataReference] {
        var reader = JSONataReferenceReader()
        reader.read(self, hasContext: false)
        return reader.references.map { reference in
            guard case .variable(let name) = reference.kind, reader.askedFor.contains(name) else { return reference }
            var reference = reference
            reference.isAskedFor = true
            return reference
        }
    }
}

/// Walks an expression and knows which variables are bound where.
private struct JSONataReferenceReader {
    private struct Scope {
        var names: Set<String>
        /// What is bound anywhere in the block: the body of a function sees it, since it runs later.
        var later: Set<String> = []
        var isFunction = false
        /// Whether `:=` binds here; variables of a path vanish with it.
        var takesBindings = true
    }

    private(set) var references: [JSONataReference] = []
    /// The variables that the expression asks for before it reads them.
    private(set) var askedFor: Set<String> = []
    private var scopes = [Scope(names: [])]

    private mutating func add(_ kind: JSONataReference.Kind, at expression: JSONataExpression) {
        references.append(JSONataReference(kind: kind, offset: expression.offset))
    }

    private func isBound(_ name: String) -> Bool {
        var runsLater = false
        for scope in scopes.reversed() {
            if scope.names.contains(name) || runsLater && scope.later.contains(name) { return true }
            if scope.isFunction { runsLater = true }
        }
        return false
    }

    private mutating func inScope(_ scope: Scope, _ body: (inout JSONataReferenceReader) -> Void) {
        scopes.append(scope)
        body(&self)
        scopes.removeLast()
    }

    mutating func read(_ expression: JSONataExpression, hasContext: Bool) {
        if case .path(let steps) = expression.kind {
            readPath(steps, expression.suffixes, hasContext: hasContext)
        } else {
            readKind(of: expression, hasContext: hasContext)
            read(expression.suffixes)
        }
    }

    private mutating func read(_ expressions: [JSONataExpression], hasContext: Bool) {
        for expression in expressions { read(expression, hasContext: hasContext) }
    }

    private mutating func readKind(of expression: JSONataExpression, hasContext: Bool) {
        switch expression.kind {
        case .name(let name): if !hasContext { add(.name(name), at: expression) }
        case .wildcard, .descendants: if !hasContext { add(.wildcard, at: expression) }
        case .variable(let name): readVariable(name, expression, hasContext: hasContext)
        case .sort(let terms): for term in terms { read(term.expression, hasContext: true) }
        case .negation(let operand): read(operand, hasContext: hasContext)
        case .binary(_, let left, let right), .range(let left, let right):
            read(left, hasContext: hasContext)
            read(right, hasContext: hasContext)
        case .chain(let value, let function):
            read(value, hasContext: hasContext)
            readFunction(function, hasContext: hasContext)
        case .array(let items): read(items, hasContext: hasContext)
        case .object(let pairs): read(pairs, hasContext: hasContext)
        case .condition(let condition, let then, let otherwise):
            noteQuestion(about: condition)
            read([condition, then], hasContext: hasContext)
            if let otherwise { read(otherwise, hasContext: hasContext) }
        case .call(let function, let arguments):
            if case .variable("exists") = function.kind, let argument = arguments.first {
                noteQuestion(about: argument)
            }
            readFunction(function, hasContext: hasContext)
            read(arguments, hasContext: hasContext)
        case .partialCall(let function, let arguments):
            readFunction(function, hasContext: hasContext)
            read(arguments.compactMap(\.self), hasContext: hasContext)
        default: readScope(of: expression, hasContext: hasContext)
        }
    }

    private mutating func noteQuestion(about expression: JSONataExpression) {
        switch expression.kind {
        case .variable(let name): if !isBound(name) { askedFor.insert(name) }
        case .path(let steps): if let first = steps.first { noteQuestion(about: first) }
        case .block(let statements) where statements.count == 1: noteQuestion(about: statements[0])
        default: break
        }
    }

    private mutating func readScope(of expression: JSONataExpression, hasContext: Bool) {
        switch expression.kind {
        case .block(let statements):
            let later = Set(statements.flatMap(boundNames))
            inScope(Scope(names: [], later: later)) { reader in
                reader.read(statements, hasContext: hasContext)
            }
        case .function(let parameters, _, let body):
            // The context is that of the place where the function is written.
            let later = Set(boundNames(in: body))
            inScope(Scope(names: Set(parameters), later: later, isFunction: true)) { reader in
                reader.read(body, hasContext: hasContext)
            }
        case .binding(let name, let value):
            read(value, hasContext: hasContext)
            if let index = scopes.lastIndex(where: \.takesBindings) { scopes[index].names.insert(name) }
        case .transform(let pattern, let update, let deletion):
            read([pattern, update], hasContext: true)
            if let deletion { read(deletion, hasContext: true) }
        default: break
        }
    }

    private func boundNames(in statement: JSONataExpression) -> [String] {
        guard case .binding(let name, let value) = statement.kind else { return [] }
        return [name] + boundNames(in: value)
    }

    private mutating func readVariable(_ name: String, _ expression: JSONataExpression, hasContext: Bool) {
        if name.isEmpty {
            if !hasContext { add(.context, at: expression) }
        } else if name == "$" {
            add(.root, at: expression)
        } else if !isBound(name) {
            if name == "states" {
                add(.states([]), at: expression)
            } else if name == JSONataFunctions.eval {
                add(.unknownFunction(name), at: expression)
            } else if !JSONataFunctions.available.contains(name) {
                add(.variable(name), at: expression)
            }
        }
    }

    private mutating func readFunction(_ function: JSONataExpression, hasContext: Bool) {
        guard case .variable(let name) = function.kind, function.suffixes.isEmpty, !name.isEmpty, name != "$" else {
            return read(function, hasContext: hasContext)
        }
        if !isBound(name), !JSONataFunctions.available.contains(name) { add(.unknownFunction(name), at: function) }
    }

    /// The first step starts from the context of the path, the others from what the step before gave.
    private mutating func readPath(
        _ steps: [JSONataExpression], _ suffixes: [JSONataExpression.Suffix], hasContext: Bool
    ) {
        inScope(Scope(names: [], takesBindings: false)) { reader in
            for (number, step) in steps.enumerated() {
                if number == 0, case .variable("states") = step.kind, !reader.isBound("states") {
                    let names = reader.names(of: steps.dropFirst())
                    reader.add(.states(names), at: step)
                } else {
                    reader.readKind(of: step, hasContext: hasContext || number > 0)
                }
                reader.read(step.suffixes)
            }
            reader.read(suffixes)
        }
    }

    private func names(of steps: ArraySlice<JSONataExpression>) -> [String] {
        var names: [String] = []
        for step in steps {
            guard case .name(let name) = step.kind else { break }
            names.append(name)
        }
        return names
    }

    private mutating func read(_ suffixes: [JSONataExpression.Suffix]) {
        for suffix in suffixes {
            switch suffix {
            case .keepsArray, .remembersParent: break
            case .focus(let name), .index(let name), .filteredIndex(let name):
                scopes[scopes.count - 1].names.insert(name)
            case .filter(let condition): read(condition, hasContext: true)
            case .group(let pairs): read(pairs, hasContext: true)
            }
        }
    }

    private mutating func read(_ pairs: [JSONataExpression.Pair], hasContext: Bool) {
        for pair in pairs { read([pair.key, pair.value], hasContext: hasContext) }
    }
}
