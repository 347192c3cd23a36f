internal import JSON

/// A value as the service prints it in a message, which is how Java prints it:
/// `[RoutingConfigurationListItem(stateMachineVersionArn=…, weight=50)]`.
struct JavaText: CustomStringConvertible {
    private let value: JSONValue
    private let shape: ValueShape?

    init(_ value: JSONValue, _ shape: ValueShape?) {
        self.value = value
        self.shape = shape
    }

    var description: String {
        switch (value, shape?.kind) {
        case (.array(let elements), .list(let element, _)):
            "[\(elements.map { nested($0, element) }.joined(separator: ", "))]"
        case (.object(let object), .structure(let structure)):
            "\(structure.name)(\(structure.members.map { member($0, of: object) }.joined(separator: ", ")))"
        case (.object(let object), .map(_, let element)):
            "{\(object.map { "\($0.key)=\(nested($0.value, element))" }.joined(separator: ", "))}"
        case (.string(let text), _): text
        case (.number(let number), _): number.literal
        case (.bool(let value), _): value ? "true" : "false"
        default: "null"
        }
    }

    private func member(_ member: MemberShape, of object: JSONObject) -> String {
        "\(member.name)=\(object[member.name].map { nested($0, member.value) } ?? "null")"
    }

    private func nested(_ value: JSONValue, _ shape: ValueShape) -> String {
        shape.isSensitive && !value.isNull ? "***Sensitive Data Redacted***" : JavaText(value, shape).description
    }
}
