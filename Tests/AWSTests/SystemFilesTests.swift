import AWS
import Glibc
import Testing

/// Guarantee: files are read whole or refused with their limit, and written for their owner alone.
///
/// How: a temporary folder.
@Suite struct SystemFilesTests {
    static func inFolder(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/statecraft-aws-XXXXXX".utf8CString)
        let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
        defer {
            unlink("\(folder)/f")
            rmdir(folder)
        }
        try body(folder)
    }

    @Test func whatIsWrittenIsReadAndIsPrivate() throws {
        try Self.inFolder { folder in
            let (files, path) = (SystemFiles(), "\(folder)/f")
            #expect(try files.read(path, limitBytes: 10) == nil)
            try files.write(Array("first, and longer".utf8), to: path)
            try files.write(Array("second".utf8), to: path)
            #expect(try files.read(path, limitBytes: 6) == Array("second".utf8))
            var status = stat()
            stat(path, &status)
            #expect(status.st_mode & 0o777 == 0o600)
            let error = try #require(throws: SettingsFileError.self) { try files.read(path, limitBytes: 5) }
            #expect(error.description == "is larger than 5 bytes")
        }
    }

    @Test func whatIsNoFileIsAnError() throws {
        try Self.inFolder { folder in
            let read = try #require(throws: SettingsFileError.self) { try SystemFiles().read(folder, limitBytes: 9) }
            #expect(read.description.hasPrefix("cannot be read: "))
            let write = try #require(throws: SettingsFileError.self) {
                try SystemFiles().write([], to: "\(folder)/no/f")
            }
            #expect(write.description.hasPrefix("cannot be written: "))
            #expect(try SystemFiles().read("\(folder)/no/f", limitBytes: 9) == nil)
        }
    }
}
