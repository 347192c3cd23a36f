internal import Documents

/// The policy that holds in one environment: what the environment says itself, and the project's word for every member
/// that it leaves out. It is put together from what is written, so that a member that policies learn later needs
/// nothing here.
struct EnvironmentPolicy {
    /// `spec.policy` with the environment's members in place of the project's; nil when neither says anything.
    private(set) var node: Node?
    /// Where each member is written, and each item of its list (`ignoreDrift[0]`).
    private(set) var places: [String: SourceLocation] = [:]

    /// - Parameters:
    ///   - own: `spec.environments.NAME.policy`. A list takes the place of the project's list.
    ///   - project: `spec.policy`.
    init(_ own: Node?, over project: Node?, _ origins: Origins) {
        node = Self.merged(own, over: project)
        for member in node?.members ?? [] {
            places[member.key] = origins.location(member.keyPosition)
            for (index, item) in (member.value.elements ?? []).enumerated() {
                places["\(member.key)[\(index)]"] = origins.location(item.position)
            }
        }
    }

    /// What is no object has been reported, and says nothing here.
    private static func merged(_ own: Node?, over project: Node?) -> Node? {
        guard let own, let members = own.members else { return project }
        let inherited = (project?.members ?? []).filter { own[$0.key] == nil }
        return Node(.object(members + inherited), at: own.position)
    }
}

extension ObjectShape {
    /// The same members where leaving one out means what something else says.
    var withoutDefaults: ObjectShape {
        var shape = self
        for index in shape.fields.indices { shape.fields[index].defaultValue = nil }
        return shape
    }
}
