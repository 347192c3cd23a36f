internal import Documents
internal import JSON

extension Checker {
    /// Checks that variables are assigned where they may be and before they are read.
    ///
    /// All of it is advice: AWS was recorded to take definitions that read a variable which nothing assigns, that
    /// read one of a branch after the branch, and that assign one name in a branch and around it. What is wrong shows
    /// when an execution comes there.
    mutating func checkVariables(_ machine: JSONObject, _ flow: Flow) {
        guard options.includesAdvice else { return }
        let table = VariableTable(flow, isUnknown: isUnknown)
        warnOfHiddenNames(flow, table)
        guard !variableUses.isEmpty else { return }
        var reads: [VariableRead] = []
        let places = FlowPlaces(flow)
        var seen: Set<VariableRead.Key> = []
        for use in variableUses where use.name != "states" && !isUnknown(use.name) {
            guard let place = places.state(around: use.pointer) else { continue }
            let read = VariableRead(use: use, place: place)
            // Who asks for a variable knows that it may be unset; one that never is set is a slip all the same.
            if use.isAskedFor, isAssignedAround(read, flow, table) { continue }
            if seen.insert(VariableRead.Key(name: use.name, place: place)).inserted { reads.append(read) }
        }
        warn(of: reads, flow, table)
    }

    /// Warns of names that an inner scope assigns although an outer one does.
    private mutating func warnOfHiddenNames(_ flow: Flow, _ table: VariableTable) {
        for assignment in table.assignments {
            for variable in assignment.variables {
                let scope = flow.scopes[assignment.scope]
                guard let outer = table.assigning(variable, around: scope, in: flow) else { continue }
                let place = table.place(of: variable, in: assignment, flow)
                report(
                    DefinitionFinding(
                        .variableOfOuterScope,
                        "Variable '\(table.names[variable])' is also assigned in an outer scope.", at: place,
                        isAboutKey: true, hint: "It is assigned in \(outer.owner.phrase)."))
            }
        }
    }

    private mutating func warn(of reads: [VariableRead], _ flow: Flow, _ table: VariableTable) {
        let analysis = VariableFlow(flow, table)
        var hints = VariableHints(flow, table, analysis)
        // A variable that some scope around assigns may be unset on some ways; the others never have a value.
        let known = reads.indices.filter { isAssignedAround(reads[$0], flow, table) }
        let unset = analysis.mayBeUnset(
            known.compactMap { index in
                let place = reads[index].place
                return table.ids[reads[index].use.name].map {
                    VariableFlow.Read(state: analysis.offsets[place.scope] + place.state, variable: $0)
                }
            })
        var next = 0
        for (index, read) in reads.enumerated() {
            if next < known.count, known[next] == index {
                if unset[next] { report(hints.unsetOnSomeWay(read)) }
                next += 1
            } else if !table.setsUnknown {
                report(hints.neverSet(read))
            }
        }
    }

    private func isAssignedAround(_ read: VariableRead, _ flow: Flow, _ table: VariableTable) -> Bool {
        guard let variable = table.ids[read.use.name] else { return false }
        let scope = flow.scopes[read.place.scope]
        return table.isAssigned(variable, in: scope.id) || table.assigning(variable, around: scope, in: flow) != nil
    }
}

/// A variable that a state reads.
struct VariableRead {
    /// One state reads one variable in many places; one finding is enough.
    struct Key: Hashable {
        var name: String
        var place: FlowPlaces.Place
    }

    var use: VariableUse
    var place: FlowPlaces.Place
}
