import Expressions

/// Any text is a JSONata expression that is written in a way that reads back as an equal one, or is refused at a place
/// inside of the text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzJSONata(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    let length = text.unicodeScalars.count
    let expression: JSONataExpression
    do throws(ExpressionError) {
        expression = try JSONataExpression(parsing: text)
    } catch {
        precondition((0...length).contains(error.offset), "an error is inside of the text")
        precondition(!error.code.isEmpty && !error.message.isEmpty, "an error says what is wrong")
        return 0
    }
    for reference in expression.references {
        precondition((0..<length).contains(reference.offset), "what is read stands in the text")
    }
    let written = expression.description
    do throws(ExpressionError) {
        let again = try JSONataExpression(parsing: written)
        precondition(again == expression, "what is written reads back as an equal expression")
        precondition(again.hashValue == expression.hashValue, "equal expressions have equal hashes")
        precondition(again.description == written, "what is written is a fixed point")
    } catch {
        preconditionFailure("what was written is refused: \(error)")
    }
    return 0
}
