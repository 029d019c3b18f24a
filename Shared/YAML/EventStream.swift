import CLibYAML

/// What libyaml saw next, copied out of its memory.
struct StreamEvent {
    enum Kind {
        case documentStart, documentEnd, streamStart, streamEnd, sequenceEnd, mappingEnd, alias
        case sequenceStart, mappingStart
        case scalar(text: String, isQuoted: Bool)
    }

    let kind: Kind
    let mark: Mark
    let hasAnchor: Bool
    let hasTag: Bool
}

/// libyaml's event parser over bytes in memory.
///
/// Not Sendable: it lives and dies inside one call of `Node.parse`.
final class EventStream {
    let file: String
    private let bytes: [UInt8]
    private let input: UnsafeMutablePointer<UInt8>
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    init(bytes: [UInt8], file: String) throws(YAMLError) {
        self.file = file
        self.bytes = bytes
        parser = .allocate(capacity: 1)
        input = .allocate(capacity: max(bytes.count, 1))
        input.initialize(from: bytes, count: bytes.count)
        guard yaml_parser_initialize(parser) == 1 else {
            input.deallocate()
            parser.deallocate()
            throw YAMLError(file: file, mark: Mark(line: 1, column: 1), reason: "cannot be read: out of memory")
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    func next() throws(YAMLError) -> StreamEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { yaml_event_delete(&event) }
        return StreamEvent(event)
    }

    private func failure() -> YAMLError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "out of memory"
        if parser.pointee.error == YAML_READER_ERROR {
            return YAMLError(
                file: file, mark: mark(ofByte: Int(parser.pointee.problem_offset)),
                reason: "is not UTF-8 text (\(problem))")
        }
        return YAMLError(file: file, mark: Mark(parser.pointee.problem_mark), reason: problem)
    }

    /// libyaml names a broken character by its byte only.
    private func mark(ofByte offset: Int) -> Mark {
        let before = bytes.prefix(max(offset, 0))
        let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let continuations = before[start...].count { $0 & 0xC0 == 0x80 }
        return Mark(line: before.count { $0 == 0x0A } + 1, column: before.count - start - continuations + 1)
    }
}

extension Mark {
    init(_ mark: yaml_mark_t) {
        self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }
}

extension StreamEvent {
    init(_ event: yaml_event_t) {
        mark = Mark(event.start_mark)
        var anchor: UnsafeMutablePointer<yaml_char_t>?
        var tag: UnsafeMutablePointer<yaml_char_t>?
        switch event.type {
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            (anchor, tag) = (scalar.anchor, scalar.tag)
            let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
            kind = .scalar(text: text, isQuoted: scalar.style != YAML_PLAIN_SCALAR_STYLE)
        case YAML_SEQUENCE_START_EVENT:
            (anchor, tag) = (event.data.sequence_start.anchor, event.data.sequence_start.tag)
            kind = .sequenceStart
        case YAML_MAPPING_START_EVENT:
            (anchor, tag) = (event.data.mapping_start.anchor, event.data.mapping_start.tag)
            kind = .mappingStart
        case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
        case YAML_MAPPING_END_EVENT: kind = .mappingEnd
        case YAML_ALIAS_EVENT: kind = .alias
        case YAML_DOCUMENT_START_EVENT: kind = .documentStart
        case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
        case YAML_STREAM_START_EVENT: kind = .streamStart
        default: kind = .streamEnd
        }
        hasAnchor = anchor != nil
        hasTag = tag != nil
    }
}
