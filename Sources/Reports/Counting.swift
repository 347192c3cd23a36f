/// `1 error`, `2 errors`.
func counted(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? singular : plural ?? singular + "s")"
}

/// The first twelve digits of a commit's id, as sentences of the planner have them; names that are no ids stay whole.
func shortCommit(_ commit: String) -> String {
    commit.utf8.count == 40 && commit.allSatisfy(\.isHexDigit) ? String(commit.prefix(12)) : commit
}

/// `3f2a9c10b7de`, or `3f2a9c10b7de with uncommitted changes`.
func commitText(_ commit: String, dirty: Bool) -> String {
    dirty ? "\(shortCommit(commit)) with uncommitted changes" : shortCommit(commit)
}
