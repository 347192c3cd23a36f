import JSON
import StatesLanguage
import Testing

/// Guarantee: a difference is nothing exactly for definitions of one meaning; backwards it is the difference of the
/// reverse; applied to the first definition it gives the second; and it survives being written and read.
///
/// How: hundreds of random definitions with random edits of the kinds that people make, some malformed. Every case is
/// named by its seed, so that it can be run again alone.
@Suite struct DifferencePropertyTests {
    private static func pair(_ seed: UInt64) -> (before: JSONValue, after: JSONValue) {
        var random = RandomDefinition(seed: seed)
        let before = random.machine()
        return (before, random.edited(before, times: 1 + Int(seed % 6)))
    }

    @Test func theDifferenceOfADefinitionWithItselfIsEmpty() {
        for seed in 0..<150 as Range<UInt64> {
            let definition = Self.pair(seed).after
            let difference = DefinitionDifference(from: definition, to: definition)
            #expect(difference.isEmpty && difference.sentences.isEmpty, "seed \(seed)")
        }
    }

    @Test func aDifferenceIsEmptyOnlyWhenTheMeaningIsTheSame() {
        var unequal = 0
        for seed in 0..<400 as Range<UInt64> {
            let (before, after) = Self.pair(seed)
            let isSame = canonicalDefinition(before) == canonicalDefinition(after)
            let difference = DefinitionDifference(from: before, to: after)
            #expect(difference.isEmpty == isSame, "seed \(seed)")
            #expect(isSame || !difference.sentences.isEmpty || difference.changes.isOnlyShifts, "seed \(seed)")
            if !isSame { unequal += 1 }
        }
        #expect(unequal > 200, "the edits must change something")
    }

    @Test func backwardsItIsTheDifferenceOfTheReverse() {
        for seed in 0..<400 as Range<UInt64> {
            let (before, after) = Self.pair(seed)
            let there = DefinitionDifference(from: before, to: after)
            let back = DefinitionDifference(from: after, to: before)
            #expect(there.reversed == back, "seed \(seed)")
        }
    }

    @Test func appliedToTheFirstItGivesTheSecond() {
        for seed in 0..<400 as Range<UInt64> {
            let (before, after) = Self.pair(seed)
            let difference = DefinitionDifference(from: before, to: after)
            #expect(throws: Never.self, "seed \(seed)") {
                let result = try difference.applied(to: before)
                #expect(canonicalDefinition(result) == canonicalDefinition(after), "seed \(seed)")
            }
        }
    }

    @Test func writtenAndReadItIsTheSame() throws {
        for seed in 0..<100 as Range<UInt64> {
            let (before, after) = Self.pair(seed)
            let difference = DefinitionDifference(from: before, to: after)
            let written = try JSONValueEncoder().encode(difference).compactText
            let read = try JSONValueDecoder().decode(DefinitionDifference.self, from: JSONValue(parsing: written))
            #expect(read == difference, "seed \(seed)")
        }
    }

    @Test func everyPairCanBeDrawn() {
        for seed in 0..<150 as Range<UInt64> {
            let (before, after) = Self.pair(seed)
            let graph = StateGraph(from: before, to: after)
            #expect(Set(graph.nodes.map(\.id)).count == graph.nodes.count, "seed \(seed): ids are unique")
            #expect(Set(graph.groups.map(\.id)).count == graph.groups.count, "seed \(seed): ids are unique")
            #expect(graph.mermaid.hasPrefix("flowchart TD\n") && graph.dot.hasSuffix("}"), "seed \(seed)")
            let added = graph.nodes.filter { $0.mark == .added }.count
            let back = StateGraph(from: after, to: before)
            #expect(back.nodes.filter { $0.mark == .removed }.count == added, "seed \(seed): what came goes")
        }
    }
}

extension [DefinitionDifference.Change] {
    /// Whether nothing happened but that branches stand one further.
    fileprivate var isOnlyShifts: Bool {
        allSatisfy { change in
            guard case .scopeChanged(let scope) = change else { return false }
            return scope.fields.isEmpty
        }
    }
}
