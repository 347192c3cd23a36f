internal import JSON

extension IntrinsicCall {
    /// Reads a call.
    ///
    /// - Throws: `invalid-intrinsic`, `unknown-intrinsic`, `intrinsic-arity`, `intrinsic-escape`,
    ///   `intrinsic-argument` or `intrinsic-nesting`, and `invalid-jsonpath` for a path among the arguments.
    public init(parsing text: String) throws(ExpressionError) {
        var notes = PathNotes()
        try self.init(parsing: text, notes: &notes)
    }

    /// Reads a call and says what is worth a remark about it.
    ///
    /// - Throws: As `init(parsing:)`.
    public init(parsing text: String, notes: inout PathNotes) throws(ExpressionError) {
        var scanner = PathScanner(text)
        self = try scanner.readCall()
        scanner.skipBlanks()
        guard scanner.current == nil else {
            throw scanner.fault("nothing may follow the call", code: "invalid-intrinsic")
        }
        notes = scanner.notes
        notes.ambiguity = nil
    }
}

extension PathScanner {
    /// Reads a call from the name of the function to the closing parenthesis.
    mutating func readCall() throws(ExpressionError) -> IntrinsicCall {
        let start = offset
        let function = try readFunctionName()
        callDepth += 1
        guard callDepth <= IntrinsicCall.nestingLimit else {
            throw fault(
                "intrinsic functions may be nested \(IntrinsicCall.nestingLimit) deep", code: "intrinsic-nesting",
                at: start)
        }
        let (arguments, starts) = try readArguments()
        callDepth -= 1
        guard function.arity.contains(arguments.count) else {
            throw fault(
                "\(function.rawValue) takes \(function.arityText), not \(arguments.count)", code: "intrinsic-arity",
                at: start)
        }
        let call = IntrinsicCall(function, arguments)
        if let wrong = call.firstArgumentOfWrongKind {
            throw fault(
                "argument \(wrong.index + 1) of \(function.rawValue) has to be \(wrong.kind.rawValue)",
                code: "intrinsic-argument", at: starts[wrong.index])
        }
        for failure in call.failuresByConstants {
            doubt("intrinsic-constant", failure.reason, at: starts[failure.index])
        }
        return call
    }

    private mutating func readFunctionName() throws(ExpressionError) -> IntrinsicFunction {
        let start = offset
        let name = takeRun(of: .functionName)
        guard !name.isEmpty else {
            throw fault("a call starts with 'States.', not with \(found)", code: "invalid-intrinsic")
        }
        guard let function = IntrinsicFunction(rawValue: name) else {
            throw fault("there is no intrinsic function '\(name)'", code: "unknown-intrinsic", at: start)
        }
        return function
    }

    private mutating func readArguments() throws(ExpressionError) -> ([IntrinsicCall.Argument], starts: [Int]) {
        skipBlanks()
        let start = offset
        guard take("(") else { throw unexpected("'('", code: "invalid-intrinsic") }
        var arguments: [IntrinsicCall.Argument] = []
        var starts: [Int] = []
        skipBlanks()
        if take(")") { return (arguments, starts) }
        repeat {
            skipBlanks()
            starts.append(offset)
            arguments.append(try readArgument())
            skipBlanks()
        } while take(",")
        guard take(")") else {
            throw current == nil
                ? fault("this parenthesis is not closed", code: "invalid-intrinsic", at: start)
                : unexpected("',' or ')'", code: "invalid-intrinsic")
        }
        return (arguments, starts)
    }

    private mutating func readArgument() throws(ExpressionError) -> IntrinsicCall.Argument {
        switch current {
        case UInt8(ascii: "'"): return .text(try readIntrinsicText())
        case UInt8(ascii: "$"): return .path(try readPath())
        case let byte? where ASCIISet.startOfNumber.contains(byte): return .number(try readNumber())
        case UInt8(ascii: "\""): throw fault("texts stand in single quotes", code: "invalid-intrinsic")
        case let byte? where ASCIISet.letters.contains(byte): return try readWordOrCall()
        default: throw unexpected("an argument", code: "invalid-intrinsic")
        }
    }

    private mutating func readNumber() throws(ExpressionError) -> JSONNumber {
        let start = offset
        guard let number = JSONNumber(literal: takeRun(of: .number)) else {
            throw fault("this is no number", code: "invalid-intrinsic", at: start)
        }
        return number
    }

    private mutating func readWordOrCall() throws(ExpressionError) -> IntrinsicCall.Argument {
        let start = offset
        let word = takeRun(of: .functionName)
        switch word {
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "null": return .null
        default:
            let isCall = word.hasPrefix("States.") || current == UInt8(ascii: "(")
            guard isCall else {
                throw fault(
                    "'\(word)' is no argument: a text stands in single quotes, a path starts with '$'",
                    code: "invalid-intrinsic", at: start)
            }
            offset = start
            return .call(try readCall())
        }
    }

    /// Reads a text from quote to quote and resolves its escapes.
    private mutating func readIntrinsicText() throws(ExpressionError) -> IntrinsicText {
        let start = offset
        offset += 1
        var pieces: [String] = []
        var piece: [UInt8] = []
        while let byte = current {
            offset += 1
            switch byte {
            case UInt8(ascii: "'"):
                return IntrinsicText(pieces: pieces + [String(decoding: piece, as: UTF8.self)])
            case UInt8(ascii: "\\"):
                guard let escaped = current, ASCIISet.escapable.contains(escaped) else { throw wrongEscape() }
                piece.append(escaped)
                offset += 1
            case UInt8(ascii: "{") where take("}"):
                pieces.append(String(decoding: piece, as: UTF8.self))
                piece.removeAll(keepingCapacity: true)
            default: piece.append(byte)
            }
        }
        throw fault("this quote is not closed", code: "invalid-intrinsic", at: start)
    }

    private func wrongEscape() -> ExpressionError {
        fault(
            #"only \', \{, \} and \\ are escapes: a backslash cannot stand before \#(found)"#,
            code: "intrinsic-escape", at: offset - 1)
    }
}

extension IntrinsicFunction {
    /// How many arguments the function takes, in words.
    fileprivate var arityText: String {
        let count = arity.lowerBound
        let arguments = count == 1 ? "1 argument" : "\(count == 0 ? "no" : String(count)) arguments"
        if arity.upperBound == .max { return "at least \(arguments)" }
        return arity.count == 1 ? arguments : "\(count) to \(arity.upperBound) arguments"
    }
}

extension ASCIISet {
    fileprivate static let functionName = ASCIISet(
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), and: "._")
    fileprivate static let startOfNumber = ASCIISet(UInt8(ascii: "0")...UInt8(ascii: "9"), and: "-")
    fileprivate static let number = ASCIISet(UInt8(ascii: "0")...UInt8(ascii: "9"), and: "+-.eE")
    fileprivate static let escapable = ASCIISet("'{}\\")
}
