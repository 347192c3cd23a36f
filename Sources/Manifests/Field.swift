internal import JSON

/// One member of an object in a manifest. These values are the only description of what a manifest may
/// say: the loader's checks and the JSON Schema are both made from them.
struct Field: Sendable {
    /// Whether `${…}` may stand in the field and below it.
    enum Placeholders: Sendable {
        /// As in the enclosing object.
        case inherited
        case allowed
        /// In whatever stands below the field, but not in its place.
        case allowedBelow
        case refused
    }

    var name: String
    var type: FieldType
    var required: Bool
    /// What the field means when it is left out.
    var defaultValue: JSONValue?
    /// A sentence or two for people, in Markdown.
    var doc: String
    var placeholders: Placeholders

    init(
        _ name: String, _ type: FieldType, required: Bool = false, default defaultValue: JSONValue? = nil,
        placeholders: Placeholders = .inherited, _ doc: String
    ) {
        self.name = name
        self.type = type
        self.required = required
        self.defaultValue = defaultValue
        self.doc = doc
        self.placeholders = placeholders
    }
}

/// What a field may hold.
indirect enum FieldType: Sendable {
    case text(TextRule)
    case boolean
    case integer(ClosedRange<Int>)
    /// One of a few words.
    case choice([String])
    /// The word, or an integer.
    case wordOrInteger(String, ClosedRange<Int>)
    case object(ObjectShape)
    /// Members with names of the user's choice.
    case map(names: TextRule, values: FieldType, count: ClosedRange<Int>)
    case list(FieldType, count: ClosedRange<Int>)
    /// A state machine's definition: an object, or the same as JSON text.
    case definition
    /// Any JSON value.
    case any
    /// Any object: its members are checked elsewhere.
    case anyObject
}

/// An object with known members.
struct ObjectShape: Sendable {
    var fields: [Field]
    var rules: [ObjectRule] = []
    /// What to say about names that are not fields but that people have reason to write, such as those that
    /// only occur in the service's answers.
    var hints: [String: String] = [:]

    /// The index of the field with this name: copying a field takes longer than finding it.
    func index(of name: String) -> Int? { fields.indices.first { fields[$0].name == name } }
}

/// A rule about the members of one object together.
enum ObjectRule: Sendable {
    /// Exactly one of the fields is present.
    case exactlyOne([String])
    /// `field` must be present when `other` has the value.
    case required(String, when: String, is: String)
    /// None of the fields may be present unless `other` has the value.
    case onlyWhen([String], other: String, is: String)
    /// `field` must be a list of one when `other` is present with another value than this.
    case oneItem(String, unless: String, is: String, code: String)
}
