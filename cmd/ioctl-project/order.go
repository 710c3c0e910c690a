package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// flagsFirst puts the flags of a command line before what stands for itself, for the library sees no flag behind that:
// people write `project build project.yaml -o project.json`. What comes behind -- stays as it is.
func flagsFirst(app *cli.App, args []string) []string {
	at, list, flags := 1, app.Commands, app.Flags
	for at < len(args) {
		if strings.HasPrefix(args[at], "-") && len(list) > 0 {
			at += 1 + valueWords(flags, args[at])
			continue
		}
		i := slices.IndexFunc(list, func(c *cli.Command) bool { return c.HasName(args[at]) })
		if i < 0 {
			break
		}
		list, flags = list[i].Subcommands, list[i].Flags
		at++
	}
	if at > len(args) || len(list) > 0 {
		return args // no command, or one that only has others inside
	}
	var moved, rest []string
	words := args[at:]
	for len(words) > 0 {
		n := 1
		switch word := words[0]; {
		case word == "--":
			n = len(words)
			rest = append(rest, words...)
		case strings.HasPrefix(word, "-") && word != "-":
			n = min(1+valueWords(flags, word), len(words))
			moved = append(moved, words[:n]...)
		default:
			rest = append(rest, word)
		}
		words = words[n:]
	}
	return slices.Concat(args[:at], moved, rest)
}

// valueWords is how many words behind a flag are its value.
func valueWords(flags []cli.Flag, word string) int {
	name, _, inside := strings.Cut(strings.TrimLeft(word, "-"), "=")
	for _, f := range flags {
		if doc, ok := f.(cli.DocGenerationFlag); ok && !inside && slices.Contains(f.Names(), name) && doc.TakesValue() {
			return 1
		}
	}
	return 0
}
