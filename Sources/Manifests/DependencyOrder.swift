/// Resources and what each of them refers to.
struct DependencyGraph {
    private let nodes: [ResourceID]
    /// Indices into `nodes`; references to oneself and to nothing are left out.
    private let edges: [[Int]]

    /// Nodes are kept sorted, which makes everything below independent of the order of files.
    init(_ references: [ResourceID: [ResourceID]]) {
        let nodes = references.keys.sorted()
        var indices: [ResourceID: Int] = [:]
        indices.reserveCapacity(nodes.count)
        for (index, node) in nodes.enumerated() { indices[node] = index }
        self.nodes = nodes
        edges = nodes.enumerated().map { index, node in
            (references[node] ?? []).compactMap { indices[$0] }.filter { $0 != index }
        }
    }

    /// For every resource how many resources must come before it in a row: 0 for one that refers to nothing.
    /// Sorting by this number and then by name is a dependency order. Members of cycles are left out, as is
    /// whatever refers to them.
    func depths() -> [ResourceID: Int] {
        var waiting = edges.map(\.count)
        var dependents = [[Int]](repeating: [], count: nodes.count)
        for (node, targets) in edges.enumerated() {
            for target in targets { dependents[target].append(node) }
        }
        var depth = [Int](repeating: 0, count: nodes.count)
        var ready = nodes.indices.filter { waiting[$0] == 0 }
        var result: [ResourceID: Int] = [:]
        result.reserveCapacity(nodes.count)
        while let node = ready.popLast() {
            result[nodes[node]] = depth[node]
            for dependent in dependents[node] {
                depth[dependent] = max(depth[dependent], depth[node] + 1)
                waiting[dependent] -= 1
                if waiting[dependent] == 0 { ready.append(dependent) }
            }
        }
        return result
    }

    /// Every group of resources that need each other, each as a walk along references that begins with
    /// the smallest member and names all of them.
    func cycles() -> [[ResourceID]] {
        components().filter { $0.count > 1 }.map { members in walk(through: members).map { nodes[$0] } }
            .sorted { ($0.first ?? nodes[0]) < ($1.first ?? nodes[0]) }
    }

    /// A depth-first walk inside one strongly connected component, so that neighbours in the message are
    /// neighbours in the documents wherever the component is a simple circle.
    private func walk(through members: [Int]) -> [Int] {
        let inside = Set(members)
        var visited: [Int] = []
        var seen: Set<Int> = []
        var stack = [members.min() ?? members[0]]
        while let node = stack.popLast() {
            guard seen.insert(node).inserted else { continue }
            visited.append(node)
            stack.append(contentsOf: edges[node].filter(inside.contains).sorted(by: >))
        }
        return visited
    }

    /// Tarjan's strongly connected components, without recursion: a chain may be 100,000 long.
    private func components() -> [[Int]] {
        var search = ComponentSearch(count: nodes.count)
        for root in nodes.indices where search.order[root] == nil {
            search.enter(root)
            while let (node, edge) = search.path.last {
                if edge < edges[node].count {
                    search.path[search.path.count - 1].edge += 1
                    search.follow(from: node, to: edges[node][edge])
                } else {
                    search.leave(node)
                }
            }
        }
        return search.found
    }
}

/// The state of Tarjan's algorithm (SIAM Journal on Computing 1, 1972).
private struct ComponentSearch {
    /// When each node was entered.
    var order: [Int?]
    /// The earliest entered node that is known to be reachable.
    var low: [Int]
    var onStack: [Bool]
    var stack: [Int] = []
    var path: [(node: Int, edge: Int)] = []
    var found: [[Int]] = []
    private var clock = 0

    init(count: Int) {
        order = Array(repeating: nil, count: count)
        low = Array(repeating: 0, count: count)
        onStack = Array(repeating: false, count: count)
    }

    mutating func enter(_ node: Int) {
        order[node] = clock
        low[node] = clock
        clock += 1
        stack.append(node)
        onStack[node] = true
        path.append((node, 0))
    }

    mutating func follow(from node: Int, to target: Int) {
        if let entered = order[target] {
            if onStack[target] { low[node] = min(low[node], entered) }
        } else {
            enter(target)
        }
    }

    mutating func leave(_ node: Int) {
        path.removeLast()
        if let parent = path.last?.node { low[parent] = min(low[parent], low[node]) }
        guard low[node] == order[node] else { return }
        var component: [Int] = []
        while let member = stack.popLast() {
            onStack[member] = false
            component.append(member)
            if member == node { break }
        }
        found.append(component)
    }
}
