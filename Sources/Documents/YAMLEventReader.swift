internal import CLibYAML

/// libyaml's parser over bytes that stay where they are. One event is alive at a time; events and parser are
/// freed with the reader.
final class YAMLEventReader {
    /// Why libyaml stopped.
    struct Fault: Error {
        var problem: String
        /// What libyaml was about, such as `while parsing a flow mapping`.
        var context: String?
        var position: SourcePosition
        var contextPosition: SourcePosition
        /// The offset of a character that YAML does not allow anywhere.
        var characterOffset: Int?
    }

    // libyaml keeps the parser's own address inside the parser, so it lives on the heap.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    /// The event that is alive, or all zero, which libyaml knows as none.
    private let event: UnsafeMutablePointer<yaml_event_t>

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        event = .allocate(capacity: 1)
        event.initialize(to: yaml_event_t())
        precondition(yaml_parser_initialize(parser) == 1, "there is memory for a YAML parser")
        yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    deinit {
        yaml_event_delete(event)
        event.deallocate()
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// The next event, which is valid until the next call.
    func next() throws(Fault) -> UnsafePointer<yaml_event_t> {
        yaml_event_delete(event)
        guard yaml_parser_parse(parser, event) == 1 else { throw fault() }
        return UnsafePointer(event)
    }

    private func fault() -> Fault {
        let state = parser.pointee
        return Fault(
            problem: state.problem.map { String(cString: $0) } ?? "out of memory",
            context: state.context.map { String(cString: $0) },
            position: SourcePosition(state.problem_mark), contextPosition: SourcePosition(state.context_mark),
            characterOffset: state.error == YAML_READER_ERROR ? state.problem_offset : nil)
    }
}

extension SourcePosition {
    /// libyaml counts lines and characters from zero.
    init(_ mark: yaml_mark_t) {
        self.init(line: mark.line + 1, column: mark.column + 1)
    }
}
