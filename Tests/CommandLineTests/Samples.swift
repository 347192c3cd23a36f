/// Files that scripts copy: `$samples` in a script.
enum Samples {
    static let folder: String = {
        let file = #filePath
        return file[..<(file.lastIndex(of: "/") ?? file.startIndex)] + "/Samples"
    }()
}
