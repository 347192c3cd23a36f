internal import SQLite
internal import StepFunctions

/// A resource that has, or once had, tags.
struct TaggedResource {
    let arn: String
    let tags: [(key: String, value: String)]
}

extension Session {
    /// The resource of an ARN; nil when it does not exist here or never had a tag.
    func taggedResource(_ arn: String) throws -> TaggedResource? {
        let named: (kind: ResourceKind, name: String)? =
            switch try? StepFunctionsARN(parsing: arn) {
            case .stateMachine(let own) where scope.contains(own): (.stateMachine, own.name)
            case .activity(let own) where scope.contains(own): (.activity, own.name)
            default: nil
            }
        guard let named else { return nil }
        let id = try database.first(
            "SELECT id FROM resources WHERE scope = ? AND kind = ? AND name = ? AND was_tagged = 1",
            scope.key, named.kind.rawValue, named.name
        ) { $0.integer(0) }
        guard let id else { return nil }
        return TaggedResource(arn: arn, tags: try tags(of: id))
    }

    /// Resources that have or had tags, in the order of their creation, with their rows as positions.
    ///
    /// Filters are applied here and not by an index: every row is looked at once in a whole listing, since each
    /// page continues where the last one stopped.
    func taggedResources(
        of kinds: [ResourceKind], after position: Int, limit: Int,
        where matches: ([(key: String, value: String)]) -> Bool
    ) throws -> [Positioned<TaggedResource, Int>] {
        var found: [Positioned<TaggedResource, Int>] = []
        var position = position
        while found.count < limit {
            let rows = try taggedRows(after: position, limit: limit)
            for row in rows where kinds.contains(row.kind) && found.count < limit {
                let tags = try tags(of: row.id)
                guard matches(tags) else { continue }
                let resource = TaggedResource(arn: arn(row.kind, row.name), tags: tags)
                found.append(Positioned(position: row.id, item: resource))
            }
            guard rows.count == limit, let last = rows.last else { break }
            position = last.id
        }
        return found
    }

    private func taggedRows(after position: Int, limit: Int) throws(SQLiteError) -> [TaggedRow] {
        try database.all(
            """
            SELECT id, kind, name FROM resources WHERE scope = ? AND id > ? AND was_tagged = 1 ORDER BY id LIMIT ?
            """, scope.key, position, limit
        ) { row throws(SQLiteError) in
            guard let kind = ResourceKind(rawValue: row.integer(1)) else {
                throw .damaged("the kind \(row.integer(1)) of a resource is unknown")
            }
            return TaggedRow(id: row.integer(0), kind: kind, name: row.text(2))
        }
    }

    private func arn(_ kind: ResourceKind, _ name: String) -> String {
        switch kind {
        case .stateMachine: scope.stateMachineARN(name).description
        case .activity: scope.activityARN(name).description
        }
    }
}

private struct TaggedRow {
    let id: Int
    let kind: ResourceKind
    let name: String
}
