extension Command {
    static let completion = Command(
        name: "completion", summary: "prints the completion script of a shell",
        description: "The script completes commands, options, the values of options that take one of a few words, "
            + "and file names. Load it in the shell's start-up file.",
        positionals: [
            Positional(
                name: "SHELL", help: "bash, zsh or fish", completion: .words(Shell.allCases.map(\.rawValue)),
                isChoice: true)
        ],
        exitStatuses: [(.success, "printed"), (.failure, "wrong usage")],
        examples: [
            Example("source <(statecraft completion bash)", "in ~/.bashrc"),
            Example("source <(statecraft completion zsh)", "in ~/.zshrc, after compinit"),
            Example("statecraft completion fish | source", "in ~/.config/fish/config.fish"),
        ],
        run: { arguments, console in
            guard let shell = arguments.positional(0).flatMap(Shell.init(rawValue:)) else {
                preconditionFailure("the argument was checked against the list of shells")
            }
            try console.result(renderCompletion(for: shell, of: all))
            return .success
        })
}
