/// The lines of a text, looked up in rising order so that many look-ups cost one pass. Lines end with LF, CR
/// or CR LF; a byte order mark is no part of the first one.
struct TextLines {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var number = 1
    private var start: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The bytes of a line, counted from 1, without its end; nil when the text has no such line. The line must
    /// not be before the one of the call before.
    mutating func line(_ wanted: Int) -> Range<Int>? {
        while number < wanted {
            let end = endOfLine()
            guard end < bytes.count else { return nil }
            let isPair = bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A
            start = end + (isPair ? 2 : 1)
            number += 1
        }
        return start..<endOfLine()
    }

    private func endOfLine() -> Int {
        bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
    }
}
