# capture.zsh FOLDER LINE: prints what zsh offers at the end of LINE, with the completions of FOLDER; each on a line after "hit:".
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PROMPT= RPROMPT= ; fpath=(${(q)1} \$fpath); autoload -Uz compinit; compinit -u -D"
zpty -w shell '
compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd "$@"; return $?; fi
  local -a __hits
  builtin compadd -A __hits -D __none "$@"
  local __hit
  for __hit in "${__hits[@]}"; do print -r -- "hit:$__hit"; done
  builtin compadd "$@"
}
offer() { unset "compstate[vared]"; _main_complete "$@"; print -r -- "all:offered"; exit 0 }
zle -C offer complete-word offer
bindkey "^I" offer
print "all:""ready"'
zpty -r shell read '*all:ready*'
zpty -n -w shell "$2"$'\t'
while zpty -r shell line; do
  print -rn -- "$line"
  [[ $line != *all:offered* ]] || break
done
zpty -d shell
