import Expressions
import Testing

/// Errors of expressions are values: equal when code, words and place are.
@Suite struct ExpressionErrorTests {
    @Test func errorsAtDifferentPlacesDiffer() {
        #expect(ExpressionError("a", "b", at: 1) == ExpressionError("a", "b", at: 1))
        #expect(ExpressionError("a", "b", at: 1) != ExpressionError("a", "b", at: 2))
    }
}
