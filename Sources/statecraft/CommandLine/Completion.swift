/// The shells that completion can be made for.
enum Shell: String, CaseIterable {
    case bash, zsh, fish
}

/// The script that teaches a shell the commands, their options, and the values that these take.
func renderCompletion(for shell: Shell, of commands: [Command]) -> String {
    switch shell {
    case .bash: bashCompletion(commands)
    case .zsh: zshCompletion(commands)
    case .fish: fishCompletion(commands)
    }
}

private func bashCompletion(_ commands: [Command]) -> String {
    let cases = commands.map { command in
        let options = command.allOptions.map { "--\($0.name)" }.joined(separator: " ")
        let values = command.options.compactMap { option in
            bashWords(for: option.value).map { "        --\(option.name)) \($0) ;;" }
        }
        let positional = command.positionals.first.map { bashWords(for: $0.completion) } ?? "return"
        return """
              \(command.name))
                case "$previous" in
            \(values.joined(separator: "\n"))
                *)
                  case "$current" in
                  -*) statecraft_words "\(options)" ;;
                  *) \(positional) ;;
                  esac ;;
                esac ;;
            """
    }
    return """
        # bash completion for statecraft; load it with: source <(statecraft completion bash)
        statecraft_words() {
          mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current")
        }
        statecraft_files() {
          compopt -o filenames
          mapfile -t COMPREPLY < <(compgen "$1" -- "$current")
        }
        statecraft_complete() {
          local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
          if [[ $previous == "=" ]]; then previous="${COMP_WORDS[COMP_CWORD-2]}"; fi
          if [[ $current == "=" ]]; then current="" previous="${COMP_WORDS[COMP_CWORD-1]}"; fi
          if ((COMP_CWORD == 1)); then
            statecraft_words "\(commands.map(\.name).joined(separator: " ")) --help --version"
            return
          fi
          case "${COMP_WORDS[1]}" in
        \(cases.joined(separator: "\n"))
          esac
        }
        complete -F statecraft_complete statecraft

        """
}

/// What bash runs to offer a value; nil for a flag.
private func bashWords(for value: CommandOption.Value) -> String? {
    switch value {
    case .none: nil
    case .text, .integer: "COMPREPLY=()"
    case .file: "statecraft_files -f"
    case .directory: "statecraft_files -d"
    case .choice(let words): "statecraft_words \"\(words.joined(separator: " "))\""
    }
}

private func bashWords(for completion: Positional.Completion) -> String {
    switch completion {
    case .nothing: "COMPREPLY=()"
    case .files: "statecraft_files -f"
    case .directories: "statecraft_files -d"
    case .words(let words): "statecraft_words \"\(words.joined(separator: " "))\""
    }
}

private func zshCompletion(_ commands: [Command]) -> String {
    let names = commands.map { "    \(shellQuoted("\($0.name):\($0.summary)"))" }.joined(separator: "\n")
    let cases = commands.map { command in
        var specifications = command.allOptions.map(zshSpecification)
        specifications += command.positionals.enumerated().map { index, positional in
            // With two colons, `*` would begin a command line of its own.
            let colon = positional.isRequired || positional.isRepeatable ? ":" : "::"
            let place = positional.isRepeatable ? "*" : String(index + 1)
            return shellQuoted("\(place)\(colon)\(positional.name):\(zshAction(positional.completion))")
        }
        let lines = specifications.map { "      \($0)" }.joined(separator: " \\\n")
        return "  \(command.name))\n    _arguments \\\n\(lines) ;;"
    }
    return """
        #compdef statecraft
        # zsh completion for statecraft; load it with: source <(statecraft completion zsh)
        _statecraft() {
          local -a commands
          commands=(
        \(names)
          )
          if ((CURRENT == 2)); then
            _describe 'command' commands
            return
          fi
          local name="$words[2]"
          shift words
          ((CURRENT--))
          case "$name" in
        \(cases.joined(separator: "\n"))
          esac
        }
        compdef _statecraft statecraft

        """
}

private func zshSpecification(_ option: CommandOption) -> String {
    let repeats = option.isRepeatable ? "*" : ""
    let help = option.help.filter { $0 != "[" && $0 != "]" }
    let action: String
    switch option.value {
    case .none: return shellQuoted("\(repeats)--\(option.name)[\(help)]")
    case .text, .integer: action = ""
    case .file: action = "_files"
    case .directory: action = "_files -/"
    case .choice(let words): action = "(\(words.joined(separator: " ")))"
    }
    let name = (option.valueName ?? "").map { $0 == ":" ? "-" : String($0) }.joined()
    return shellQuoted("\(repeats)--\(option.name)=[\(help)]:\(name):\(action)")
}

private func zshAction(_ completion: Positional.Completion) -> String {
    switch completion {
    case .nothing: ""
    case .files: "_files"
    case .directories: "_files -/"
    case .words(let words): "(\(words.joined(separator: " ")))"
    }
}

private func fishCompletion(_ commands: [Command]) -> String {
    var lines = [
        "# fish completion for statecraft; load it with: statecraft completion fish | source",
        "complete -c statecraft -f",
        "complete -c statecraft -n __fish_use_subcommand -l help -d \(shellQuoted("print help"))",
        "complete -c statecraft -n __fish_use_subcommand -l version -d \(shellQuoted("print the version"))",
    ]
    for command in commands {
        let condition = "-n \(shellQuoted("__fish_seen_subcommand_from \(command.name)"))"
        lines.append(
            "complete -c statecraft -n __fish_use_subcommand -a \(command.name) -d \(shellQuoted(command.summary))")
        for positional in command.positionals {
            switch positional.completion {
            case .nothing: break
            case .files: lines.append("complete -c statecraft \(condition) -F")
            case .directories:
                lines.append("complete -c statecraft \(condition) -a '(__fish_complete_directories)'")
            case .words(let words):
                lines.append("complete -c statecraft \(condition) -a \(shellQuoted(words.joined(separator: " ")))")
            }
        }
        lines += command.allOptions.map { option in
            let words = "-l \(option.name)\(fishArgument(option.value)) -d \(shellQuoted(option.help))"
            return "complete -c statecraft \(condition) \(words)"
        }
    }
    return lines.joined(separator: "\n") + "\n"
}

private func fishArgument(_ value: CommandOption.Value) -> String {
    switch value {
    case .none: ""
    case .text, .integer: " -x"
    case .file: " -r -F"
    case .directory: " -x -a '(__fish_complete_directories)'"
    case .choice(let words): " -x -a \(shellQuoted(words.joined(separator: " ")))"
    }
}

/// In single quotes, as all three shells read them.
func shellQuoted(_ text: String) -> String {
    "'" + text.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
}
