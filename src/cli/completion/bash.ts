/**
 * The completion for bash, from 3.2 on, which macOS has. There, files are offered where nothing else is: a completion
 * can't ask for them by itself before 4.0.
 */
export const bashCompletion = `# The completion of sentinel for bash, by \`sentinel completion bash\`.
_sentinel() {
  local -a words
  local index word last= current= prefix= by_shell= value description is_joined=
  # bash splits words at "=" and ":", and the program takes them whole.
  for ((index = 1; index <= COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    last=$word
    if [[ -n $word && -z \${word//[=:]/} && \${#words[@]} -gt 0 ]]; then
      is_joined=next
      last=
    elif [[ $is_joined == next && -n $word ]]; then
      is_joined=
    else
      is_joined=
      words+=("$word")
      continue
    fi
    words[\${#words[@]} - 1]+=$word
  done
  current=\${words[\${#words[@]} - 1]}
  prefix=\${current%"$last"}
  current=\${current//[\\\\\\"\\']/}
  words[\${#words[@]} - 1]=$current
  COMPREPLY=()
  while IFS=$'\\t' read -r value description; do
    if [[ -z $by_shell ]]; then
      by_shell=$value
    elif [[ $value == "$current"* ]]; then
      printf -v value %q "\${value#"$prefix"}"
      COMPREPLY+=("$value")
    fi
  done < <(command sentinel completion candidates -- "\${words[@]}" 2>/dev/null)
  case $by_shell in
    files) compopt -o default 2>/dev/null ;;
    folders) compopt -o dirnames 2>/dev/null ;;
    commands)
      compopt -o default 2>/dev/null
      while read -r value; do COMPREPLY+=("$value"); done < <(compgen -c -- "$current")
      ;;
  esac
}
if ((BASH_VERSINFO[0] < 4)); then
  complete -o default -F _sentinel sentinel
else
  complete -F _sentinel sentinel
fi
`;
