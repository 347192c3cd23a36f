import JSON
import Testing

@testable import StatesLanguage

/// Guarantee: a variable that may have no value where it is read is warned of, whatever way an execution comes, and
/// none that is set on all of them.
///
/// How: states' names and transitions in a short notation of JSON, in which every text `{% $name %}` reads a variable;
/// only the checks of variables run.
@Suite struct VariableTests {
    /// Notes every text of the form `{% $name %}` as a use of that variable.
    private func noteReads(_ value: JSONValue, _ checker: inout Checker) {
        switch value {
        case .string(let text):
            guard text.hasPrefix("{% $"), text.hasSuffix(" %}") else { return }
            checker.note(variable: String(text.dropFirst(4).dropLast(3)), offset: 3)
        case .array(let elements):
            for (index, element) in elements.enumerated() { checker.descend(index) { noteReads(element, &$0) } }
        case .object(let object):
            for (key, value) in object { checker.descend(key) { noteReads(value, &$0) } }
        default: break
        }
    }

    private func findings(
        _ text: String, _ placeholders: CheckOptions.Placeholders = .literal
    ) throws -> [DefinitionFinding] {
        let value = try JSONValue(parsing: text)
        let machine = try #require(value.objectValue)
        var checker = Checker(CheckOptions(placeholders: placeholders))
        noteReads(value, &checker)
        checker.checkVariables(machine, Flow(of: machine))
        return checker.findings
    }

    private func lines(_ states: String, start: String = "A") throws -> [String] {
        try findings(#"{"StartAt":"\#(start)","States":{\#(states)}}"#).map {
            "\($0.rule.name) \($0.pointer.jsonPointer)"
        }
    }

    private static let show = #""Show":{"Type":"Pass","Output":"{% $x %}","End":true}"#

    @Test func aVariableThatIsSetBeforeIsKnown() throws {
        #expect(try lines(#""A":{"Type":"Pass","Assign":{"x":1},"Next":"Show"},"# + Self.show).isEmpty)
    }

    @Test func theKeyOfAPathNamesTheVariableToo() throws {
        #expect(try lines(#""A":{"Type":"Pass","Assign":{"x.$":"$.a"},"Next":"Show"},"# + Self.show).isEmpty)
    }

    @Test func aVariableThatNothingSetsIsNeverAssigned() throws {
        let found = try findings(
            #"{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"total":1},"Next":"B"},"#
                + #""B":{"Type":"Pass","Output":"{% $totl %}","End":true}}}"#)
        #expect(found.map(\.rule.name) == ["variable-never-assigned"])
        #expect(found.map(\.message) == ["Variable '$totl' is never assigned."])
        #expect(found.map(\.hint) == ["Did you mean '$total'?"])
        #expect(found.map(\.offset) == [3])
    }

    @Test func whatAStateSetsIsKnownFromTheNextStateOn() throws {
        let found = try findings(
            #"{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"x":"{% $x %}"},"Next":"A"}}}"#)
        #expect(found.map { $0.pointer.jsonPointer } == ["/States/A/Assign/x"])
        #expect(found.first?.hint.contains("set from the next on") == true)
    }

    static let branching: [(String, [String])] = [
        // Default and a rule without Assign run the state's own; a rule with one runs only that.
        (#""Assign":{"x":1},"Choices":[{"Next":"Show"}],"Default":"Show""#, []),
        (#""Assign":{"x":1},"Choices":[{"Next":"Show","Assign":{"y":1}}],"Default":"Show""#, ["/States/Show/Output"]),
        (#""Choices":[{"Next":"Show","Assign":{"x":1}}],"Default":"Show""#, ["/States/Show/Output"]),
        (#""Choices":[{"Next":"Show","Assign":{"x":1}},{"Next":"Show","Assign":{"x":2}}]"#, []),
    ]

    @Test(arguments: branching)
    func aChoiceSetsWhatTheRuleThatIsTakenSays(_ members: String, _ places: [String]) throws {
        let found = try lines(#""A":{"Type":"Choice",\#(members)},"# + Self.show)
        #expect(found == places.map { "variable-not-always-set \($0)" })
    }

    @Test func aCatcherSetsOnlyItsOwnVariables() throws {
        let states =
            #""A":{"Type":"Task","Assign":{"x":1},"Next":"Show","Catch":[{"Next":"B"CATCH}]},"#
            + #""B":{"Type":"Pass","Next":"Show"},"# + Self.show
        func found(_ assign: String) throws -> [DefinitionFinding] {
            var text = #"{"StartAt":"A","States":{\#(states)}}"#
            guard let mark = text.firstRange(of: "CATCH") else { return [] }
            text.replaceSubrange(mark, with: assign)
            return try findings(text)
        }
        let without = try found("")
        #expect(without.map(\.rule.name) == ["variable-not-always-set"])
        #expect(without.first?.hint == "Nothing sets it on the way 'A' –Catch→ 'B' → 'Show'.")
        #expect(try found(#","Assign":{"x":2}"#).isEmpty)
    }

    @Test func aWayAroundALoopSetsWhatItsFirstRoundNeeds() throws {
        let loop =
            #""B":{"Type":"Choice","Choices":[{"Next":"Set"}],"Default":"Show"},"#
            + #""Set":{"Type":"Pass","Assign":{"x":1},"Next":"B"},"# + Self.show
        #expect(try lines(loop, start: "Set").isEmpty)
        #expect(try lines(loop, start: "B") == ["variable-not-always-set /States/Show/Output"])
    }

    @Test func statesThatAreNotReachedAreNotAccused() throws {
        #expect(try lines(#""A":{"Type":"Pass","Assign":{"x":1},"End":true},"# + Self.show).isEmpty)
    }

    @Test func onlyOneFindingForAVariableInAState() throws {
        let found = try lines(#""A":{"Type":"Pass","Output":["{% $x %}","{% $x %}","{% $y %}"],"End":true}"#)
        #expect(found == ["variable-never-assigned /States/A/Output/0", "variable-never-assigned /States/A/Output/2"])
    }

    // MARK: Scopes

    private func map(_ mode: String, before: String, inside: String, after: String = "") -> String {
        #"""
        {"StartAt":"A","States":{"A":{"Type":"Pass"\#(before),"Next":"Each"},
        "Each":{"Type":"Map","Next":"After","ItemSelector":"{% $x %}","ItemProcessor":{
        "ProcessorConfig":{"Mode":"\#(mode)"},"StartAt":"In","States":{
        "In":{"Type":"Pass"\#(inside),"Next":"In2"},"In2":{"Type":"Pass","Output":"{% $x %}","End":true}}}},
        "After":{"Type":"Pass"\#(after),"End":true}}}
        """#
    }

    @Test func anInnerScopeReadsWhatIsAroundIt() throws {
        #expect(try findings(map("INLINE", before: #","Assign":{"x":1}"#, inside: "")).isEmpty)
    }

    @Test func aDistributedMapDoesNot() throws {
        let found = try findings(map("DISTRIBUTED", before: #","Assign":{"x":1}"#, inside: ""))
        #expect(found.map(\.rule.name) == ["variable-around-distributed-map"])
        #expect(found.map { $0.pointer.jsonPointer } == ["/States/Each/ItemProcessor/States/In2/Output"])
        #expect(found.first?.message == "Variable '$x' is not known in the child executions of 'Each'.")
        let own = try findings(map("DISTRIBUTED", before: #","Assign":{"x":1}"#, inside: #","Assign":{"x":2}"#))
        #expect(own.isEmpty, "\(own)")
    }

    @Test func whatAnInnerScopeSetsIsGoneAfterwards() throws {
        let found = try findings(
            map("INLINE", before: #","Assign":{"x":1}"#, inside: #","Assign":{"y":2}"#, after: #","Output":"{% $y %}""#)
        )
        #expect(found.map(\.rule.name) == ["variable-of-other-scope"])
        #expect(found.first?.hint == "It is assigned in the processor of 'Each', and gone when that ends.")
    }

    @Test func branchesDoNotSeeEachOther() throws {
        let found = try findings(
            #"""
            {"StartAt":"F","States":{"F":{"Type":"Parallel","End":true,"Branches":[
            {"StartAt":"L","States":{"L":{"Type":"Pass","Assign":{"x":1},"End":true}}},
            {"StartAt":"R","States":{"R":{"Type":"Pass","Output":"{% $x %}","End":true}}}]}}}
            """#)
        #expect(found.map(\.rule.name) == ["variable-of-other-scope"])
        #expect(found.first?.pointer.jsonPointer == "/States/F/Branches/1/States/R/Output")
        #expect(found.first?.hint == "It is assigned in branch 1 of 'F', and gone when that ends.")
    }

    @Test func aVariableThatIsMissingAroundAScopeIsMissingInIt() throws {
        let found = try findings(
            #"""
            {"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[{"Next":"Set"}],"Default":"F"},
            "Set":{"Type":"Pass","Assign":{"x":1},"Next":"F"},
            "F":{"Type":"Parallel","End":true,"Branches":[
            {"StartAt":"L","States":{"L":{"Type":"Pass","Output":"{% $x %}","End":true}}}]}}}
            """#)
        #expect(found.map(\.rule.name) == ["variable-not-always-set"])
        #expect(found.first?.hint == "Nothing sets it on the way 'A' → 'F'.")
    }

    @Test func assigningAnOuterNameIsWarnedOfAtTheKey() throws {
        let found = try findings(map("INLINE", before: #","Assign":{"x":1}"#, inside: #","Assign":{"x.$":"$.a"}"#))
        #expect(found.map(\.rule.name) == ["variable-of-outer-scope"])
        #expect(found.map { $0.pointer.jsonPointer } == ["/States/Each/ItemProcessor/States/In/Assign/x.$"])
        #expect(found.map(\.isAboutKey) == [true])
    }

    @Test func aNameOfACatcherAroundIsAnOuterNameToo() throws {
        let found = try findings(
            #"""
            {"StartAt":"F","States":{"F":{"Type":"Parallel","End":true,
            "Catch":[{"Next":"Z","Assign":{"x":1}}],"Branches":[
            {"StartAt":"L","States":{"L":{"Type":"Pass","Assign":{"x":1},"End":true}}}]},"Z":{"Type":"Fail"}}}
            """#)
        #expect(found.map(\.rule.name) == ["variable-of-outer-scope"])
    }

    // MARK: What nobody knows

    static let unknown = [
        #"{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":"${all}","Next":"Show"},\#(show)}}"#,
        #"{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"${name}":1},"Next":"Show"},\#(show)}}"#,
    ]

    @Test(arguments: unknown)
    func aPlaceholderMaySetEveryVariable(_ text: String) throws {
        #expect(try findings(text, .unknown).isEmpty)
    }

    @Test func moreVariablesThanBitsOfAWordAreFollowed() throws {
        let names = (0..<200).map { "v\($0)" }
        let sets = names.map { "\"\($0)\":1" }.joined(separator: ",")
        let some = names.enumerated().filter { $0.offset % 3 == 0 }.map { "\"\($0.element)\":1" }.joined(separator: ",")
        let reads = names.map { "\"{% $\($0) %}\"" }.joined(separator: ",")
        let found = try findings(
            #"""
            {"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[{"Next":"B"}],"Default":"C"},
            "B":{"Type":"Pass","Assign":{\#(sets)},"Next":"D"},"C":{"Type":"Pass","Assign":{\#(some)},"Next":"D"},
            "D":{"Type":"Pass","Output":[\#(reads)],"End":true}}}
            """#)
        let expected = names.enumerated().filter { $0.offset % 3 != 0 }.map { "/States/D/Output/\($0.offset)" }
        #expect(found.map { $0.pointer.jsonPointer } == expected)
    }
}
