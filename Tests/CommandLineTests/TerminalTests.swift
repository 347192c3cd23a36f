import Testing

/// Guarantee: at a terminal a person is asked before anything is written, sees colors unless they are not wanted,
/// and is told what takes so long; Ctrl-C ends a run in an orderly way.
///
/// How: the built program runs on a pseudo terminal, and what appears there is compared.
@Suite struct TerminalTests {
    private let run = ScriptRun()
    private let environment: String

    init() {
        environment = "export HOME='\(run.folder)' TERM=xterm GIT_CONFIG_NOSYSTEM=1; unset CI NO_COLOR GITHUB_ACTIONS;"
        let made = run.run([
            "cp -r $samples/checkout/. . && git init -q -b main",
            "sh $samples/many-machines.sh 1500 > many.yaml",
            "commit Many",
        ])
        precondition(made.allSatisfy { $0.exitStatus == 0 }, "the project of this suite can be made: \(made)")
    }

    private func type(
        _ command: String, setting variables: String = "", answers: [(after: String, typed: String)] = []
    ) -> PseudoTerminal {
        PseudoTerminal(
            "\(environment) \(variables) exec '\(ScriptRun.program)' \(command)", in: "\(run.folder)/work",
            answers: answers)
    }

    @Test func noMeansNothingIsWritten() {
        defer { run.remove() }
        let only = "apply --only '*/copy-1*'"
        for answer in ["n\n", "\n", "yeah\n"] {
            let result = type(only, answers: [("[y/N]", answer)])
            #expect(result.exitStatus == 1)
            #expect(result.screen.contains("steps to local? [y/N]"))
            #expect(result.screen.contains("Nothing was changed."))
        }
        #expect(type("api list-state-machines").screen.contains("\"stateMachines\": []"))
        let yes = type(only, answers: [("[y/N]", "y\n")])
        #expect(yes.exitStatus == 0)
        #expect(yes.screen.contains("Applied:"))
    }

    @Test func colorsAreForTerminalsThatWantThem() {
        defer { run.remove() }
        let command = "plan --only StateMachine/copy-1"
        #expect(type(command).screen.contains("\u{1B}[32m+ StateMachine/copy-1\u{1B}[0m"))
        #expect(type("plna").screen.contains("\u{1B}[31merror: \u{1B}[0m"))
        #expect(!type(command + " --no-color").screen.contains("\u{1B}"))
        for variables in ["export NO_COLOR=1;", "export CI=true;", "export TERM=dumb;"] {
            #expect(!type(command, setting: variables).screen.contains("\u{1B}"), "\(variables)")
        }
        #expect(!type(command + " | cat").screen.contains("\u{1B}"))
    }

    @Test func progressAppearsAfterASecondAndIsErased() {
        defer { run.remove() }
        let result = type("apply --yes --concurrency 1 >/dev/null")
        #expect(result.exitStatus == 0)
        #expect(result.screen.contains(/\r\u{1B}\[K[0-9]+ steps done; [a-zA-Z]+ StateMachine/))
        #expect(result.screen.hasSuffix("\r\u{1B}[K"))
        #expect(type("apply --yes --quiet >/dev/null").screen == "")
    }

    @Test func theFirstInterruptFinishesTheCallAndTheSecondEndsAtOnce() {
        defer { run.remove() }
        let once = type("apply --yes --concurrency 1", answers: [("steps done", "\u{3}")])
        #expect(once.exitStatus == 1)
        #expect(once.screen.contains("Interrupted: finishing the call in flight."))
        #expect(once.screen.contains(/Interrupted: of [0-9]+ steps [0-9]+ done, [0-9]+ not started/))
        let rest = type("apply --yes --quiet", answers: [])
        #expect(rest.exitStatus == 0)
    }
}
