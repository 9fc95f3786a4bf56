/** The completion for zsh: to be evaluated, or a file \`_sentinel\` in a folder of \`$fpath\`. */
export const zshCompletion = `#compdef sentinel
# The completion of sentinel for zsh, by \`sentinel completion zsh\`.
_sentinel() {
  local by_shell line
  local -a lines described
  lines=("\${(@f)$(command sentinel completion candidates -- "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}")
  by_shell=$lines[1]
  shift lines
  case $by_shell in
    files|folders)
      [[ $PREFIX == --*=* ]] && compset -P '*='
      if [[ $by_shell == files ]]; then _files; else _files -/; fi
      return
      ;;
    commands) _command_names -e; return ;;
  esac
  for line in $lines; do
    described+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  _describe -t values value described
}
# In a file of $fpath this is the function itself.
if [[ $funcstack[1] == _sentinel ]]; then _sentinel "$@"; else compdef _sentinel sentinel; fi
`;
