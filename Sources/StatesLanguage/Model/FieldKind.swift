/// What may stand in a field of a definition.
enum FieldKind: Sendable {
    case text
    case flag
    case integer(min: Int, max: Int? = nil)
    case number(min: Double? = nil, max: Double? = nil)
    case oneOf([String])
    /// A date and time by RFC 3339.
    case timestamp
    case path(PathUse)
    /// A payload template in JSONPath, a value with expressions in JSONata.
    case payload(PayloadForm)
    /// `Assign`: a payload whose keys are names of variables.
    case variables
    /// `Result`: taken as it stands.
    case literal
    /// A list of texts with at least one of them.
    case texts
    case part(DefinitionPart)
    case parts(DefinitionPart, mayBeEmpty: Bool = false)
    /// An object of states by their names.
    case states
}

/// The kinds of JSON values that a payload may be. An expression of JSONata always may.
struct PayloadForm: OptionSet, Sendable {
    let rawValue: UInt8

    static let object = PayloadForm(rawValue: 1)
    static let list = PayloadForm(rawValue: 2)
    static let text = PayloadForm(rawValue: 4)
    static let flag = PayloadForm(rawValue: 8)
    static let other = PayloadForm(rawValue: 16)
    static let any: PayloadForm = [.object, .list, .text, .flag, .other]

    /// What AWS calls the kinds that a field most often has.
    var expectation: String {
        if contains(.object) { return contains(.list) ? "[OBJECT, ARRAY]" : "[OBJECT]" }
        return contains(.list) ? "[ARRAY]" : "[STRING]"
    }
}

/// A field of an object in a definition.
struct Field: Sendable {
    var kind: FieldKind
    /// The only query language that knows the field; nil when both do.
    var language: QueryLanguage?
    /// Whether a JSONata state may give an expression instead of a value of the kind.
    var takesExpression = false
    /// Whether `null` may stand here too.
    var isNullable = false
    /// Whether a second field, named with `Path` at the end, takes the value from the input.
    var hasPathTwin = false
    /// Whether expressions here may read the result of the state, or the error that a catcher caught.
    var seesResult = false

    init(_ kind: FieldKind, only language: QueryLanguage? = nil) {
        self.kind = kind
        self.language = language
    }

    /// A value, an expression of JSONata, or a twin with a path.
    static func computed(_ kind: FieldKind) -> Field {
        var field = Field(kind)
        field.takesExpression = true
        field.hasPathTwin = true
        return field
    }

    /// A path that only JSONPath has.
    static func path(_ use: PathUse, isNullable: Bool = false) -> Field {
        var field = Field(.path(use), only: .jsonPath)
        field.isNullable = isNullable
        return field
    }

    /// A payload that is made from the result.
    static func ofResult(_ kind: FieldKind, only language: QueryLanguage? = nil) -> Field {
        var field = Field(kind, only: language)
        field.seesResult = true
        return field
    }
}
