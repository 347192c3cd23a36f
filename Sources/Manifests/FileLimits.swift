/// The largest manifest, patch or definition file.
let fileLimitBytes = 8 << 20

/// How far a file that is too large to be a manifest is searched for signs that it wants to be one.
let searchLimitBytes = 64 << 20

/// How many manifest and definition files a project may have.
let projectFileLimit = 100_000

/// How many files of any kind a source may have.
let treeEntryLimit = 1_000_000

/// What the placeholders of one resource may become together: a few of them can stand for a great deal of text.
let substitutionLimitBytes = 8 << 20

/// How many bytes of files that declare nothing are kept in memory while a project is loaded.
let keptBytesLimit = 64 << 20
