internal import JSON
internal import Manifests

/// What has to be done to a resource's tags.
struct TagDifference {
    /// Tags to set.
    var set: [String: String] = [:]
    /// Keys to remove, sorted.
    var remove: [String] = []
    /// Both, for people, without what the policy ignores.
    var changes: [Change] = []

    var removals: [Change] { changes.filter { $0.after == nil } }
    var settings: [Change] { changes.filter { $0.after != nil } }

    /// Compares live tags with desired ones. A tag that is not desired is removed when we set it once, or
    /// when the manifest claims all tags for itself.
    init(
        live: [String: String], desired: [String: String], owned: OwnedKeys?, tagPolicy: Lifecycle.TagPolicy,
        resource: ResourceID, policy: Policy, provenance: Provenance
    ) {
        for (key, value) in desired.sorted(by: { $0.key < $1.key }) where live[key] != value {
            let path = appending(key, to: "tags")
            guard !policy.ignores(path, of: resource) else { continue }
            set[key] = value
            changes.append(
                Change(
                    path: path, before: live[key].map(JSONValue.string), after: .string(value),
                    source: provenance.location(of: path)))
        }
        for (key, value) in live.sorted(by: { $0.key < $1.key }) where desired[key] == nil {
            let isReserved = key.hasPrefix("aws:") || key.hasPrefix(ResourceStamp.keyPrefix)
            if isReserved { continue }
            let isOurs = owned?.contains(key) ?? false
            let path = appending(key, to: "tags")
            guard isOurs || tagPolicy == .exclusive, !policy.ignores(path, of: resource) else { continue }
            remove.append(key)
            changes.append(
                Change(path: path, before: .string(value), after: nil, source: provenance.location(of: "tags")))
        }
    }
}
