extension Command {
    static let help = Command(
        name: "help", summary: "says what there is, or everything about one command",
        description: "Without an argument it lists the commands. With one it prints what statecraft COMMAND --help "
            + "prints.",
        positionals: [Positional(name: "COMMAND", help: "the command to explain", isRequired: false)],
        exitStatuses: [(.success, "always"), (.failure, "there is no such command")],
        examples: [
            Example("statecraft help", "what there is"), Example("statecraft help plan", "everything about plan"),
        ],
        run: { arguments, console in
            guard let name = arguments.positional(0) else {
                try console.result(renderOverview(of: all))
                return .success
            }
            guard let command = all.first(where: { $0.name == name }) else {
                throw UsageError.unknownCommand(name, among: all.map(\.name))
            }
            try console.result(renderHelp(of: command))
            return .success
        })
}
