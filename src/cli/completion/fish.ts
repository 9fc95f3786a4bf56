/** The completion for fish. */
export const fishCompletion = `# The completion of sentinel for fish, by \`sentinel completion fish\`.
function __sentinel_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct)
    # Without its quotes and backslashes.
    set -l plain (string unescape -- "$current"); and set current "$plain"
    set -l lines (command sentinel completion candidates -- $words "$current" 2>/dev/null)
    set -l by_shell $lines[1]
    set -e lines[1]
    set -l option (string match -r -- '^--[^=]*=' "$current")
    set -l value (string replace -r -- '^--[^=]*=' '' "$current")
    switch "$by_shell"
        case files
            printf '%s\\n' "$option"(__fish_complete_path "$value")
        case folders
            printf '%s\\n' "$option"(__fish_complete_directories "$value")
        case commands
            __fish_complete_command
        case '*'
            string join -- \\n $lines
    end
end
complete -c sentinel -e
complete -c sentinel -f -a '(__sentinel_complete)'
`;
