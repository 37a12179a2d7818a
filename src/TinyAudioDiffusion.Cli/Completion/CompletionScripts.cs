namespace TinyAudioDiffusion.Cli.Completion;

/// <summary>
/// What a shell needs to complete command lines of <c>tad</c>: it asks <c>tad</c> itself, by the directive <c>[suggest:POSITION]</c> of
/// System.CommandLine, so that a script never has to be renewed. Where <c>tad</c> knows nothing, the shell offers files.
/// </summary>
internal static class CompletionScripts
{
    private const string Bash = """
        # bash: eval "$(tad completion bash)" in ~/.bashrc
        _tad() {
            local IFS=$'\n'
            COMPREPLY=($(tad "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null))
        }
        complete -o default -F _tad tad
        """;

    private const string Zsh = """
        # zsh: eval "$(tad completion zsh)" in ~/.zshrc, after compinit
        _tad() {
            local -a words
            words=("${(@f)$(tad "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
            if [[ -n $words[1] ]]; then compadd -a words; else _files; fi
        }
        compdef _tad tad
        """;

    private const string Fish = """
        # fish: tad completion fish | source in ~/.config/fish/config.fish
        complete -c tad -a '(tad "[suggest:"(commandline -C)"]" (commandline -p) 2>/dev/null)'
        """;

    private const string Pwsh = """
        # PowerShell: tad completion pwsh | Out-String | Invoke-Expression in $PROFILE
        Register-ArgumentCompleter -Native -CommandName tad -ScriptBlock {
            param($word, $line, $position)
            tad "[suggest:$position]" "$line" 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }
        """;

    public static string Of(Shell shell) => shell switch
    {
        Shell.Bash => Bash,
        Shell.Zsh => Zsh,
        Shell.Fish => Fish,
        Shell.Pwsh => Pwsh,
        _ => throw new ArgumentOutOfRangeException(nameof(shell), shell, null),
    };
}
