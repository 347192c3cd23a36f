import Testing

@testable import Planning

/// Guarantee: what a live resource without a stamp is follows from three signs, and no two of them leave a gap. The
/// table of `UnmarkedResource`, row by row.
@Suite struct UnmarkedResourceTests {
    @Test(arguments: [
        (true, true, false, UnmarkedResource.cutOff), (true, true, true, .cutOff), (true, false, false, .stampRemoved),
        (true, false, true, .madeAnew), (false, true, false, .adoptable), (false, true, true, .adoptable),
        (false, false, false, .adoptable), (false, false, true, .madeAnew),
    ])
    func threeSignsDecide(isMarked: Bool, isAsDeployed: Bool, isYounger: Bool, verdict: UnmarkedResource) {
        let signs = UnmarkedResource.Signs(isMarked: isMarked, isAsDeployed: isAsDeployed, isYounger: isYounger)
        #expect(UnmarkedResource(signs) == verdict)
        #expect((verdict.drift == nil) != (verdict.pendingReason == nil), "it is drift or pending, never both")
    }
}
