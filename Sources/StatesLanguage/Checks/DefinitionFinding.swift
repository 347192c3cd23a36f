/// One problem that a check found in a definition.
public struct DefinitionFinding: Hashable, Sendable {
    /// Which rule is broken.
    public var rule: DefinitionRule
    /// What is wrong here, in AWS's words where they are recorded.
    public var message: String
    /// Where in the definition.
    public var pointer: DefinitionPointer
    /// How many Unicode scalars into the text at `pointer` the problem starts; nil when the whole value is meant.
    public var offset: Int?
    /// Whether the problem is with the member's key rather than with its value.
    public var isAboutKey: Bool
    /// What to do about this very case, such as the nearest right name; empty when the rule's remedy says it all.
    public var hint: String
    /// Whether AWS answers this one without a location, as it does for a workflow that never ends.
    public var isWithoutLocation: Bool
    /// Whether AWS names the object around the member at `pointer`, as it does for a field that does not belong there.
    public var isLocatedAtParent: Bool

    /// A finding.
    public init(
        _ rule: DefinitionRule, _ message: String, at pointer: DefinitionPointer, offset: Int? = nil,
        isAboutKey: Bool = false, hint: String = "", isWithoutLocation: Bool = false, isLocatedAtParent: Bool = false
    ) {
        self.rule = rule
        self.message = message
        self.pointer = pointer
        self.offset = offset
        self.isAboutKey = isAboutKey
        self.hint = hint
        self.isWithoutLocation = isWithoutLocation
        self.isLocatedAtParent = isLocatedAtParent
    }

    /// How much it matters.
    public var severity: DefinitionRule.Severity { rule.severity }
    /// The place as the service writes it; nil where it gives none.
    public var serviceLocation: String? {
        if isWithoutLocation { return nil }
        return isLocatedAtParent ? DefinitionPointer(Array(pointer.steps.dropLast())).serviceText : pointer.serviceText
    }
}
