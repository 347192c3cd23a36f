internal import Manifests
internal import Sources

extension Session {
    /// Refuses to delete or forget anything where another project of the repository marks its resources as this one.
    func checkRivals() throws(CommandFailure) {
        let tree: any SourceTree = project.source.tree
        let rivals = rivalProjects(
            in: tree, directory: project.directory, environment: project.desired.environment.name, target: sharedTarget)
        if !rivals.isEmpty { throw .invalidProject(rivals, commit: project.source.commit) }
    }

    /// Where every project's run would go that is started as this one is; nil when each goes where its own environment
    /// says.
    private var sharedTarget: TargetDescription? {
        // Without a work tree the embedded service's file stands where the command runs.
        switch goesTo {
        case .local(nil) where project.source.root == nil: .local(path: ".statecraft/local.sqlite")
        case .local where project.source.root == nil: goesTo
        default: goesTo == project.desired.environment.target ? nil : goesTo
        }
    }
}
