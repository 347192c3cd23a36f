/// An index in the first definition and the one in the second that belongs to it.
struct Pair: Hashable {
    var before: Int
    var after: Int

    init(_ before: Int, _ after: Int) {
        self.before = before
        self.after = after
    }
}

/// The pairs that have more votes than every other pair with one of their two indexes. It gives the same answer in
/// both directions, since a draw chooses none.
func mutualBest(_ votes: [Pair: Int]) -> [Pair] {
    guard !votes.isEmpty else { return [] }
    var bestBefore: [Int: Int] = [:]
    var bestAfter: [Int: Int] = [:]
    for (pair, count) in votes {
        bestBefore[pair.before] = max(bestBefore[pair.before] ?? 0, count)
        bestAfter[pair.after] = max(bestAfter[pair.after] ?? 0, count)
    }
    var winnersBefore: [Int: Int] = [:]
    var winnersAfter: [Int: Int] = [:]
    let best = votes.filter { bestBefore[$0.key.before] == $0.value && bestAfter[$0.key.after] == $0.value }.keys
    for pair in best {
        winnersBefore[pair.before, default: 0] += 1
        winnersAfter[pair.after, default: 0] += 1
    }
    return best.filter { winnersBefore[$0.before] == 1 && winnersAfter[$0.after] == 1 }.sorted { $0.before < $1.before }
}
