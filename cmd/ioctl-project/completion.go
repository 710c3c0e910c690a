package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"
)

// The scripts ask the program itself what may come next, word by word as they were
// typed: nothing of the line is evaluated.
const bashCompletion = `# completion of ioctl-project for bash: . <(ioctl-project completion bash)
_ioctl_project() {
  local cur=${COMP_WORDS[COMP_CWORD]}
  local -a words=("${COMP_WORDS[@]:1:COMP_CWORD-1}")
  [[ $cur == -* ]] && words+=("$cur")
  mapfile -t COMPREPLY < <(compgen -W "$("${COMP_WORDS[0]/#\~/$HOME}" "${words[@]}" --generate-bash-completion 2>/dev/null)" -- "$cur")
}
complete -o bashdefault -o default -F _ioctl_project ioctl-project
`

const zshCompletion = `#compdef ioctl-project
# completion of ioctl-project for zsh: save it as _ioctl-project in a folder of $fpath
_ioctl_project() {
  local -a found
  local cur=${words[CURRENT]}
  local -a before=("${(@)words[1,CURRENT-1]}")
  [[ $cur == -* ]] && before+=("$cur")
  found=("${(@f)$(_CLI_ZSH_AUTOCOMPLETE_HACK=1 "${(@)before}" --generate-bash-completion 2>/dev/null)}")
  if [[ -n ${found[1]} ]]; then
    _describe 'ioctl-project' found
  else
    _files
  fi
}
if [[ $funcstack[1] == _ioctl-project ]]; then
  _ioctl_project "$@"
else
  compdef _ioctl_project ioctl-project
fi
`

const fishCompletion = `# completion of ioctl-project for fish: save it as ioctl-project.fish in ~/.config/fish/completions
function __ioctl_project
  set -l words (commandline -opc)
  set -l cur (commandline -ct)
  string match -q -- '-*' $cur; and set -a words $cur
  $words --generate-bash-completion 2>/dev/null
end
complete -c ioctl-project -a '(__ioctl_project)'
`

// completed is a script for a shell.
type completed struct {
	Shell  string `json:"shell"`
	Script string `json:"script"`
}

func completionCommand() *cli.Command {
	return &cli.Command{
		Name: "completion", Usage: "print the script that completes commands and flags in a shell", ArgsUsage: "bash|zsh|fish",
		UsageText: "ioctl-project completion bash > ~/.local/share/bash-completion/completions/ioctl-project",
		Flags:     []cli.Flag{jsonFlag()},
		Action: func(c *cli.Context) error {
			if c.NArg() != 1 {
				return fmt.Errorf("%w: want a shell: bash, zsh or fish", errUsage)
			}
			got := completed{Shell: c.Args().First()}
			got.Script = map[string]string{"bash": bashCompletion, "zsh": zshCompletion, "fish": fishCompletion}[got.Shell]
			if got.Script == "" {
				return fmt.Errorf("%w: %q is none of bash, zsh, fish", errUsage, got.Shell)
			}
			return show(c, got, func() string { return strings.TrimSuffix(got.Script, "\n") })
		},
	}
}
