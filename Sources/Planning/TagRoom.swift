internal import Documents
internal import Manifests
internal import StepFunctions

/// The tags that a plan adds to a live resource and takes from it. What is live then and what the plan adds have to
/// fit the service's limit together, and somebody may set a tag at any time: so it is counted when planning, and again
/// right before the first write of the resource, since the tags themselves are written last.
public struct TagRoom: Codable, Hashable, Sendable {
    /// The machine or activity.
    public var arn: String
    /// Keys that were not live when the plan was made, sorted.
    public var adds: [String]
    /// Keys that are removed before, sorted.
    public var removes: [String]

    /// The room that a plan needs; nil when it adds no key: then nothing that others do can make it too much.
    init?(arn: String, live: [String: String], sets keys: some Sequence<String>, removes: [String]) {
        let adds = Set(keys).subtracting(live.keys)
        guard !adds.isEmpty else { return nil }
        self.arn = arn
        self.adds = adds.sorted()
        self.removes = removes
    }

    /// How many tags there will be on top of `live`, as the service counts them: its own (`aws:`) are free.
    public func count(on live: [String: String]) -> Int { keys(on: live).count }

    private func keys(on live: [String: String]) -> Set<String> {
        Set(live.keys.filter { !$0.hasPrefix("aws:") }).union(adds).subtracting(removes)
    }

    /// How many tags a resource may have.
    public static let limit = Limits.tagsPerResource

    /// Why the tags do not fit; nil when they do.
    ///
    /// - Parameter desired: the tags that git says.
    func refusal(
        on live: [String: String], desired: [String: String], of resource: ResourceID, at place: SourceLocation
    )
        -> Diagnostic?
    {
        let all = keys(on: live)
        guard all.count > Self.limit else { return nil }
        let foreign = all.filter { desired[$0] == nil && !ResourceStamp.tagKeys.contains($0) }.sorted()
        let named = foreign.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
        let more = foreign.count > 5 ? " and \(foreign.count - 5) more" : ""
        return Diagnostic(
            .error, "too-many-live-tags",
            "\(resource) would have \(all.count) tags, and the limit is \(Self.limit)",
            detail: "Git says \(desired.count), \(ResourceStamp.tagKeys.count) are ours, and \(foreign.count) that "
                + "somebody else set would stay: \(named)\(more). Remove \(all.count - Self.limit) of them here or "
                + "there, or set spec.lifecycle.tagPolicy to exclusive, which removes all that git does not say.",
            at: place)
    }
}

extension UnitPlan {
    /// Refuses the tags of a live resource where they do not fit, and has them counted again before the first writes.
    ///
    /// - Parameters:
    ///   - live: the resource's tags.
    ///   - sets: the keys that the plan writes.
    mutating func makeRoom(
        for sets: some Sequence<String>, removing removed: [String], on live: [String: String], arn: String,
        desired: [String: String], of resource: ResourceID, provenance: Provenance
    ) {
        guard let room = TagRoom(arn: arn, live: live, sets: sets, removes: removed) else { return }
        let place = provenance.location(of: "tags")
        if let refusal = room.refusal(on: live, desired: desired, of: resource, at: place) { add(refusal) }
        let own = Set(steps.map(\.id))
        for index in steps.indices where steps[index].phase == .main && own.isDisjoint(with: steps[index].dependsOn) {
            steps[index].tagRoom = room
        }
    }
}
