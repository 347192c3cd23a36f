import Expressions

/// Feeds a text to the parsers of JSONPath and of intrinsic functions. What is accepted is written in a spelling of
/// no more than four times its length that reads back as the same value; what is refused is refused with a sentence
/// and at a place inside of the text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPaths(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    do throws(ExpressionError) {
        try checkPath(text)
    } catch {
        checkRefused(error, in: text)
    }
    do throws(ExpressionError) {
        try checkCall(text)
    } catch {
        checkRefused(error, in: text)
    }
    return 0
}

private func checkPath(_ text: String) throws(ExpressionError) {
    var notes = PathNotes()
    let path = try JSONPath(parsing: text, notes: &notes)
    checkSpelling(path.description, of: text)
    precondition((try? JSONPath(parsing: path.description)) == path, "the canonical spelling is the same path")
    precondition(Set(path.variables) == Set(notes.variables.map(\.name)), "every variable is noted")
    precondition(path.isReferencePath == (notes.ambiguity == nil), "an ambiguity is noted")
    precondition((try? ReferencePath(parsing: text)) == ReferencePath(path), "a path is taken as what it is")
    check(notes, in: text)
}

private func checkCall(_ text: String) throws(ExpressionError) {
    var notes = PathNotes()
    let call = try IntrinsicCall(parsing: text, notes: &notes)
    checkSpelling(call.description, of: text)
    precondition((try? IntrinsicCall(parsing: call.description)) == call, "the canonical spelling is the same call")
    precondition(call.function.arity.contains(call.arguments.count), "a call has the arguments that it takes")
    precondition(Set(call.variables) == Set(notes.variables.map(\.name)), "every variable is noted")
    check(notes, in: text)
}

private func checkSpelling(_ spelling: String, of text: String) {
    precondition(spelling.utf8.count <= 4 * text.utf8.count + 64, "the canonical spelling is about as long as the text")
}

private func check(_ notes: PathNotes, in text: String) {
    let scalars = text.unicodeScalars
    for variable in notes.variables {
        let read = scalars.dropFirst(variable.offset + 1).prefix(variable.name.unicodeScalars.count)
        precondition(read.elementsEqual(variable.name.unicodeScalars), "a variable stands where it is noted")
    }
    for doubt in notes.doubts + (notes.ambiguity.map { [$0] } ?? []) { checkRefused(doubt, in: text) }
}

private func checkRefused(_ error: ExpressionError, in text: String) {
    precondition(!error.message.isEmpty && !error.code.isEmpty, "an error says what is wrong")
    precondition((0...text.unicodeScalars.count).contains(error.offset), "an error is inside of the text")
}
